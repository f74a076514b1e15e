"""The lines of `to_text`, coloured by Rich beside their words; imported for a terminal only."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from orglife.reports.formats.to_text import TextRenderer
from orglife.reports.view import Table

if TYPE_CHECKING:
    from orglife.reports.view import View

STYLES = {
    "title": "bold",
    "heading": "bold",
    "head": "dim",
    "frame": "dim",
    "hint": "dim",
    "command": "bold cyan",
    "met": "green",
    "late": "yellow",
    "pending": "cyan",
    "missed": "bold red",
    "exempt": "dim",
    "present": "green",
    "excused": "cyan",
    "absent": "bold red",
    "unstated": "yellow",
    "waived": "dim",
    "unrecorded": "dim",
    "error": "bold red",
    "warning": "yellow",
    "information": "cyan",
}
LONG = 200
"""Rows from which Rich is left out: it takes ten times as long."""


class TerminalRenderer(TextRenderer):
    """Renders the lines of `TextRenderer` coloured."""

    def render(self, view: View) -> str:
        """Return the view as lines of text with colours."""
        if any(isinstance(block, Table) and len(block.rows) > LONG for block in view.blocks):
            return super().render(view)
        from rich.console import Console
        from rich.text import Text

        written = StringIO()
        console = Console(
            file=written,
            force_terminal=True,
            color_system="standard",
            width=self.options.width or 10_000,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
            no_color=False,
        )
        for line in self.blocks(view.blocks):
            text = Text(end="")
            for piece in line:
                text.append(piece.text, style=STYLES.get(piece.style, ""))
            text.rstrip()
            console.print(text, soft_wrap=True)
        return written.getvalue()

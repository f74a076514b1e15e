"""Plain text: aligned, without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orglife.reports.blocks.layout import lay_out

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.look import Look
    from orglife.reports.view import View


def render(view: View, language: Language, look: Look) -> str:
    """Return the view as lines of text, each ended by a newline."""
    lines = lay_out(view.blocks, language, look)
    return "".join("".join(piece.text for piece in line).rstrip() + "\n" for line in lines)

"""Markdown: headings, paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from orglife.reports.formats.blocks import BlockRenderer, calendar_rows
from orglife.reports.language import escape_unprintable

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.view import (
        Calendar,
        Heading,
        Line,
        RenderOptions,
        Separator,
        Table,
        View,
    )

SPECIAL = "\\`*_{}[]<>#|&~"


class MarkdownRenderer(BlockRenderer[str]):
    """Renders each block as one text of Markdown; text of users has no effect on its form."""

    def __init__(self, language: Language, options: RenderOptions) -> None:
        self.language, self.options = language, options

    def render(self, view: View) -> str:
        """Return the view as Markdown, its blocks apart by an empty line."""
        return "\n\n".join(part for part in self.blocks(view.blocks) if part.strip()) + "\n"

    def heading(self, block: Heading) -> Iterator[str]:
        """Yield a heading, and its aside as a paragraph."""
        yield f"{'#' * block.level} {_text(block.text, self.language)}"
        if block.aside:
            yield _text(block.aside, self.language)

    def line(self, block: Line) -> Iterator[str]:
        """Yield a paragraph."""
        yield _text(block.text, self.language)

    def separator(self, block: Separator) -> None:
        """Write nothing: headings set parts off."""

    def table(self, block: Table) -> Iterator[str]:
        """Yield a table under its title."""
        yield "\n".join(_table(block, self.language))

    def calendar(self, block: Calendar) -> Iterator[str]:
        """Yield a calendar as a table, and what its words mean."""
        yield "\n".join(_calendar(block, self.language))


def _text(value: object, language: Language) -> str:
    shown = escape_unprintable(language.text(value)).strip()
    escaped = "".join("\\" + one if one in SPECIAL else one for one in shown)
    # A line that begins with these would be a list.
    return "\\" + escaped if escaped[:1] in ("-", "+", "=") else escaped


def _table(table: Table, language: Language) -> Iterator[str]:
    if table.title is not None:
        yield f"## {_text(table.title, language)}"
        yield ""
    if not table.rows:
        if table.empty is not None:
            yield _text(table.empty, language)
        return
    yield _cells(_text(column.heading, language) for column in table.columns)
    yield _cells("---:" if column.align == "right" else "---" for column in table.columns)
    for row in table.rows:
        yield _cells(_text(one, language) for one in row)


def _calendar(calendar: Calendar, language: Language) -> Iterator[str]:
    words = calendar_rows(calendar, language)
    heads = [words.obligation, *(f"{number:02}" for number in range(1, 13)), words.total]
    yield _cells(_text(head, language) for head in heads)
    yield _cells(["---"] * 13 + ["---:"])
    used = [cell for row in words.rows for cell in row.months if cell.status]
    for row in words.rows:
        yield _cells([_text(row.label, language), *(cell.word for cell in row.months), row.total])
    yield ""
    meanings = {entry.status: _text(entry.meaning, language) for entry in words.legend}
    yield "  \n".join(f"{cell.word} {meanings[cell.status or '']}" for cell in dict.fromkeys(used))


def _cells(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"

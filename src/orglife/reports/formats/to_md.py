"""Markdown: headings, paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from orglife.messages import say
from orglife.reports.formats.palette import status_cell as calendar_cell
from orglife.reports.formats.palette import status_meaning
from orglife.reports.language import escape_unprintable
from orglife.reports.view import Calendar, Heading, Line, Separator, Table

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.view import Block, RenderOptions, View

SPECIAL = "\\`*_{}[]<>#|&~"


def render(view: View, language: Language, look: RenderOptions) -> str:  # noqa: ARG001  # every format's
    """Return the view as Markdown; text of users has no effect on its form."""
    parts = ["\n".join(_block(block, language)) for block in view.blocks]
    return "\n\n".join(part for part in parts if part.strip()) + "\n"


def _text(value: object, language: Language) -> str:
    shown = escape_unprintable(language.text(value)).strip()
    escaped = "".join("\\" + one if one in SPECIAL else one for one in shown)
    # A line that begins with these would be a list.
    return "\\" + escaped if escaped[:1] in ("-", "+", "=") else escaped


def _block(block: Block, language: Language) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {_text(block.text, language)}"
        if block.aside:
            yield ""
            yield _text(block.aside, language)
    elif isinstance(block, Line):
        yield _text(block.text, language)
    elif isinstance(block, Separator):
        return
    elif isinstance(block, Table):
        yield from _table(block, language)
    else:
        yield from _calendar(block, language)


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
    heads = [say("Obligation"), *(f"{number:02}" for number in range(1, 13)), say("need/done")]
    yield _cells(_text(head, language) for head in heads)
    yield _cells(["---"] * 13 + ["---:"])
    used: dict[str, None] = {}
    for row in calendar.rows:
        used.update(dict.fromkeys(status for status in row.months if status))
        months = [calendar_cell(status, language) for status in row.months]
        yield _cells([_text(row.label, language), *months, row.total])
    yield ""
    yield "  \n".join(
        f"{calendar_cell(status, language)} {_text(status_meaning(status), language)}"
        for status in used
    )


def _cells(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"

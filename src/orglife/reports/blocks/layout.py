"""Blocks laid out in lines, for terminals and pipes alike; colour is added by `to_rich`.

With a width, no line is wider and nothing is cut: cells and paragraphs go on in the next line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from orglife.reports.blocks.calendar_lines import calendar_lines
from orglife.reports.blocks.piece import Piece, Row
from orglife.reports.blocks.table_lines import table_lines
from orglife.reports.blocks.width import width, wrap
from orglife.reports.view import Calendar, Heading, Line, Separator, Table
from orglife.reports.visible import visible

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.look import Look
    from orglife.reports.view import Block

PAGE = 80
"""Columns of a page where there is no terminal, and on a wide one."""


def lay_out(blocks: Iterable[Block], language: Language, look: Look) -> list[Row]:
    """Return the lines of `blocks`, each a list of pieces of one style."""
    page = min(look.width or PAGE, PAGE)
    lines: list[Row] = []
    for block in blocks:
        lines += _lines(block, language, look, page)
    return lines


def _lines(block: Block, language: Language, look: Look, page: int) -> Iterable[Row]:
    if look.accessible and isinstance(block, (Table, Calendar, Separator)):
        from orglife.reports.blocks.one_field import one_field_a_line

        return one_field_a_line(block, language, look.width)
    if isinstance(block, Table):
        return table_lines(block, language, look.width)
    if isinstance(block, Calendar):
        return calendar_lines(block, language, look)
    if isinstance(block, Heading):
        return _heading(block, language, page)
    if isinstance(block, Separator):
        return [[Piece("-" * page, "frame")]]
    return _line(block, language, look.width)


def _line(block: Line, language: Language, columns: int | None) -> list[Row]:
    text = visible(language.text(block.text))
    if not text.strip():
        return [[]]
    indent = text[: len(text) - len(text.lstrip(" "))]
    body = text[len(indent) :]
    pieces = wrap(body, columns - len(indent)) if columns else [body]
    return [[Piece(indent), Piece(piece, block.style)] for piece in pieces]


def _heading(block: Heading, language: Language, page: int) -> Iterator[Row]:
    text = visible(language.text(block.text))
    aside = visible(language.text(block.aside)) if block.aside else ""
    style = "title" if block.level == 1 else "heading"
    gap = page - width(text) - width(aside)
    if aside and gap >= 2:
        yield [Piece(text, style), Piece(" " * gap), Piece(aside)]
        return
    yield from ([Piece(piece, style)] for piece in wrap(text, page))
    if aside:
        yield from ([Piece(piece)] for piece in wrap(aside, page))

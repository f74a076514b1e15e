"""Aligned text: blocks laid out in lines, for terminals and pipes alike.

Colour is added by `to_terminal`. With a width, no line is wider and nothing is cut: cells and
paragraphs go on in the next line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from orglife.messages import say
from orglife.reports.formats.blocks import BlockRenderer, calendar_rows
from orglife.reports.formats.palette import coloured_column
from orglife.reports.language import escape_unprintable
from orglife.reports.text_width import StyledLine, StyledText, longest_word, pad, width, wrap

if TYPE_CHECKING:
    from orglife.reports.formats.blocks import CalendarRows
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


PAGE = 80
"""Columns of a page where there is no terminal, and on a wide one."""


class TextRenderer(BlockRenderer[StyledLine]):
    """Renders blocks as lines, each a list of pieces of one style."""

    def __init__(self, language: Language, options: RenderOptions) -> None:
        self.language, self.options = language, options
        self.page = min(options.width or PAGE, PAGE)

    def render(self, view: View) -> str:
        """Return the view as lines of text, each ended by a newline."""
        lines = self.blocks(view.blocks)
        return "".join("".join(piece.text for piece in line).rstrip() + "\n" for line in lines)

    def heading(self, block: Heading) -> Iterable[StyledLine]:
        """Yield the lines of a heading, its aside at the right end where there is room."""
        return _heading(block, self.language, self.page)

    def line(self, block: Line) -> Iterable[StyledLine]:
        """Return the lines of a paragraph."""
        return _line(block, self.language, self.options.width)

    def separator(self, block: Separator) -> Iterable[StyledLine]:  # noqa: ARG002  # all look alike
        """Return a line of hyphens; an empty one for screen readers."""
        return [[] if self.options.accessible else [StyledText("-" * self.page, "frame")]]

    def table(self, block: Table) -> Iterable[StyledLine]:
        """Return the lines of a table; one field a line for screen readers."""
        if self.options.accessible:
            from orglife.reports.formats.text_layouts import table_fields

            return table_fields(block, self.language, self.options.width)
        return table_lines(block, self.language, self.options.width)

    def calendar(self, block: Calendar) -> Iterable[StyledLine]:
        """Return the lines of a calendar; one month a line for screen readers."""
        if self.options.accessible:
            from orglife.reports.formats.text_layouts import calendar_fields

            return calendar_fields(block, self.language, self.options.width)
        return calendar_lines(block, self.language, self.options)


def _line(block: Line, language: Language, columns: int | None) -> list[StyledLine]:
    text = escape_unprintable(language.text(block.text))
    if not text.strip():
        return [[]]
    indent = text[: len(text) - len(text.lstrip(" "))]
    body = text[len(indent) :]
    pieces = wrap(body, columns - len(indent)) if columns else [body]
    return [[StyledText(indent), StyledText(piece, block.style)] for piece in pieces]


def _heading(block: Heading, language: Language, page: int) -> Iterator[StyledLine]:
    text = escape_unprintable(language.text(block.text))
    aside = escape_unprintable(language.text(block.aside)) if block.aside else ""
    style = "title" if block.level == 1 else "heading"
    gap = page - width(text) - width(aside)
    if aside and gap >= 2:
        yield [StyledText(text, style), StyledText(" " * gap), StyledText(aside)]
        return
    yield from ([StyledText(piece, style)] for piece in wrap(text, page))
    if aside:
        yield from ([StyledText(piece)] for piece in wrap(aside, page))


GAP = 2
NARROWEST = 4
"""A column is not made narrower than this; where that is not enough, the rows are stacked."""
COMFORTABLE = 18
"""Columns up to this width give way last."""
LONGEST = 14
"""A longer word may be broken before the rows are stacked."""


def table_lines(table: Table, language: Language, columns: int | None) -> Iterator[StyledLine]:
    """Yield the lines of a table, at most `columns` wide where that is given."""
    if table.title is not None:
        yield from _text(escape_unprintable(language.text(table.title)), columns, "heading")
    if not table.rows:
        if table.empty is not None:
            yield from _text(escape_unprintable(language.text(table.empty)), columns, "hint")
        return
    if table.grid:
        from orglife.reports.formats.text_layouts import grid_lines

        yield from grid_lines(table, language, columns)
        return
    heads = [escape_unprintable(language.text(column.heading)) for column in table.columns]
    rows = [[escape_unprintable(language.text(cell)) for cell in row] for row in table.rows]
    widths = [max(map(width, cells)) for cells in zip(heads, *rows, strict=True)]
    gap = GAP
    if columns is not None:
        if sum(widths) + GAP * (len(widths) - 1) > columns:
            gap = 1
        floors = [floor(cells) for cells in zip(heads, *rows, strict=True)]
        means = [sum(map(width, cells)) / len(rows) for cells in zip(*rows, strict=True)]
        fitted = fit(widths, floors, means, columns - gap * (len(widths) - 1))
        if fitted is None:
            yield from _stacked(table, heads, rows, columns)
            return
        widths = fitted
    aligns = [column.align for column in table.columns]
    coloured = coloured_column(table)
    yield from _row(heads, widths, aligns, gap, ["head"] * len(heads))
    for number, row in enumerate(rows):
        styles = [""] * len(row)
        if number < len(table.styles):
            styles[coloured] = table.styles[number]
        yield from _row(row, widths, aligns, gap, styles)


def floor(cells: Iterable[str]) -> int:
    """Return the width below which a column would break within a word, a date or a number."""
    longest = max(longest_word(cell) for cell in cells)
    return max(NARROWEST, min(longest, LONGEST))


def fit(widths: list[int], floors: list[int], means: list[float], room: int) -> list[int] | None:
    """Return widths that take at most `room`; narrower become those that are emptiest.

    Columns that are comfortably narrow are left alone as long as others can give.
    """
    fitted = list(widths)
    comfortable = [
        max(floor, min(size, COMFORTABLE)) for floor, size in zip(floors, widths, strict=True)
    ]
    for least in (comfortable, floors):
        while sum(fitted) > room:
            wide = [i for i, size in enumerate(fitted) if size > least[i]]
            if not wide:
                break
            fitted[min(wide, key=lambda i: means[i] / fitted[i])] -= 1
    return fitted if sum(fitted) <= room else None


def _row(
    cells: list[str], widths: list[int], aligns: list[str], gap: int, styles: list[str]
) -> Iterator[StyledLine]:
    split = [wrap(cell, size) for cell, size in zip(cells, widths, strict=True)]
    for level in range(max(map(len, split))):
        line: StyledLine = []
        for number, pieces in enumerate(split):
            text = pieces[level] if level < len(pieces) else ""
            if number:
                line.append(StyledText(" " * gap))
            line.append(StyledText(pad(text, widths[number], aligns[number]), styles[number]))
        yield line


def _stacked(
    table: Table, heads: list[str], rows: list[list[str]], columns: int
) -> Iterator[StyledLine]:
    """Yield each row as lines `Heading: cell`, with an empty line between rows."""
    for number, row in enumerate(rows):
        if number:
            yield []
        style = table.styles[number] if number < len(table.styles) else ""
        for head, text in zip(heads, row, strict=True):
            if text:
                yield from _text(f"{head}: {text}", columns, style)


def _text(text: str, columns: int | None, style: str) -> Iterator[StyledLine]:
    for piece in wrap(text, columns) if columns else [text]:
        yield [StyledText(piece, style)]


def calendar_lines(
    calendar: Calendar, language: Language, look: RenderOptions
) -> Iterator[StyledLine]:
    """Yield the calendar and, below it, what its cells mean."""
    words = calendar_rows(calendar, language, unicode=look.unicode)
    head, total = language.text(words.obligation), language.text(words.total)
    labels = [escape_unprintable(language.text(row.label)) for row in words.rows]
    last = max([width(total), *(width(row.total) for row in words.rows)])
    first = max([width(head), *map(width, labels)])
    if look.width is not None:
        first = min(first, look.width - 12 * 3 - 1 - last)
    months = [StyledText(" ") for _ in range(24)]
    months[1::2] = [StyledText(f"{number:02}", "head") for number in range(1, 13)]
    yield [
        StyledText(pad(head, first), "head"),
        *months,
        StyledText(" "),
        StyledText(total, "head"),
    ]
    for row, label in zip(words.rows, labels, strict=True):
        lines = wrap(label, first)
        line: StyledLine = [StyledText(pad(lines[0], first))]
        for status, word in row.months:
            line += [StyledText(" "), StyledText(pad(word, 2), status or "")]
        yield [*line, StyledText(" "), StyledText(row.total)]
        yield from ([StyledText(more)] for more in lines[1:])
    yield from _legend(words, language, look.width or 80)


def _legend(words: CalendarRows, language: Language, room: int) -> Iterator[StyledLine]:
    line: StyledLine = []
    entries = [(word, language.text(meaning), status) for status, word, meaning in words.legend]
    entries.append(("", language.text(say("blank: nothing asked")), "hint"))
    taken = 0
    for short, meaning, style in entries:
        size = width(short) + width(meaning) + (1 if short else 0)
        if line and taken + 2 + size > room:
            yield line
            line, taken = [], 0
        if line:
            line.append(StyledText("  "))
            taken += 2
        if short:
            line += [StyledText(short, style), StyledText(" ")]
        line.append(StyledText(meaning))
        taken += size
    yield line

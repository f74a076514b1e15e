"""SVG: the calendar of a year to hang up, on A4 or A3; else calendars and grids as one picture.

A state is told by the word in its cell, by its colour and by its edge, so that it can be read in
black and white; every cell has its whole words as a title. Nothing in it refers to anything else,
so that a drawing can stand inside a page. Lengths are in pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from orglife.errors import ChoiceError
from orglife.messages import Message, say
from orglife.reports.formats.blocks import BlockRenderer, calendar_rows
from orglife.reports.formats.palette import (
    INK,
    NOTHING,
    PAINTS,
    PAPER,
    QUIET,
    SVG_FONTS,
    code_of,
    legend_terms,
    row_title,
    short_word,
    status_cell,
    status_meaning,
    title_column_count,
)
from orglife.reports.formats.wall_svg import draw_wall
from orglife.reports.language import escape_unprintable
from orglife.reports.text_width import width, wrap
from orglife.reports.view import Heading

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.view import (
        Calendar,
        CalendarRow,
        Line,
        RenderOptions,
        Separator,
        Table,
        View,
    )


class SvgRenderer(BlockRenderer["Drawing"]):
    """Renders calendars and grids as drawings; headings and lines are no picture."""

    def __init__(self, language: Language, options: RenderOptions) -> None:
        self.language, self.options = language, options
        self.aside: Message | str | None = None

    def render(self, view: View) -> str:
        """Return the picture: the wall calendar of the view, if it has one.

        Raises:
            ChoiceError: nothing in the view can be drawn.
        """
        wall = view.wall(self.language) if view.wall is not None else None
        if wall is not None:
            return draw_wall(wall, view.wall_size, self.language)
        self.aside = next((one.aside for one in view.blocks if isinstance(one, Heading)), None)
        drawn = list(self.blocks(view.blocks))
        if not drawn:
            raise ChoiceError(
                say("there is nothing here to draw"),
                hint=say(
                    "a picture is made of the calendar of duties: orglife check -o calendar.svg"
                ),
            )
        return (drawn[0].text if len(drawn) == 1 else _stacked(drawn)) + "\n"

    def heading(self, block: Heading) -> None:
        """Draw nothing."""

    def line(self, block: Line) -> None:
        """Draw nothing."""

    def separator(self, block: Separator) -> None:
        """Draw nothing."""

    def table(self, block: Table) -> Iterable[Drawing]:
        """Return a grid drawn; nothing for other tables."""
        drawable = block.grid and block.rows
        return [draw_grid(block, self.language, self.aside)] if drawable else ()

    def calendar(self, block: Calendar) -> Iterable[Drawing]:
        """Return the calendar drawn."""
        return [draw(block, self.language, self.aside)]


def _stacked(drawn: list[Drawing]) -> str:
    full = max(one.width for one in drawn)
    height = sum(one.height for one in drawn)
    parts = []
    top = 0
    for one in drawn:
        parts.append(one.text.replace("<svg ", f'<svg y="{top}" ', 1))
        top += one.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full} {height}" width="{full}" '
        f'height="{height}" font-family="{SVG_FONTS}">\n' + "\n".join(parts) + "\n</svg>"
    )


BOX, GAP = 32, 4
CALENDAR_STEP = BOX + GAP
LONGEST = 26
"""Columns of a label before it goes on in a second line."""
NARROWEST = 96


def draw(calendar: Calendar, language: Language, aside: Message | str | None = None) -> Drawing:
    """Return the calendar with its title, its heads and what its cells mean.

    `aside` stands at the right end of the title, or below it where there is no room.
    """
    labels = [wrap(said(row.label, language), LONGEST) for row in calendar.rows]
    left = max(NARROWEST, *(across(part, TEXT) for label in labels for part in label), 0)
    totals = max(
        across(said(say("need/done"), language), SMALL),
        *(across(row.total, TEXT) for row in calendar.rows),
        0,
    )
    grid = MARGIN + left + 12
    full = grid + 12 * CALENDAR_STEP + 8 + totals + MARGIN
    title = said(calendar.title or str(calendar.year), language)
    parts, top = head_of(title, said(aside, language) if aside else "", full, MARGIN)
    parts += _months(calendar, language, grid, top)
    top += LINE + 6
    for row, lines in zip(calendar.rows, labels, strict=True):
        high = max(BOX, len(lines) * (LINE - 2))
        parts += _row(row, lines, calendar.year, language, grid, top, high)
        top += high + GAP
    key, top = key_of(_meanings(calendar, language), full, top + 10)
    return framed(f"calendar-{calendar.year}", title, [*parts, *key], full, top + MARGIN - 6)


def _months(calendar: Calendar, language: Language, grid: int, top: int) -> Iterator[str]:
    middle = f'text-anchor="middle" font-size="{SMALL}" fill="{QUIET}"'
    for at, month in enumerate(language.facts.months):
        yield text_at(month, grid + at * CALENDAR_STEP + BOX / 2, top + 14, middle)
    if calendar.rows:
        small = f'font-size="{SMALL}" fill="{QUIET}"'
        yield text_at(
            said(say("need/done"), language), grid + 12 * CALENDAR_STEP + 8, top + 14, small
        )


def _row(
    row: CalendarRow,
    label: list[str],
    year: int,
    language: Language,
    grid: int,
    top: int,
    high: int,
) -> Iterator[str]:
    first = top + high / 2 - (len(label) - 1) * (LINE - 2) / 2 + 5
    for number, part in enumerate(label):
        yield text_at(part, grid - 12, first + number * (LINE - 2), 'text-anchor="end"')
    name = said(row.label, language)
    for at, status in enumerate(row.months):
        means = said(status_meaning(status) if status else say("nothing asked"), language)
        words = f"{name} {year}-{at + 1:02}: {means}"
        x, y = grid + at * CALENDAR_STEP, top + (high - BOX) / 2
        yield f"<g><title>{escape(words)}</title>{box(status, x, y, BOX)}"
        if status:
            paint = PAINTS[status]
            size = 15 if language.facts.han else TEXT
            shape = f'text-anchor="middle" font-size="{size}" fill="{paint.ink}"'
            if status == "missed":
                shape += ' font-weight="bold"'
            yield text_at(status_cell(status, language), x + BOX / 2, y + BOX / 2 + 5, shape)
        yield "</g>"
    yield text_at(row.total, grid + 12 * CALENDAR_STEP + 8, top + high / 2 + 5)


def _meanings(calendar: Calendar, language: Language) -> Iterator[tuple[str | None, str, str]]:
    """Yield what the cells of this calendar mean, and the empty ones."""
    for status, word, meaning in calendar_rows(calendar, language).legend:
        yield status, word, said(meaning, language)
    yield None, "", said(say("nothing asked"), language)


GRID_BOX, GRID_GAP = 20, 2
GRID_STEP = GRID_BOX + GRID_GAP
BAND = 32
"""Columns that stand side by side; the others stand below, so that it can be printed."""
LETTERS = 10


def draw_grid(table: Table, language: Language, aside: Message | str | None = None) -> Drawing:
    """Return the grid with its title, its heads and what its words mean."""
    labels = [row_title(table, at, language) for at in range(len(table.rows))]
    begin, last = title_column_count(table), len(table.columns)
    left = MARGIN + max([40, *(across(one, TEXT) for one in labels)]) + 8
    full = left + min(BAND, max(1, last - begin)) * GRID_STEP + MARGIN
    key = [
        (term.code, short_word(term, language), said(term, language))
        for term in legend_terms(table)
    ]
    full = max(full, 420)
    title = said(table.title or say("Table"), language)
    parts, top = head_of(title, said(aside, language) if aside else "", full, MARGIN)
    for start in range(begin, last, BAND):
        band = range(start, min(start + BAND, last))
        lines = max((len(table.columns[at].brief.split("-")) for at in band), default=1)
        for at in band:
            x = left + (at - start) * GRID_STEP + GRID_BOX / 2
            shape = f'text-anchor="middle" font-size="{LETTERS}" fill="{QUIET}"'
            for level, text in enumerate(table.columns[at].brief.split("-")):
                parts.append(text_at(text, x, top + 12 + level * 12, shape))
        top += 12 * lines + 8
        for number, name in enumerate(labels):
            parts.append(text_at(name, left - 8, top + GRID_BOX / 2 + 5, 'text-anchor="end"'))
            parts += _boxes(table, number, name, band, left, top, language)
            top += GRID_STEP
        top += 14
    drawn, top = key_of(key, full, top)
    return framed("grid", title, [*parts, *drawn], full, top + MARGIN - 6)


def _boxes(
    table: Table, number: int, name: str, band: range, left: int, top: int, language: Language
) -> Iterator[str]:
    for place, at in enumerate(band):
        value = table.rows[number][at]
        code, word = code_of(value), short_word(value, language)
        whole = said(value, language) if word else ""
        heading = said(table.columns[at].heading, language)
        x = left + place * GRID_STEP
        words = f"{name}, {heading}: {whole}" if whole else f"{name}, {heading}"
        yield f"<g><title>{escape(words)}</title>{box(code or None, x, top, GRID_BOX)}"
        if word:
            ink = PAINTS[code].ink if code else INK
            size = SMALL if language.facts.han and code else LETTERS
            shape = f'text-anchor="middle" font-size="{size}" fill="{ink}"'
            yield text_at(word, x + GRID_BOX / 2, top + GRID_BOX / 2 + 4, shape)
        yield "</g>"


MARGIN = 20
LINE = 18
"""Height of a line of text."""
TEXT, SMALL, TITLE = 13, 12, 18
"""Sizes of type."""
LETTER = 0.55
"""Of the size of type, how wide a letter is that is not Han."""
EDGES = {"missed": ' stroke-width="2.5"', "pending": ' stroke-dasharray="3 2"'}
"""Of the boxes of a state."""
KEY = 22
"""Size of a box in a key."""


class Drawing(NamedTuple):
    """An SVG element and its size."""

    text: str
    width: int
    height: int


def said(value: object, language: Language) -> str:
    """Return text as it is drawn: what is not printable is shown escaped."""
    return escape_unprintable(language.text(value)).strip()


def across(text: str, size: int) -> int:
    """Return about how many pixels text is wide: a Han character its size, others rather more."""
    wide = sum(width(one) == 2 for one in text)
    return round(size * (wide + LETTER * (width(text) - 2 * wide)) + 0.5)


def text_at(text: str, x: float, y: float, attributes: str = "") -> str:
    """Return a text element; `y` is the line on which its letters stand."""
    return f'<text x="{x:g}" y="{y:g}"{" " if attributes else ""}{attributes}>{escape(text)}</text>'


def head_of(title: str, aside: str, full: int, top: int) -> tuple[list[str], int]:
    """Return the title in as many lines as it takes, the aside, and where they end."""
    room = full - 2 * MARGIN
    beside = across(title, TITLE) + 16 + across(aside, SMALL) <= room
    columns = int(room / (TITLE * LETTER))
    parts = []
    end = f'text-anchor="end" font-size="{SMALL}" fill="{QUIET}"'
    for line in wrap(title, columns):
        top += 20
        parts.append(text_at(line, MARGIN, top, f'font-size="{TITLE}" font-weight="bold"'))
    if aside and beside:
        parts.append(text_at(aside, full - MARGIN, top, end))
    elif aside:
        top += LINE
        parts.append(text_at(aside, MARGIN, top, f'font-size="{SMALL}" fill="{QUIET}"'))
    return parts, top + 12


def box(code: str | None, x: float, y: float, size: int) -> str:
    """Return the box of a state; what is missed and what is open differ by their edges too."""
    paint = PAINTS[code] if code else NOTHING
    edge = EDGES.get(code or "", "")
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{size}" height="{size}" rx="{min(4, size // 5)}" '
        f'fill="{paint.fill}" stroke="{paint.edge}"{edge}/>'
    )


def key_of(
    entries: Iterable[tuple[str | None, str, str]], full: int, top: int
) -> tuple[list[str], int]:
    """Return what boxes mean (code, word, meaning), in as many lines as it takes, and their end."""
    parts: list[str] = []
    x = MARGIN
    for code, word, meaning in entries:
        long = KEY + 6 + across(meaning, SMALL) + 18
        if x > MARGIN and x + long - 18 > full - MARGIN:
            x, top = MARGIN, top + KEY + 6
        parts.append(box(code, x, top, KEY))
        if code:
            shape = f'text-anchor="middle" font-size="{SMALL}" fill="{PAINTS[code].ink}"'
            parts.append(text_at(word, x + KEY / 2, top + KEY / 2 + 4, shape))
        parts.append(text_at(meaning, x + KEY + 6, top + KEY / 2 + 4, f'font-size="{SMALL}"'))
        x += long
    return parts, top + KEY


def framed(name: str, title: str, parts: Iterable[str], full: int, height: int) -> Drawing:
    """Return parts as one picture, which names itself to those who don't see it."""
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full} {height}" width="{full}" '
        f'height="{height}" role="img" aria-labelledby="{name}" font-family="{SVG_FONTS}" '
        f'fill="{INK}" font-size="{TEXT}"><title id="{name}">{escape(title)}</title>'
    )
    ground = f'<rect width="{full}" height="{height}" fill="{PAPER}"/>'
    return Drawing("\n".join([opening, ground, *parts, "</svg>"]), full, height)

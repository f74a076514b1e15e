"""HTML: one file that refers to nothing outside itself, reads on a phone and prints well.

It has no script and forbids whatever would be fetched. Wide tables scroll by themselves, with the
keyboard too, and their first column stays in sight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from orglife.messages import say
from orglife.reports.blocks.calendar_lines import cell as calendar_cell
from orglife.reports.blocks.drawing import draw
from orglife.reports.blocks.drawing_grid import draw_grid
from orglife.reports.blocks.grid import meanings, named, short
from orglife.reports.blocks.palette import mark, to_be_filled
from orglife.reports.blocks.width import width
from orglife.reports.formats.page_style import style
from orglife.reports.view import Calendar, Heading, Line, Separator, Table
from orglife.reports.visible import visible

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.look import Look
    from orglife.reports.view import Block, Cell, Column, View

MANY = 12
"""With more columns a table is a grid: closer, with smaller letters."""
LANDSCAPE = 10
"""With more columns a table is printed on a page that lies on its side."""
SHORT, LONG = 12, 40
"""Columns of text up to which a cell is not broken, and from which it is given room."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render(view: View, language: Language, look: Look) -> str:  # noqa: ARG001  # every format's
    """Return the view as an HTML page; text of users is escaped."""
    title = next((one.text for one in view.blocks if isinstance(one, Heading)), "orglife")
    tables = [one for one in view.blocks if isinstance(one, Table) and one.rows]
    landscape = any(len(one.columns) > LANDSCAPE and not one.grid for one in tables)
    lines = [
        "<!doctype html>",
        f'<html lang="{"zh-CN" if language.code == "zh" else "en"}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(title, language)}</title>",
        f"<style>\n{style(landscape=landscape)}\n</style>",
        "</head>",
        "<body>",
        "<main>",
        *_blocks(view.blocks, language),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _text(value: object, language: Language) -> str:
    return escape(visible(language.text(value)).strip())


def _blocks(blocks: Iterable[Block], language: Language) -> Iterator[str]:
    """Yield the blocks; the first heading alone is of the first level."""
    above: Heading | None = None
    for block in blocks:
        if isinstance(block, Heading):
            level = 1 if above is None else max(2, block.level)
            above = block
            yield f"<h{level}>{_text(block.text, language)}</h{level}>"
            if block.aside:
                yield f'<p class="aside">{_text(block.aside, language)}</p>'
        elif isinstance(block, Line):
            yield from _line(block, language)
        elif isinstance(block, Separator):
            yield "<hr>"
        elif isinstance(block, Table):
            yield from _table(block, language, above)
        else:
            yield from _calendar(block, language)


def _line(block: Line, language: Language) -> Iterator[str]:
    text = _text(block.text, language)
    if not text:
        return
    if block.style == "command":
        yield f"<p><code>{text}</code></p>"
        return
    # Of a state the word is in the line; only severities and hints have an ink of their own.
    inked = block.style in ("error", "warning", "information", "hint")
    yield f'<p class="{block.style}">{text}</p>' if inked else f"<p>{text}</p>"


def _table(table: Table, language: Language, above: Heading | None) -> Iterator[str]:
    if not table.rows:
        if table.title is not None:
            yield f"<h2>{_text(table.title, language)}</h2>"
        if table.empty is not None:
            yield f'<p class="hint">{_text(table.empty, language)}</p>'
        return
    label = table.title or (above.text if above is not None else "")
    many = table.grid or len(table.columns) > MANY
    kind = f' class="grid{" turned" * table.grid}"' if many else ""
    yield f'<div class="wide" tabindex="0" role="region" aria-label="{_text(label, language)}">'
    yield f"<table{kind}>"
    if table.title is not None:
        yield f"<caption>{_text(table.title, language)}</caption>"
    filled = to_be_filled(table)
    sides = [_side(column, at in filled) for at, column in enumerate(table.columns)]
    heads = (
        f'<th scope="col"{_classes(side)}>{_text(one.heading, language)}</th>'
        for one, side in zip(table.columns, sides, strict=True)
    )
    yield f"<thead><tr>{''.join(heads)}</tr></thead>"
    yield "<tbody>"
    heading = _row_heading(table.columns)
    for number, row in enumerate(table.rows):
        cells = []
        for at, value in enumerate(row):
            marked = mark(table, number, at)
            text = _text(value, language)
            size = _size(text)
            if table.grid and at >= named(table):
                cells.append(_grid_cell(value, text, marked, language))
                continue
            if at == heading:
                ink = marked if marked in ("error", "warning", "information") else ""
                cells.append(f'<th scope="row"{_classes(sides[at], size, ink)}>{text}</th>')
            else:
                cells.append(f"<td{_classes(sides[at], size, marked)}>{text}</td>")
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody>"
    yield "</table>"
    yield "</div>"
    if table.grid:  # on paper the picture stands in its place: its columns fit a page
        yield from _key(table, language)
        yield f'<figure class="paper" aria-hidden="true">{draw_grid(table, language).text}</figure>'


def _grid_cell(value: Cell, text: str, marked: str, language: Language) -> str:
    """Return a cell of a grid: its short word, and its whole one for whoever points at it."""
    word = escape(short(value, language))
    whole = f' title="{text}"' if text and text != word else ""
    return f"<td{_classes('cell', marked)}{whole}>{word}</td>"


def _key(table: Table, language: Language) -> Iterator[str]:
    """Yield what the short words of a grid mean."""
    entries = [
        f'<span class="{term.code}">{escape(short(term, language))}</span> {_text(term, language)}'
        for term in meanings(table)
    ]
    if entries:
        yield f'<p class="key">{"&ensp; ".join(entries)}</p>'


def _side(column: Column, filled: bool) -> str:
    return "right" if column.align == "right" else "fill" if filled else ""


def _size(text: str) -> str:
    """Return whether a cell keeps to one line, or needs room so as not to become a tower."""
    columns = width(text)
    return "short" if 0 < columns <= SHORT else "long" if columns > LONG else ""


def _classes(*names: str) -> str:
    said = " ".join(name for name in names if name)
    return f' class="{escape(said)}"' if said else ""


def _row_heading(columns: tuple[Column, ...]) -> int:
    """Return the column that names its row: a name where there is one, else the first."""
    return next((at for at, one in enumerate(columns) if one.key == "name"), 0)


def _calendar(calendar: Calendar, language: Language) -> Iterator[str]:
    """Yield the picture, and for those who don't see it the same as a table."""
    if not calendar.rows:
        return
    label = _text(calendar.title or str(calendar.year), language)
    same = _text(say("The same as a table"), language)
    duty, total = _text(say("Obligation"), language), _text(say("need/done"), language)
    yield f'<figure class="wide" tabindex="0" role="region" aria-label="{label}">'
    yield draw(calendar, language).text
    yield "</figure>"
    yield f"<details><summary>{same}</summary>"
    yield f'<div class="wide" tabindex="0" role="region" aria-label="{label}">'
    yield "<table>"
    months = "".join(f'<th scope="col" class="month">{number:02}</th>' for number in range(1, 13))
    yield (
        f'<thead><tr><th scope="col">{duty}</th>{months}'
        f'<th scope="col" class="right">{total}</th></tr></thead>'
    )
    yield "<tbody>"
    for row in calendar.rows:
        cells = "".join(
            f"<td{_classes('month', status or '')}>{calendar_cell(status, language)}</td>"
            for status in row.months
        )
        yield (
            f'<tr><th scope="row">{_text(row.label, language)}</th>{cells}'
            f'<td class="right">{escape(row.total)}</td></tr>'
        )
    yield "</tbody>"
    yield "</table>"
    yield "</div>"
    yield "</details>"

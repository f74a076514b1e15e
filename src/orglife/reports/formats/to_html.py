"""HTML: one file that refers to nothing outside itself, reads on a phone and prints well.

It has no script and forbids whatever would be fetched. Wide tables scroll by themselves, with the
keyboard too, and their first column stays in sight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from orglife.messages import say
from orglife.reports.formats.blocks import BlockRenderer, calendar_rows
from orglife.reports.formats.palette import (
    INK,
    INKS,
    PAINTS,
    PAPER,
    QUIET,
    cell_status,
    legend_terms,
    short_word,
    title_column_count,
    to_be_filled,
)
from orglife.reports.formats.paper_html import paper_page
from orglife.reports.formats.report_html import report_parts
from orglife.reports.formats.to_svg import draw, draw_grid
from orglife.reports.language import escape_unprintable
from orglife.reports.text_width import width
from orglife.reports.view import Heading, Table

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.papers.paper import Paper
    from orglife.reports.view import (
        Calendar,
        Cell,
        Column,
        Line,
        RenderOptions,
        Separator,
        View,
    )

MANY = 12
"""With more columns a table is a grid: closer, with smaller letters."""
LANDSCAPE = 10
"""With more columns a table is printed on a page that lies on its side."""
SHORT, LONG = 12, 40
"""Columns of text up to which a cell is not broken, and from which it is given room."""
PRINTED = """
@media screen { .print { display: none; } }
@media print { body > main { display: none; } body { margin: 0; padding: 0; max-width: none; } }
""".strip()
"""Of a page that is a report on the screen and a paper in print, one is shown at a time."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class HtmlRenderer(BlockRenderer[str]):
    """Renders blocks as elements of a page; the first heading alone is of the first level."""

    def __init__(self, language: Language, options: RenderOptions) -> None:
        self.language, self.options = language, options
        self.above: Heading | None = None

    def render(self, view: View) -> str:
        """Return the view as an HTML page; text of users is escaped.

        What is only printed is its paper. A report has its blocks on the screen, with figures and
        rule texts around them, and its paper in print.
        """
        paper = view.paper(self.language) if view.paper is not None else None
        if paper is not None and not view.screen:
            return self._paper(paper)
        title = next((one.text for one in view.blocks if isinstance(one, Heading)), "orglife")
        tables = [one for one in view.blocks if isinstance(one, Table) and one.rows]
        landscape = any(len(one.columns) > LANDSCAPE and not one.grid for one in tables)
        main = list(self.blocks(view.blocks))
        if view.page is not None:
            main = report_parts(view.page(), view.blocks, main, self.language)
        body = ["<main>", *main, "</main>"]
        sheet_style = style(landscape=landscape)
        if paper is not None:
            sheets, paper_style = paper_page(paper, beside=True)
            body = [*body, '<div class="papers print">', sheets, "</div>"]
            sheet_style += f"\n{paper_style}\n{PRINTED}"
        return self._page(_text(title, self.language), sheet_style, body)

    def _paper(self, paper: Paper) -> str:
        """Return the page of a paper: its sheets, as they are printed."""
        sheets, paper_style = paper_page(paper)
        body = ['<main class="papers">', sheets, "</main>"]
        whole = f"body {{ margin: 0; }}\n{paper_style}"
        return self._page(_text(paper.title, self.language), whole, body)

    def _page(self, title: str, sheet_style: str, body: Iterable[str]) -> str:
        """Return a whole page, which fetches nothing and runs nothing."""
        lines = [
            "<!doctype html>",
            f'<html lang="{self.language.facts.html_lang}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>",
            f"<style>\n{sheet_style}\n</style>",
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>",
        ]
        return "\n".join(lines) + "\n"

    def heading(self, block: Heading) -> Iterator[str]:
        """Yield a heading, which links lead to by its anchor, and its aside as a paragraph."""
        level = 1 if self.above is None else max(2, block.level)
        self.above = block
        named = f' id="{block.anchor}"' if block.anchor else ""
        yield f"<h{level}{named}>{_text(block.text, self.language)}</h{level}>"
        if block.aside:
            yield f'<p class="aside">{_text(block.aside, self.language)}</p>'

    def line(self, block: Line) -> Iterator[str]:
        """Return a paragraph, or nothing for an empty one."""
        return _line(block, self.language)

    def separator(self, block: Separator) -> Iterator[str]:  # noqa: ARG002  # all look alike
        """Yield a horizontal line."""
        yield "<hr>"

    def table(self, block: Table) -> Iterator[str]:
        """Return a table, named by its title or the heading above."""
        return _table(block, self.language, self.above)

    def calendar(self, block: Calendar) -> Iterator[str]:
        """Return the picture of a calendar and the same as a table; nothing if it has no rows."""
        return _calendar(block, self.language)


def _text(value: object, language: Language) -> str:
    return escape(escape_unprintable(language.text(value)).strip())


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
    cards = any(column.key == "message" for column in table.columns)
    kind = f' class="grid{" turned" * table.grid}"' if many else ' class="cards"' * cards
    yield f'<div class="wide" tabindex="0" role="region" aria-label="{_text(label, language)}">'
    yield f"<table{kind}>"
    if table.title is not None:
        yield f"<caption>{_text(table.title, language)}</caption>"
    filled = to_be_filled(table)
    sides = [_side(column, at in filled) for at, column in enumerate(table.columns)]
    heads = (
        f'<th scope="col"{_classes(side)}>{_head(table, at, language)}</th>'
        for at, side in enumerate(sides)
    )
    yield f"<thead><tr>{''.join(heads)}</tr></thead>"
    yield "<tbody>"
    heading = _row_heading(table.columns)
    for number, row in enumerate(table.rows):
        cells = []
        for at, value in enumerate(row):
            marked = cell_status(table, number, at)
            text = _text(value, language)
            size = _size(text)
            if table.grid and at >= title_column_count(table):
                cells.append(_grid_cell(value, text, marked, language))
                continue
            if at == heading:
                ink = marked if marked in ("error", "warning", "information") else ""
                cells.append(f'<th scope="row"{_classes(sides[at], size, ink)}>{text}</th>')
            else:
                head = _text(table.columns[at].heading, language)
                named_cell = f' data-h="{head}"' if cards else ""
                cells.append(f"<td{_classes(sides[at], size, marked)}{named_cell}>{text}</td>")
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody>"
    yield "</table>"
    yield "</div>"
    if table.grid:  # on paper the picture stands in its place: its columns fit a page
        yield from _key(table, language)
        yield f'<figure class="paper" aria-hidden="true">{draw_grid(table, language).text}</figure>'


def _head(table: Table, at: int, language: Language) -> str:
    """Return the head of a column; of a grid its letters stand below each other."""
    text = _text(table.columns[at].heading, language)
    return (
        f'<span class="v">{text}</span>' if table.grid and at >= title_column_count(table) else text
    )


def _grid_cell(value: Cell, text: str, marked: str, language: Language) -> str:
    """Return a cell of a grid: its short word, and its whole one for whoever points at it."""
    word = escape(short_word(value, language))
    whole = f' title="{text}"' if text and text != word else ""
    return f"<td{_classes('cell', marked)}{whole}>{word}</td>"


def _key(table: Table, language: Language) -> Iterator[str]:
    """Yield what the short words of a grid mean."""
    entries = [
        f'<span class="{term.code}">{escape(short_word(term, language))}</span> '
        f"{_text(term, language)}"
        for term in legend_terms(table)
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
    words = calendar_rows(calendar, language)
    duty, total = _text(words.obligation, language), _text(words.total, language)
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
    for row in words.rows:
        cells = "".join(
            f"<td{_classes('month', status or '')}>{word}</td>" for status, word in row.months
        )
        yield (
            f'<tr><th scope="row">{_text(row.label, language)}</th>{cells}'
            f'<td class="right">{escape(row.total)}</td></tr>'
        )
    yield "</tbody>"
    yield "</table>"
    yield "</div>"
    yield "</details>"


SCREEN = """
:root { color-scheme: light dark; scroll-padding-top: 3rem; }
* { box-sizing: border-box; }
body { font: 16px/1.55 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC",
  "Microsoft YaHei", system-ui, sans-serif; color: INK; background: PAPER; margin: 0 auto;
  max-width: 64rem; padding: 1.25rem 1rem 3rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 1.75rem 0 .5rem; }
p { margin: .4rem 0; white-space: pre-wrap; }
hr { border: 0; border-top: 1px solid #c4c4c4; margin: 1rem 0; }
.aside, .hint { color: QUIET; }
.error { color: ERROR; font-weight: 600; } .warning { color: WARNING; }
.information { color: INFORMATION; }
code { font: .9em ui-monospace, Consolas, monospace; background: #f2f2f2; padding: .1rem .3rem;
  border-radius: 3px; }
figure { margin: 1rem 0; }
.wide { overflow-x: auto; max-width: 100%; }
.wide:focus-visible { outline: 2px solid #0072b2; outline-offset: 2px; }
.wide svg { display: block; max-width: 100%; height: auto; min-width: 34rem; }
summary { cursor: pointer; color: QUIET; padding: .25rem 0; }
table { border-collapse: collapse; margin: .75rem 0; font-size: .95rem; }
caption { text-align: left; font-weight: 600; padding-bottom: .35rem; }
th, td { border: 1px solid #c4c4c4; padding: .25rem .5rem; text-align: left;
  vertical-align: top; overflow-wrap: normal; }
td { min-width: 2rem; max-width: 26rem; }
thead th { background: #f2f2f2; vertical-align: bottom; }
tbody th { background: PAPER; font-weight: 500; position: sticky; left: 0; max-width: 12rem; }
.right { text-align: right; font-variant-numeric: tabular-nums; } .month { text-align: center; }
.short { white-space: nowrap; } .long { min-width: 14rem; }
.fill { min-width: 7rem; } table:has(.fill) { width: 100%; }
tr:has(> .fill) > * { height: 2.4rem; vertical-align: middle; }
.grid { font-size: .8rem; } .grid th, .grid td { padding: .15rem .3rem; }
.grid thead th { max-width: 6.5rem; font-weight: 500; }
.turned thead th { max-width: none; text-align: center; }
.turned thead .v { writing-mode: vertical-rl; text-orientation: mixed; display: inline-block;
  white-space: nowrap; }
.turned tbody th { white-space: nowrap; }
td.cell { min-width: 1.7rem; text-align: center; } .key span { padding: 0 .35rem; }
.paper { display: none; }
td.missed, td.absent { font-weight: 600; }
a { color: #00507d; } nav { position: sticky; top: 0; background: PAPER; padding: .5rem 0;
  white-space: nowrap; overflow-x: auto; border-bottom: 1px solid #c4c4c4; z-index: 1; }
nav a { margin-right: 1rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr));
  gap: .6rem; margin: 1rem 0; }
.figures p { border: 1px solid #c4c4c4; border-radius: 6px; padding: .5rem .8rem; margin: 0;
  font-size: .85rem; } .figures strong { display: block; font-size: 1.5rem; }
.rules dt { font-weight: 600; margin-top: .6rem; scroll-margin-top: 3rem; }
.rules dd { margin: 0; color: QUIET; font-size: .9rem; } dt:target { outline: 2px solid #0072b2; }
@media screen and (max-width: 40rem) { .cards thead { position: absolute; left: -9999px; }
  .cards, .cards tbody { display: block; } .cards td, .cards th { display: block; border: 0;
  max-width: none; min-width: 0; white-space: normal; padding: .1rem .6rem; }
  .cards tr { display: block; border: 1px solid #c4c4c4; border-radius: 6px; margin: 0 0 .6rem;
  padding: .4rem 0; } .cards td[data-h]::before { content: attr(data-h) "  "; color: QUIET;
  font-size: .85em; } }
@media (max-width: 40rem) { body { padding: .9rem .75rem 2rem; } h1 { font-size: 1.3rem; }
  table { font-size: .9rem; } td { max-width: 15rem; } tbody th { max-width: 8rem; } }
""".strip()

DARK = """
@media screen and (prefers-color-scheme: dark) {
  body, nav, tbody th { background: #161616; color: #e8e8e8; }
  thead th, code { background: #262626; } .aside, .hint, summary, .rules dd { color: #b5b5b5; }
  th, td, hr, nav, .figures p { border-color: #565656; } a { color: #7db7ff; }
  .error { color: #ff9d94; } .warning { color: #f0c070; } .information { color: #9cc9ec; }
  td.error, th.error { color: #ff9d94; } td.warning, th.warning { color: #f0c070; }
  td.information, th.information { color: #9cc9ec; }
  figure svg { background: #ffffff; }
}
""".strip()

PRINT = """
@page { size: A4 SHAPE; margin: 14mm 12mm 16mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h1, h2, caption { break-after: avoid; } tr, .key, figure, p { break-inside: avoid; }
  thead { display: table-header-group; }
  tr:has(> .fill) > * { height: 7.4mm; }
  .wide { overflow: visible; padding: 0 1px; } .wide svg { min-width: 0; }
  table { font-size: 9pt; max-width: 100%; } tbody th { position: static; }
  .long { min-width: 0; }
  td.cell { min-width: 0; }
  .grid { font-size: 6.5pt; } .grid th, .grid td { padding: .5mm; min-width: 0; }
  nav, details, .wide:has(> .turned), .wide:has(> .turned) + .key { display: none; }
  .paper { display: block; margin: 0; }
  .paper svg { width: auto; height: auto; max-width: 100%; max-height: 250mm; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
""".strip()


def style(*, landscape: bool) -> str:
    """Return the style sheet; `landscape` turns the printed page."""
    named = {
        "INFORMATION": INKS["information"],
        "WARNING": INKS["warning"],
        "ERROR": INKS["error"],
        "PAPER": PAPER,
        "QUIET": QUIET,
        "INK": INK,
        "SHAPE": "landscape" if landscape else "portrait",
    }
    text = f"{SCREEN}\n{DARK}\n{PRINT}"
    for name, value in named.items():
        text = text.replace(name, value)
    cells = "\n".join(
        f"td.{code}, .key .{code} {{ background: {paint.fill}; color: {paint.ink}; }}"
        for code, paint in PAINTS.items()
    )
    return f"{text}\n{cells}"

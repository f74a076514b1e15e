"""A paper as HTML: pages of the same widths, heights and margins as in Word, with page numbers."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from orglife.reports.language import escape_unprintable
from orglife.reports.papers.paper import LEADING, PaperCell, PaperLine, PaperRow, PaperTable

if TYPE_CHECKING:
    from orglife.reports.papers.paper import PageFormat, Paper, PaperSheet

SONG = '"SimSun", "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", serif'
HEI = (
    '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "SimHei",'
    " sans-serif"
)
LATIN = '"Times New Roman", "Liberation Serif", "Nimbus Roman"'
STYLE = """
.papers { color: #000; background: #fff; font-family: SONG; line-height: LEADING; }
.papers .sheet { box-sizing: border-box; margin: 0 auto; background: #fff; }
.papers .wide { overflow-x: auto; max-width: 100%; }
.papers h1, .papers h2 { font-weight: 700; line-height: LEADING; }
.papers p { margin: 0; white-space: pre-wrap; overflow-wrap: break-word; }
.papers p span { display: inline-block; vertical-align: top; }
.papers p.spread { white-space: nowrap; } .papers p.spread span { white-space: pre; }
.papers .hei { font-family: HEI; } .papers .bold { font-weight: 700; }
.papers table { border-collapse: collapse; table-layout: fixed; margin: 0 0 0 .5pt;
  border: 1pt solid #000; page-break-inside: auto; }
.papers td, .papers th { border: .5pt solid #000; padding: 0; font-weight: 400; color: #000;
  background: none; vertical-align: middle; text-align: center; overflow-wrap: break-word;
  white-space: pre-wrap; min-width: 0; max-width: none; position: static; height: auto; }
.papers .left { text-align: left; } .papers .right { text-align: right; }
.papers .center { text-align: center; }
.papers .top { vertical-align: top; } .papers td.bold, .papers th.bold { font-weight: 700; }
.papers .shaded { background: #d9d9d9; }
.papers small { display: block; font-size: 8pt; }
.papers .v { writing-mode: vertical-rl; text-orientation: upright; display: inline-block; }
.papers thead { display: table-header-group; }
.papers tr { break-inside: avoid; }
.papers tr.go > td { border-top-style: none; }
.papers tr.on > td { border-bottom-style: none; }
.papers .keep { break-after: avoid; } .papers .stay { break-before: avoid; }
""".strip()
SCREEN = """
@media screen { .papers .sheet { padding: 12mm; border-bottom: 1px solid #c4c4c4; } }
""".strip()
PRINT = """
@media print {
  .papers .wide { overflow: visible; }
  .papers .wide + .wide { break-before: page; }
  .papers .sheet { overflow-x: clip; }
  .papers * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
""".strip()


def _paper_style(paper: Paper) -> str:
    """Return the style sheet of a paper, with a page rule for every format that it uses."""
    formats = {sheet.page.name: sheet.page for sheet in paper.sheets}
    rules = "\n".join(_page_rule(page, paper) for page in formats.values())
    family = f"{LATIN}, {SONG}"
    style = (
        STYLE.replace("SONG", family)
        .replace("HEI", f"{LATIN}, {HEI}")
        .replace("LEADING", str(LEADING))
    )
    return f"{style}\n{SCREEN}\n{PRINT}\n{rules}"


def _page_rule(page: PageFormat, paper: Paper) -> str:
    before, between, after = paper.page_words
    shape = "landscape" if page.landscape else "portrait"
    margins = f"{page.top}mm {page.right}mm {page.bottom}mm {page.left}mm"
    footer = f'"{before}" counter(page) "{between}" counter(pages) "{after}"'
    return (
        f"@page {page.name} {{ size: A4 {shape}; margin: {margins};"
        f" @bottom-center {{ content: {footer}; font: 9pt {LATIN}, {SONG}; color: #000; }} }}\n"
        f".papers .{page.name} {{ width: calc({page.text_width}mm + 24mm); }}\n"
        f"@media print {{ .papers .{page.name} {{ page: {page.name};"
        f" width: {page.text_width}mm; }} }}"
    )


def paper_page(paper: Paper, *, beside: bool = False) -> tuple[str, str]:
    """Return the sheets of a paper as elements of a page, and their style sheet.

    Widths, heights and sizes are classes of that sheet, so that no element has a style of its own.
    The title of the first sheet is the page's own, unless the page has one of its own (`beside`).
    """
    classes = StyleClasses()
    body = "\n".join(
        line
        for at, sheet in enumerate(paper.sheets)
        for line in _sheet(sheet, classes, "h2" if at or beside else "h1")
    )
    return body, f"{_paper_style(paper)}\n{classes.rules()}"


class StyleClasses:
    """The classes of a page: one for each style that is used, in the order of first use."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def name(self, style: str) -> str:
        """Return the class of a style."""
        return self._names.setdefault(style, f"s{len(self._names) + 1}")

    def rules(self) -> str:
        """Return the rules of all classes."""
        return "\n".join(f".papers .{name} {{ {style} }}" for style, name in self._names.items())


def _sheet(sheet: PaperSheet, classes: StyleClasses, heading: str) -> Iterator[str]:
    label = _said(sheet.name)
    yield f'<div class="wide" tabindex="0" role="region" aria-label="{label}">'
    yield f'<section class="sheet {sheet.page.name}">'
    for number, line in enumerate(sheet.titles, 1):
        tag = heading if number == len(sheet.titles) else "p"
        yield _line(line, sheet.page, tag, classes)
    for at, piece in enumerate(sheet.pieces):
        if isinstance(piece, PaperTable):
            yield from _table(piece, classes)
        else:
            follows = at > 0 and not piece.keep
            yield _line(piece, sheet.page, "p", classes, stays=follows)
    yield "</section>"
    yield "</div>"


def _said(text: str) -> str:
    """Return text with its line breaks, escaped."""
    return "\n".join(escape(escape_unprintable(line)) for line in text.split("\n"))


def _line(
    line: PaperLine, page: PageFormat, tag: str, classes: StyleClasses, *, stays: bool = False
) -> str:
    names = [line.align, "hei" * line.head, "bold" * line.bold, "keep" * line.keep]
    names += ["stay" * stays, "spread" * (len(line.parts) > 1)]
    names.append(classes.name(f"font-size: {line.size}pt; margin: {line.gap}mm 0 0;"))
    if len(line.parts) == 1:
        body = _said(line.parts[0])
    else:
        starts = (*part_starts(line, page.text_width), page.text_width)
        body = "".join(
            f'<span class="{classes.name(f"width: {end - start:.1f}mm;")}">{_said(part)}</span>'
            for part, start, end in zip(line.parts, starts, starts[1:], strict=False)
        )
    return f"<{tag}{_class(names)}>{body}</{tag}>"


def _class(names: list[str]) -> str:
    said = " ".join(name for name in names if name)
    return f' class="{said}"' if said else ""


def part_starts(line: PaperLine, width: float) -> tuple[float, ...]:
    """Return where the parts of a line begin, in millimetres from the left margin."""
    if line.starts:
        return line.starts
    return tuple(round(width * at / len(line.parts), 1) for at in range(len(line.parts)))


def _table(table: PaperTable, classes: StyleClasses) -> Iterator[str]:
    size = f"font-size: {table.size}pt; margin-top: {table.gap}mm;"
    whole = classes.name(f"width: calc({sum(table.widths):.1f}mm - 1.5pt); {size}")
    yield f'<table class="{whole}">'
    *inner, last = table.widths
    columns = [f"width: {width}mm;" for width in inner]
    columns.append(f"width: calc({last}mm - 1.5pt);")  # room for the rule at the edge
    cells = "".join(f'<col class="{classes.name(width)}">' for width in columns)
    yield f"<colgroup>{cells}</colgroup>"
    if table.heads:
        yield "<thead>"
        for row in table.rows[: table.heads]:
            yield _row(row, table.padding, classes, heads=True)
        yield "</thead>"
    yield "<tbody>"
    rows = table.rows[table.heads :]
    for row, after in zip(rows, (*rows[1:], None), strict=True):
        open_below = after is not None and after.continues
        named = table.heads > 0 and bool(row.cells[0].text)
        yield _row(row, table.padding, classes, named=named, open_below=open_below)
    yield "</tbody>"
    yield "</table>"


def _row(
    row: PaperRow,
    padding: float,
    classes: StyleClasses,
    *,
    heads: bool = False,
    named: bool = False,
    open_below: bool = False,
) -> str:
    inner = "".join(
        _cell(cell, padding, classes, "col" if heads else "row" if named and not at else "")
        for at, cell in enumerate(row.cells)
    )
    names = ["go" * row.continues, "on" * open_below, "keep" * row.keep]
    names.append(classes.name(f"height: {row.height}mm;"))
    return f"<tr{_class(names)}>{inner}</tr>"


def _cell(cell: PaperCell, padding: float, classes: StyleClasses, scope: str) -> str:
    names = [cell.align * (cell.align != "center"), "hei" * cell.head, "bold" * cell.bold]
    names += ["shaded" * cell.shaded, "top" * cell.top]
    size = f" font-size: {cell.size}pt;" if cell.size else ""
    names.append(classes.name(f"padding: 0 {padding}mm;{size}"))
    said = _said(cell.text)
    if cell.upright:
        said = f'<span class="v">{said}</span>'
    if cell.note:
        said += f"<small>{_said(cell.note)}</small>"
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    scope = scope or "row" * cell.head
    if scope:
        return f'<th scope="{scope}"{_class(names)}{spans}>{said}</th>'
    return f"<td{_class(names)}{spans}>{said}</td>"

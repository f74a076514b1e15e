"""A paper as elements of Word: fixed tables, exact lines, faces and languages for Han and Latin."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from orglife.reports.formats.paper_html import part_starts
from orglife.reports.language import LANGUAGE_FACTS, escape_unprintable
from orglife.reports.papers.paper import BODY, LEADING, SMALL, PaperLine, PaperTable

if TYPE_CHECKING:
    from orglife.reports.papers.paper import PageFormat, Paper, PaperCell, PaperRow, PaperSheet

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TWIPS = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
LATIN, SONG, HEI = "Times New Roman", "SimSun", "SimHei"
"""English names of the families: LibreOffice finds a Song face for no other name of SimSun."""
OUTSIDE, INSIDE = 8, 4
"""Eighths of a point of the rules around and within a table."""


def paper_base(paper: Paper) -> bytes:
    """Return an empty Word document with the page, faces, language and footer of a paper."""
    from docx import Document

    document = Document()
    set_language(document, paper.language, LATIN, SONG)
    document.core_properties.language = LANGUAGE_FACTS[paper.language].locale
    document.core_properties.author = "orglife"
    document.core_properties.comments = ""
    section = document.sections[0]
    _footer(section.footer.paragraphs[0], paper)
    _set_page(section._sectPr, paper.sheets[-1].page)
    document.add_paragraph("{{ body }}")
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def set_language(document: Any, code: str, latin: str, han: str) -> None:
    """Give a document the faces and the language of its text, for every part of it."""
    from docx.oxml import parse_xml

    locale = LANGUAGE_FACTS[code].locale
    defaults = document.styles.element.find(f"{{{NAMESPACE}}}docDefaults")
    defaults[:] = [
        parse_xml(
            f'<w:rPrDefault xmlns:w="{NAMESPACE}"><w:rPr><w:rFonts w:ascii="{latin}"'
            f' w:eastAsia="{han}" w:hAnsi="{latin}" w:cs="{latin}"/><w:sz w:val="21"/>'
            f'<w:szCs w:val="21"/><w:lang w:val="{locale}" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
            "</w:rPr></w:rPrDefault>"
        ),
        parse_xml(f'<w:pPrDefault xmlns:w="{NAMESPACE}"/>'),
    ]
    for fonts in document.styles.element.iter(f"{{{NAMESPACE}}}rFonts"):
        for name in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[name]  # a theme's face would win over the named one
        if f"{{{NAMESPACE}}}eastAsia" not in fonts.attrib:
            fonts.set(f"{{{NAMESPACE}}}eastAsia", han)
    settings = document.settings.element
    tag = f"{{{NAMESPACE}}}themeFontLang"
    for found in settings.findall(tag):
        found.set(f"{{{NAMESPACE}}}val", locale)
        found.set(f"{{{NAMESPACE}}}eastAsia", "zh-CN")


def _set_page(properties: Any, page: PageFormat) -> None:
    """Let a section have a page format, and lines that no grid of the page moves."""
    from docx.oxml import parse_xml

    for name in ("pgSz", "pgMar", "docGrid", "cols"):
        for found in properties.findall(f"{{{NAMESPACE}}}{name}"):
            properties.remove(found)
    for text in _page_elements(page):
        properties.append(parse_xml(text))


def _page_elements(page: PageFormat) -> tuple[str, str]:
    w = f'xmlns:w="{NAMESPACE}"'
    turned = ' w:orient="landscape"' if page.landscape else ""
    size = f'w:w="{_twips(page.width)}" w:h="{_twips(page.height)}"'
    edges = " ".join(
        f'w:{side}="{_twips(getattr(page, side))}"' for side in ("top", "right", "bottom", "left")
    )
    footer = _twips(page.bottom / 2)
    return (
        f"<w:pgSz {w} {size}{turned}/>",
        f'<w:pgMar {w} {edges} w:header="567" w:footer="{footer}" w:gutter="0"/>',
    )


def _footer(paragraph: Any, paper: Paper) -> None:
    from docx.oxml import parse_xml

    before, between, after = paper.page_words
    looks = _looks(9, paper.language)

    def text(words: str) -> str:
        return f'<w:r>{looks}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'

    def field(name: str) -> str:
        return f'<w:fldSimple w:instr="{name}"><w:r>{looks}<w:t>1</w:t></w:r></w:fldSimple>'

    content = f"{text(before)}{field('PAGE')}{text(between)}{field('NUMPAGES')}{text(after)}"
    made = parse_xml(
        f'<w:p xmlns:w="{NAMESPACE}"><w:pPr><w:jc w:val="center"/></w:pPr>{content}</w:p>'
    )
    paragraph._p.getparent().replace(paragraph._p, made)


def paper_elements(paper: Paper, *, sections: Any = None) -> list[Any]:
    """Return the elements of a paper, sheet after sheet.

    `sections` are the section properties of the document, copied for every sheet but the last;
    None where the page is a template's, and sheets are kept apart by page breaks.
    """
    elements: list[Any] = []
    for at, sheet in enumerate(paper.sheets):
        last = at == len(paper.sheets) - 1
        elements += _sheet_elements(sheet, paper.language)
        if not last:
            elements.append(_divider(sheet.page, sections))
    return elements


def _divider(page: PageFormat, sections: Any) -> Any:
    """Return the paragraph that ends a sheet."""
    from copy import deepcopy

    from docx.oxml import parse_xml

    if sections is None:
        return parse_xml(
            f'<w:p xmlns:w="{NAMESPACE}"><w:pPr>{_spacing(0, 1)}</w:pPr>'
            '<w:r><w:br w:type="page"/></w:r></w:p>'
        )
    paragraph = parse_xml(f'<w:p xmlns:w="{NAMESPACE}"><w:pPr>{_spacing(0, 1)}</w:pPr></w:p>')
    properties = deepcopy(sections)
    _set_page(properties, page)
    paragraph[0].append(properties)
    return paragraph


def _sheet_elements(sheet: PaperSheet, language: str) -> list[Any]:
    from docx.oxml import parse_xml

    texts: list[str] = []
    pieces = (*sheet.titles, *sheet.pieces)
    for at, piece in enumerate(pieces):
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        holds = isinstance(after, PaperLine) and not after.keep
        if isinstance(piece, PaperTable):
            texts.append(_gap(piece.gap))
            texts.append(_table(piece, language, keep_last=holds))
        else:
            texts.append(_line(piece, sheet.page, language, keep=piece.keep or holds))
    if isinstance(pieces[-1], PaperTable):
        texts.append(_gap(0.4))
    return [parse_xml(text.replace(">", f' xmlns:w="{NAMESPACE}">', 1)) for text in texts]


def _twips(millimetres: float) -> int:
    return round(millimetres * TWIPS)


def _spacing(before: float, points: float) -> str:
    """Return the spacing of a paragraph: millimetres above it, and the exact height of a line."""
    return (
        f'<w:spacing w:before="{_twips(before)}" w:after="0" w:line="{round(points * 20)}"'
        ' w:lineRule="exact"/>'
    )


def _gap(millimetres: float) -> str:
    """Return an empty paragraph, which keeps two tables apart."""
    points = max(1.0, millimetres * 72 / 25.4)
    return (
        f"<w:p><w:pPr><w:keepNext/>{_spacing(0, points)}<w:rPr>"
        '<w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
    )


def _looks(size: float, language: str, *, head: bool = False, bold: bool = False) -> str:
    """Return the properties of a run of text."""
    han = HEI if head else SONG
    weight = "<w:b/>" if bold else ""
    half = round(size * 2)
    return (
        f'<w:rPr><w:rFonts w:ascii="{LATIN}" w:eastAsia="{han}" w:hAnsi="{LATIN}"'
        f' w:cs="{LATIN}"{_hint(language)}/>{weight}<w:color w:val="000000"/>'
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        f'<w:lang w:val="{LANGUAGE_FACTS[language].locale}" w:eastAsia="zh-CN"/></w:rPr>'
    )


def _hint(language: str) -> str:
    """Return that quotation marks and the like are set in the Han face, if the language uses it."""
    return ' w:hint="eastAsia"' if LANGUAGE_FACTS[language].han else ""


def _runs(text: str, looks: str) -> str:
    lines = [escape_unprintable(line) for line in text.split("\n")]
    return "".join(
        f'<w:r>{looks}{"<w:br/>" if at else ""}<w:t xml:space="preserve">{escape(line)}</w:t></w:r>'
        for at, line in enumerate(lines)
    )


def _line(line: PaperLine, page: PageFormat, language: str, *, keep: bool) -> str:
    looks = _looks(line.size, language, head=line.head, bold=line.bold)
    starts = part_starts(line, page.text_width)
    tabs = "".join(f'<w:tab w:val="left" w:pos="{_twips(start)}"/>' for start in starts[1:])
    parts = f"<w:r>{looks}<w:tab/></w:r>".join(_runs(part, looks) for part in line.parts)
    return (
        f"<w:p><w:pPr>{'<w:keepNext/>' if keep else ''}<w:keepLines/>"
        f"{f'<w:tabs>{tabs}</w:tabs>' if tabs else ''}"
        f'<w:snapToGrid w:val="0"/>{_spacing(line.gap, line.size * LEADING)}'
        f'<w:jc w:val="{line.align}"/></w:pPr>{parts}</w:p>'
    )


def _table(table: PaperTable, language: str, *, keep_last: bool) -> str:
    widths = [_twips(width) for width in table.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in (
            *((side, OUTSIDE) for side in ("top", "left", "bottom", "right")),
            *((side, INSIDE) for side in ("insideH", "insideV")),
        )
    )
    padding = _twips(table.padding)
    margins = (
        f'<w:top w:w="0" w:type="dxa"/><w:left w:w="{padding}" w:type="dxa"/>'
        f'<w:bottom w:w="0" w:type="dxa"/><w:right w:w="{padding}" w:type="dxa"/>'
    )
    rows = _rows(table, widths, language, keep_last=keep_last)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="left"/>'
        f'<w:tblInd w:w="{padding}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _rows(table: PaperTable, widths: list[int], language: str, *, keep_last: bool) -> str:
    """Return the rows; a cell that goes on below is continued by empty ones (`vMerge`)."""
    texts: list[str] = []
    below: dict[int, tuple[int, PaperCell]] = {}
    for number, row in enumerate(table.rows):
        head = number < table.heads
        keep = head or row.keep or (keep_last and number == len(table.rows) - 1)
        cells: list[str] = []
        at = 0
        queue = list(row.cells)
        while at < len(widths):
            if at in below and below[at][0]:
                left, cell = below[at]
                below[at] = (left - 1, cell)
                merge = "<w:vMerge/>"
            elif queue:
                cell = queue.pop(0)
                merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
                below[at] = (cell.rows - 1, cell)
            else:
                break
            room = sum(widths[at : at + cell.columns])
            goes_on = merge == "<w:vMerge/>"
            edges = _edges(row, table.rows[number + 1 : number + 2])
            cells.append(
                _cell(cell, room, table, language, merge + edges, keep=keep, empty=goes_on)
            )
            at += cell.columns
        texts.append(_row(row, "".join(cells), head=head))
    return "".join(texts)


def _edges(row: PaperRow, after: tuple[PaperRow, ...]) -> str:
    """Return which rules of a cell are left out, where a text goes on in the next row."""
    above = '<w:top w:val="nil"/>' if row.continues else ""
    below = '<w:bottom w:val="nil"/>' if after and after[0].continues else ""
    return f"<w:tcBorders>{above}{below}</w:tcBorders>" if above or below else ""


def _row(row: PaperRow, cells: str, *, head: bool) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    height = f'<w:trHeight w:val="{_twips(row.height)}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{cells}</w:tr>"


def _cell(
    cell: PaperCell,
    room: int,
    table: PaperTable,
    language: str,
    merge: str,
    *,
    keep: bool,
    empty: bool,
) -> str:
    size = cell.size or table.size or BODY
    looks = _looks(size, language, head=cell.head, bold=cell.bold)
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    fill = '<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>' if cell.shaded else ""
    turned = '<w:textDirection w:val="tbRlV"/>' if cell.upright else ""
    place = "top" if cell.top else "center"
    settings = (
        f'<w:tcPr><w:tcW w:w="{room}" w:type="dxa"/>{span}{merge}{fill}{turned}'
        f'<w:vAlign w:val="{place}"/></w:tcPr>'
    )
    text = "" if empty else cell.text
    paragraphs = _paragraph(text, looks, size, cell.align, keep=keep)
    if cell.note and not empty:
        small = _looks(SMALL, language)
        paragraphs += _paragraph(cell.note, small, SMALL, cell.align, keep=keep)
    return f"<w:tc>{settings}{paragraphs}</w:tc>"


def _paragraph(text: str, looks: str, size: float, align: str, *, keep: bool) -> str:
    return (
        f"<w:p><w:pPr>{'<w:keepNext/>' if keep else ''}"
        f'<w:snapToGrid w:val="0"/>{_spacing(0, size * LEADING)}<w:jc w:val="{align}"/>{looks}'
        f"</w:pPr>{_runs(text, looks) if text else ''}</w:p>"
    )

"""A view as a Word document: the built-in A4 template or the user's own.

A template says with `{{ body }}` where everything goes, or with names of the view's JSON (its keys,
such as `{{ place }}`, `{% for row in attendance %}`) what goes where. It is filled in a sandbox: a
template of unknown origin reads nothing but the view. Styles of the document are used where it has
them. See `docs/how-to/word-templates.md`.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from orglife.errors import RefusedError
from orglife.messages import say
from orglife.reports.formats.blocks import BlockRenderer, calendar_rows
from orglife.reports.formats.palette import (
    INK,
    INKS,
    PAINTS,
    QUIET,
    cell_status,
    code_of,
    legend_terms,
    row_title,
    short_word,
    title_column_count,
    to_be_filled,
)
from orglife.reports.formats.to_json import plain_data
from orglife.reports.formats.to_text import fit, floor
from orglife.reports.formats.to_xlsx import document_time
from orglife.reports.language import escape_unprintable
from orglife.reports.text_width import width
from orglife.reports.view import Heading, Table

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.papers.paper import Paper
    from orglife.reports.view import Block, Calendar, Line, RenderOptions, Separator, View

BODY = "\ue000"
"""Stands for the body until the blocks are put there; no text of a user can hold it."""
FIRST = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the archive: the earliest that ZIP knows."""


def _values(view: View, language: Language) -> dict[str, Any]:
    """Return what a template may name: the data, the heading, and the table as rows of texts."""
    heading = next((one for one in view.blocks if isinstance(one, Heading)), None)
    tables = [one for one in view.blocks if isinstance(one, Table)]
    table = view.sheet or next((one for one in tables if one.rows), None)
    named: dict[str, Any] = {
        **plain_data(view.data, language),
        "heading": language.text(heading.text) if heading is not None else "",
        "subheading": language.text(heading.aside) if heading is not None else "",
        "table": {
            "columns": [one.heading for one in table.columns] if table is not None else [],
            "rows": [
                dict(zip((one.key for one in table.columns), row, strict=True))
                for row in table.rows
            ]
            if table is not None
            else [],
        },
    }
    values: dict[str, Any] = _shown(plain_data(named, language))
    return values


def _shown(value: Any) -> Any:
    """Return data as it stands on paper: nothing for None, and no character that moves text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return "\n".join(map(escape_unprintable, value.split("\n")))
    if isinstance(value, dict):
        return {key: _shown(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_shown(one) for one in value]
    return value if isinstance(value, (bool, int, float)) else str(value)


def _sandbox() -> Any:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError

    class Bounded(ImmutableSandboxedEnvironment):  # type: ignore[misc]  # jinja2 is an extra
        """A sandbox without the operators by which a few signs make a text without end."""

        intercepted_binops = frozenset(("*", "**", "%"))

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            """Compute numbers only, and small ones."""
            if not all(type(one) in (int, float) and abs(one) < 1e6 for one in (left, right)):
                raise SecurityError(f"{operator} is for small numbers")
            if operator == "**" and abs(right) > 9:
                raise SecurityError(f"{operator} is for small numbers")
            return super().call_binop(context, operator, left, right)

    return Bounded(autoescape=True, undefined=StrictUndefined)


def _describe(template: Any, view: View, title: str, *, own: bool) -> None:
    """Let the properties of the document say the day it is about instead of the clock's."""
    properties = template.docx.core_properties
    moment = document_time(view).replace(tzinfo=None)
    properties.modified = moment
    if own:
        properties.created = moment
        properties.title = title[:255]
        properties.last_modified_by = "orglife"


def _repeatable(data: bytes) -> bytes:
    """Return the archive with the time of its making left out."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for member in source.infolist():
            entry = ZipInfo(member.filename, FIRST)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            target.writestr(entry, source.read(member))
    return file.getvalue()


LANDSCAPE = 10
"""With more columns than this, a table is printed on a page that lies on its side."""


def base(view: View, language: Language) -> bytes:
    """Return a Word document that holds nothing but `{{ body }}`."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    document = Document()
    section = document.sections[0]
    short, long = Mm(210), Mm(297)
    tables = [one for one in view.blocks if isinstance(one, Table) and one.rows and not one.grid]
    if any(len(one.columns) > LANDSCAPE for one in tables):
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = long, short
    else:
        section.page_width, section.page_height = short, long
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    _fonts(document.styles["Normal"], language.facts.word_fonts, 10.5)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    for name, size in (("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 12)):
        _fonts(document.styles[name], language.facts.word_heading_fonts, size)
    _page_number(section.footer.paragraphs[0])
    document.add_paragraph("{{ body }}")
    document.core_properties.author = "orglife"
    document.core_properties.comments = ""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _fonts(style: Any, names: tuple[str, str], size: float) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    latin, han = names
    style.font.name, style.font.size = latin, Pt(size)
    style.font.color.rgb = RGBColor.from_string(INK.lstrip("#").upper())
    fonts = style.element.rPr.rFonts
    for name in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[name]  # a theme's font would win over the named one
    for name, value in (("w:hAnsi", latin), ("w:cs", latin), ("w:eastAsia", han)):
        fonts.set(qn(name), value)


def _page_number(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # python-docx has no fields


HAND = 480
"""Least height of a row in which somebody writes by hand, in twentieths of a point."""
TO_FILL = 14
"""Columns of text that a column has in which somebody writes."""
BAND = 16
"""Columns of a grid that stand side by side."""
MANY = 7
"""With more columns the letters of a table are smaller."""
POINT = 12_700
"""Of the lengths of python-docx, in a point."""
LETTER = 0.57
"""Of the size of type, how wide a column of text is."""
PADDING = 60
"""Left and right within a cell, in twentieths of a point."""
MONOSPACED = "Consolas"


class DocxWriter(BlockRenderer[Any]):
    """Writes blocks at the end of a document that python-docx has open."""

    def __init__(self, language: Language, options: RenderOptions) -> None:
        self.language, self.options = language, options
        self.document: Any = None
        self.styles: set[str] = set()
        self.first_heading = True

    def render(self, view: View) -> bytes:
        """Return the view as a Word document.

        Raises:
            RefusedError: the template can't be filled in.
        """
        from docxtpl import DocxTemplate

        from orglife.reports.formats.paper_docx import paper_base

        own = self.options.template is None
        paper = view.paper(self.language) if view.paper is not None else None
        built_in = paper_base(paper) if paper is not None else base(view, self.language)
        source = self.options.template or built_in
        values = _values(view, self.language)
        if paper is not None:
            values["heading"] = paper.title
        try:
            template = DocxTemplate(BytesIO(source))
            template.render({**values, "body": BODY}, _sandbox(), autoescape=True)
            self._put(template, view, paper)
            _describe(template, view, str(values["heading"]), own=own)
            file = BytesIO()
            template.save(file)
        except Exception as error:
            if own:
                raise
            raise RefusedError(
                say(
                    "the template can't be filled in: {why}", why=str(error) or type(error).__name__
                ),
                hint=say("it may name: {names}", names=tuple(sorted([*values, "body"]))),
            ) from error
        return _repeatable(file.getvalue())

    def _put(self, template: Any, view: View, paper: Paper | None) -> None:
        """Put the paper, else the blocks, in place of every paragraph that asks for the body."""
        from orglife.reports.formats.paper_docx import paper_elements

        document = template.docx
        own = self.options.template is None
        sections = document.sections[-1]._sectPr if own else None
        places = [one for one in document.element.body.iter() if one.tag.endswith("}p")]
        for place in places:
            if BODY not in "".join(place.itertext()):
                continue
            self.open(document)
            elements = (
                self.add(view.blocks) if paper is None else paper_elements(paper, sections=sections)
            )
            for element in elements:
                place.addprevious(element)
            place.getparent().remove(place)

    def open(self, document: Any) -> None:
        """Begin to write into `document`."""
        self.document = document
        self.styles = {one.name for one in document.styles}
        self.first_heading = True

    def said(self, value: object) -> str:
        """Return text in the body's language; what is not printable is shown escaped."""
        return "\n".join(map(escape_unprintable, self.language.text(value).split("\n"))).strip()

    def add(self, blocks: Iterable[Block]) -> list[Any]:
        """Add the blocks and return the XML elements that they became."""
        body = self.document.element.body
        before = set(body)
        for block in blocks:
            self.visit(block)
        return [one for one in body if one not in before]

    def _paragraph(self, text: str, style: str = "") -> Any:
        paragraph = self.document.add_paragraph(style=style if style in self.styles else None)
        run = paragraph.add_run(text)
        return paragraph, run

    def heading(self, block: Heading) -> None:
        """Add a heading, and its aside as a paragraph."""
        from docx.shared import Pt

        level = 1 if self.first_heading else max(2, block.level)
        self.first_heading = False
        style = f"Heading {min(level, 3)}"
        _, run = self._paragraph(self.said(block.text), style)
        if style not in self.styles:
            run.bold, run.font.size = True, Pt(16 if level == 1 else 13)
        if block.aside:
            self._inked(self._paragraph(self.said(block.aside))[1], QUIET)

    def line(self, block: Line) -> None:
        """Add a paragraph; nothing for an empty one."""
        text = self.said(block.text)
        if not text:
            return
        _, run = self._paragraph(text)
        if block.style in INKS:
            self._inked(run, INKS[block.style])
        elif block.style == "hint":
            self._inked(run, QUIET)
        elif block.style == "command":
            run.font.name = MONOSPACED

    def _inked(self, run: Any, ink: str) -> None:
        from docx.shared import RGBColor

        run.font.color.rgb = RGBColor.from_string(ink.lstrip("#").upper())

    def table(self, block: Table) -> None:
        """Add a table under its title, or what is said where it has no rows."""
        if block.title is not None:
            self._paragraph(self.said(block.title))[1].bold = True
        if not block.rows:
            if block.empty is not None:
                self._inked(self._paragraph(self.said(block.empty))[1], QUIET)
            return
        if block.grid:
            self._grid(block)
            return
        heads = [Cell(self.said(one.heading), one.align, bold=True) for one in block.columns]
        rows = [
            [
                state_cell(self.said(value), column.align, cell_status(block, number, at))
                for at, (value, column) in enumerate(zip(row, block.columns, strict=True))
            ]
            for number, row in enumerate(block.rows)
        ]
        filled = to_be_filled(block)
        if filled:
            heads = [
                one._replace(text=one.text.ljust(TO_FILL)) if at in filled else one
                for at, one in enumerate(heads)
            ]
        self._write([heads, *rows], HAND if filled else 0)

    def _grid(self, table: Table) -> None:
        """Add a grid by the short words of its cells, so many columns to a table as fit."""
        begin = title_column_count(table)
        for start in range(begin, len(table.columns), BAND):
            band = slice(start, start + BAND)
            heads = [Cell(""), *(Cell(one.brief, "center") for one in table.columns[band])]
            rows = [
                [
                    Cell(row_title(table, number, self.language)),
                    *(
                        state_cell(short_word(value, self.language), "center", code_of(value))
                        for value in row[band]
                    ),
                ]
                for number, row in enumerate(table.rows)
            ]
            self._write([heads, *rows], 0)
        key = tuple(
            say("{cell} {meaning}", cell=short_word(term, self.language), meaning=term)
            for term in legend_terms(table)
        )
        if key:
            self._inked(self._paragraph(self.said(say("{key}", key=key)))[1], QUIET)

    def calendar(self, block: Calendar) -> None:
        """Add a calendar as a table, and what its words mean; nothing if it has no rows."""
        if not block.rows:
            return
        if block.title is not None:
            self._paragraph(self.said(block.title))[1].bold = True
        words = calendar_rows(block, self.language)
        head = [
            Cell(self.said(words.obligation), bold=True),
            *(Cell(month, "center", bold=True) for month in words.months),
            Cell(self.said(words.total), "center", bold=True),
        ]
        rows = [head]
        for row in words.rows:
            cells = [state_cell(word, "center", status or "") for status, word in row.months]
            rows.append([Cell(self.said(row.label)), *cells, Cell(row.total, "center")])
        self._write(rows, 0)
        key = tuple(
            say("{cell} {meaning}", cell=entry.word, meaning=entry.meaning)
            for entry in words.legend
        )
        self._inked(self._paragraph(self.said(say("{key}", key=key)))[1], QUIET)

    def separator(self, block: Separator) -> None:
        """Add nothing: headings set parts off."""

    def _sizes(self, rows: list[list[Cell]], type_size: float) -> list[int]:
        """Return how wide each column is, in columns of text: what fits the page, words whole."""
        section = self.document.sections[-1]
        points = (section.page_width - section.left_margin - section.right_margin) / POINT
        room = int(points / (type_size * LETTER)) - 2 * len(rows[0])
        texts = [
            [one.text + " " * one.bold for one in column] for column in zip(*rows, strict=True)
        ]
        widths = [max(map(width, column)) for column in texts]
        floors = [floor(column) for column in texts]
        means = [sum(map(width, column)) / len(column) for column in texts]
        return [size + 2 for size in fit(widths, floors, means, room) or floors]

    def _write(self, rows: list[list[Cell]], high: int) -> None:
        """Add a table of these rows, the first of them its heads; the whole page wide."""
        from docx.oxml.ns import qn
        from docx.shared import Pt

        type_size = 8.5 if len(rows[0]) > MANY else 10
        sizes = self._sizes(rows, type_size)
        table = self.document.add_table(rows=0, cols=len(sizes))
        element = table._tbl  # its cells would take quadratic time
        properties = element.tblPr
        for tag in ("w:tblW", "w:tblLook", "w:tblLayout"):
            for one in properties.findall(qn(tag)):
                properties.remove(one)
        sides = [new(f"w:{side}", w=str(PADDING), type="dxa") for side in ("left", "right")]
        properties.append(new("w:tblW", type="pct", w="5000"))
        properties.append(new("w:tblBorders", *borders()))
        properties.append(new("w:tblLayout", type="fixed"))
        properties.append(new("w:tblCellMar", *sides))
        whole = sum(sizes)
        for column, size in zip(element.tblGrid.findall(qn("w:gridCol")), sizes, strict=True):
            column.set(qn("w:w"), str(9600 * size // whole))
        for number, row in enumerate(rows):
            line = new("w:tr")
            settings = new("w:trPr", new("w:cantSplit"))
            if high and number:
                settings.append(new("w:trHeight", val=str(high), hRule="atLeast"))
            if not number:
                settings.append(new("w:tblHeader"))
            line.append(settings)
            for cell, size in zip(row, sizes, strict=True):
                shown = cell if number else cell._replace(fill="#f2f2f2")
                line.append(cell_element(shown, 5000 * size // whole, type_size))
            element.append(line)
        paragraph, _ = self._paragraph("")
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(8)


EDGE = "9A9A9A"


class Cell(NamedTuple):
    """What stands in a cell of a table, and how."""

    text: str
    align: str = "left"
    fill: str = ""
    ink: str = ""
    bold: bool = False


def state_cell(text: str, align: str, code: str) -> Cell:
    """Return a cell in the colours of a state; `code` may be none."""
    if code in PAINTS:
        paint = PAINTS[code]
        return Cell(text, align, paint.fill, paint.ink, code in ("missed", "absent"))
    return Cell(text, align, ink=INKS.get(code, ""), bold=code == "error")


def new(tag: str, *children: Any, **attributes: str) -> Any:
    """Return an element of the XML of Word."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    for child in children:
        element.append(child)
    return element


def borders() -> list[Any]:
    """Return the lines around and between the cells of a table."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return [new(f"w:{side}", val="single", sz="4", space="0", color=EDGE) for side in sides]


def cell_element(cell: Cell, share: int, type_size: float) -> Any:
    """Return a cell, its text and looks; `share` is its part of the width, in fiftieths of 1 %."""
    settings = new("w:tcPr", new("w:tcW", type="pct", w=str(share)))
    if cell.fill:
        fill = cell.fill.lstrip("#").upper()
        settings.append(new("w:shd", val="clear", color="auto", fill=fill))
    settings.append(new("w:vAlign", val="center"))
    looks = new("w:rPr")
    if cell.bold:
        looks.append(new("w:b"))
    if cell.ink:
        looks.append(new("w:color", val=cell.ink.lstrip("#").upper()))
    looks.append(new("w:sz", val=str(round(2 * type_size))))
    place = new("w:pPr", new("w:spacing", before="20", after="20"), new("w:jc", val=cell.align))
    paragraph = new("w:p", place)
    for number, line in enumerate(cell.text.rstrip(" ").split("\n")):
        run = new("w:r", deepcopy(looks))
        if number:
            run.append(new("w:br"))
        text = new("w:t")
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(text)
        paragraph.append(run)
    return new("w:tc", settings, paragraph)

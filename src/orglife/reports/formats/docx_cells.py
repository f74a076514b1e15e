"""Cells of a table of Word, as elements of its XML."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

from orglife.reports.blocks.calendar_lines import cell as calendar_cell
from orglife.reports.blocks.palette import INKS, PAINTS

if TYPE_CHECKING:
    from orglife.reports.language import Language


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


def month_cell(status: str | None, language: Language) -> Cell:
    """Return the cell of one month in a calendar of duties."""
    text = calendar_cell(status, language)
    return state_cell(text, "center", status or "")


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

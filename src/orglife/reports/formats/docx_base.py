"""The built-in Word template: an A4 page with page numbers and room for the body.

Made anew each time, so that no binary file has to be kept beside its source.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from orglife.reports.blocks.palette import INK
from orglife.reports.view import Table

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.view import View

LANDSCAPE = 10
"""With more columns than this, a table is printed on a page that lies on its side."""
FONTS = {"en": ("Calibri", "SimSun"), "zh": ("SimSun", "SimSun")}
HEADINGS = {"en": ("Calibri", "SimHei"), "zh": ("SimHei", "SimHei")}
"""For Latin letters, and for Han characters, as official documents have them."""


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
    _fonts(document.styles["Normal"], FONTS[language.code], 10.5)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    for name, size in (("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 12)):
        _fonts(document.styles[name], HEADINGS[language.code], size)
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

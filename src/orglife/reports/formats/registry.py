"""The formats: one row each. A format never knows a rule.

A renderer is a class, `Renderer(language, options).render(view)`; its module is imported when the
format is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from orglife.errors import ChoiceError
from orglife.messages import say
from orglife.reports.view import RenderOptions

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.view import View


class OutputFormat(Struct, frozen=True):
    """A format: extensions of its files, the usual first, and its renderer as `module:class`."""

    name: str
    extensions: tuple[str, ...]
    renderer: str
    binary: bool = False
    """Whether its bytes are nothing to read on a terminal."""


# fmt: off
FORMATS = {form.name: form for form in (
    OutputFormat("table", (".txt", ".table"), "to_text:TextRenderer"),
    OutputFormat("json", (".json",), "to_json:JsonRenderer"),
    OutputFormat("csv", (".csv",), "to_csv:CsvRenderer"),
    OutputFormat("md", (".md",), "to_md:MarkdownRenderer"),
    OutputFormat("html", (".html", ".htm"), "to_html:HtmlRenderer"),
    OutputFormat("xlsx", (".xlsx",), "to_xlsx:XlsxWriter", binary=True),
    OutputFormat("ics", (".ics",), "to_ics:IcsRenderer"),
    OutputFormat("svg", (".svg",), "to_svg:SvgRenderer"),
    OutputFormat("docx", (".docx",), "to_docx:DocxWriter", binary=True),
)}
"""By name, in the order in which they are offered."""
# fmt: on
TERMINAL = "to_terminal:TerminalRenderer"
"""Renders `table` on a terminal with colour."""

EXTENSIONS = dict(
    sorted(
        ((extension, form.name) for form in FORMATS.values() for extension in form.extensions),
        key=lambda pair: pair[0] == f".{pair[1]}",
    )
)
"""Extension to format; first those that are no format's name, as a refusal lists them."""


def by_extension(path: str) -> str:
    """Return the format that a file's extension names.

    Raises:
        ChoiceError: no format has this extension.
    """
    _, dot, extension = path.replace("\\", "/").rpartition("/")[2].rpartition(".")
    found = EXTENSIONS.get(f".{extension.lower()}") if dot else None
    if found is None:
        raise ChoiceError(
            say("{path} does not say in which format to write", path=path),
            hint=say("end it with one of: {codes}", codes=tuple(EXTENSIONS)),
        )
    return found


def render_view(
    name: str, view: View, language: Language, look: RenderOptions | None = None
) -> str | bytes:
    """Return the view in a format (a name of `FORMATS`)."""
    from importlib import import_module

    look = look or RenderOptions()
    coloured = name == "table" and look.colour and not look.to_file
    module, _, renderer = (TERMINAL if coloured else FORMATS[name].renderer).partition(":")
    made = getattr(import_module(f"orglife.reports.formats.{module}"), renderer)
    content: str | bytes = made(language, look).render(view)
    return content

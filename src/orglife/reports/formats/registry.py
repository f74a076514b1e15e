"""The formats: one line and one module each. A format never knows a rule.

A module has `render(view, language, look) -> str | bytes` and is imported when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orglife.errors import ChoiceError
from orglife.messages import say
from orglife.reports.view import RenderOptions

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.view import View

FORMATS = {
    "table": "orglife.reports.formats.to_text",
    "json": "orglife.reports.formats.to_json",
    "csv": "orglife.reports.formats.to_csv",
    "md": "orglife.reports.formats.to_md",
    "html": "orglife.reports.formats.to_html",
    "xlsx": "orglife.reports.formats.to_xlsx",
    "ics": "orglife.reports.formats.to_ics",
    "svg": "orglife.reports.formats.to_svg",
    "docx": "orglife.reports.formats.to_docx",
}
"""Name to module. On a terminal with colour, `table` is done by `to_rich`."""

EXTENSIONS = {".txt": "table", ".htm": "html", **{f".{name}": name for name in FORMATS}}


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
    module = FORMATS[name]
    if name == "table" and look.colour and not look.to_file:
        module = "orglife.reports.formats.to_terminal"
    content: str | bytes = import_module(module).render(view, language, look)
    return content

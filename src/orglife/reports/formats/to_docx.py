"""DOCX: a view in a Word document, the built-in one or the user's own template.

A template says with `{{ body }}` where everything goes, or with names of the view's data (those of
its JSON) what goes where: `{{ place }}`, `{% for one in attendance %}`. It is filled in a sandbox:
a template from elsewhere reads nothing but the view. See `docs/how-to/word-templates.md`.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from orglife.errors import RefusedError
from orglife.messages import say
from orglife.reports.formats.made_on import made_on
from orglife.reports.formats.to_json import plain
from orglife.reports.view import Heading, Table
from orglife.reports.visible import visible

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.look import Look
    from orglife.reports.view import View

BODY = "\ue000"
"""Stands for the body until the blocks are put there; no text of a user can hold it."""
FIRST = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the archive: the earliest that ZIP knows."""


def render(view: View, language: Language, look: Look) -> bytes:
    """Return the view as a Word document.

    Raises:
        RefusedError: the extra `word` is not installed, or the template can't be filled in.
    """
    try:
        from docxtpl import DocxTemplate
    except ImportError:
        raise RefusedError(
            say("Word documents need the extra 'word', which is not installed"),
            hint=say("install it with: pip install 'orglife[word]'"),
        ) from None
    from orglife.reports.formats.docx_base import base

    own = look.template is None
    source = look.template or base(view, language)
    values = _values(view, language)
    try:
        template = DocxTemplate(BytesIO(source))
        template.render({**values, "body": BODY}, _sandbox(), autoescape=True)
        _put(template, view, language)
        _describe(template, view, str(values["heading"]), own=own)
        file = BytesIO()
        template.save(file)
    except Exception as error:
        if own:
            raise
        raise RefusedError(
            say("the template can't be filled in: {why}", why=str(error) or type(error).__name__),
            hint=say("it may name: {names}", names=tuple(sorted([*values, "body"]))),
        ) from error
    return _repeatable(file.getvalue())


def _values(view: View, language: Language) -> dict[str, Any]:
    """Return what a template may name: the data, the heading, and the table as rows of texts."""
    heading = next((one for one in view.blocks if isinstance(one, Heading)), None)
    tables = [one for one in view.blocks if isinstance(one, Table)]
    table = view.sheet or next((one for one in tables if one.rows), None)
    named: dict[str, Any] = {
        **plain(view.data, language),
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
    values: dict[str, Any] = _shown(plain(named, language))
    return values


def _shown(value: Any) -> Any:
    """Return data as it stands on paper: nothing for None, and no character that moves text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return "\n".join(map(visible, value.split("\n")))
    if isinstance(value, dict):
        return {key: _shown(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_shown(one) for one in value]
    return value if isinstance(value, (bool, int, float)) else str(value)


def _sandbox() -> Any:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _put(template: Any, view: View, language: Language) -> None:
    """Put the blocks in the place of every paragraph that asks for the body."""
    from orglife.reports.formats.docx_blocks import Body

    document = template.docx
    places = [one for one in document.element.body.iter() if one.tag.endswith("}p")]
    for place in places:
        if BODY not in "".join(place.itertext()):
            continue
        for element in Body(document, language).add(view.blocks):
            place.addprevious(element)
        place.getparent().remove(place)


def _describe(template: Any, view: View, title: str, *, own: bool) -> None:
    """Let the properties of the document say the day it is about instead of the clock's."""
    properties = template.docx.core_properties
    moment = made_on(view).replace(tzinfo=None)
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

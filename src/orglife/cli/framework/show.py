"""A view to stdout or file.

A view on its way out: to stdout as its format, or into the file of `--output`.

`--template`: the user's own Word document, read and made sure of before it is opened.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from orglife.cli.process import environment, output
from orglife.errors import RefusedError
from orglife.messages import say
from orglife.reports.formats.registry import render_view
from orglife.reports.view import RenderOptions

if TYPE_CHECKING:
    from orglife.cli.framework.session import Session
    from orglife.reports.language import Language
    from orglife.reports.view import View

TEMPLATE_SECONDS = 30
TEMPLATE_MEBIBYTES = 512
"""What filling in a template may take: a loop in it may go on without end."""


OLDEST_PACKAGES = {"jinja2": (3, 1, 6), "lxml": (5, 0, 0)}
"""The first versions that keep a template of somebody else's within its sandbox."""


def _refuse_older_packages() -> None:
    """Refuse to fill in a template with packages from which it could break out.

    Raises:
        RefusedError: one is older.
    """
    from importlib.metadata import version

    for name, floor in OLDEST_PACKAGES.items():
        found = version(name)
        numbers = tuple(int(one) if one.isdecimal() else 0 for one in found.split(".")[:3])
        if numbers < floor:
            raise RefusedError(
                say(
                    "a template needs {name} {floor} or newer, and {found} is installed",
                    name=name,
                    floor=".".join(map(str, floor)),
                    found=found,
                ),
                hint=say("bring it up to date with: pip install --upgrade {name}", name=name),
            )


def _rendered(name: str, view: View, language: Language, look: RenderOptions) -> str | bytes:
    """Return the view in its format; where a template is filled in, within a limit.

    Raises:
        StoreError: the template takes longer, or more memory.
        RefusedError: a package that fills it in is too old.
    """
    if look.template is None:
        return render_view(name, view, language, look)
    from orglife.audit.bounds import Limit, bounded

    _refuse_older_packages()
    with bounded(Limit(TEMPLATE_SECONDS, TEMPLATE_MEBIBYTES)):
        return render_view(name, view, language, look)


def print_view(session: Session, view: View) -> None:
    """Print the view, or write it to the file of `--output`."""
    name = session.format
    path = session.options.get("output")
    if name == "json" and not (path or session.options.get("template")):  # no setting matters
        text = str(render_view(name, view, session.data_language))
        output.write_out(output.json_for_stdout(text))
        return

    language = session.data_language if name == "json" else session.language
    settings = session.settings
    unicode = settings.unicode.value == "true"
    accessible = name == "table" and settings.accessible.value == "true"
    if path:
        look = RenderOptions(
            unicode=unicode,
            to_file=True,
            accessible=accessible,
            template=template_of(session, name),
        )
        content = _rendered(name, view, language, look)
        output.write_output_file(Path(path), content, overwrite=bool(session.options.get("force")))
        session.say(say("Wrote {path}", path=str(path)))
        return
    terminal = environment.is_terminal(sys.stdout)
    output.refuse_binary(name, terminal=terminal)
    colour = settings.wants_colour()
    look = RenderOptions(
        width=environment.width_of(sys.stdout),
        colour=colour and environment.prepare_colour(sys.stdout),
        unicode=unicode,
        terminal=terminal,
        accessible=accessible,
        template=template_of(session, name),
    )
    content = render_view(name, view, language, look)
    if terminal and isinstance(content, str):
        from orglife.cli.process.programs import show_in_pager

        show_in_pager(content, settings.pager.value)
    else:
        output.write_out(content)


def template_of(session: Session, form: str) -> bytes | None:
    """Return the bytes of the template that was named, or None.

    Raises:
        UsageError: the format is not DOCX.
        StoreError: the file can't be read.
        RefusedError: it is no Word document, or unpacks to more than any form needs.
    """
    path = session.options.get("template")
    if not path:
        return None
    from orglife.cli.process.inputs import read_regular
    from orglife.errors import MissingFileError, StoreError, UsageError
    from orglife.importers.excel import check_archive
    from orglife.importers.readers import LARGEST
    from orglife.messages import say

    if form != "docx":
        raise UsageError(
            say("--template is for Word documents, not for {format}", format=form),
            hint=say("name the output with -o, as in: -o minutes.docx"),
        )
    try:
        data = read_regular(str(path), LARGEST)
    except FileNotFoundError:
        raise MissingFileError(say("there is no {path}", path=str(path))) from None
    except OSError as error:
        raise StoreError(
            say("can't read {path}: {why}", path=str(path), why=error.strerror or str(error))
        ) from error
    try:
        check_archive(data, str(path), part="word/document.xml")
    except RefusedError as error:
        raise RefusedError(
            error.message, hint=say("open it in Word and save it anew as DOCX")
        ) from None
    return data

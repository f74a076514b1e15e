"""A view on its way out: to stdout as its format, or into the file of `--output`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from orglife.cli.process import environment, output
from orglife.messages import say
from orglife.reports.formats.render import render
from orglife.reports.look import Look

if TYPE_CHECKING:
    from orglife.cli.frame.run import Run
    from orglife.reports.view import View


def show(session: Run, view: View) -> None:
    """Print the view, or write it to the file of `--output`."""
    name = session.format
    path = session.options.get("output")
    if name == "json" and not (path or session.options.get("template")):  # no setting matters
        text = str(render(name, view, session.data_language))
        output.write_out(output.json_for_stdout(text))
        return
    from orglife.cli.frame.template import template_of

    language = session.data_language if name == "json" else session.language
    settings = session.settings
    unicode = settings.unicode.value == "true"
    accessible = name == "table" and settings.accessible.value == "true"
    if path:
        look = Look(
            unicode=unicode,
            to_file=True,
            accessible=accessible,
            template=template_of(session, name),
        )
        content = render(name, view, language, look)
        output.write_file(Path(path), content, overwrite=bool(session.options.get("force")))
        session.say(say("Wrote {path}", path=str(path)))
        return
    terminal = environment.is_terminal(sys.stdout)
    output.refuse_binary(name, terminal=terminal)
    colour = settings.wants_colour()
    look = Look(
        width=environment.width_of(sys.stdout),
        colour=colour and environment.prepare_colour(sys.stdout),
        unicode=unicode,
        terminal=terminal,
        accessible=accessible,
        template=template_of(session, name),
    )
    content = render(name, view, language, look)
    if terminal and isinstance(content, str):
        from orglife.cli.process.pager import page

        page(content, settings.pager.value)
    else:
        output.write_out(content)

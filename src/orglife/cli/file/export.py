"""Export, handover.

`orglife export`.

`orglife handover`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from orglife.cli.framework.command import Session, reads, show
from orglife.cli.framework.options import argument, option

if TYPE_CHECKING:
    from orglife.model.branch import Branch
    from orglife.reports.view import View

WHATS = ("roster", "activities", "tasks", "calendar", "all")


@reads(
    examples=(
        "export all -o branch.json.txt --format json",
        "export roster -o roster.csv",
        "export activities -o register.csv --if-changed",
    )
)
def export(
    session: Session,
    what: Annotated[
        str,
        argument(
            "roster, activities, tasks, calendar or all",
            metavar="WHAT",
            values=("roster", "activities", "tasks", "calendar", "all"),
        ),
    ],
    period: Annotated[str, argument("Of the calendar; else this year", metavar="[PERIOD]")] = "",
    if_changed: Annotated[
        bool, option("--if-changed", help="Write nothing where nothing changed")
    ] = False,
    anonymize: Annotated[bool, option("--anonymize", help="Codes in place of names")] = False,
    with_private: Annotated[
        bool,
        option(
            "--with-private", help="Texts of talks, criticism and care too (all as JSON, tasks)"
        ),
    ] = False,
) -> None:
    """Write the records for other programs: JSON, CSV, XLSX, ICS and the rest.

    Roster and activities as CSV or XLSX, and all as JSON, can be imported again; the calendar as
    ICS can be subscribed to. -o may be a folder.
    """
    from orglife.errors import ChoiceError, UsageError
    from orglife.messages import say
    from orglife.model.names import suggest_nearest

    if what not in WHATS:
        raise ChoiceError(
            say("{value} can't be exported", value=what),
            hint=suggest_nearest(what, WHATS) or say("one of: {codes}", codes=WHATS),
        )
    if period and what not in ("calendar", "all"):
        raise UsageError(say("only the calendar is exported by period"))
    if if_changed and not session.options.get("output"):
        raise UsageError(
            say("--if-changed compares with a file, and none is named"), hint=say("name it with -o")
        )
    branch = session.load()
    if anonymize:
        from orglife.reports.exports.whole_branch import anonymous_export

        branch = anonymous_export(branch)
    for name, form, path in _parts(session, what):
        view = _view(session, branch, name, period, private=with_private)
        _write(session, view, form, path, if_changed=if_changed)


def _parts(session: Session, what: str) -> list[tuple[str, str, Path | None]]:
    """Return what is written: its name, its format, and the file (None for stdout)."""
    from orglife.cli.process import output
    from orglife.errors import UsageError
    from orglife.messages import say
    from orglife.reports.formats.registry import by_extension

    asked, target = session.options.get("format"), session.options.get("output")
    usual = "json" if what == "all" else "csv"
    if target and _is_folder(target):
        folder = Path(target)
        output.make_output_folder(folder)
        if what != "all":
            form = asked or usual
            return [(what, form, folder / f"{what}{_extension(form)}")]
        parts: list[tuple[str, str, Path | None]] = []
        if asked in (None, "json"):
            parts.append(("all", "json", folder / "all.json"))
        if asked != "json":
            form = asked or "csv"
            apart = [one for one in WHATS if one != "all"]
            parts += [(one, form, folder / f"{one}{_extension(form)}") for one in apart]
        return parts
    form = asked or (by_extension(target) if target else usual)
    if what == "all" and form != "json":
        raise UsageError(
            say("all of it as {format} is several files", format=form.upper()),
            hint=say("name a folder, as in: -o export/"),
        )
    return [(what, form, Path(target) if target else None)]


def _extension(form: str) -> str:
    return ".txt" if form == "table" else f".{form}"


def _is_folder(target: str) -> bool:
    return target.endswith(("/", "\\")) or Path(target).is_dir() or not Path(target).suffix


def _view(session: Session, branch: Branch, name: str, period: str, *, private: bool) -> View:
    if name == "roster":
        from orglife.reports.exports.sheets import roster_export

        return roster_export(branch, session.today)
    if name == "activities":
        from orglife.reports.exports.sheets import activities_export

        return activities_export(branch, session.today)
    if name == "tasks":
        from orglife.reports.exports.sheets import tasks_export

        return tasks_export(branch, session.today, private=private)
    if name == "calendar":
        from orglife.reports.exports.calendar import calendar_export
        from orglife.rules.engine import check_branch

        asked = session.period(period)
        findings = check_branch(branch, asked, as_of=session.today)
        return calendar_export(branch, findings, asked, session.today)
    from orglife.reports.exports.whole_branch import whole_export

    return whole_export(branch, private=private)


def _write(session: Session, view: View, form: str, path: Path | None, *, if_changed: bool) -> None:
    """Write one file, or to stdout; with `if_changed` only where the bytes differ."""
    import sys

    from orglife.cli.framework.show import template_of
    from orglife.cli.process import environment, output
    from orglife.messages import say
    from orglife.reports.formats.registry import render_view
    from orglife.reports.view import RenderOptions

    language = session.data_language if form == "json" else session.language
    if path is None:
        terminal = environment.is_terminal(sys.stdout)
        output.refuse_binary(form, terminal=terminal)
        output.write_out(render_view(form, view, language, RenderOptions(terminal=terminal)))
        return
    look = RenderOptions(to_file=True, template=template_of(session, form))
    content = render_view(form, view, language, look)
    data = content.encode("utf-8") if isinstance(content, str) else content
    if if_changed and path.is_file() and path.read_bytes() == data:
        session.say(say("{path} is unchanged", path=str(path)))
        return
    force = bool(session.options.get("force")) or if_changed
    output.write_output_file(path, data, overwrite=force)
    session.say(say("Wrote {path}", path=str(path)))


@reads(examples=("handover", "handover -o handover.html"))
def handover(session: Session) -> None:
    """Make the sheet that a new secretary signs: what is in the file, and what is open."""
    from orglife.cli.framework.session import local_events
    from orglife.reports.file.handover import handover_view
    from orglife.reports.papers.handover_paper import handover_paper

    branch, events = local_events(session)
    day = session.today
    show(
        session,
        handover_view(branch, events, day).on_paper(
            lambda language: handover_paper(branch, events, day, language)
        ),
    )

"""`orglife log`: record something that was held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from orglife.cli.framework.command import Session, change, writes
from orglife.cli.framework.options import argument, option
from orglife.cli.framework.record_options import TypedFields, record_options
from orglife.model.fields.activity import ACTIVITY_FIELDS
from orglife.model.fields.field import LOG

if TYPE_CHECKING:
    from collections.abc import Callable

    from orglife.actions.meetings.activity_entry import ActivityEntry
    from orglife.model.branch import Branch


@writes(
    examples=(
        "log",
        (
            'log group-meeting --group 2 --on 2026-11-20 --absent "Li Si:excused:ill" '
            '--topic "Safety"'
        ),
        'log theme-day+lecture --on friday --lecturer "Wang Fang" --hours 2',
        "log 党小组会 --group 2 --on 上周五 --absent 李四（请假：病假）",
        'log talk --on today --with "Li Si; Wang Wu"',
    ),
    private=("body",),
)
@record_options(ACTIVITY_FIELDS, LOG)
def log(
    session: Session,
    kind: Annotated[
        str,
        argument(
            "What was held; kinds joined by + are one sitting",
            metavar="KIND[+KIND]",
            values="kinds",
        ),
    ] = "",
    on: Annotated[
        str, option("--on", metavar="DATE", help="The day on which it was held", values="day")
    ] = "",
    group: Annotated[str, option("--group", help="The group that held it", values="groups")] = "",
    form: Annotated[
        str, option("--form", help="Held in the form of: general, committee, group", values="FORMS")
    ] = "",
    absent: Annotated[
        list[str],
        option(
            "--absent",
            metavar="NAMES",
            help='"NAME[:excused|absent|exempt[:REASON]]; ..."; all others were present',
            values="members",
            several=True,
        ),
    ] = [],
    present: Annotated[
        list[str],
        option(
            "--present",
            metavar="NAMES",
            help="Only these were present",
            values="members",
            several=True,
        ),
    ] = [],
    late: Annotated[
        list[str],
        option(
            "--late", metavar="NAMES", help="Present, arrived late", values="members", several=True
        ),
    ] = [],
    with_: Annotated[
        list[str],
        option(
            "--with",
            metavar="NAME",
            help="Whom it concerned; for a talk the two",
            values="members",
            several=True,
        ),
    ] = [],
    body: Annotated[
        str,
        option("--body", metavar="TEXT", help="What was said, kept apart; - reads it from stdin"),
    ] = "",
    force: Annotated[bool, option("--force", help="Even what nobody came to")] = False,
    *,
    fields: TypedFields,
) -> None:
    """Record something held; everyone expected was present but those who are named."""
    from orglife.actions.meetings.activity_entry import ActivityEntry
    from orglife.actions.meetings.log import log_activity
    from orglife.cli.framework.arguments import absentees, parse_names
    from orglife.cli.framework.arguments import parse_present as only_present
    from orglife.cli.framework.session import say_command
    from orglife.cli.user import user_files

    told: dict[str, Any] = {
        "kind": kind,
        "group": group,
        "on": on,
        "with": tuple(with_),
        "absent": tuple(absent),
        "topic": tuple(fields.typed["topics"]),
        "present": tuple(present),
    }

    def entry(branch: Branch, told: dict[str, Any]) -> ActivityEntry:
        return ActivityEntry(
            kind=told["kind"],
            day=session.day(told["on"]),
            group=told["group"],
            form=form,
            absent=absentees(told["absent"], branch),
            late=parse_names(late),
            present=only_present(told["present"]),
            chosen=parse_names(told["with"]),
            body=body,
            fields=fields.parse(session, topics=told["topic"]),
        )

    asked = session.interactive and _complete(session, told, entry)
    if not asked:
        _refuse_missing(kind, on)
    change(
        session,
        lambda branch: log_activity(
            branch, entry(branch, told), recorded=session.today, force=force
        ),
    )
    if asked:
        user_files.delete_draft(session.file)
        say_command(session)


def _complete(
    session: Session,
    told: dict[str, Any],
    entry: Callable[[Branch, dict[str, Any]], ActivityEntry],
) -> bool:
    """Ask for what is missing and put it into `told`; return whether anything was."""
    from orglife.cli.meetings.log_dialogue import as_command, ask_log_questions, missing

    if not missing(session.load(), told):
        return False
    answered = ask_log_questions(session, told, entry)
    session.record_command(as_command(session.command, told, answered))
    told.update(answered)
    return True


def _refuse_missing(kind: str, on: str) -> None:
    from orglife.errors import UsageError
    from orglife.messages import say

    if not kind.strip():
        raise UsageError(
            say("what was held? KIND is missing"),
            hint=say("as in: orglife log group-meeting --group 2 --on 2026-11-20"),
        )
    if not on.strip():
        raise UsageError(
            say("on which day was it held? --on is missing"),
            hint=say("as in: --on 2026-11-20, --on today, --on friday"),
        )

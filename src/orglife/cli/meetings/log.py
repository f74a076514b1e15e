"""`orglife log`: record something that was held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from orglife.cli.framework.command import Session, change, writes
from orglife.cli.framework.options import argument, option

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
    topic: Annotated[list[str], option("--topic", help="A topic; may be repeated")] = [],
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
    guest: Annotated[
        list[str], option("--guest", metavar="NAMES", help="Attending as guests")
    ] = [],
    chair: Annotated[
        str, option("--chair", metavar="NAME", help="Who chaired", values="members")
    ] = "",
    delegated: Annotated[
        bool, option("--delegated", help="The secretary delegated the chair")
    ] = False,
    recorder: Annotated[
        str, option("--recorder", metavar="NAME", help="Who kept the record", values="members")
    ] = "",
    lecturer: Annotated[
        str, option("--lecturer", metavar="NAME", help="Who lectured", values="members")
    ] = "",
    place: Annotated[str, option("--place", help="Where")] = "",
    online: Annotated[bool, option("--online", help="Held online")] = False,
    hours: Annotated[str, option("--hours", help="Its length in hours, as 2 or 1.5")] = "",
    start: Annotated[str, option("--start", metavar="HH:MM", help="When it began")] = "",
    end: Annotated[str, option("--end", metavar="HH:MM", help="When it ended")] = "",
    for_year: Annotated[
        str, option("--for-year", metavar="YEAR", help="The year that a yearly meeting is about")
    ] = "",
    planned: Annotated[
        str,
        option("--planned", metavar="DATE", help="The day for which it was planned", values="day"),
    ] = "",
    reason: Annotated[str, option("--reason", help="Why on another day than the fixed one")] = "",
    outcome: Annotated[str, option("--outcome", help="What came of it")] = "",
    follow_up: Annotated[
        str, option("--follow-up", metavar="DATE", help="By when it is to be followed up")
    ] = "",
    means: Annotated[list[str], option("--means", help="By what means; may be repeated")] = [],
    new: Annotated[bool, option("--new", help="The means were used for the first time")] = False,
    initiator: Annotated[
        str, option("--initiator", metavar="NAME", help="Whose idea it was", values="members")
    ] = "",
    reached: Annotated[
        int | None, option("--reached", help="How many of the masses were reached")
    ] = None,
    team: Annotated[str, option("--team", help="The name of the team of volunteers")] = "",
    household: Annotated[
        str, option("--household", help="The code of a household, never its name")
    ] = "",
    tie_in: Annotated[str, option("--tie-in", help="What of the unit it made use of")] = "",
    minutes: Annotated[
        str,
        option("--minutes", metavar="FILE", help="A text file with the minutes", values="files"),
    ] = "",
    body: Annotated[
        str, option("--body", metavar="TEXT", help="What was said, kept apart and never exported")
    ] = "",
    key: Annotated[
        str,
        option("--key", metavar="ID", help="A script's own id; the same one adds nothing again"),
    ] = "",
) -> None:
    """Record something held; everyone expected was present but those who are named."""
    from orglife.actions.meetings.activity_entry import ActivityEntry
    from orglife.actions.meetings.log import log_activity
    from orglife.cli.framework.arguments import absentees, parse_names, parse_year, read_text
    from orglife.cli.framework.arguments import parse_present as only_present
    from orglife.cli.framework.session import say_command
    from orglife.cli.user import user_files
    from orglife.model.duration import read_clock, read_hours

    told: dict[str, Any] = {
        "kind": kind,
        "group": group,
        "on": on,
        "with": tuple(with_),
        "absent": tuple(absent),
        "topic": tuple(topic),
        "present": tuple(present),
    }

    def entry(branch: Branch, told: dict[str, Any]) -> ActivityEntry:
        return ActivityEntry(
            kind=told["kind"],
            day=session.day(told["on"]),
            group=told["group"],
            form=form,
            topics=told["topic"],
            absent=absentees(told["absent"], branch),
            late=parse_names(late),
            present=only_present(told["present"]),
            chosen=parse_names(told["with"]),
            guests=parse_names(guest),
            chair=chair,
            delegated=delegated,
            recorder=recorder,
            lecturer=lecturer,
            place=place,
            online=online,
            minutes_long=read_hours(hours),
            start=read_clock(start),
            end=read_clock(end),
            for_year=parse_year(for_year, "--for-year"),
            planned=session.day(planned) if planned else None,
            reason=reason,
            outcome=outcome,
            follow_up=session.day(follow_up, future=True) if follow_up else None,
            means=tuple(means),
            new_means=new,
            initiator=initiator,
            reached=reached,
            team=team,
            household=household,
            tie_in=tie_in,
            minutes=read_text(minutes) if minutes else "",
            body=body,
            key=key,
        )

    asked = session.interactive and _complete(session, told, entry)
    if not asked:
        _refuse_missing(kind, on)
    change(
        session, lambda branch: log_activity(branch, entry(branch, told), recorded=session.today)
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

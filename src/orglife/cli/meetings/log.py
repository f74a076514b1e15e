"""`orglife log`: record something that was held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from orglife.cli.framework.command import Session, change, writes

if TYPE_CHECKING:
    from collections.abc import Callable

    from orglife.actions.meetings.activity_entry import ActivityEntry
    from orglife.model.branch import Branch

Text = typer.Option


@writes(private=("body",))
def log(
    session: Session,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND[+KIND]", help="What was held; kinds joined by + are one sitting"
        ),
    ] = "",
    on: Annotated[str, Text("--on", metavar="DATE", help="The day on which it was held")] = "",
    group: Annotated[str, Text("--group", help="The group that held it")] = "",
    form: Annotated[
        str, Text("--form", help="Held in the form of: general, committee, group")
    ] = "",
    topic: Annotated[list[str], Text("--topic", help="A topic; may be repeated")] = [],
    absent: Annotated[
        list[str],
        Text(
            "--absent",
            metavar="NAMES",
            help='"NAME[:excused|absent|exempt[:REASON]]; ..."; all others were present',
        ),
    ] = [],
    present: Annotated[
        list[str], Text("--present", metavar="NAMES", help="Only these were present")
    ] = [],
    late: Annotated[list[str], Text("--late", metavar="NAMES", help="Present, arrived late")] = [],
    with_: Annotated[
        list[str], Text("--with", metavar="NAME", help="Whom it concerned; for a talk the two")
    ] = [],
    guest: Annotated[list[str], Text("--guest", metavar="NAMES", help="Attending as guests")] = [],
    chair: Annotated[str, Text("--chair", metavar="NAME", help="Who chaired")] = "",
    delegated: Annotated[
        bool, Text("--delegated", help="The secretary delegated the chair")
    ] = False,
    recorder: Annotated[str, Text("--recorder", metavar="NAME", help="Who kept the record")] = "",
    lecturer: Annotated[str, Text("--lecturer", metavar="NAME", help="Who lectured")] = "",
    place: Annotated[str, Text("--place", help="Where")] = "",
    online: Annotated[bool, Text("--online", help="Held online")] = False,
    hours: Annotated[str, Text("--hours", help="Its length in hours, as 2 or 1.5")] = "",
    start: Annotated[str, Text("--start", metavar="HH:MM", help="When it began")] = "",
    end: Annotated[str, Text("--end", metavar="HH:MM", help="When it ended")] = "",
    for_year: Annotated[
        str, Text("--for-year", metavar="YEAR", help="The year that a yearly meeting is about")
    ] = "",
    planned: Annotated[
        str, Text("--planned", metavar="DATE", help="The day for which it was planned")
    ] = "",
    reason: Annotated[str, Text("--reason", help="Why on another day than the fixed one")] = "",
    outcome: Annotated[str, Text("--outcome", help="What came of it")] = "",
    follow_up: Annotated[
        str, Text("--follow-up", metavar="DATE", help="By when it is to be followed up")
    ] = "",
    means: Annotated[list[str], Text("--means", help="By what means; may be repeated")] = [],
    new: Annotated[bool, Text("--new", help="The means were used for the first time")] = False,
    initiator: Annotated[str, Text("--initiator", metavar="NAME", help="Whose idea it was")] = "",
    reached: Annotated[
        int | None, Text("--reached", help="How many of the masses were reached")
    ] = None,
    team: Annotated[str, Text("--team", help="The name of the team of volunteers")] = "",
    household: Annotated[
        str, Text("--household", help="The code of a household, never its name")
    ] = "",
    tie_in: Annotated[str, Text("--tie-in", help="What of the unit it made use of")] = "",
    minutes: Annotated[
        str, Text("--minutes", metavar="FILE", help="A text file with the minutes")
    ] = "",
    body: Annotated[
        str, Text("--body", metavar="TEXT", help="What was said, kept apart and never exported")
    ] = "",
    key: Annotated[
        str, Text("--key", metavar="ID", help="A script's own id; the same one adds nothing again")
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

"""`orglife activity minutes, finalize, amend`: the minutes, before and after they are frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from orglife.cli.frame.command import Session, writes

if TYPE_CHECKING:
    from collections.abc import Callable

    from orglife.model.activity import Activity
    from orglife.model.branch import Branch

WHICH = "The activity: 132, DATE [KIND] [GROUP], last KIND"


@writes
def minutes(
    session: Session,
    activity: Annotated[list[str], typer.Argument(help=WHICH)],
    file: Annotated[
        str, typer.Option("--from", metavar="FILE", help="Take them from a text file; - is stdin")
    ] = "",
) -> None:
    """Write the minutes in your editor, beginning with what is on record."""
    from orglife.actions.meetings.minutes import write_minutes
    from orglife.cli.typed.listed import text_of
    from orglife.model.which import find_activity

    def keep(text: str) -> None:
        session.change(lambda branch: write_minutes(branch, branch.activities[found.id], text))

    found = find_activity(session.load(), " ".join(activity), today=session.today, states=("held",))
    if file:
        keep(text_of(file))
        return
    _edit(session, found.id, keep)


@writes
def finalize_(session: Session, activity: Annotated[list[str], typer.Argument(help=WHICH)]) -> None:
    """Freeze an activity with its minutes; from then on it is amended with a reason."""
    from orglife.actions.change import Change
    from orglife.actions.meetings.minutes import finalize
    from orglife.model.which import find_activity

    def act(branch: Branch) -> Change:
        found = find_activity(branch, " ".join(activity), today=session.today, states=("held",))
        return finalize(branch, found, draft=_draft(session, branch, found), on=session.today)

    session.change(act)


@writes
def amend_(
    session: Session,
    activity: Annotated[list[str], typer.Argument(help=WHICH)],
    reason: Annotated[str, typer.Option("--reason", help="Why it is amended")] = "",
    topic: Annotated[list[str], typer.Option("--topic", help="The topics, all anew")] = [],
    chair: Annotated[str, typer.Option("--chair", metavar="NAME", help="Who chaired")] = "",
    recorder: Annotated[
        str, typer.Option("--recorder", metavar="NAME", help="Who kept the record")
    ] = "",
    lecturer: Annotated[str, typer.Option("--lecturer", metavar="NAME", help="Who lectured")] = "",
    place: Annotated[str, typer.Option("--place", help="Where")] = "",
    hours: Annotated[str, typer.Option("--hours", help="Its length in hours")] = "",
    outcome: Annotated[str, typer.Option("--outcome", help="What came of it")] = "",
    minutes: Annotated[
        str, typer.Option("--minutes", metavar="FILE", help="A text file with the minutes anew")
    ] = "",
    attend: Annotated[
        list[str],
        typer.Option(
            "--attend",
            metavar="NAME:STATE[:REASON]",
            help="Whose attendance is another, separated by ;: 'Li Si:unexpected'",
        ),
    ] = [],
) -> None:
    """Change a finalized activity; the reason stays with it, what it was in the history."""
    from orglife.actions.change import Change
    from orglife.actions.meetings.attend import read_states
    from orglife.actions.meetings.minutes import amend
    from orglife.cli.typed.listed import text_of
    from orglife.model.duration import read_hours
    from orglife.model.which import find_activity

    text = text_of(minutes) if minutes else None

    def act(branch: Branch) -> Change:
        told: dict[str, Any] = {
            "topics": tuple(topic),
            "chair": chair,
            "recorder": recorder,
            "lecturer": lecturer,
            "place": place,
            "minutes_long": read_hours(hours),
            "outcome": outcome,
        }
        changes = {name: value for name, value in told.items() if value}
        if text is not None:
            changes["minutes"] = text
        found = find_activity(branch, " ".join(activity), today=session.today)
        attended = tuple(one for part in attend for one in read_states(branch, part))
        return amend(branch, found, changes, attended=attended, reason=reason, today=session.today)

    session.change(act)


def _edit(session: Session, number: int, keep: Callable[[str], None]) -> None:
    """Have the minutes edited and kept; the draft stays where they could not be."""
    from orglife.actions.meetings.record import refuse_finalized
    from orglife.cli.own.draft import new_minutes, remove_minutes
    from orglife.cli.process.editor import Draft
    from orglife.errors import OrglifeError, UsageError
    from orglife.messages import say

    branch = session.load()
    found = branch.activities[number]
    refuse_finalized(branch, found)
    if not session.interactive:
        raise UsageError(
            say("an editor needs a terminal"),
            hint=say("take the minutes from a file: --from minutes.txt"),
        )
    first = found.minutes or _draft(session, branch, found)
    folder = new_minutes(session.file)
    draft = Draft(first + "\n", folder / f"{number}.md")
    text = draft.edit()
    if text.strip() != first.strip():
        try:
            keep(text)
        except OrglifeError:
            session.warn(say("the draft is kept in {path}", path=draft.path))
            raise
    else:
        session.say(say("The minutes were not changed; nothing was written."))
    remove_minutes(folder)


def _draft(session: Session, branch: Branch, activity: Activity) -> str:
    from orglife.reports.meetings.minutes import minutes_draft

    lines = minutes_draft(branch, activity)
    return "\n".join(session.language.text(line, weekdays=True).rstrip() for line in lines)

"""`orglife activity`: activities listed, shown, mended, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from orglife.cli.frame.command import Session, noun, reads, writes
from orglife.cli.meetings.activity_minutes import WHICH, amend_, finalize_, minutes

if TYPE_CHECKING:
    from orglife.model.branch import Branch

app = noun("activity", "Activities: listed, shown, corrected")


@app.command("list")
@reads
def list_(
    session: Session,
    period: Annotated[
        str, typer.Argument(help="A period such as 2026-Q4; else everything on record")
    ] = "",
    kind: Annotated[str, typer.Option("--kind", help="Of this kind only")] = "",
    group: Annotated[str, typer.Option("--group", help="Of this group only")] = "",
) -> None:
    """List what was held and what is planned, by day."""
    from orglife.model.names import find_group, find_kind
    from orglife.reports.meetings.activities import activities_view

    branch = session.load()
    session.show(
        activities_view(
            branch,
            session.period(period) if period else None,
            kind=find_kind(branch, kind).code if kind else "",
            group=find_group(branch, group).id if group else None,
            day=session.today,
        )
    )


@app.command("show")
@reads
def show(
    session: Session,
    activity: Annotated[list[str], typer.Argument(help=WHICH)],
    with_private: Annotated[
        bool, typer.Option("--with-private", help="Texts that are kept apart too")
    ] = False,
) -> None:
    """Show one activity: who was there, who not and why, what was voted."""
    from orglife.model.which import find_activity
    from orglife.reports.meetings.activities import activity_view

    branch = session.load()
    found = find_activity(
        branch, " ".join(activity), today=session.today, states=("held", "planned", "cancelled")
    )
    session.show(activity_view(branch, found, private=with_private))


@app.command("edit")
@writes
def edit(
    session: Session,
    activity: Annotated[list[str], typer.Argument(help=WHICH)],
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="The day on which it, and its sitting, was held"),
    ] = None,
    topic: Annotated[list[str], typer.Option("--topic", help="The topics, all anew")] = [],
    chair: Annotated[
        str | None, typer.Option("--chair", metavar="NAME", help="Who chaired")
    ] = None,
    delegated: Annotated[
        bool | None,
        typer.Option("--delegated/--not-delegated", help="The secretary delegated the chair"),
    ] = None,
    recorder: Annotated[
        str | None, typer.Option("--recorder", metavar="NAME", help="Who kept the record")
    ] = None,
    lecturer: Annotated[
        str | None, typer.Option("--lecturer", metavar="NAME", help="Who lectured")
    ] = None,
    guest: Annotated[
        list[str], typer.Option("--guest", metavar="NAMES", help="The guests, all anew")
    ] = [],
    place: Annotated[str | None, typer.Option("--place", help="Where")] = None,
    online: Annotated[
        bool | None, typer.Option("--online/--not-online", help="Held online")
    ] = None,
    hours: Annotated[str | None, typer.Option("--hours", help="Its length in hours")] = None,
    start: Annotated[
        str | None, typer.Option("--start", metavar="HH:MM", help="When it began")
    ] = None,
    end: Annotated[str | None, typer.Option("--end", metavar="HH:MM", help="When it ended")] = None,
    for_year: Annotated[
        str | None, typer.Option("--for-year", metavar="YEAR", help="The year it is about")
    ] = None,
    outcome: Annotated[str | None, typer.Option("--outcome", help="What came of it")] = None,
    follow_up: Annotated[
        str | None,
        typer.Option("--follow-up", metavar="DATE", help="By when it is to be followed up"),
    ] = None,
    means: Annotated[list[str], typer.Option("--means", help="By what means, all anew")] = [],
    reason: Annotated[
        str | None, typer.Option("--reason", help="Why on another day than the fixed one")
    ] = None,
    minutes: Annotated[
        str, typer.Option("--minutes", metavar="FILE", help="A text file with the minutes anew")
    ] = "",
) -> None:
    """Change what is on record of an activity that is not finalized."""
    from orglife.actions.change import Change
    from orglife.actions.meetings.activity import edit_activity
    from orglife.cli.typed.listed import names, text_of, year
    from orglife.model.duration import read_clock, read_hours
    from orglife.model.which import find_activity

    text = text_of(minutes) if minutes else None

    def act(branch: Branch) -> Change:
        told: dict[str, Any] = {
            "minutes": text,
            "topics": tuple(topic) or None,
            "chair": chair,
            "delegated": delegated,
            "recorder": recorder,
            "lecturer": lecturer,
            "guests": names(guest) or None,
            "place": place,
            "online": online,
            "outcome": outcome,
            "means": tuple(means) or None,
            "reason": reason,
            "held": session.day(on) if on is not None else None,
            "minutes_long": read_hours(hours) if hours is not None else None,
            "start": read_clock(start) if start is not None else None,
            "end": read_clock(end) if end is not None else None,
        }
        changes = {name: value for name, value in told.items() if value is not None}
        if for_year is not None:
            changes["for_year"] = year(for_year, "--for-year")
        if follow_up is not None:
            changes["follow_up"] = session.day(follow_up, future=True) if follow_up else None
        found = find_activity(branch, " ".join(activity), today=session.today)
        return edit_activity(branch, found, changes, today=session.today)

    session.change(act)


@app.command("attend")
@writes
def attend(
    session: Session,
    activity: Annotated[str, typer.Argument(help=WHICH)],
    name: Annotated[str, typer.Argument(help="Who")],
    state: Annotated[
        str,
        typer.Argument(help="present, late, excused, absent, unstated, exempt; or unexpected"),
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why")] = "",
) -> None:
    """Change one person's attendance; 'unexpected' takes them off the list."""
    from orglife.actions.meetings.attend import set_attendance
    from orglife.model.which import find_activity

    session.change(
        lambda branch: set_attendance(
            branch,
            find_activity(branch, activity, today=session.today, states=("held",)),
            name,
            state,
            reason=reason,
        )
    )


app.command("minutes")(minutes)
app.command("finalize")(finalize_)
app.command("amend")(amend_)


@app.command("remove")
@writes
def remove(session: Session, activity: Annotated[list[str], typer.Argument(help=WHICH)]) -> None:
    """Remove an activity that was entered by mistake; its number is not given again."""
    from orglife.actions.meetings.activity import remove_activity
    from orglife.messages import say
    from orglife.model.which import find_activity, in_short

    branch = session.load()
    found = find_activity(
        branch, " ".join(activity), today=session.today, states=("held", "planned", "cancelled")
    )
    remove_activity(branch, found)
    session.confirm(say("Remove {activity}?", activity=in_short(branch, found)))
    session.change(
        lambda fresh: remove_activity(
            fresh, find_activity(fresh, f"#{found.id}", today=session.today)
        )
    )

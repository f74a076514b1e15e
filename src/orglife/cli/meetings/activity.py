"""Activity, minutes.

`orglife activity`: activities listed, shown, mended, removed.

`orglife activity minutes, finalize, amend`: the minutes, before and after they are frozen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from orglife.cli.framework.command import Session, change, confirm, noun, reads, show, writes
from orglife.cli.framework.options import argument, option
from orglife.cli.framework.record_options import TypedFields, record_options
from orglife.model.fields.activity import ACTIVITY_FIELDS
from orglife.model.fields.field import AMEND, EDIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from orglife.model.activity import Activity
    from orglife.model.branch import Branch

app = noun(
    "activity",
    "Activities: listed, shown, corrected",
    examples=("activity list 2026-11", "activity show 132"),
)


@app.command("list")
@reads(
    examples=(
        "activity list 2026-11",
        "activity list 2026 --kind lecture",
        "activity list --kind 党小组会 --group 2",
    )
)
def activity_list(
    session: Session,
    period: Annotated[str, argument("A period such as 2026-Q4; else everything on record")] = "",
    kind: Annotated[str, option("--kind", help="Of this kind only", values="kinds")] = "",
    group: Annotated[str, option("--group", help="Of this group only", values="groups")] = "",
) -> None:
    """List what was held and what is planned, by day."""
    from orglife.model.names import find_group, find_kind
    from orglife.reports.meetings.activities import activities_view

    branch = session.load()
    show(
        session,
        activities_view(
            branch,
            session.period(period) if period else None,
            kind=find_kind(branch, kind).code if kind else "",
            group=find_group(branch, group).id if group else None,
            day=session.today,
        ),
    )


WHICH = "The activity: 132, DATE [KIND] [GROUP], last KIND"


@app.command("show")
@reads(
    examples=(
        "activity show 132",
        "activity show last lecture",
        "activity show 2026-11-06 theme-day",
    )
)
def activity_show(
    session: Session,
    activity: Annotated[list[str], argument(WHICH, values="activities")],
    with_private: Annotated[
        bool, option("--with-private", help="Texts that are kept apart too")
    ] = False,
) -> None:
    """Show one activity: who was there, who not and why, what was voted."""
    from orglife.model.activity_lookup import find_activity
    from orglife.reports.meetings.activities import activity_view

    branch = session.load()
    found = find_activity(
        branch, " ".join(activity), today=session.today, states=("held", "planned", "cancelled")
    )
    show(session, activity_view(branch, found, private=with_private))


@app.command("edit")
@writes(
    examples=(
        'activity edit 132 --place "Reading room" --hours 1.5',
        'activity edit last lecture --outcome "12 questions answered"',
        "activity edit 132 --minutes minutes.txt",
    )
)
@record_options(ACTIVITY_FIELDS, EDIT)
def activity_edit(
    session: Session,
    activity: Annotated[list[str], argument(WHICH, values="activities")],
    *,
    fields: TypedFields,
) -> None:
    """Change what is on record of an activity that is not finalized."""
    from orglife.actions.change import Change
    from orglife.actions.meetings.activity_edit import edit_activity
    from orglife.model.activity_lookup import find_activity

    fields.read_files()

    def act(branch: Branch) -> Change:
        changes = fields.parse(session)
        found = find_activity(branch, " ".join(activity), today=session.today)
        return edit_activity(branch, found, changes, today=session.today)

    change(session, act)


@app.command("attend")
@writes(
    examples=(
        'activity attend 132 "Li Si" excused --reason ill',
        "activity attend 132 李四 出席",
        "activity attend 132 'Yang Jie' unexpected",
    )
)
def activity_attend(
    session: Session,
    activity: Annotated[str, argument(WHICH, values="activities")],
    name: Annotated[str, argument("Who", values="members")],
    state: Annotated[
        str,
        argument(
            "present, late, excused, absent, unstated, exempt; or unexpected", values="attendance"
        ),
    ],
    reason: Annotated[str, option("--reason", help="Why")] = "",
) -> None:
    """Change one person's attendance; 'unexpected' takes them off the list."""
    from orglife.actions.meetings.attendance_edit import set_attendance
    from orglife.model.activity_lookup import find_activity

    change(
        session,
        lambda branch: set_attendance(
            branch,
            find_activity(branch, activity, today=session.today, states=("held",)),
            name,
            state,
            reason=reason,
        ),
    )


@writes(examples=("activity minutes 132", "activity minutes 132 --from minutes.txt"))
def activity_minutes(
    session: Session,
    activity: Annotated[list[str], argument(WHICH, values="activities")],
    file: Annotated[
        str,
        option(
            "--from", metavar="FILE", help="Take them from a text file; - is stdin", values="files"
        ),
    ] = "",
) -> None:
    """Write the minutes in your editor, beginning with what is on record."""
    from orglife.actions.meetings.minutes import write_minutes
    from orglife.cli.framework.arguments import read_text
    from orglife.model.activity_lookup import find_activity

    def keep(text: str) -> None:
        change(session, lambda branch: write_minutes(branch, branch.activities[found.id], text))

    found = find_activity(session.load(), " ".join(activity), today=session.today, states=("held",))
    if file:
        keep(read_text(file))
        return
    _edit(session, found.id, keep)


app.command("minutes")(activity_minutes)


@writes(examples=("activity finalize 132",))
def activity_finalize(
    session: Session, activity: Annotated[list[str], argument(WHICH, values="activities")]
) -> None:
    """Freeze an activity with its minutes; from then on it is amended with a reason."""
    from orglife.actions.change import Change
    from orglife.actions.meetings.minutes import finalize
    from orglife.model.activity_lookup import find_activity

    def act(branch: Branch) -> Change:
        found = find_activity(branch, " ".join(activity), today=session.today, states=("held",))
        return finalize(branch, found, draft=_draft(session, branch, found), on=session.today)

    change(session, act)


app.command("finalize")(activity_finalize)


@writes(
    examples=(
        'activity amend 132 --reason "the place was wrong" --place Hall',
        'activity amend 132 --reason "gone by then" --attend "Yang Jie:unexpected"',
    )
)
@record_options(ACTIVITY_FIELDS, AMEND)
def activity_amend(
    session: Session,
    activity: Annotated[list[str], argument(WHICH, values="activities")],
    reason: Annotated[str, option("--reason", help="Why it is amended", needed=True)] = "",
    attend: Annotated[
        list[str],
        option(
            "--attend",
            metavar="NAME:STATE[:REASON]",
            help="Whose attendance is another, separated by ;: 'Li Si:unexpected'",
        ),
    ] = [],
    *,
    fields: TypedFields,
) -> None:
    """Change a finalized activity; the reason stays with it, what it was in the history."""
    from orglife.actions.change import Change
    from orglife.actions.meetings.attendance_edit import read_states
    from orglife.actions.meetings.minutes import amend
    from orglife.model.activity_lookup import find_activity

    fields.read_files()

    def act(branch: Branch) -> Change:
        changes = fields.parse(session)
        found = find_activity(branch, " ".join(activity), today=session.today)
        attended = tuple(one for part in attend for one in read_states(branch, part))
        return amend(branch, found, changes, attended=attended, reason=reason, today=session.today)

    change(session, act)


app.command("amend")(activity_amend)


@app.command("remove")
@writes(examples=("activity remove 132",))
def activity_remove(
    session: Session, activity: Annotated[list[str], argument(WHICH, values="activities")]
) -> None:
    """Remove an activity that was entered by mistake; its number is not given again."""
    from orglife.actions.meetings.activity_edit import remove_activity
    from orglife.messages import say
    from orglife.model.activity_lookup import find_activity
    from orglife.model.names import describe_activity

    branch = session.load()
    found = find_activity(
        branch, " ".join(activity), today=session.today, states=("held", "planned", "cancelled")
    )
    remove_activity(branch, found)
    confirm(session, say("Remove {activity}?", activity=describe_activity(branch, found)))
    change(
        session,
        lambda fresh: remove_activity(
            fresh, find_activity(fresh, f"#{found.id}", today=session.today)
        ),
    )


def _edit(session: Session, number: int, keep: Callable[[str], None]) -> None:
    """Have the minutes edited and kept; the draft stays where they could not be."""
    from orglife.actions.meetings.activity_record import refuse_finalized
    from orglife.cli.process.programs import EditorSession
    from orglife.cli.user.user_files import new_minutes, remove_minutes
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
    draft = EditorSession(first + "\n", folder / f"{number}.md")
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

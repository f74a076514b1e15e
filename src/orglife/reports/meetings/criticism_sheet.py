"""The sheet of a criticism session that is handed out, filled in and brought back by `import`."""

from __future__ import annotations

from datetime import date

from orglife.messages import say
from orglife.model.activity import Activity, SelfCriticism, Session
from orglife.model.branch import Branch
from orglife.model.names import members_named
from orglife.model.roster import expected_on
from orglife.model.which import in_short
from orglife.reports.view import Column, Heading, Line, Table, View


def criticism_sheet_view(branch: Branch, activity: Activity, day: date) -> View:
    """Return a row for everyone who should attend, with the facts on record; never with texts."""
    session = activity.session or Session()
    expected = (
        sorted(activity.attendance.expected)
        if activity.attendance is not None
        else [one.id for one in expected_on(branch, day, activity.scope, activity.group)]
    )
    parts = [(key, session.parts.get(key, SelfCriticism())) for key in expected]
    table = Table(
        columns=(
            Column("name", say("Member's name")),
            Column("self_criticism", say("Self-criticism")),
            Column("received", say("Opinions received"), "right"),
            Column("accepted", say("Accepted")),
            Column("field", say("Problem field")),
            Column("problem", say("Problem")),
            Column("measure", say("Measure")),
            Column("owner", say("Owner")),
            Column("due", say("Due")),
            Column("meeting", say("Meeting")),
        ),
        rows=tuple(
            (
                _alone(branch, key),
                say("yes") if part.made else None,
                part.received if key in session.parts else None,
                say("yes") if part.accepted else None,
                None,
                None,
                None,
                None,
                None,
                f"#{activity.id}",
            )
            for key, part in parts
        ),
    )
    data = {
        "schema": "orglife.criticism-sheet/1",
        "branch": branch.meta.name,
        "as_of": day,
        "activity": activity.id,
        "members": [
            {
                "id": key,
                "name": branch.members[key].name,
                "self_criticism": part.made,
                "received": part.received,
                "accepted": part.accepted,
            }
            for key, part in parts
        ],
    }
    return View(
        data,
        (
            Heading(in_short(branch, activity), branch.meta.name),
            table,
            Line(say("Filled in, it comes back with: orglife import FILE"), "hint"),
        ),
        table,
    )


def _alone(branch: Branch, key: int) -> str:
    """Return the name of a member; of namesakes `Zhang Wei #12`, so that the row comes back."""
    name = branch.members[key].name
    return name if len(members_named(branch, name)) == 1 else f"{name} #{key}"

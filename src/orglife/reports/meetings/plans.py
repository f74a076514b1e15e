"""Plans: what was planned for a period and what became of it, with the reasons."""

from __future__ import annotations

from datetime import date
from typing import Any

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.names import kind_term
from orglife.model.period import Period
from orglife.model.terms import ACTIVITY_STATES, Term
from orglife.reports.view import Block, Capital, Column, Heading, Line, Table, View


def plans_view(branch: Branch, period: Period, day: date) -> View:
    """Return the plans whose day, or first day, lies in `period`, as they stand on `day`."""
    plans = sorted(
        (
            one
            for one in branch.activities.values()
            if one.planned is not None and (one.planned in period or _first(one) in period)
        ),
        key=lambda one: (one.planned or day, one.id),
    )
    data = {
        "schema": "orglife.plans/1",
        "branch": branch.meta.name,
        "as_of": day,
        "period": period.label,
        "plans": [_data(branch, one, day) for one in plans],
    }
    open_late = [one for one in plans if _passed(one, day)]
    table = Table(
        columns=(
            Column("id", say("No."), "right"),
            Column("planned", say("Planned")),
            Column("kind", say("Kind")),
            Column("group", say("Group")),
            Column("topic", say("Topic")),
            Column("state", say("State")),
            Column("held", say("Held")),
            Column("reason", say("Reason")),
        ),
        rows=tuple(
            (
                f"#{one.id}",
                one.planned,
                Capital(kind_term(branch, one.kind)),
                branch.groups[one.group].name if one.group is not None else None,
                "; ".join(one.topics) or None,
                _state(one, day),
                one.held,
                _reasons(one),
            )
            for one in plans
        ),
        styles=tuple(
            "warning" if _passed(one, day) else "met" if one.state == "held" else ""
            for one in plans
        ),
        empty=say("Nothing is planned. Plan something with: orglife plan add KIND --on DATE"),
    )
    blocks: list[Block] = [
        Heading(say("Plans of {branch}", branch=branch.meta.name), period.label),
        table,
    ]
    if open_late:
        first = open_late[0]
        said = say(
            "Next: orglife log {kind} --on {day}, or plan move, or plan cancel",
            kind=first.kind,
            day=first.planned,
        )
        blocks.append(Line(said, "hint"))
    return View(data, tuple(blocks))


def _first(one: Activity) -> date:
    """Return the day for which it was planned at first."""
    return one.moves[0].planned if one.moves else one.planned or one.day


def _passed(one: Activity, day: date) -> bool:
    return one.state == "planned" and one.planned is not None and one.planned < day


def _state(one: Activity, day: date) -> Message | Term:
    return say("not recorded yet") if _passed(one, day) else ACTIVITY_STATES[one.state]


def _reasons(one: Activity) -> Message | str | None:
    said: list[Message | str] = [
        say("moved from {day}: {reason}", day=move.planned, reason=move.reason)
        for move in one.moves
    ]
    if one.reason:
        said.append(one.reason)
    if not said:
        return None
    return said[0] if len(said) == 1 else say("{reasons}", reasons=tuple(said))


def _data(branch: Branch, one: Activity, day: date) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "title": kind_term(branch, one.kind),
        "group": None
        if one.group is None
        else {"id": one.group, "name": branch.groups[one.group].name},
        "planned": one.planned,
        "first_planned": _first(one),
        "held": one.held,
        "state": one.state,
        "passed": _passed(one, day),
        "topics": list(one.topics),
        "moves": [{"planned": move.planned, "reason": move.reason} for move in one.moves],
        "reason": one.reason,
    }

"""The waivers of a branch: which rule, for when and whom, who decided it and why."""

from __future__ import annotations

from datetime import date

from orglife.messages import say
from orglife.model.branch import Branch
from orglife.reports.view import Column, Heading, Table, View, Weekday

COLUMNS = (
    Column("id", say("No."), "right"),
    Column("rule", say("Rule")),
    Column("period", say("Period")),
    Column("group", say("Group")),
    Column("by", say("Decided by")),
    Column("reason", say("Reason")),
    Column("recorded", say("Recorded")),
)


def waivers_view(branch: Branch, day: date) -> View:
    """Return every waiver, by id. The number is what `waivers withdraw` takes."""
    waivers = list(branch.waivers.values())
    names = {key: group.name for key, group in branch.groups.items()}
    data = {
        "schema": "orglife.waivers/1",
        "branch": branch.meta.name,
        "as_of": day,
        "waivers": [
            {
                "id": one.id,
                "rule": one.rule,
                "period": one.period,
                "group": None if one.group is None else {"id": one.group, "name": names[one.group]},
                "by": one.by,
                "reason": one.reason,
                "recorded": one.recorded,
            }
            for one in waivers
        ],
    }
    rows = tuple(
        (
            f"#{one.id}",
            one.rule,
            one.period,
            None if one.group is None else names[one.group],
            one.by,
            one.reason,
            one.recorded,
        )
        for one in waivers
    )
    heading = Heading(
        say("{branch}: waived", branch=branch.meta.name), say("as of {day}", day=Weekday(day))
    )
    return View(data, (heading, Table(COLUMNS, rows, empty=say("Nothing was waived."))))

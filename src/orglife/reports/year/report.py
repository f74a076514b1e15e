"""The year on one page, for the superior body: facts beside what the rules ask, nothing graded."""

from __future__ import annotations

from datetime import date
from typing import Any

from orglife.messages import say, say_n
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.reports.duties.compliance_page import calendars
from orglife.reports.language import DayWithWeekday
from orglife.reports.meetings.attendance import held_in
from orglife.reports.view import Block, Heading, Line, Separator, View
from orglife.reports.year import YearContext
from orglife.reports.year.meetings import criticism, meetings, shares
from orglife.reports.year.people import admissions, hours_section, people, service, talks_section
from orglife.reports.year.results import (
    effect,
    entered_late,
    means,
    still_open,
    tasks_section,
    waived_section,
)
from orglife.rules.engine import check_branch
from orglife.rules.facts import BranchFacts

PARTS = (
    people,
    meetings,
    hours_section,
    criticism,
    tasks_section,
    admissions,
    talks_section,
    service,
    shares,
    means,
    effect,
    waived_section,
    still_open,
    entered_late,
)
"""The parts in their order; one more is one function and one line here."""


def year_view(branch: Branch, period: Period, day: date, *, head: str, entries: int) -> View:
    """Return the summary of `period` up to `day`.

    `head` is the digest of the newest of `entries` in the history: whoever keeps the report can see
    later whether what lies before it was rewritten.
    """
    facts = BranchFacts(branch, period, day)
    given = YearContext(
        branch=facts.branch,
        period=period,
        day=day,
        end=facts.day,
        facts=facts,
        held=held_in(facts.branch, period, day),
        findings=check_branch(branch, period, as_of=day),
    )
    data: dict[str, Any] = {
        "schema": "orglife.year/1",
        "branch": branch.meta.name,
        "superior": branch.meta.superior,
        "as_of": day,
        "period": period.label,
    }
    blocks: list[Block] = [
        Heading(
            say("{branch}: organizational life {period}", branch=branch.meta.name, period=period),
            say("as of {day}", day=DayWithWeekday(day)),
        ),
        Separator(),
    ]
    for part in PARTS:
        found, shown = part(given)
        data |= found
        blocks += [Line(""), *shown] if shown and isinstance(shown[0], Heading) else shown
        if part is people:
            blocks += calendars(branch, given.findings)
    data["history"] = {"head": head, "entries": entries}
    blocks += [
        Separator(),
        Line(say("Head of the history: {digest}", digest=head)),
        Line(say_n("{n} entry in the history", "{n} entries in the history", entries)),
        Line(
            say("'orglife verify --head {digest}' tells whether it still holds.", digest=head[:12])
        ),
    ]
    return View(data, tuple(blocks))

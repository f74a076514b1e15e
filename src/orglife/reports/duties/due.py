"""What falls due: the soonest first, with how many days are left and what to type."""

from __future__ import annotations

from datetime import date

from orglife.messages import say, say_n
from orglife.model.branch import Branch
from orglife.reports.duties.agenda import agenda
from orglife.reports.duties.findings import finding_data
from orglife.reports.duties.next_steps import step, steps
from orglife.reports.duties.together import together, what, whom
from orglife.reports.view import (
    Block,
    Cell,
    Column,
    Heading,
    Line,
    Separator,
    Table,
    View,
    Weekday,
)
from orglife.rules.finding import Finding


def due_view(
    branch: Branch, findings: list[Finding], today: date, within: int, *, program: str = "orglife"
) -> View:
    """Return what falls due within so many days of `today`, overdue tasks among it."""
    data = {
        "schema": "orglife.due/1",
        "branch": branch.meta.name,
        "as_of": today,
        "within_days": within,
        "findings": [
            {
                **finding_data(one),
                "days_left": _left(one, today),
                "next": step(one, program),
            }
            for one in findings
        ],
    }
    shown = list(together(findings))
    rows: list[tuple[Cell, ...]] = [
        (
            several[0].deadline,
            _left(several[0], today),
            several[0].rule.id,
            whom(several),
            what(several),
        )
        for several in shown
    ]
    table = Table(
        (
            Column("deadline", say("Due")),
            Column("days", say("Days"), "right"),
            Column("rule", say("Rule")),
            Column("subject", say("Who")),
            Column("message", say("What is open")),
        ),
        tuple(rows),
        styles=tuple("missed" if one.status == "missed" else one.severity for (one, *_) in shown),
        empty=say_n(
            "Nothing falls due within {n} day.", "Nothing falls due within {n} days.", within
        ),
    )
    blocks: list[Block] = [
        Heading(
            say("{branch}: what falls due", branch=branch.meta.name),
            say("as of {day}", day=Weekday(today)),
        ),
        Separator(),
        table,
    ]
    if findings:
        blocks += [Separator(), Line(say("Next:"))]
        blocks += [Line(f"  {command}", "command") for command in steps(findings, program)]
    return View(data, tuple(blocks), agenda=agenda(branch, findings, today))


def _left(finding: Finding, today: date) -> int | None:
    return None if finding.deadline is None else (finding.deadline - today).days

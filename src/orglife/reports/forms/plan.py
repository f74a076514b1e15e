"""The plan of a period for handing in: what is planned, and what the rules ask besides."""

from __future__ import annotations

from datetime import date

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.names import kind_term
from orglife.model.period import Period
from orglife.reports.duties.duty import how_often, is_duty, label, who
from orglife.reports.duties.findings import finding_data
from orglife.reports.meetings.activity_facts import person_name
from orglife.reports.signature import signature
from orglife.reports.view import Block, Capital, Column, Heading, Line, Table, View
from orglife.rules.engine import judge
from orglife.rules.facts import Facts
from orglife.rules.finding import Finding
from orglife.rules.layer import versions_of


def plan_form(branch: Branch, period: Period, day: date) -> View:
    """Return the sheet: what is planned for `period` and not cancelled, by day.

    Below it stands what the rules ask in the period and is not held by `day`, planned or not.
    """
    plans = sorted(
        (
            one
            for one in branch.activities.values()
            if one.planned is not None and one.planned in period and one.state != "cancelled"
        ),
        key=lambda one: (one.planned or day, one.id),
    )
    asked = _asked(branch, period, day)
    table = Table(
        (
            Column("number", say("No."), "right"),
            Column("day", say("Day")),
            Column("kind", say("Kind")),
            Column("group", say("Group")),
            Column("topic", say("Topic")),
            Column("place", say("Place")),
            Column("chair", say("Chair")),
            Column("remark", say("Remark")),
        ),
        tuple(
            (
                at,
                one.planned,
                kind_term(branch, one.kind),
                branch.groups[one.group].name if one.group is not None else None,
                "; ".join(one.topics) or None,
                one.place or None,
                person_name(branch, one.chair),
                _remark(one),
            )
            for at, one in enumerate(plans, 1)
        ),
        empty=say("Nothing is planned. Plan something with: orglife plan add KIND --on DATE"),
    )
    data = {
        "schema": "orglife.plan-form/1",
        "branch": branch.meta.name,
        "as_of": day,
        "period": period.label,
        "plans": [
            {
                "id": one.id,
                "kind": one.kind,
                "group": one.group,
                "planned": one.planned,
                "state": one.state,
                "topics": list(one.topics),
            }
            for one in plans
        ],
        "asked": [finding_data(one) for one in asked],
    }
    blocks: list[Block] = [
        Heading(say("Plan {period}", period=period), branch.meta.name),
        table,
        Line(""),
        Heading(say("What the rules ask besides"), level=2),
        _asked_table(branch, asked),
        Line(""),
        signature(say("Secretary")),
    ]
    return View(data, tuple(blocks), table)


def _remark(one: Activity) -> Message | None:
    if one.state == "held":
        return say("held on {day}", day=one.held)
    if one.moves:
        return say("moved from {day}", day=one.moves[-1].planned)
    return None


def _asked(branch: Branch, period: Period, day: date) -> list[Finding]:
    """Return the duties of branch and groups that end in the period and are still open."""
    facts = Facts(branch, period, day, horizon=period.last)
    return [
        one
        for one in judge(facts, versions_of(branch))
        if one.status == "pending" and is_duty(one) and one.subject.type != "member"
    ]


def _asked_table(branch: Branch, asked: list[Finding]) -> Table:
    return Table(
        (
            Column("duty", say("Duty")),
            Column("who", say("Who")),
            Column("often", say("How often")),
            Column("by", say("By")),
        ),
        tuple(
            (
                Capital(label(one.rule, branch)),
                who(one),
                how_often(one.rule, one.subject.type),
                one.deadline,
            )
            for one in sorted(asked, key=lambda one: (one.deadline or date.max, one.rule.id))
        ),
        empty=say("Nothing else falls due in this period."),
    )

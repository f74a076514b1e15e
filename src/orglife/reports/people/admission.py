"""The way into the Party: who is on which stage, and one person's materials as facts.

A checklist of what is on record and what a rule asks of it; nobody is rated, and nothing about a
conclusion is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from orglife.messages import Message, say
from orglife.model.admission import (
    on_the_way,
    record_of,
)
from orglife.model.branch import Branch
from orglife.model.member import Member
from orglife.model.seen import seen_on
from orglife.model.terms import STAGES, STATUSES
from orglife.reports.duties.findings import finding_data, told
from orglife.reports.people.admission_materials import Material, materials_of, stage_cell
from orglife.reports.people.admission_next import about_admission, next_step, probation_ends
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table, View
from orglife.rules.finding import Finding


def admissions_view(branch: Branch, day: date, *, everybody: bool = False) -> View:
    """Return the persons on the way on `day`, by stage and id; `everybody` adds the others.

    The others are those with an admission record who became full members, or left.
    """
    seen = seen_on(branch, day)
    order = tuple(STAGES)
    shown = [
        one
        for one in seen.members.values()
        if on_the_way(seen, one, day) or (everybody and one.development is not None and one.stages)
    ]
    shown.sort(key=lambda one: (order.index(one.stage_on(day) or order[0]), one.id))
    findings = about_admission(branch, day)
    data = {
        "schema": "orglife.admissions/1",
        "branch": branch.meta.name,
        "as_of": day,
        "persons": [_summary(seen, one, day, findings.get(one.id, [])) for one in shown],
    }
    table = Table(
        columns=(
            Column("id", say("No."), "right"),
            Column("name", say("Name")),
            Column("stage", say("Stage")),
            Column("since", say("Since")),
            Column("next", say("Next")),
            Column("by", say("Due")),
        ),
        rows=tuple(_row(seen, one, day, findings.get(one.id, [])) for one in shown),
        styles=tuple(_style(findings.get(one.id, [])) for one in shown),
        empty=say("Nobody is on the way. Begin with: orglife admission add NAME --applied DATE"),
    )
    return View(
        data, (Heading(say("Admission to {branch}", branch=branch.meta.name), str(day)), table)
    )


def admission_view(branch: Branch, member: Member, day: date) -> View:
    """Return one person's checklist as `day` sees it."""
    seen = seen_on(branch, day)
    person = seen.members[member.id]
    findings = about_admission(branch, day).get(member.id, [])
    materials = list(materials_of(seen, person, day))
    data = {
        "schema": "orglife.admission/1",
        "branch": branch.meta.name,
        "as_of": day,
        **_summary(seen, person, day, findings),
        "materials": [
            {"code": one.code, "title": one.title, "value": one.value, "rule": one.rule or None}
            for one in materials
        ],
        "findings": [finding_data(one) for one in findings],
    }
    blocks: list[Block] = [
        Heading(say("{name} #{id}", name=person.name, id=person.id), str(day)),
        Line(_stage_said(person, day)),
        Table(
            columns=(
                Column("what", say("Material")),
                Column("value", say("On record")),
                Column("rule", say("Rule")),
                Column("status", say("Status")),
                Column("found", say("What was found")),
            ),
            rows=tuple(_material_row(one, findings) for one in materials),
            styles=tuple(_style([f for f in findings if f.rule.id == m.rule]) for m in materials),
        ),
    ]
    text, _ = next_step(seen, person, day, findings)
    if text is not None:
        blocks.append(Line(say("Next: {what}", what=text), "hint"))
    return View(data, tuple(blocks))


def _material_row(one: Material, findings: Iterable[Finding]) -> tuple[Cell, ...]:
    """Return a line with what the rule found: the missed before the open before the met."""
    mine = [found for found in findings if one.rule and found.rule.id == one.rule]
    weight = ("missed", "pending", "waived", "exempt", "unrecorded", "late", "met")
    mine.sort(key=lambda found: weight.index(found.status))
    value = one.value if one.value is not None else say("not on record")
    if not mine:
        return (one.title, value, one.rule or None, None, None)
    return (one.title, value, one.rule, STATUSES[mine[0].status], told(mine[0]))


def _summary(branch: Branch, member: Member, day: date, findings: list[Finding]) -> dict[str, Any]:
    record = record_of(member)
    stage = member.stage_on(day)
    text, by = next_step(branch, member, day, findings)
    return {
        "id": member.id,
        "name": member.name,
        "stage": stage,
        "stage_title": STAGES[stage] if stage is not None else None,
        "stages": {code: str(on) if on is not None else None for code, on in member.stages.items()},
        "contacts": _people(branch, record.contacts),
        "introducers": _people(branch, record.introducers),
        "talked": record.talked,
        "reviews": [
            {"held": one.held, "reviewer": one.reviewer, "activity": one.activity}
            for one in record.reviews
        ],
        "training_days": record.training_days,
        "training_hours": record.training_hours,
        "voted": record.voted,
        "approved": record.approved,
        "extended_months": record.extended,
        "extended_by": record.extended_by,
        "confirmed": record.confirmed,
        "probation_ends": probation_ends(branch, member, day),
        "left": str(member.left) if member.left is not None else None,
        "left_reason": member.left_reason,
        "next": text,
        "due": by,
    }


def _row(branch: Branch, member: Member, day: date, findings: list[Finding]) -> tuple[Cell, ...]:
    stage = member.stage_on(day)
    text, by = next_step(branch, member, day, findings)
    return (
        f"#{member.id}",
        member.name,
        STAGES[stage] if stage is not None else None,
        stage_cell(member, stage) if stage is not None else None,
        text,
        by,
    )


def _stage_said(member: Member, day: date) -> Message:
    stage = member.stage_on(day)
    if stage is None:
        return say("not on the way on {day}", day=day)
    since = member.stages.get(stage)
    if since is None:
        return say("{stage}, since when is not known", stage=STAGES[stage])
    return say("{stage} since {day}", stage=STAGES[stage], day=str(since))


def _people(branch: Branch, ids: tuple[int, ...]) -> list[dict[str, Any]]:
    return [{"id": key, "name": branch.members[key].name} for key in ids]


def _style(findings: Iterable[Finding]) -> str:
    statuses = {one.status for one in findings}
    return "missed" if "missed" in statuses else "pending" if "pending" in statuses else ""

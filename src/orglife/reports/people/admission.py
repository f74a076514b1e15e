"""Stages, checklist, next step.

The way into the Party: who is on which stage, and one person's materials as facts.

A checklist of what is on record and what a rule asks of it; nobody is rated, and nothing about a
conclusion is shown.

The materials of an admission, one line each: what is on record, and which rule asks for it.

What the rules find about everybody on the way, and what comes next for each by when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from orglife.messages import Message, say, say_n
from orglife.model.admission import (
    earliest_end,
    is_in_admission,
    latest_stage,
    next_stage,
    probation_end,
    record_of,
)
from orglife.model.as_of import branch_as_of
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.model.duration import hours_text
from orglife.model.member import AdmissionRecord, Member
from orglife.model.names import describe_activity
from orglife.model.roster import primary_groups_of
from orglife.model.terms import STAGES, STATUSES, Term
from orglife.reports.duties.findings import finding_data, finding_message
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table, View
from orglife.rules.branch_rules import rules_of
from orglife.rules.engine import check_branch
from orglife.rules.finding import Finding


def admissions_view(branch: Branch, day: date, *, everybody: bool = False) -> View:
    """Return the persons on the way on `day`, by stage and id; `everybody` adds the others.

    The others are those with an admission record who became full members, or left.
    """
    seen = branch_as_of(branch, day)
    order = tuple(STAGES)
    shown = [
        one
        for one in seen.members.values()
        if is_in_admission(seen, one, day)
        or (everybody and one.development is not None and one.stages)
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
    seen = branch_as_of(branch, day)
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
    return (one.title, value, one.rule, STATUSES[mine[0].status], finding_message(mine[0]))


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


class Material(NamedTuple):
    """One line of the checklist: a stable code, its title, what is on record, the rule."""

    code: str
    title: Message | Term
    value: Cell
    rule: str = ""


def materials_of(branch: Branch, member: Member, day: date) -> Iterator[Material]:
    """Yield the checklist up to the stage reached, and what the next one needs."""
    record = record_of(member)
    yield Material("applied", say("Written application"), stage_cell(member, "applicant"))
    yield Material("talked", say("Talk with the applicant"), record.talked, "DV-TALK")
    yield Material("activist", say("Became an activist"), stage_cell(member, "activist"), "DV-ACT")
    yield Material("contacts", say("Contacts"), _names(branch, record.contacts), "DV-CONTACT")
    yield Material(
        "reviews", say("Assessments"), _reviews(branch, member, record, day), "DV-REVIEW"
    )
    target = stage_cell(member, "development-target")
    yield Material("target", say("Became a development target"), target, "DV-YEAR")
    yield Material(
        "introducers", say("Introducers"), _names(branch, record.introducers), "DV-INTRO"
    )
    yield Material("training", say("Training"), _training(branch, member, record, day), "DV-TRAIN")
    yield Material("voted", say("Vote of the general meeting"), _meeting(branch, record.voted))
    joined = stage_cell(member, "probationary")
    yield Material("probationary", say("Became a probationary member"), joined)
    yield Material("approved", say("The superior's approval"), record.approved, "DV-APPROVE")
    groups = tuple(one.name for one in primary_groups_of(branch, member.id, day))
    yield Material("group", say("Group"), say("{names}", names=groups) if groups else None)
    if record.extended:
        months = say_n("{n} month", "{n} months", record.extended)
        meeting = _meeting(branch, record.extended_by)
        said = say("{months}, {meeting}", months=months, meeting=meeting) if meeting else months
        yield Material("extended", say("Probation extended by"), said)
    yield Material("full", say("Became a full member"), stage_cell(member, "full"), "DV-PROB")
    yield Material("confirmed", say("Vote on it"), _meeting(branch, record.confirmed))


def stage_cell(member: Member, stage: str) -> Cell:
    """Return the day of a stage; a month as a text, and that a day is not known."""
    on = member.stages.get(stage)
    if on is None:
        return say("day not known") if stage in member.stages else None
    return on.first if on.day is not None else str(on)


def _names(branch: Branch, ids: tuple[int, ...]) -> Message | None:
    names = tuple(branch.members[key].name for key in ids)
    return say("{names}", names=names) if names else None


def _reviews(branch: Branch, member: Member, record: AdmissionRecord, day: date) -> Message | None:
    """Return the days of assessment, of the record and of recorded activities."""
    days = {one.held for one in record.reviews} | {
        one.day
        for one in branch.activities.values()
        if one.kind == "admission-review"
        and one.held_by(day)
        and one.attendance is not None
        and member.id in one.attendance.attendees
    }
    return say("{days}", days=tuple(sorted(days))) if days else None


def _training(branch: Branch, member: Member, record: AdmissionRecord, day: date) -> Message | None:
    """Return days and hours of training, recorded activities counted as hours."""
    minutes = record.training_hours * 60 + sum(
        one.minutes_long
        for one in branch.activities.values()
        if one.kind == "training"
        and one.held_by(day)
        and one.attendance is not None
        and member.id in one.attendance.attendees
    )
    if not record.training_days and not minutes:
        return None
    days = say_n("{n} day", "{n} days", record.training_days)
    return say("{days}, {hours} hours", days=days, hours=hours_text(minutes))


def _meeting(branch: Branch, activity: int | None) -> Message | None:
    meeting = branch.activities.get(activity) if activity is not None else None
    return describe_activity(branch, meeting) if meeting is not None else None


AHEAD = 3
"""Years ahead of the day for which deadlines are looked up: a probation with its extension."""


def about_admission(branch: Branch, day: date) -> dict[int, list[Finding]]:
    """Return what the rules of admission find about each person, met and missed, by deadline."""
    rules = [rule for rule in rules_of(branch) if rule.startswith("DV-")]
    days = [
        on.first
        for one in branch.members.values()
        if one.development is not None or "full" not in one.stages
        for on in one.stages.values()
        if on is not None
    ]
    if not rules or not days:
        return {}
    period = Period(min([*days, day]), date(day.year + AHEAD, 12, 31))
    found: dict[int, list[Finding]] = {}
    for one in check_branch(branch, period, as_of=day, only=rules):
        if one.subject.type == "member":
            found.setdefault(one.subject.id, []).append(one)
    for several in found.values():
        several.sort(key=lambda one: (one.deadline or date.max, one.rule.id))
    return found


def next_step(
    branch: Branch, member: Member, day: date, findings: list[Finding]
) -> tuple[Message | Term | None, date | None]:
    """Return what is to be done next and by when: what is overdue, what is open, the next stage."""
    if member.left is not None:
        return say("ended on {day}: {why}", day=str(member.left), why=member.left_reason), None
    for status in ("missed", "pending"):
        waiting = [one for one in findings if one.status == status and _can_be_mended(one, day)]
        if waiting:
            return say("{rule}: {what}", rule=waiting[0].rule.id, what=waiting[0].message), (
                waiting[0].deadline
            )
    last = latest_stage(member)
    upcoming = next_stage(last.stage) if last is not None else None
    if upcoming is None:
        return None, None
    if upcoming == "development-target" and last is not None and last.on is not None:
        from_day = earliest_end(last.on, _months(branch, "DV-YEAR"))
        return say("{stage}, not before {day}", stage=STAGES[upcoming], day=from_day), None
    return STAGES[upcoming], None


def _can_be_mended(found: Finding, day: date) -> bool:
    """Whether something can still be done: what was done too late can't be undone."""
    if found.status == "pending" or found.rule.check.get("kind") == "admission-contacts":
        return True
    return found.deadline is not None and found.deadline <= day and not found.found


def _months(branch: Branch, rule: str) -> int:
    known = rules_of(branch).get(rule)
    value = known.check.get("months") if known is not None else None
    return value if isinstance(value, int) else 12


def probation_ends(branch: Branch, member: Member, day: date) -> date | None:
    """Return when the probation of somebody who is probationary on `day` is over."""
    if member.stage_on(day) != "probationary":
        return None
    return probation_end(member, _months(branch, "DV-PROB"))

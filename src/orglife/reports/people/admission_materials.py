"""The materials of an admission, one line each: what is on record, and which rule asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from orglife.messages import Message, say, say_n
from orglife.model.admission import (
    record_of,
)
from orglife.model.branch import Branch
from orglife.model.duration import hours_text
from orglife.model.member import Development, Member
from orglife.model.roster import primary_groups_of
from orglife.model.terms import Term
from orglife.model.which import in_short
from orglife.reports.view import Cell


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


def _reviews(branch: Branch, member: Member, record: Development, day: date) -> Message | None:
    """Return the days of assessment, of the record and of recorded activities."""
    days = {one.held for one in record.reviews} | {
        one.day
        for one in branch.activities.values()
        if one.kind == "admission-review"
        and one.held_by(day)
        and one.attendance is not None
        and member.id in one.attendance.came
    }
    return say("{days}", days=tuple(sorted(days))) if days else None


def _training(branch: Branch, member: Member, record: Development, day: date) -> Message | None:
    """Return days and hours of training, recorded activities counted as hours."""
    minutes = record.training_hours * 60 + sum(
        one.minutes_long
        for one in branch.activities.values()
        if one.kind == "training"
        and one.held_by(day)
        and one.attendance is not None
        and member.id in one.attendance.came
    )
    if not record.training_days and not minutes:
        return None
    days = say_n("{n} day", "{n} days", record.training_days)
    return say("{days}, {hours} hours", days=days, hours=hours_text(minutes))


def _meeting(branch: Branch, activity: int | None) -> Message | None:
    meeting = branch.activities.get(activity) if activity is not None else None
    return in_short(branch, meeting) if meeting is not None else None

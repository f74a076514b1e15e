"""The register: what was held, one row a sitting, as an import reads it back."""

from __future__ import annotations

from datetime import date

from orglife.messages import Message, say
from orglife.model.absentees import listed_reason
from orglife.model.activity import Absence, Activity, Person
from orglife.model.branch import Branch
from orglife.model.duration import hours_text
from orglife.model.names import kind_term
from orglife.model.terms import ATTENDANCE, FORMS
from orglife.reports.exports.cells import column, joined, unique_names
from orglife.reports.meetings.activities import activity_view
from orglife.reports.view import Cell, Heading, Table, View, Weekday

COLUMNS = (
    column("date", "日期"),
    column("kind", "会议类型"),
    column("group", "党小组"),
    column("topic", "主题"),
    column("chair", "主持人"),
    column("recorder", "记录人"),
    column("lecturer", "主讲人"),
    column("place", "地点"),
    column("with", "谈话对象"),
    column("absent", "缺席人员及原因"),
    column("guests", "列席人员"),
    column("hours", "学时"),
    column("minutes long", "时长（分钟）"),
    column("start", "开始时间"),
    column("end", "结束时间"),
    column("for year", "所属年度"),
    column("form", "召开形式"),
    column("outcome", "成效"),
    column("recorded", "录入日期"),
)


def activities_export(branch: Branch, day: date) -> View:
    """Return every activity up to `day`, planned ones too; the sheet has what was held."""
    shown = sorted(
        (one for one in branch.activities.values() if one.state != "held" or one.held_by(day)),
        key=lambda one: (one.day, one.id),
    )
    data = {
        "schema": "orglife.activities/1",
        "branch": branch.meta.name,
        "as_of": day,
        "period": None,
        "activities": [_data(branch, one) for one in shown],
    }
    names = unique_names(branch)
    rows = tuple(
        _row(branch, sitting, names)
        for sitting in sittings([one for one in shown if one.state == "held"])
    )
    table = Table(COLUMNS, rows)
    heading = Heading(
        say("{branch}: activities", branch=branch.meta.name), say("as of {day}", day=Weekday(day))
    )
    return View(data, (heading, table), table)


def _data(branch: Branch, one: Activity) -> dict[str, object]:
    data = activity_view(branch, one).data
    return {key: value for key, value in data.items() if key not in ("schema", "branch")}


def sittings(held: list[Activity]) -> list[list[Activity]]:
    """Return the activities by sitting, in their order.

    Those of a sitting in which somebody stands differently stand alone: one row can't say both.
    """
    found: dict[int, list[Activity]] = {}
    for one in held:
        key = one.sitting if one.sitting is not None else -one.id
        found.setdefault(key, []).append(one)
    whole: list[list[Activity]] = []
    for parts in found.values():
        whole += [parts] if _agree(parts) else [[one] for one in parts]
    return whole


def _agree(parts: list[Activity]) -> bool:
    first = parts[0]
    states: dict[int, Absence | None] = {}
    for one in parts:
        frozen = one.attendance
        common = (one.topics, one.chair, one.recorder, one.place, one.minutes_long, one.claimed)
        if common != (
            *(first.topics, first.chair, first.recorder),
            *(first.place, first.minutes_long, first.claimed),
        ):
            return False
        for key in frozen.expected if frozen is not None else ():
            state = frozen.others.get(key) if frozen is not None else None
            if states.setdefault(key, state) != state:
                return False
    return len({one.kind for one in parts}) == len(parts)


def _row(branch: Branch, parts: list[Activity], names: dict[int, str]) -> tuple[Cell, ...]:
    first = parts[0]
    group = next((one.group for one in parts if one.group is not None), None)
    lecturer = next((one.lecturer for one in parts if one.lecturer is not None), None)
    year = next((one.for_year for one in parts if one.for_year is not None), None)
    form = next((one.form for one in parts if one.form), "")
    exact = first.minutes_long % 3 == 0
    return (
        first.held,
        joined(tuple(kind_term(branch, one.kind) for one in parts)),
        branch.groups[group].name if group is not None else None,
        "; ".join(first.topics) or None,
        _person(first.chair, names),
        _person(first.recorder, names),
        _person(lecturer, names),
        first.place or None,
        _chosen(parts, names),
        _absent(parts, names),
        "; ".join(_guests(first)) or None,
        hours_text(first.minutes_long) if first.minutes_long and exact else None,
        None if exact else first.minutes_long,
        first.start or None,
        first.end or None,
        str(year) if year is not None else None,
        FORMS[form] if form else None,
        first.outcome or None,
        first.claimed or first.recorded,
    )


def _person(person: Person | None, names: dict[int, str]) -> str | None:
    return names[person] if isinstance(person, int) else person


def _guests(one: Activity) -> tuple[str, ...]:
    """Return the guests; a chair or recorder who is no member is one, or could not come back."""
    outside = tuple(person for person in (one.chair, one.recorder) if isinstance(person, str))
    return tuple(dict.fromkeys((*one.guests, *outside)))


def _chosen(parts: list[Activity], names: dict[int, str]) -> str | None:
    """Return whom an activity of chosen members concerned."""
    members = sorted(
        key
        for one in parts
        if one.scope == "members" and one.attendance is not None
        for key in one.attendance.expected
    )
    return "; ".join(names[key] for key in members) or None


def _absent(parts: list[Activity], names: dict[int, str]) -> Message | None:
    """Return `NAME:state:reason; ...`, with a last `;` so that a comma in a reason stays there."""
    others: dict[int, Absence] = {}
    for one in parts:
        if one.attendance is not None:
            others |= one.attendance.others
    if not others:
        return None
    pieces = tuple(_one_absent(names[key], absence) for key, absence in sorted(others.items()))
    keys = [f"one{at}" for at in range(len(pieces))]
    text = "; ".join("{" + key + "}" for key in keys)
    if any(
        "," in one.reason or "，" in one.reason or "、" in one.reason for one in others.values()
    ):
        text += ";"
    return Message(text, dict(zip(keys, pieces, strict=True)))


def _one_absent(name: str, absence: Absence) -> Message:
    reason = listed_reason(absence.reason)
    if absence.state == "unstated" and not reason:
        return say("{name}", name=name)
    state = ATTENDANCE[absence.state]
    if not reason:
        return say("{name}:{state}", name=name, state=state)
    return say("{name}:{state}:{reason}", name=name, state=state, reason=reason)

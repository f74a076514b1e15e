"""Register, roster, tasks as an import reads them.

Cells that an import reads back: headings, several values in one cell, names that are unique.

The register: what was held, one row a sitting, as an import reads it back.

The roster: everyone on record, where they stand, live and work, and what they hold.

The tasks: what was undertaken, by whom and until when, and what became of it.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from orglife.messages import Message, say
from orglife.model.activity import Absence, Activity, MemberOrName
from orglife.model.branch import Branch
from orglife.model.calendar import PartialDate, add_days
from orglife.model.duration import hours_text
from orglife.model.group import Group
from orglife.model.member import Member
from orglife.model.name_lists import quote_reason
from orglife.model.names import kind_term, name_key
from orglife.model.roster import groups_on, is_member_on
from orglife.model.task import Task, without_private_text
from orglife.model.terms import ATTENDANCE, FORMS, PROBLEM_FIELDS, SEATS, STAGES, TASK_KINDS, Term
from orglife.reports.language import DayWithWeekday
from orglife.reports.meetings.activities import activity_view
from orglife.reports.meetings.tasks import task_data, task_state
from orglife.reports.view import Cell, Column, Heading, Table, View

YES = Term("yes", "yes", "是")


def column(key: str, zh: str) -> Column:
    """Return a column that an import finds by its key, or by its Chinese heading."""
    return Column(key, say("{title}", title=Term(key, key, zh)))


def several(values: tuple[Term | str, ...]) -> Message | None:
    """Return values in one cell; None where there are none."""
    return say("{values}", values=values) if values else None


def joined(terms: tuple[Term, ...]) -> Message:
    """Return the kinds of a sitting as `theme party day+party lecture`."""
    names = [f"kind{at}" for at in range(len(terms))]
    text = "+".join("{" + name + "}" for name in names)
    return Message(text, dict(zip(names, terms, strict=True)))


def unique_names(branch: Branch) -> dict[int, str]:
    """Return each member's name; that of namesakes is `#id`, which means one person only."""
    times: Counter[str] = Counter()
    for member in branch.members.values():
        times.update({name_key(name) for name in (member.name, *member.other_names)})
    return {
        key: member.name if times[name_key(member.name)] == 1 else f"#{key}"
        for key, member in branch.members.items()
    }


REGISTER_COLUMNS = (
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
        "activities": [_register_data(branch, one) for one in shown],
    }
    names = unique_names(branch)
    rows = tuple(
        _register_row(branch, sitting, names)
        for sitting in sittings([one for one in shown if one.state == "held"])
    )
    table = Table(REGISTER_COLUMNS, rows)
    heading = Heading(
        say("{branch}: activities", branch=branch.meta.name),
        say("as of {day}", day=DayWithWeekday(day)),
    )
    return View(data, (heading, table), table)


def _register_data(branch: Branch, one: Activity) -> dict[str, object]:
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


def _register_row(branch: Branch, parts: list[Activity], names: dict[int, str]) -> tuple[Cell, ...]:
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


def _person(person: MemberOrName | None, names: dict[int, str]) -> str | None:
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
    reason = quote_reason(absence.reason)
    if absence.state == "unstated" and not reason:
        return say("{name}", name=name)
    state = ATTENDANCE[absence.state]
    if not reason:
        return say("{name}:{state}", name=name, state=state)
    return say("{name}:{state}:{reason}", name=name, state=state, reason=reason)


ROSTER_COLUMNS = (
    column("name", "姓名"),
    column("standing", "人员类别"),
    column("joined", "入党时间"),
    column("full since", "转正时间"),
    column("group", "所在党小组"),
    column("post", "党内职务"),
    column("leader", "党小组长"),
    column("unit", "工作单位"),
    column("duty", "工作职务"),
    column("residence", "居住地"),
    column("arrived", "转入时间"),
    column("left", "转出时间"),
    column("visiting", "临时参加"),
    column("other names", "曾用名"),
    column("remark", "备注"),
)


def roster_export(branch: Branch, day: date) -> View:
    """Return the members as they are on `day`, by id; former ones stand in the data only."""
    places = {member: group for group in groups_on(branch, day) for member in _inside(group, day)}
    seats: dict[int, tuple[Term, ...]] = {}
    for post in branch.posts.values():
        if post.covers(day):
            seats[post.member] = (*seats.get(post.member, ()), SEATS[post.seat])
    members = list(branch.members.values())
    data = {
        "schema": "orglife.roster/1",
        "branch": branch.meta.name,
        "as_of": day,
        "members": [_roster_data(branch, one, places.get(one.id), seats, day) for one in members],
    }
    rows = tuple(
        _roster_row(one, places.get(one.id), seats.get(one.id, ()), day)
        for one in members
        if not one.former
    )
    table = Table(ROSTER_COLUMNS, rows)
    heading = Heading(
        say("{branch}: roster", branch=branch.meta.name),
        say("as of {day}", day=DayWithWeekday(day)),
    )
    return View(data, (heading, table), table)


def _inside(group: Group, day: date) -> list[int]:
    return [one.member for one in group.memberships if one.primary and one.covers(day)]


def _leads(group: Group | None, member: Member, day: date) -> bool:
    leader = group.leader_on(day) if group is not None else None
    return leader is not None and leader.member == member.id


def _roster_row(
    member: Member, group: Group | None, seats: tuple[Term, ...], day: date
) -> tuple[Cell, ...]:
    # A seat's title in an import is also its prefix of others; codes and titles are both exact.
    return (
        member.name,
        STAGES[_standing(member, day)],
        _day(member.joined),
        _day(member.full_since),
        group.name if group is not None else None,
        several(seats),
        YES if _leads(group, member, day) else None,
        member.unit or None,
        member.duty or None,
        member.residence or None,
        _day(member.arrived),
        _day(_left(member)),
        YES if member.visiting else None,
        several(member.other_names),
        member.remark or None,
    )


def _standing(member: Member, day: date) -> str:
    """Return the standing on `day`; of somebody who had none yet, the first that is on record."""
    return member.stage_on(day) or next(iter(member.stages), "applicant")


def _left(member: Member) -> PartialDate | None:
    """Return the last day here: as stated, or the day before another branch received them."""
    if member.left is not None:
        return member.left
    for transfer in member.transfers:
        if transfer.received is not None and transfer.returned is None:
            return PartialDate.of(add_days(transfer.received, -1))
    return None


def _day(day: PartialDate | None) -> date | str | None:
    """Return a whole date as a day; a month stays the text that it is."""
    return day.first if day is not None and day.day is not None else _text(day)


def _text(day: PartialDate | None) -> str | None:
    return str(day) if day is not None else None


def _roster_data(
    branch: Branch,
    member: Member,
    group: Group | None,
    seats: dict[int, tuple[Term, ...]],
    day: date,
) -> dict[str, Any]:
    return {
        "id": member.id,
        "name": member.name,
        "other_names": list(member.other_names),
        "standing": member.stage_on(day),
        "stages": {stage: _text(on) for stage, on in member.stages.items()},
        "belongs": is_member_on(branch, member, day),
        "former": member.former,
        "visiting": member.visiting,
        "group": None if group is None else {"id": group.id, "name": group.name},
        "posts": [seat.code for seat in seats.get(member.id, ())],
        "leader": _leads(group, member, day),
        "unit": member.unit,
        "duty": member.duty,
        "residence": member.residence,
        "arrived": _text(member.arrived),
        "left": _text(_left(member)),
        "remark": member.remark,
    }


TASK_COLUMNS = (
    column("id", "编号"),
    column("kind", "类别"),
    column("subject", "事项"),
    column("owner", "责任人"),
    column("opened", "提出日期"),
    column("due", "完成期限"),
    column("state", "状态"),
    column("closed", "办结日期"),
    column("result", "结果"),
    column("field", "问题类别"),
    column("source", "来源活动"),
)


def tasks_export(branch: Branch, day: date, *, private: bool) -> View:
    """Return every task opened by `day`, by id; what care is about only where `private`."""
    tasks = [one for one in branch.tasks.values() if one.opened <= day]
    data = {
        "schema": "orglife.tasks/1",
        "branch": branch.meta.name,
        "as_of": day,
        "tasks": [task_data(branch, one, day, private=private) for one in tasks],
    }
    shown = tasks if private else map(without_private_text, tasks)
    table = Table(TASK_COLUMNS, tuple(_task_row(branch, one, day) for one in shown))
    heading = Heading(
        say("{branch}: tasks", branch=branch.meta.name), say("as of {day}", day=DayWithWeekday(day))
    )
    return View(data, (heading, table), table)


def _task_row(branch: Branch, task: Task, day: date) -> tuple[Cell, ...]:
    open_now = task.open_on(day)
    return (
        task.id,
        TASK_KINDS[task.kind],
        task.subject or None,
        branch.members[task.owner].name if task.owner is not None else None,
        task.opened,
        task.due,
        task_state(task, day),
        None if open_now else task.closed,
        None if open_now else task.result or None,
        PROBLEM_FIELDS[task.field] if task.field else None,
        f"#{task.source}" if task.source is not None else None,
    )

"""The roster: everyone on record, where they stand, live and work, and what they hold."""

from __future__ import annotations

from datetime import date
from typing import Any

from orglife.messages import say
from orglife.model.branch import Branch
from orglife.model.calendar import PartialDate, add_days
from orglife.model.group import Group
from orglife.model.member import Member
from orglife.model.roster import belongs, groups_on
from orglife.model.terms import SEATS, STAGES, Term
from orglife.reports.exports.cells import YES, column, several
from orglife.reports.view import Cell, Heading, Table, View, Weekday

COLUMNS = (
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
        "members": [_data(branch, one, places.get(one.id), seats, day) for one in members],
    }
    rows = tuple(
        _row(one, places.get(one.id), seats.get(one.id, ()), day)
        for one in members
        if not one.former
    )
    table = Table(COLUMNS, rows)
    heading = Heading(
        say("{branch}: roster", branch=branch.meta.name), say("as of {day}", day=Weekday(day))
    )
    return View(data, (heading, table), table)


def _inside(group: Group, day: date) -> list[int]:
    return [one.member for one in group.memberships if one.primary and one.covers(day)]


def _leads(group: Group | None, member: Member, day: date) -> bool:
    leader = group.leader_on(day) if group is not None else None
    return leader is not None and leader.member == member.id


def _row(
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


def _data(
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
        "belongs": belongs(branch, member, day),
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

"""A small made-up branch for tests of actions: ten members, two groups, a committee of three."""

from __future__ import annotations

from datetime import date

from orglife.actions.meetings.activity_entry import ActivityEntry
from orglife.actions.meetings.log import log_activity
from orglife.model.branch import Branch, Meta
from orglife.model.calendar import PartialDate
from orglife.model.group import Group, Membership, Post
from orglife.model.member import Member
from orglife.model.name_lists import read_absentees

TODAY = date(2026, 11, 22)
NAMES = (
    "Yang Jie",
    "Shan Jun",
    "Zeng Li",
    "Li Si",
    "Wang Wu",
    "Zhao Liu",
    "Sun Qi",
    "Zhou Ba",
    "Wu Jiu",
    "Zheng Shi",
)


def riverside() -> Branch:
    """Ids 1 to 10: 1-5 in Group 1, 6-10 in Group 2; 10 is probationary; 1-3 are the committee."""
    branch = Branch(
        meta=Meta(uid="u", name="Riverside", sector="community", founded=date(2015, 6, 1))
    )
    for number, name in enumerate(NAMES, 1):
        stages: dict[str, PartialDate | None] = {
            "probationary": PartialDate(2000, 7, 1),
            "full": PartialDate(2001, 7, 1),
        }
        if number == 10:
            stages = {"probationary": PartialDate(2026, 7, 1)}
        branch = branch.add("members", Member(id=number, name=name, stages=stages))
    for number, members in ((1, range(1, 6)), (2, range(6, 11))):
        branch = branch.add(
            "groups",
            Group(
                id=number,
                name=f"Group {number}",
                memberships=tuple(Membership(member=one) for one in members),
            ),
        )
    for number, seat in enumerate(("secretary", "organization", "publicity"), 1):
        branch = branch.add("posts", Post(id=number, seat=seat, member=number))
    return branch


def entry_of(kind: str, day: date, **values: object) -> ActivityEntry:
    """Return an entry; what it has no place of its own for is a field of the record."""
    own = {name: values.pop(name) for name in ActivityEntry._fields if name in values}
    return ActivityEntry(kind, day, fields=values, **own)  # type: ignore[arg-type]


def held(branch: Branch, kind: str, on: str, **values: object) -> Branch:
    """Return the branch with something held; `absent` may be text."""
    if isinstance(values.get("absent"), str):
        values["absent"] = read_absentees(str(values["absent"]))
    entry = entry_of(kind, date.fromisoformat(on), **values)
    return log_activity(branch, entry, recorded=TODAY).branch

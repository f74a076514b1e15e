"""What the tests of the storage write: a made-up branch and changes to it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from orglife.model.activity import Activity, Attendance
from orglife.model.branch import Branch, Meta
from orglife.model.group import Group, Membership
from orglife.model.member import Member

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NAMES = ("Wang Li", "李四", "买买提·吐尔逊")


def small_branch() -> Branch:
    branch = Branch(
        meta=Meta(uid="u1", name="Riverside", sector="community", founded=date(2015, 6, 1))
    )
    for key, name in enumerate(NAMES, 1):
        branch = branch.add("members", Member(id=key, name=name, stages={"full": None}))
    spells = tuple(Membership(member=key) for key in branch.members)
    return branch.add("groups", Group(id=1, name="Group 1", memberships=spells))


def held(branch: Branch, topic: str = "safety") -> tuple[Branch, int]:
    """A change for `Store.update`: one activity more, and its id."""
    key = branch.next_id("activities")
    activity = Activity(
        id=key,
        kind="lecture",
        held=date(2026, 11, 20),
        topics=(topic,),
        attendance=Attendance(present=(1, 2, 3)),
    )
    return branch.add("activities", activity), key


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, but for the lock files."""
    return {
        str(one.relative_to(folder)): one.read_bytes()
        for one in sorted(folder.rglob("*"))
        if one.is_file() and one.suffix != ".lock"
    }

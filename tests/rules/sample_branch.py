"""The sample data as a `Branch`, read here without the importers: an independent way in."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

from orglife.model.activity import Absence, Activity, Attendance
from orglife.model.branch import Branch, Meta
from orglife.model.calendar import PartialDate
from orglife.model.group import Group, Membership, Post
from orglife.model.member import Member
from orglife.model.names import find_kind
from orglife.model.roster import expected_on

FOLDER = Path(__file__).parent.parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((FOLDER / name).read_text(encoding="utf-8-sig"))))


def sample_branch() -> Branch:
    meta = Meta(
        uid="sample",
        name="Riverside",
        sector="community",
        founded=date(2015, 6, 1),
        theme_day="first friday",
    )
    members: dict[int, Member] = {}
    places: dict[str, list[Membership]] = {}
    posts: dict[int, Post] = {}
    for number, row in enumerate(rows("roster.csv"), 1):
        stages: dict[str, Any] = {"probationary": PartialDate.parse(row["joined"])}
        if row["standing"] == "full":
            stages["full"] = PartialDate.parse(row["full since"])
        members[number] = Member(id=number, name=row["name"], stages=stages)
        places.setdefault(row["group"], []).append(Membership(member=number))
        if row["post"]:
            posts[len(posts) + 1] = Post(id=len(posts) + 1, seat=row["post"], member=number)
    groups = {
        number: Group(id=number, name=name, memberships=tuple(places[name]))
        for number, name in enumerate(sorted(places), 1)
    }
    branch = Branch(meta=meta, members=members, groups=groups, posts=posts)
    return Branch(
        meta=meta, members=members, groups=groups, posts=posts, activities=activities(branch)
    )


def activities(branch: Branch) -> dict[int, Activity]:
    ids = {member.name: member.id for member in branch.members.values()}
    groups = {group.name: group.id for group in branch.groups.values()}
    found: dict[int, Activity] = {}
    for number, row in enumerate(rows("register.csv"), 1):
        kind = find_kind(branch, row["kind"])
        held = date.fromisoformat(row["date"])
        group = groups.get(row["group"])
        scope = "group" if group else kind.scope
        others = {}
        for part in filter(None, row["absent"].split(";")):
            name, state, *reason = part.strip().split(":")
            others[ids[name]] = Absence(state=state, reason="".join(reason))
        expected = {one.id for one in expected_on(branch, held, scope, group)}
        found[number] = Activity(
            id=number,
            kind=kind.code,
            held=held,
            scope=scope,
            group=group,
            topics=(row["topic"],),
            chair=ids.get(row["chair"]),
            recorder=ids.get(row["recorder"]),
            minutes_long=int(float(row["hours"] or 0) * 60),
            for_year=int(row["for year"]) if row["for year"] else None,
            claimed=date.fromisoformat(row["recorded"]),
            attendance=Attendance(
                present=tuple(sorted(expected - set(others))),
                others=dict(sorted(others.items())),
            ),
        )
    return found

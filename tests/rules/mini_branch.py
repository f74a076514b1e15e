"""A branch of a few words: what a case in `cases/*.toml` says, as a `Branch`.

    members = { "1-8" = "full", "9" = { stages = { activist = "2026-01-05" } } }
    groups = { 1 = { members = [1, 2, 3], leader = 1 }, 2 = [4, 5, 6] }
    posts = { secretary = 1, organization = { member = 2, since = 2024-01-10 } }
    activities = ["2026-03-05 group-meeting 1", { on = 2026-03-06, kind = "talk", present = [1] }]
    tasks = [{ kind = "rectification", opened = 2026-01-05, due = 2026-02-05 }]
    waivers = [{ period = "2026-03" }]

Whoever should attend was there, unless `present` (the whole list) or `others` (id to state) says
otherwise. Everything else are fields of the records.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from orglife.model.activity import Activity
from orglife.model.base import decode_hook
from orglife.model.branch import Branch, LocalRule, Meta, Waiver
from orglife.model.calendar import Period
from orglife.model.group import Group, Post
from orglife.model.kinds import CENTRAL
from orglife.model.member import Member
from orglife.model.roster import expected_on
from orglife.model.task import Task
from orglife.rules.branch_rules import rule_versions
from orglife.rules.engine import judge_rules
from orglife.rules.facts import BranchFacts
from orglife.rules.finding import Finding
from orglife.rules.rule import central_rules

FOUNDED = date(2015, 6, 1)
PACK = central_rules()


def findings(branch: Branch, period: Period, day: date, *only: str) -> list[Finding]:
    """What `engine.check` finds, with the central pack read once for all tests."""
    return judge_rules(BranchFacts(branch, period, day), rule_versions(branch, PACK), only)


def record(kind: type, fields: dict[str, Any]) -> Any:
    """A record from plain fields; keys of inner tables may be digits."""
    return msgspec.convert(fields, kind, strict=False, dec_hook=decode_hook)


def merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Tables are merged by key, lists added to, everything else replaced."""
    result = dict(base)
    for key, value in over.items():
        before = base.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            result[key] = merged(before, value)
        elif isinstance(before, list) and isinstance(value, list):
            result[key] = before + value
        else:
            result[key] = value
    return result


def branch_of(told: dict[str, Any], rule: str) -> Branch:
    """The branch that a case tells of; `rule` is what its waivers and parameters are about."""
    meta = {"uid": "u", "name": "Mini", "sector": "enterprise", "founded": FOUNDED}
    branch = Branch(
        meta=record(Meta, {**meta, **told.get("meta", {})}),
        members=members_of(told.get("members", {})),
        groups={int(key): group_of(int(key), one) for key, one in told.get("groups", {}).items()},
        posts=posts_of(told.get("posts", {})),
        tasks={
            key: record(Task, {"id": key, "subject": f"task {key}", **one})
            for key, one in enumerate(told.get("tasks", []), 1)
        },
        waivers={
            key: record(
                Waiver, {"id": key, "rule": rule, "by": "Superior", "reason": "flood", **one}
            )
            for key, one in enumerate(told.get("waivers", []), 1)
        },
        rules={1: LocalRule(id=1, rule=rule, enabled=True, values=told.get("set", {}))},
    )
    activities: dict[int, Activity] = {}
    for key, one in enumerate(told.get("activities", []), 1):
        activities[key] = activity_of(branch, key, one)
    return msgspec.structs.replace(branch, activities=activities)


def members_of(told: dict[str, Any]) -> dict[int, Member]:
    members: dict[int, Member] = {}
    for key, one in told.items():
        first, _, last = key.partition("-")
        fields = {"stages": {one: None}} if isinstance(one, str) else dict(one)
        if "stages" not in fields:
            fields["stages"] = {"full": None}
        fields["stages"] = {
            stage: str(on) if on else None for stage, on in fields["stages"].items()
        }
        for name in ("arrived", "left"):
            if name in fields:
                fields[name] = str(fields[name])
        for number in range(int(first), int(last or first) + 1):
            members[number] = record(Member, {"id": number, "name": f"M{number}", **fields})
    return dict(sorted(members.items()))


def group_of(key: int, told: Any) -> Group:
    fields = {"members": told} if isinstance(told, list) else dict(told)
    memberships = [
        one if isinstance(one, dict) else {"member": one} for one in fields.pop("members", [])
    ]
    leader = fields.pop("leader", None)
    leaders = [leader if isinstance(leader, dict) else {"member": leader}] if leader else []
    return record(
        Group,
        {
            "id": key,
            "name": f"Group {key}",
            "memberships": memberships,
            "leaders": leaders,
            **fields,
        },
    )


def posts_of(told: dict[str, Any]) -> dict[int, Post]:
    posts: dict[int, Post] = {}
    for seat, holders in told.items():
        for one in holders if isinstance(holders, list) else [holders]:
            fields = one if isinstance(one, dict) else {"member": one}
            key = len(posts) + 1
            posts[key] = record(Post, {"id": key, "seat": seat, **fields})
    return posts


def activity_of(branch: Branch, key: int, told: Any) -> Activity:
    if isinstance(told, str):
        day, kind, *group = told.split()
        told = {"on": date.fromisoformat(day), "kind": kind}
        if group:
            told["group"] = int(group[0])
    fields = dict(told)
    kind = CENTRAL.get(fields["kind"])
    held = fields.pop("on", None)
    scope = fields.pop("scope", "group" if "group" in fields else kind.scope if kind else "branch")
    present, others = fields.pop("present", None), fields.pop("others", {})
    others = {
        int(key): {"state": one} if isinstance(one, str) else one for key, one in others.items()
    }
    if held is not None:
        if present is None:
            expected = expected_on(branch, held, scope, fields.get("group"))
            present = [one.id for one in expected if one.id not in others]
        if fields.pop("attendance", True):
            fields["attendance"] = {"present": present, "others": others}
    state = fields.pop("state", "held" if held else "planned")
    return record(Activity, {"id": key, "held": held, "scope": scope, "state": state, **fields})

"""Everything as JSON; codes for names.

The whole branch, as an import into a new file restores it.

A branch with codes in place of names: the same code for the same person, everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

import msgspec
from msgspec.structs import replace

from orglife.model.activity import Absence, Activity, Motion
from orglife.model.base import EXPORT_SCHEMA, StoredRecord, encode_hook
from orglife.model.branch import TABLES, Branch
from orglife.model.calendar import PartialDate
from orglife.model.member import AdmissionRecord, Member
from orglife.model.names import name_key
from orglife.model.personal_data import NameMatcher, map_texts
from orglife.model.task import without_private_text
from orglife.reports.view import View


def whole_export(branch: Branch, *, private: bool) -> View:
    """Return every record with its id; bodies that stand apart, and the text of care, if `private`.

    History and seal belong to the file and stay there.
    """
    data: dict[str, Any] = {
        "schema": EXPORT_SCHEMA,
        "branch": branch.meta.name,
        "meta": _plain(branch.meta),
    }
    for table in TABLES:
        if table != "private" or private:
            records = getattr(branch, table).values()
            if table == "tasks" and not private:
                records = map(without_private_text, records)
            data[table] = [_plain(record) for record in records]
    return View(data, ())


def _plain(record: object) -> Any:
    return msgspec.to_builtins(record, str_keys=True, enc_hook=encode_hook)


DROPPED = {
    "remark": "",
    "residence": "",
    "unit": "",
    "duty": "",
    "left_reason": "",
    "other_names": (),
}
"""What would tell who somebody is, once the name is gone."""
GONE = "..."
"""Stands for a reason where there has to be one."""
MEMBER_IDS: dict[str, tuple[str, ...]] = {
    "ActivistReview": ("reviewer",),
    "Activity": ("chair", "recorder", "lecturer", "initiator"),
    "AdmissionRecord": ("contacts", "introducers"),
    "Appraisal": ("grades",),
    "Attendance": ("present", "others"),
    "CriticismSession": ("parts",),
    "ElectionCandidate": ("member",),
    "Exclusion": ("member",),
    "Leader": ("member",),
    "Member": ("id",),
    "Membership": ("member",),
    "MobilePeriod": ("contact",),
    "Motion": ("not_in_room",),
    "Post": ("member",),
    "PrivateText": ("member",),
    "Task": ("owner", "checked_by"),
}
"""By the kind of record the fields that hold ids of members: one, several, or as keys."""


def anonymous_export(branch: Branch) -> Branch:
    """Return the branch as it leaves for people who are not to know who is who.

    Beside names, everything that `purge` erases of somebody is left out for all: reasons, places,
    duties, private texts, texts of care. Of the stages of admission only the years stay. Ids of
    members and the uid of the branch are those of this export: another state of the branch has
    others. The same branch gives the same export.
    """
    salt = sha256(msgspec.json.encode(branch, enc_hook=encode_hook)).digest()
    drawn = sorted(branch.members, key=lambda key: sha256(salt + b"%d" % key).digest())
    ids = {key: place for place, key in enumerate(drawn, 1)}
    renumbered = anonymize_branch(_renumbered(branch, ids))
    uid = sha256(salt + b"uid").hexdigest()[:32]
    members = {key: _coarse(one) for key, one in renumbered.members.items()}
    return replace(renumbered, members=members, meta=replace(renumbered.meta, uid=uid))


def _renumbered(branch: Branch, ids: Mapping[int, int]) -> Branch:
    """Return the branch with other ids of members, in the order of these."""

    def changed(record: Any) -> Any:
        return _with_ids(record, ids)

    tables = {
        table: {key: changed(record) for key, record in getattr(branch, table).items()}
        for table in TABLES
    }
    members = {one.id: one for one in tables["members"].values()}
    tables["members"] = {key: members[key] for key in sorted(members)}
    following = {**branch.meta.next, "members": len(members) + 1}
    return replace(branch, meta=replace(branch.meta, next=following), **tables)


def _with_ids(value: Any, ids: Mapping[int, int]) -> Any:
    """Return a record with the ids of members in it replaced, however deep they stand."""
    if isinstance(value, (tuple, list)):
        return type(value)(_with_ids(one, ids) for one in value)
    if isinstance(value, dict):
        return {key: _with_ids(one, ids) for key, one in value.items()}
    if not isinstance(value, StoredRecord):
        return value
    fields = MEMBER_IDS.get(type(value).__name__, ())
    changes: dict[str, Any] = {}
    for name in value.__struct_fields__:
        old = _with_ids(getattr(value, name), ids)
        changes[name] = _ids_in(old, ids) if name in fields else old
    return replace(value, **changes)


def _ids_in(value: Any, ids: Mapping[int, int]) -> Any:
    if isinstance(value, int):
        return ids.get(value, value)
    if isinstance(value, tuple):
        return tuple(ids.get(one, one) for one in value)
    if isinstance(value, dict):
        found = {ids.get(key, key): one for key, one in value.items()}
        return {key: found[key] for key in sorted(found)}
    return value


def _coarse(member: Member) -> Member:
    """Return a member of whose admission only the years are known, each as its January."""
    stages = {
        stage: PartialDate(reached.year, 1) if reached is not None else None
        for stage, reached in member.stages.items()
    }
    development = member.development and _coarse_development(member.development)
    return replace(member, stages=stages, development=development)


def _coarse_development(one: AdmissionRecord) -> AdmissionRecord:
    def year(day: date | None) -> date | None:
        return day and date(day.year, 1, 1)

    reviews = tuple(replace(review, held=date(review.held.year, 1, 1)) for review in one.reviews)
    return replace(one, talked=year(one.talked), approved=year(one.approved), reviews=reviews)


def anonymize_branch(branch: Branch) -> Branch:
    """Return the branch with every name as a code, also where it stands within a text.

    Members are M001, ... by id, others G001, ... in order of appearance. Remarks, residence,
    unit, duty, reasons, places, private texts and texts of care are left out. The branch's own name
    stays.
    """
    codes = codes_of(branch)
    changes: dict[str, Any] = {
        table: {
            key: map_texts(record, codes.in_place) for key, record in getattr(branch, table).items()
        }
        for table in TABLES
    }
    changes["members"] = {
        key: replace(_without_reasons(one), name=_code(key), key="", **DROPPED)
        for key, one in changes["members"].items()
    }
    changes["activities"] = {
        key: replace(_without_why(one), key="", digest="")
        for key, one in changes["activities"].items()
    }
    changes["tasks"] = {key: without_private_text(one) for key, one in changes["tasks"].items()}
    changes["private"] = {}
    return replace(branch, **changes)


def _without_reasons(member: Member) -> Member:
    """Return a member without why and where somebody was away, suspended or sent."""
    return replace(
        member,
        mobile=tuple(replace(one, place="") for one in member.mobile),
        excused=tuple(replace(one, reason="") for one in member.excused),
        exempt=tuple(replace(one, reason="") for one in member.exempt),
        suspended=tuple(replace(one, reason="") for one in member.suspended),
        transfers=tuple(replace(one, to="") for one in member.transfers),
    )


def _without_why(activity: Activity) -> Activity:
    """Return an activity without why somebody was absent, or excluded from a vote."""
    motions = tuple(map(_without_exclusions, activity.motions))
    if activity.attendance is None:
        return replace(activity, motions=motions)
    others = {
        key: Absence(state=one.state) if one.reason else one
        for key, one in activity.attendance.others.items()
    }
    attendance = replace(activity.attendance, others=others)
    return replace(activity, motions=motions, attendance=attendance)


def _without_exclusions(motion: Motion) -> Motion:
    excluded = tuple(
        replace(one, reason=GONE) if one.reason.strip() else one for one in motion.excluded
    )
    return replace(motion, excluded=excluded)


def codes_of(branch: Branch) -> NameMatcher:
    """Return every name with its code, members first."""
    codes: dict[str, str] = {}
    for key, member in branch.members.items():
        for name in (member.name, *member.other_names):
            codes.setdefault(name_key(name), _code(key))
    others = 0
    for activity in branch.activities.values():
        for name in map(name_key, _outside(activity)):
            if name and name not in codes:
                others += 1
                codes[name] = f"G{others:03}"
    return NameMatcher(codes)


def _code(key: int) -> str:
    return f"M{key:03}"


def _outside(activity: Activity) -> tuple[str, ...]:
    people = (activity.chair, activity.recorder, activity.lecturer)
    return (*(one for one in people if isinstance(one, str)), *activity.guests)

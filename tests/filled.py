"""Records in which every text is the same one, whatever fields there are."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from msgspec.inspect import (
    BoolType,
    CustomType,
    DateType,
    DictType,
    IntType,
    StrType,
    StructType,
    UnionType,
    VarTupleType,
    type_info,
)

from orglife.model.activity import Activity
from orglife.model.base import StoredRecord
from orglife.model.branch import TABLES, Branch, LocalKind, LocalRule, Meta, PrivateText, Waiver
from orglife.model.calendar import PartialDate
from orglife.model.group import Group, Post
from orglife.model.member import Member
from orglife.model.personal_data import CODES
from orglife.model.task import Task

RECORDS = dict(
    zip(
        TABLES,
        (Member, Group, Post, Activity, Task, LocalKind, LocalRule, Waiver, PrivateText),
        strict=True,
    )
)
DAY = date(2026, 11, 20)
SOUND: dict[str, Any] = {
    "Absence.state": "excused",
    "Activity.kind": "study",
    "Activity.state": "held",
    "Activity.start": "09:00",
    "Activity.end": "10:00",
    "Activity.scope": "branch",
    "Activity.form": "general",
    "Activity.digest": "",
    "Activity.key": "",
    "Appraisal.grades": "qualified",
    "Ballots.office": "members",
    "PrivateText.table": "activities",
    "PrivateText.label": "body",
    "Group.type": "regular",
    "Group.basis": "work",
    "Leader.how": "appointed",
    "Member.key": "",
    "MobilePeriod.purpose": "study",
    "Motion.kind": "ordinary",
    "LocalKind.code": "own-day",
    "LocalKind.scope": "branch",
    "LocalRule.rule": "GM-FREQ",
    "LocalRule.define": "",
    "LocalRule.values": {},
    "Post.seat": "secretary",
    "Post.areas": "political",
    "SelfCriticism.problems": "style",
    "CriticismSession.problems": "style",
    "Task.kind": "resolution",
    "Task.field": "style",
    "Waiver.rule": "GM-FREQ",
    "Waiver.period": "2026",
    "Member.stages": {"full": PartialDate(2010, 7, 1)},
    "CriticismSession.steps": {"theme": DAY},
}
"""What fields hold that are no texts."""


def texts_of(kind: type[StoredRecord]) -> list[str]:
    """Return the fields of one kind of record that may hold a text."""
    codes = CODES.get(kind.__name__, ())
    return [
        field.name
        for field in msgspec.structs.fields(kind)
        if field.name not in codes and "str" in str(field.type)
    ]


def filled(kind: type[StoredRecord], text: str, number: int = 1) -> Any:
    """Return a record with `text` in every text; every number in it is `number`."""
    info = type_info(kind)
    assert isinstance(info, StructType)
    return _value(info, kind.__name__, text, number)


def everywhere(text: str, meta: Meta, member: Member) -> Branch:
    """Return a branch with `text` in every text of every record, beside this member."""
    branch = Branch(meta=meta)
    branch = branch.add("members", member)
    for table, kind in RECORDS.items():
        record = filled(kind, text, member.id)
        if isinstance(record, Member):  # who has that name would be a namesake
            record = msgspec.structs.replace(record, name="Wang Wu", other_names=())
        branch = branch.add(table, msgspec.structs.replace(record, id=branch.next_id(table)))
    return branch


def _value(info: Any, place: str, text: str, number: int) -> Any:
    if place in SOUND:
        one = SOUND[place]
        if isinstance(info, VarTupleType):
            return (one,)
        return {number: one} if isinstance(info, DictType) and isinstance(one, str) else one
    if isinstance(info, StructType):
        values = {
            field.name: _value(field.type, f"{info.cls.__name__}.{field.name}", text, number)
            for field in info.fields
        }
        return info.cls(**values)
    if isinstance(info, UnionType):
        best = next(
            (one for one in info.types if isinstance(one, (StrType, StructType))), info.types[0]
        )
        return _value(best, place, text, number)
    if isinstance(info, VarTupleType):
        return (_value(info.item_type, place, text, number),)
    if isinstance(info, DictType):
        return {number: _value(info.value_type, place, text, number)}
    if isinstance(info, CustomType):
        return PartialDate(2010, 7, 1)
    plain = {StrType: text, IntType: number, BoolType: False, DateType: DAY}
    return plain[type(info)]

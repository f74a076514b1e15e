"""A branch with codes in place of names: the same code for the same person, everywhere."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace

from orglife.model.activity import Activity
from orglife.model.branch import TABLES, Branch
from orglife.model.codec import from_json, to_json
from orglife.model.terms import fold

CODED = frozenset(
    (
        *("kind", "state", "scope", "uid", "seat", "stages", "sector", "grades", "steps", "table"),
        *("rule", "key", "digest", "type", "basis", "how", "id", "form", "code", "define"),
        *("timezone", "next"),
    )
)
"""Fields that hold codes and no text of a person's."""
DROPPED = {"remark": "", "residence": "", "unit": "", "other_names": ()}
"""What would tell who somebody is, once the name is gone."""


def anonymous(branch: Branch) -> Branch:
    """Return the branch with every name as a code, also where it stands within a text.

    Members are M001, ... by id, others G001, ... in order of appearance. Remarks, residence and
    unit are left out.
    """
    codes = codes_of(branch)
    known = sorted(codes, key=lambda name: (-len(name), name))
    changes: dict[str, Any] = {}
    for table in TABLES:
        rows: dict[int, Any] = {}
        for key, record in getattr(branch, table).items():
            plain = msgspec.to_builtins(record, str_keys=True, enc_hook=to_json)
            coded = with_codes(plain, "", codes, known)
            rows[key] = msgspec.convert(
                coded, type(record), strict=False, str_keys=True, dec_hook=from_json
            )
        changes[table] = rows
    changes["members"] = {
        key: replace(one, name=f"M{key:03}", key="", **DROPPED)
        for key, one in changes["members"].items()
    }
    changes["activities"] = {
        key: replace(one, key="", digest="") for key, one in changes["activities"].items()
    }
    return replace(branch, **changes)


def codes_of(branch: Branch) -> dict[str, str]:
    """Return the code of every name, members first."""
    codes: dict[str, str] = {}
    for key, member in branch.members.items():
        for name in (member.name, *member.other_names):
            codes.setdefault(name, f"M{key:03}")
    others = 0
    for activity in branch.activities.values():
        for name in _outside(activity):
            if name not in codes and fold(name):
                others += 1
                codes[name] = f"G{others:03}"
    return codes


def _outside(activity: Activity) -> tuple[str, ...]:
    people = (activity.chair, activity.recorder, activity.lecturer)
    return (*(one for one in people if isinstance(one, str)), *activity.guests)


def with_codes(value: Any, field: str, codes: dict[str, str], known: list[str]) -> Any:
    """Return a plain value with every name of `known`, longest first, as its code."""
    if isinstance(value, dict):
        return {
            key: one if key in CODED else with_codes(one, key, codes, known)
            for key, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [with_codes(one, field, codes, known) for one in value]
    if not isinstance(value, str):
        return value
    for name in known:
        if name in value:
            value = _replaced(value, name, codes[name])
    return value


def _replaced(text: str, name: str, code: str) -> str:
    """Replace a name; one in Latin letters only where it is no part of a longer word."""
    if not name.isascii():
        return text.replace(name, code)
    parts = text.split(name)
    built = parts[0]
    for part in parts[1:]:
        inside = (built[-1:].isascii() and built[-1:].isalnum()) or (
            part[:1].isascii() and part[:1].isalnum()
        )
        built += (name if inside else code) + part
    return built

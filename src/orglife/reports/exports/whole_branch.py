"""Everything as JSON; codes for names.

The whole branch, as an import into a new file restores it.

A branch with codes in place of names: the same code for the same person, everywhere.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace

from orglife.model.activity import Activity
from orglife.model.base import EXPORT_SCHEMA, encode_hook
from orglife.model.branch import TABLES, Branch
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


DROPPED = {"remark": "", "residence": "", "unit": "", "other_names": ()}
"""What would tell who somebody is, once the name is gone."""


def anonymize_branch(branch: Branch) -> Branch:
    """Return the branch with every name as a code, also where it stands within a text.

    Members are M001, ... by id, others G001, ... in order of appearance. Remarks, residence and
    unit are left out. The branch's own name stays.
    """
    codes = codes_of(branch)
    changes: dict[str, Any] = {
        table: {
            key: map_texts(record, codes.in_place) for key, record in getattr(branch, table).items()
        }
        for table in TABLES
    }
    changes["members"] = {
        key: replace(one, name=_code(key), key="", **DROPPED)
        for key, one in changes["members"].items()
    }
    changes["activities"] = {
        key: replace(one, key="", digest="") for key, one in changes["activities"].items()
    }
    return replace(branch, **changes)


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

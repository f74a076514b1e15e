"""Which fields of records hold people's texts, and which hold codes.

A field is a text unless it stands here, so that a new one is not forgotten by who looks for names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from msgspec.structs import replace

from orglife.model.stored import Stored

CODES: dict[str, tuple[str, ...]] = {
    "Absence": ("state",),
    "Activity": ("kind", "state", "start", "end", "scope", "form", "digest", "key"),
    "Appraisal": ("grades",),
    "Body": ("table", "label"),
    "Group": ("type", "basis"),
    "Leader": ("how",),
    "Member": ("key",),
    "Meta": ("uid", "sector", "theme_day", "language", "timezone"),
    "Motion": ("kind",),
    "OwnKind": ("code", "scope"),
    "OwnRule": ("rule", "define"),
    "Post": ("seat", "areas"),
    "SelfCriticism": ("problems",),
    "Session": ("problems",),
    "Task": ("kind", "field"),
    "Waiver": ("rule", "period"),
}
"""By the kind of record. `OwnRule.define` holds texts too, within JSON."""

DEFINED = ("title", "name", "article")
"""The texts of a rule that is defined whole."""

R = TypeVar("R")


def with_texts(record: R, change: Callable[[str], str]) -> R:
    """Return a record with every text in it changed; the same one where nothing changes."""
    if not isinstance(record, Stored):
        return record
    changes: dict[str, Any] = {}
    codes = CODES.get(type(record).__name__, ())
    for name in record.__struct_fields__:
        if name not in codes:
            old = getattr(record, name)
            new = _changed(old, change)
            if new is not old:
                changes[name] = new
    if define := getattr(record, "define", ""):
        new = _defined(define, change)
        if new != define:
            changes["define"] = new
    return replace(record, **changes) if changes else record


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        new = change(value)
        return value if new == value else new
    if isinstance(value, (tuple, list)):
        found = [_changed(one, change) for one in value]
        same = all(new is old for new, old in zip(found, value, strict=True))
        return value if same else type(value)(found)
    if isinstance(value, dict):
        pairs = {key: _changed(one, change) for key, one in value.items()}
        return value if all(pairs[key] is one for key, one in value.items()) else pairs
    return with_texts(value, change)


def _defined(define: str, change: Callable[[str], str]) -> str:
    from msgspec import DecodeError, json

    try:
        rule = json.decode(define, type=dict[str, Any])
    except DecodeError:  # no rule, so nothing but a text
        return change(define)
    texts = {name: rule[name] for name in DEFINED if name in rule}
    changed = _changed(texts, change)
    return define if changed is texts else json.encode({**rule, **changed}).decode()

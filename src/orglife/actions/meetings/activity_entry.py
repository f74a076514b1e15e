"""`ActivityEntry`: an activity as entered, before it becomes a record, and its participants."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from orglife.actions.refusals import refuse_dissolved_group
from orglife.errors import InvalidRecordError, UsageError
from orglife.messages import say
from orglife.model.branch import Branch
from orglife.model.fields.field import FieldTable
from orglife.model.kinds import ActivityKind
from orglife.model.name_lists import Absentee
from orglife.model.names import find_group, find_kind, members_named, parse_term
from orglife.model.terms import FORMS, REPORT_FORMS, Term, normalize

FORM_SCOPES = {"general": "branch", "committee": "committee", "group": "group"}
SCOPE_FORMS = {scope: form for form, scope in FORM_SCOPES.items()}
PAIR_KINDS = ("talk",)
"""Kinds that take exactly two members."""


class ActivityEntry(NamedTuple):
    """One sitting as it was typed: names and kinds are text, looked up when it is recorded.

    `kind` is one kind, or several joined by `+`; `form` is general, committee or group; `chosen`
    are the members whom a talk, a report or a visit concerns (`--with`). `body` goes to `private`,
    never into the record. `fields` are the record's other fields by name, as `parse` of their type
    returns them.
    """

    kind: str
    day: date
    group: str = ""
    form: str = ""
    absent: tuple[Absentee, ...] = ()
    late: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    body: str = ""
    fields: Mapping[str, Any] = {}


def resolve_fields(
    branch: Branch, table: FieldTable, values: Mapping[str, Any], guests: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return `values` as a record keeps them: texts stripped, names as ids; None stays None.

    A chair or recorder may be one of `guests`.

    Raises:
        UnknownNameError, AmbiguousNameError: a name means nobody, or two.
    """
    return {
        name: value if value is None else table[name].type.resolve(branch, value, guests)
        for name, value in values.items()
    }


def kinds_named(branch: Branch, text: str) -> tuple[ActivityKind, ...]:
    """Return the kind, or the kinds of a sitting, that `text` names.

    `theme-day+lecture`, `主题党日暨党员大会`, `主题党日+党课`.

    Raises:
        UnknownNameError, AmbiguousNameError: a part is no kind, or several.
        InvalidRecordError: a kind stands in it twice.
    """
    parts = [part.strip() for part in text.replace("＋", "+").replace("暨", "+").split("+")]
    kinds = [find_kind(branch, part) for part in parts]
    for at, kind in enumerate(kinds):
        if kind in kinds[:at]:
            raise InvalidRecordError(
                say("{kind} stands twice in one sitting", kind=kind.term),
                hint=say("two activities of one kind are recorded one after the other"),
            )
    return tuple(kinds)


def scopes_of(
    branch: Branch, kinds: tuple[ActivityKind, ...], entry: ActivityEntry
) -> tuple[ActivityScope, ...]:
    """Return whom each activity of a sitting concerns.

    `form` decides for the kinds that are held in a form. A group is that of the kinds that need
    one; where none needs one, of all that can be held by a group.

    Raises:
        UsageError: a group is needed and not given.
        InvalidRecordError: a group or form is given that the kind can't have.
    """
    group = find_group(branch, entry.group) if entry.group else None
    form = parse_term(entry.form, _forms(kinds), say("form")) if entry.form else ""
    needing = [kind for kind in kinds if kind.scope == "group"]
    if group is not None:
        refuse_dissolved_group(group, entry.day)
    places = []
    for kind in kinds:
        scope = _scope(
            kind, form, entry, for_group=group is not None and kind in (needing or kinds)
        )
        if scope == "group" and group is None:
            raise UsageError(
                say("a {kind} is held by a group: which one?", kind=kind.term),
                hint=say("name it with --group, as in: --group {name}", name=_example(branch)),
            )
        places.append(
            ActivityScope(scope, group.id if group is not None and scope == "group" else None)
        )
    if group is not None and all(place.group is None for place in places):
        raise InvalidRecordError(
            say("a {kind} is not held by a group", kind=kinds[0].term),
            hint=say("leave --group out"),
        )
    return tuple(places)


def _scope(kind: ActivityKind, form: str, entry: ActivityEntry, *, for_group: bool) -> str:
    if form in FORM_SCOPES and _held_in_a_form(kind):
        scope = FORM_SCOPES[form]
        if not kind.allows(scope):
            raise InvalidRecordError(
                say(
                    "a {kind} is not held in the form of a {form}", kind=kind.term, form=FORMS[form]
                )
            )
        return scope
    if for_group and kind.allows("group"):
        return "group"
    if entry.chosen and kind.allows("members"):
        return "members"
    if kind.scope == "members" and not entry.present and kind.allows("branch"):
        return "branch"
    return kind.scope


def _forms(kinds: tuple[ActivityKind, ...]) -> Mapping[str, Term]:
    own = {code: REPORT_FORMS[code] for kind in kinds for code in kind.forms}
    return own or FORMS


def _held_in_a_form(kind: ActivityKind) -> bool:
    """Whether its form is free; a general meeting is always one of the whole branch."""
    return bool(kind.also_scopes)


def _example(branch: Branch) -> str:
    names = [group.name for group in branch.groups.values()]
    return f'"{names[0]}"' if names and normalize(names[0]) != names[0] else (names or ["1"])[0]


def those_with_a_part(
    branch: Branch, places: tuple[ActivityScope, ...], entry: ActivityEntry
) -> tuple[str, ...]:
    """Return who took part where nobody is named for it: those with a part in it."""
    if entry.present or all(place.scope != "members" for place in places):
        return ()
    parts = (entry.fields.get(role) for role in ("chair", "recorder", "lecturer"))
    return tuple(dict.fromkeys(name for name in parts if name and members_named(branch, name)))


class ActivityScope(NamedTuple):
    """Whom an activity concerns: `scope` as in `kinds`, the group's id where it is one."""

    scope: str
    group: int | None = None

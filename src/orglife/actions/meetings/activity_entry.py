"""`ActivityEntry`: an activity as entered, before it becomes a record, and its participants."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from orglife.actions.refusals import refuse_dissolved_group
from orglife.errors import InvalidRecordError, UsageError
from orglife.messages import say
from orglife.model.activity import MemberOrName
from orglife.model.branch import Branch
from orglife.model.kinds import ActivityKind
from orglife.model.name_lists import Absentee
from orglife.model.names import find_group, find_kind, find_member, members_named, parse_term
from orglife.model.terms import FORMS, REPORT_FORMS, Term, normalize

FORM_SCOPES = {"general": "branch", "committee": "committee", "group": "group"}
SCOPE_FORMS = {scope: form for form, scope in FORM_SCOPES.items()}
PAIR_KINDS = ("talk",)
"""Kinds that take exactly two members."""


class ActivityEntry(NamedTuple):
    """One sitting as a person tells it: names and kinds are text, looked up when it is recorded.

    `kind` is one kind, or several joined by `+`. Days are dates, lengths whole minutes.
    """

    kind: str
    day: date
    group: str = ""
    form: str = ""
    """general, committee or group: whom it concerned."""
    topics: tuple[str, ...] = ()
    absent: tuple[Absentee, ...] = ()
    late: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    """`--with`: the members whom a talk, a report or a visit concerns."""
    guests: tuple[str, ...] = ()
    chair: str = ""
    delegated: bool = False
    recorder: str = ""
    lecturer: str = ""
    place: str = ""
    online: bool = False
    minutes_long: int = 0
    start: str = ""
    end: str = ""
    for_year: int | None = None
    planned: date | None = None
    reason: str = ""
    outcome: str = ""
    follow_up: date | None = None
    means: tuple[str, ...] = ()
    new_means: bool = False
    initiator: str = ""
    reached: int | None = None
    team: str = ""
    household: str = ""
    tie_in: str = ""
    minutes: str = ""
    body: str = ""
    """What was said, where it is kept at all: it goes to `private`, never into the record."""
    claimed: date | None = None
    key: str = ""


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


def find_participant(branch: Branch, text: str, guests: tuple[str, ...]) -> MemberOrName | None:
    """Return a chair or recorder: a member, or a guest by name.

    Raises:
        UnknownNameError, AmbiguousNameError: neither, or two members.
    """
    if not text.strip():
        return None
    if normalize(text) in (normalize(guest) for guest in guests) and not members_named(
        branch, text
    ):
        return text.strip()
    return find_member(branch, text).id


def find_lecturer(branch: Branch, text: str) -> MemberOrName | None:
    """Return a lecturer: a member, or anybody else by name, since many come from outside."""
    if not text.strip():
        return None
    if members_named(branch, text) or text.strip().startswith(("#", "＃")):
        return find_member(branch, text).id
    return text.strip()


def those_with_a_part(
    branch: Branch, places: tuple[ActivityScope, ...], entry: ActivityEntry
) -> tuple[str, ...]:
    """Return who took part where nobody is named for it: those with a part in it."""
    if entry.present or all(place.scope != "members" for place in places):
        return ()
    parts = (entry.chair, entry.recorder, entry.lecturer)
    return tuple(dict.fromkeys(name for name in parts if name and members_named(branch, name)))


class ActivityScope(NamedTuple):
    """Whom an activity concerns: `scope` as in `kinds`, the group's id where it is one."""

    scope: str
    group: int | None = None

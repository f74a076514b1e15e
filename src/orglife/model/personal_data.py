"""Where a member occurs in records: ids, names within texts, and which fields are texts.

A name is compared by `name_key`: without case, spaces, width and middle dots. In scripts without
spaces it is found anywhere (李四参加); in Latin letters only as a whole word. A name of one
character is found only alone or between punctuation. A field is a text unless it is listed here,
so that a new field is searched by default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import replace

from orglife.messages import Message, say
from orglife.model.activity import Activity, Motion
from orglife.model.base import StoredRecord
from orglife.model.branch import Branch
from orglife.model.member import Member
from orglife.model.names import name_key
from orglife.model.terms import SEATS


def mentions_of(branch: Branch, member: int) -> list[Message]:
    """Return the places that refer to `member`, as they are told to people."""
    return [
        *(
            say("group {group}", group=group.name)
            for group in branch.groups.values()
            if member in {one.member for one in group.memberships}
            or member in {one.member for one in group.leaders}
        ),
        *(
            say("{seat} from {since}", seat=SEATS[post.seat], since=post.since)
            if post.since is not None
            else say("{seat}", seat=SEATS[post.seat])
            for post in branch.posts.values()
            if post.member == member
        ),
        *(
            say("activity #{id} of {day}", id=activity.id, day=activity.day)
            for activity in branch.activities.values()
            if member in people_of(activity)
        ),
        *(
            say("task #{id}", id=task.id)
            for task in branch.tasks.values()
            if member in (task.owner, task.checked_by)
        ),
        *(
            say("a text of record #{id}", id=body.record)
            for body in branch.private.values()
            if body.member == member
        ),
        *(
            say("record of {name}", name=other.name)
            for other in branch.members.values()
            if other.id != member and member in _people_of_member(other)
        ),
    ]


def people_of(activity: Activity) -> set[int]:
    """Return the ids of everybody who stands in an activity, in whatever part."""
    found = {
        person
        for person in (activity.chair, activity.recorder, activity.lecturer, activity.initiator)
        if isinstance(person, int)
    }
    if activity.attendance is not None:
        found |= activity.attendance.expected
    for motion in activity.motions:
        found |= set(_people_of_motion(motion))
    if activity.session is not None:
        found |= set(activity.session.parts)
    if activity.appraisal is not None:
        found |= set(activity.appraisal.grades)
    return found


def _people_of_motion(motion: Motion) -> Iterator[int]:
    yield from motion.not_in_room
    yield from (one.member for one in motion.excluded)
    if motion.ballots is not None:
        yield from (one.member for one in motion.ballots.candidates)


def _people_of_member(member: Member) -> set[int | None]:
    found: set[int | None] = {spell.contact for spell in member.mobile}
    if member.development is not None:
        found |= {*member.development.contacts, *member.development.introducers}
        found |= {review.reviewer for review in member.development.reviews}
    return found


class NameMatch(NamedTuple):
    """A name in a text: where it stands there, and how it reads folded."""

    start: int
    end: int
    name: str


class NameMatcher:
    """Names with what stands in their place; a name with None stays, and nothing in it is found."""

    def __init__(self, places: Mapping[str, str | None]) -> None:
        self._places: dict[str, str | None] = {}
        for name, place in places.items():
            self._places.setdefault(name_key(name), place)
        self._places.pop("", None)
        self._names = sorted(self._places, key=lambda name: (-len(name), name))

    def in_place(self, text: str) -> str:
        """Return `text` with every name replaced, the longest first; the same object if none."""
        built, done = "", 0
        for one in self._found(text):
            place = self._places[one.name]
            if place is not None:
                apart = " " if text[one.end : one.end + 1].isdigit() else ""
                built += text[done : one.start] + place + apart
                done = one.end
        return built + text[done:] if done else text

    def named_in(self, text: str) -> bool:
        """Whether the signs of a name are in `text`, be it in another word; told at once."""
        folded = name_key(text)
        return any(name in folded for name in self._names)

    def stand_in(self, text: str) -> bool:
        """Whether a name that is replaced stands in `text`."""
        return any(self._places[one.name] is not None for one in self._found(text))

    def may_stand_in(self, text: str) -> bool:
        """Whether one may stand in `text`: of a single sign, also as a word of a sentence."""
        single = [name for name in self._names if len(name) == 1]
        return self.stand_in(text) or (
            bool(single) and any(name_key(word) in single for word in _words(text))
        )

    def _found(self, text: str) -> Iterator[NameMatch]:
        """Yield the names in `text` from the left, none within another; nothing if none goes."""
        folded = name_key(text)
        names = [name for name in self._names if name in folded]
        if all(self._places[name] is None for name in names):
            return
        starts, folds = parts_of(text)
        folded = "".join(folds)
        home = [index for index, fold in enumerate(folds) for _ in fold]
        at = 0
        while (at := min(_places_of(names, folded, at), default=len(folded))) < len(folded):
            for name in names:
                if folded.startswith(name, at) and _stands(folded, home, at, at + len(name)):
                    last = home[at + len(name) - 1]
                    yield NameMatch(starts[home[at]], starts[last + 1], name)
                    at += len(name)
                    while at < len(folded) and home[at] == last:
                        at += 1
                    break
            else:
                at += 1


def _places_of(names: Iterable[str], folded: str, at: int) -> list[int]:
    """Return where each name comes next, of those that come again."""
    return [place for name in names if (place := folded.find(name, at)) >= 0]


@lru_cache(maxsize=256)
def _folded(sign: str) -> str:
    """Return the fold of one sign; an audit asks for that of every sign of many findings."""
    return name_key(sign)


def parts_of(text: str) -> tuple[Sequence[int], list[str]]:
    """Return where the parts of `text` begin, whose signs are folded together, and their folds.

    A beginning more says where the last ends. A space folds to nothing. What the parts are folded
    to makes the fold of the whole.
    """
    if text.isascii():
        return range(len(text) + 1), list(map(_folded, text))
    from unicodedata import category, normalize

    starts = [0]
    before = ""
    for at, sign in enumerate(text):
        alone = normalize("NFKC", sign)
        both = normalize("NFKC", text[starts[-1] : at + 1])
        if at and category(sign)[0] != "M" and both == before + alone:
            starts.append(at)
            both = alone
        before = both
    starts.append(len(text))
    return starts, [name_key(text[start:end]) for start, end in pairwise(starts)]


def _stands(folded: str, home: list[int], start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` is a name there, and no part of a word."""
    before = folded[start - 1] if start else ""
    after = folded[end : end + 1]
    if end - start == 1:
        return not (before.isalnum() or after.isalnum())
    if before and home[start] - home[start - 1] <= 1 and _joined(before, folded[start]):
        return False
    return not (after and home[end] - home[end - 1] <= 1 and _joined(folded[end - 1], after))


def _joined(one: str, other: str) -> bool:
    """Whether two neighbours are of one word or of one number."""
    return (_cased(one) and _cased(other)) or (one.isdigit() and other.isdigit())


def _cased(sign: str) -> bool:
    """Whether it is of a script with spaces between words, or belongs to the letter before it."""
    from unicodedata import category

    return sign.islower() or sign.isupper() or category(sign)[0] == "M"


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text).split()


CODES: dict[str, tuple[str, ...]] = {
    "Absence": ("state",),
    "Activity": ("kind", "state", "start", "end", "scope", "form", "digest", "key"),
    "Appraisal": ("grades",),
    "PrivateText": ("table", "label"),
    "Ballots": ("office",),
    "Group": ("type", "basis"),
    "Leader": ("how",),
    "Member": ("key",),
    "Meta": ("uid", "sector", "theme_day", "language", "timezone"),
    "MobilePeriod": ("purpose",),
    "Motion": ("kind",),
    "LocalKind": ("code", "scope"),
    "LocalRule": ("rule", "define"),
    "Post": ("seat", "areas"),
    "SelfCriticism": ("problems",),
    "CriticismSession": ("problems",),
    "Task": ("kind", "field"),
    "Waiver": ("rule", "period"),
}
"""By the kind of record. `LocalRule.define` holds texts too, within JSON."""

DEFINED = ("title", "name", "article")
"""The texts of a rule that is defined whole."""

R = TypeVar("R")


def map_texts(record: R, change: Callable[[str], str]) -> R:
    """Return a record with every text in it changed; the same one where nothing changes."""
    if not isinstance(record, StoredRecord):
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
    return map_texts(value, change)


def _defined(define: str, change: Callable[[str], str]) -> str:
    from msgspec import DecodeError, json

    try:
        rule = json.decode(define, type=dict[str, Any])
    except DecodeError:  # no rule, so nothing but a text
        return change(define)
    texts = {name: rule[name] for name in DEFINED if name in rule}
    changed = _changed(texts, change)
    return define if changed is texts else json.encode({**rule, **changed}).decode()

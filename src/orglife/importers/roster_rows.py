"""The rows of a roster: what each says of a person, and what can't be true of it."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import NamedTuple

from orglife.actions.wording import tidy
from orglife.errors import ChoiceError, DateError, InvalidRecordError
from orglife.importers.problem import Cells
from orglife.importers.seats import is_yes, posts_of
from orglife.messages import say
from orglife.model.answers import says_nothing
from orglife.model.calendar import PartialDate
from orglife.model.dates import read_partial
from orglife.model.listed import split_names
from orglife.model.member import Member
from orglife.model.names import choose
from orglife.model.terms import STAGES, fold

STANDINGS = ("full", "probationary")
UNGROUPED = ("未编组", "未分组")


class Person(NamedTuple):
    """One good row: a member without an id yet, and where they stand."""

    row: int
    member: Member
    group: str
    leads: str
    """`yes`, the name of the group's leader, or nothing."""
    posts: tuple[str, ...]


def read_person(cells: Cells, today: date) -> Person | None:
    """Return the person of a row, its problems noted in `cells`."""

    def day(field: str) -> PartialDate | None:
        nothing: PartialDate | None = None
        found = cells.read(field, lambda text: read_partial(text, today=today), nothing)
        if found is not None and found.first > today:
            cells.refuse(field, say("{day} is still to come", day=str(found)))
        return found

    name = cells.read("name", _name, "")
    joined, full, arrived, left = (day(one) for one in ("joined", "full since", "arrived", "left"))
    before = len(cells.problems)
    standing = cells.read("standing", _standing, "")
    if not standing and len(cells.problems) == before:
        if full is not None:
            standing = "full"
        else:
            cells.refuse(
                "standing",
                say("the standing is missing"),
                say(
                    "write {full} or {probationary}",
                    full="full/正式",
                    probationary="probationary/预备",
                ),
            )
    nobody: tuple[str, ...] = ()
    other_names = cells.read("other names", _names, nobody)
    _refuse_disorder(cells, standing, joined, full, arrived, left)
    group = cells.read("group", _group_name, "")
    posts = posts_of(cells)
    leads = "yes" if "leader" in posts else cells.read("leader", _leader, "")
    if leads and not group:
        cells.refuse("leader", say("somebody leads a group, and none is given"))
    if cells.problems or not name:
        return None
    member = Member(
        id=0,
        name=name,
        other_names=other_names,
        stages=_stages(standing, joined, full),
        arrived=arrived,
        left=left,
        visiting=cells.read("visiting", is_yes, False),
        residence=cells.text("residence"),
        unit=cells.text("unit"),
        duty=cells.text("duty"),
        remark=cells.text("remark"),
        key=_key(name, joined),
    )
    return Person(cells.row.number, member, group, leads, tuple(p for p in posts if p != "leader"))


def _key(name: str, joined: PartialDate | None) -> str:
    """Return what a row is known by when it comes again, whatever becomes of its member."""
    text = f"{fold(name)}|{joined or ''}"
    return "import:" + hashlib.sha256(text.encode()).hexdigest()[:12]


def _name(text: str) -> str:
    return tidy(text, say("name"))


def _names(text: str) -> tuple[str, ...]:
    return () if says_nothing(text) else tuple(map(_name, split_names(text)))


def _standing(text: str) -> str:
    """Return the code of a standing; a bracketed hint beside it makes no difference."""
    try:
        return choose(text, STAGES, say("standing"))
    except ChoiceError:
        bare = text.replace("（", "(").partition("(")[0].strip()
        if bare and bare != text:
            return choose(bare, STAGES, say("standing"))
        raise


def _stages(
    standing: str, joined: PartialDate | None, full: PartialDate | None
) -> dict[str, PartialDate | None]:
    """Return the stages of a row: an unknown date stays unknown."""
    if standing not in STANDINGS:
        return {standing: None}
    if standing == "probationary":
        return {"probationary": joined}
    known: dict[str, PartialDate | None] = {} if joined is None else {"probationary": joined}
    return {**known, "full": full}


def _refuse_disorder(
    cells: Cells,
    standing: str,
    joined: PartialDate | None,
    full: PartialDate | None,
    arrived: PartialDate | None,
    left: PartialDate | None,
) -> None:
    """Note what can't be true of dates and standing together."""
    if standing and standing != "full" and full is not None:
        cells.refuse(
            "full since",
            say("only a full member has a day of becoming one"),
            say("leave it empty, or correct the standing"),
        )
    if standing and standing not in STANDINGS and joined is not None:
        cells.refuse(
            "joined",
            say("{standing}: has not joined yet", standing=STAGES[standing]),
            say("leave it empty, or correct the standing"),
        )
    if joined is not None and full is not None and full.last < joined.first:
        cells.refuse("full since", say("full member before having joined"))
    if arrived is not None and left is not None and left.last < arrived.first:
        cells.refuse("left", say("left before having arrived"))


def _group_name(text: str) -> str:
    """Return the name of a group, or nothing where the cell says that there is none."""
    if says_nothing(text) or fold(text) in UNGROUPED:
        return ""
    name = " ".join(text.split())
    try:
        read_partial(name, today=date(2000, 1, 1))
    except DateError:
        return name
    raise InvalidRecordError(
        say("{text} is a date, and a group is needed", text=text),
        hint=say("is the right column read as the group? say so with --map"),
    )


def _leader(text: str) -> str:
    """Return `yes`, nothing, or the name of a leader."""
    try:
        return "yes" if is_yes(text) else ""
    except ChoiceError:
        return _name(text)


def refuse_second(cells: Cells, person: Person, seen: dict[str, int]) -> None:
    """Note that somebody stands in the sheet twice; `seen` is key to row, and grows."""
    row = seen.setdefault(person.member.key, person.row)
    if row != person.row:
        cells.refuse(
            "name",
            say(
                "{name} stands in row {row} already, with the same day of joining",
                name=person.member.name,
                row=row,
            ),
            say("namesakes need their days of joining; the same person stands once"),
        )

"""The rows of a roster: what each says of a person, and what can't be true of it.

Posts stand in one cell, or in one column a post that holds 是.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from orglife.actions.refusals import clean_person_name
from orglife.errors import ChoiceError, DateError, InvalidRecordError
from orglife.importers.cell_names import clean_name, refuse_no_name
from orglife.importers.rows import RowCells, is_yes
from orglife.importers.sheet_days import read_whole_partial
from orglife.importers.sheet_kinds import SEAT_PREFIX
from orglife.messages import Message, say
from orglife.model.calendar import PartialDate
from orglife.model.dates import read_partial
from orglife.model.member import Member
from orglife.model.name_lists import split_names
from orglife.model.names import parse_term, suggest_nearest
from orglife.model.terms import SEATS, STAGES, is_blank_answer, is_no_answer, match_terms, normalize

STANDINGS = ("full", "probationary")
UNGROUPED = ("未编组", "未分组")


class RosterRow(NamedTuple):
    """One good row: a member without an id yet, and where they stand."""

    row: int
    member: Member
    group: str
    leads: str
    """`yes`, the name of the group's leader, or nothing."""
    posts: tuple[str, ...]
    sheet: str = ""
    fields: frozenset[str] = frozenset()
    """What the sheet has a column for; only that is compared with what is on record."""
    notices: tuple[Message, ...] = ()

    @property
    def standing(self) -> str:
        """The code of the standing that the row states."""
        return list(self.member.stages)[-1]


def read_person(cells: RowCells, today: date, known: Callable[[str], bool]) -> RosterRow | None:
    """Return the person of a row, its problems noted in `cells`.

    `known` says whether somebody on record has a name.
    """

    def day(field: str) -> PartialDate | None:
        nothing: PartialDate | None = None
        found = cells.read(field, lambda text: read_whole_partial(text, today), nothing)
        if found is not None and found.first > today:
            cells.refuse(field, say("{day} is still to come", day=str(found)))
        return found

    name = cells.read("name", lambda text: _whole_name(cells, text, known), "")
    if not name and not cells.problems:
        cells.refuse("name", say("the name is missing: what stands there stands for nobody"))
    joined, full, arrived, left = (day(one) for one in ("joined", "full since", "arrived", "left"))
    before = len(cells.problems)
    standing = cells.read("standing", _standing, "")
    if not standing and len(cells.problems) == before:
        if full is not None:
            standing = "full"
        else:
            _refuse_without_standing(cells)
    nobody: tuple[str, ...] = ()
    other_names = cells.read("other names", _names, nobody)
    _refuse_disorder(cells, standing, joined, full, arrived, left)
    group = cells.read("group", _group_name, "")
    posts = posts_in_cells(cells)
    leads = "yes" if "leader" in posts else cells.read("leader", _leader, "")
    if leads and not group:
        cells.refuse("leader", say("somebody leads a group, and none is given"))
    visiting = cells.read("visiting", is_yes, False)
    texts = {field: cells.text(field) for field in ("residence", "unit", "duty", "remark")}
    if cells.problems or not name:
        return None
    member = Member(
        id=0,
        name=name,
        other_names=other_names,
        stages=_stages(standing, joined, full),
        arrived=arrived,
        left=left,
        visiting=visiting,
        key=_key(name, joined),
        residence=texts["residence"],
        unit=texts["unit"],
        duty=texts["duty"],
        remark=texts["remark"],
    )
    return RosterRow(
        cells.row.number,
        member,
        group,
        leads,
        tuple(p for p in posts if p != "leader"),
        cells.table.sheet.name,
        frozenset(cells.table.columns),
        tuple(cells.notices),
    )


def _refuse_without_standing(cells: RowCells) -> None:
    hint = say("write {full} or {probationary}", full="full/正式", probationary="probationary/预备")
    if not cells.has("standing"):
        hint = say(
            "the sheet has no column of the standing; where all have the same: {option}",
            option="--default standing=full",
        )
    cells.refuse("standing", say("the standing is missing"), hint)


def _key(name: str, joined: PartialDate | None) -> str:
    """Return what a row is known by when it comes again, whatever becomes of its member."""
    text = f"{normalize(name)}|{joined or ''}"
    return "import:" + hashlib.sha256(text.encode()).hexdigest()[:12]


def _name(text: str) -> str:
    return clean_person_name(text, say("name"))


def _whole_name(cells: RowCells, text: str, known: Callable[[str], bool]) -> str:
    """Return the name of a row's person; what only describes the person is taken off and told.

    Raises:
        InvalidRecordError: it can be nobody's name.
    """
    clean = clean_name(text, known)
    name = _name(clean.name)
    refuse_no_name(name)
    if clean.taken_off:
        cells.notice(
            say(
                "row {row}, {name}: {text} was taken off the name",
                row=cells.row.number,
                name=clean.name,
                text=clean.taken_off,
            )
        )
    return name


def _names(text: str) -> tuple[str, ...]:
    return () if is_blank_answer(text) else tuple(map(_name, split_names(text)))


def _standing(text: str) -> str:
    """Return the code of a standing; a bracketed hint beside it makes no difference."""
    try:
        return parse_term(text, STAGES, say("standing"))
    except ChoiceError:
        bare = text.replace("（", "(").partition("(")[0].strip()
        if bare and bare != text:
            return parse_term(bare, STAGES, say("standing"))
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
    cells: RowCells,
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
    if is_blank_answer(text) or normalize(text) in UNGROUPED:
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


def refuse_second(cells: RowCells, person: RosterRow, seen: dict[str, tuple[str, int]]) -> None:
    """Note that somebody stands in the sheets twice; `seen` is key to sheet and row, and grows."""
    place = seen.setdefault(person.member.key, (person.sheet, person.row))
    row = place[1]
    if place != (person.sheet, person.row):
        cells.refuse(
            "name",
            say(
                "{name} stands in row {row} already, with the same day of joining",
                name=person.member.name,
                row=row,
            ),
            say("namesakes need their days of joining; the same person stands once"),
        )


NO_POST = frozenset(("党员", "普通党员", "member"))
LEADER = frozenset(
    normalize(text)
    for text in ("党小组长", "党小组组长", "小组长", "组长", "group leader", "leader")
)


def read_posts(text: str) -> tuple[str, ...]:
    """Return the codes of the posts in a cell, in its order; `leader` for a group leader.

    Raises:
        ChoiceError: one of them is no post.
    """
    plain = text
    for sign in "、,，;；/+＋\n":
        plain = plain.replace(sign, "|")
    found: list[str] = []
    for part in plain.replace("兼", "|").split("|"):
        code = _post(part.strip())
        if code and code not in found:
            found.append(code)
    return tuple(found)


def _post(text: str) -> str:
    bare = normalize(text)
    if is_no_answer(text) or is_blank_answer(text) or bare in NO_POST:
        return ""
    if bare in LEADER or (bare.endswith(("组长", "groupleader")) and "副" not in bare):
        return "leader"
    found = match_terms(text, SEATS.values())
    if len(found) != 1:
        names = [name for term in SEATS.values() for name in term.names]
        raise ChoiceError(
            say("{value} is not a post of a branch", value=text),
            hint=suggest_nearest(text, names) or say("one of: {codes}", codes=tuple(SEATS)),
        )
    return found[0].code


def posts_in_cells(cells: RowCells) -> tuple[str, ...]:
    """Return the codes of a row's posts, from the post column and from those for one post each."""
    nothing: tuple[str, ...] = ()
    codes = list(cells.read("post", read_posts, nothing))
    for field in cells.table.columns:
        code = field.removeprefix(SEAT_PREFIX)
        if field.startswith(SEAT_PREFIX) and cells.read(field, is_yes, False) and code not in codes:
            codes.append(code)
    return tuple(codes)

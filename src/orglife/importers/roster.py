"""A roster: rows to members, groups and posts.

Posts stand in one cell, or in one column a post that holds 是.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from orglife.actions.change import ChangedRecord
from orglife.actions.people.contradictions import lists_to_correct, votes_recounted
from orglife.actions.refusals import clean_person_name
from orglife.errors import ChoiceError, DateError, InvalidRecordError
from orglife.importers.header import SEAT_PREFIX, RecognizedSheet
from orglife.importers.rows import (
    ImportResult,
    RowCells,
    RowProblem,
    RowResult,
    data_rows,
    import_summary,
    in_row,
    is_yes,
)
from orglife.messages import Message, say, say_n
from orglife.model.branch import Branch
from orglife.model.calendar import PartialDate
from orglife.model.dates import read_partial
from orglife.model.group import Group, Leader, Membership, Post
from orglife.model.member import Member
from orglife.model.name_lists import split_names
from orglife.model.names import name_key, parse_term, suggest_nearest
from orglife.model.terms import SEATS, STAGES, is_blank_answer, is_no_answer, match_terms, normalize


def import_roster(
    branch: Branch, table: RecognizedSheet, *, today: date, skip: bool = False
) -> ImportResult:
    """Return the branch with the members of a roster, their groups, posts and leaders.

    Whoever is on record by name and day of admission is left as they are. With `skip` bad rows
    are left out; without it a single one leaves the branch as it was.
    """
    rows, ended = data_rows(table)
    warnings = () if ended is None else (ended,)
    problems: list[RowProblem] = []
    people: list[RosterRow] = []
    seen: dict[str, int] = {}
    for row in table.watched(rows):
        cells = RowCells(table, row)
        person = read_person(cells, today)
        if person is not None:
            refuse_second(cells, person, seen)
        if person is None or cells.problems:
            problems += cells.problems
        else:
            people.append(person)
    writer = _RosterImport(branch, table, people)
    while writer.problems:
        problems += writer.problems
        bad = {problem.row for problem in writer.problems}
        people = [person for person in people if person.row not in bad]
        writer = _RosterImport(branch, table, people)
    skipped = sorted({problem.row for problem in problems})
    done = [*writer.done, *(RowResult(row, "skipped", say("can't be imported")) for row in skipped)]
    done.sort(key=lambda one: one.row)
    problems.sort(key=lambda problem: problem.row)
    if problems and not skip:
        said = say("nothing imported.")
        return ImportResult(branch, said, tuple(done), tuple(problems), warnings)
    after = writer.result()
    warnings = (*warnings, *writer.warnings, *_contradicted(branch, after, writer.added))
    return ImportResult(
        after,
        writer.said(len(skipped)),
        tuple(done),
        tuple(problems),
        warnings,
        tuple(writer.records),
    )


def _contradicted(branch: Branch, after: Branch, added: dict[int, int]) -> Iterator[Message]:
    """Yield which votes and lists of attendance the new members contradict, these by their row."""
    yield from votes_recounted(branch, after)
    for key, row in added.items():
        for warning in lists_to_correct(branch, after, key):
            yield in_row(row, warning)


class _RosterImport:
    """The records of an import in the making; the branch itself is made once, at the end."""

    def __init__(self, branch: Branch, table: RecognizedSheet, people: list[RosterRow]) -> None:
        self.branch = branch
        self.table = table
        self.members = dict(branch.members)
        self.groups = dict(branch.groups)
        self.posts = dict(branch.posts)
        self.next = dict(branch.meta.next)
        self.records: list[ChangedRecord] = []
        self.done: list[RowResult] = []
        self.problems: list[RowProblem] = []
        self.warnings: list[Message] = []
        self.keys = {member.key for member in branch.members.values() if member.key}
        self.by_name: dict[str, list[Member]] = {}
        for member in branch.members.values():
            for name in (member.name, *member.other_names):
                self.by_name.setdefault(name_key(name), []).append(member)
        self.added: dict[int, int] = {}
        """Row by id of a new member."""
        new = []
        for person in people:
            known = self._known(person)
            if known is None:
                new.append((person, self._member(person)))
            else:
                self.done.append(RowResult(person.row, "known", known))
        for person, number in new:
            self.added[number] = person.row
            self._place(person, number)

    def _known(self, person: RosterRow) -> Message | None:
        """Return how a row's person is known, or None for somebody new."""
        member = person.member
        if member.key in self.keys:
            return say("{name} is on record", name=member.name)
        for other in self.by_name.get(name_key(member.name), []):
            if other.former:
                continue
            if other.joined == member.joined:
                return say("{name} is on record as #{id}", name=member.name, id=other.id)
            if other.joined is None or member.joined is None:
                self._refuse(
                    person,
                    "name",
                    say(
                        "{name} may be #{id}: one of them has no day of joining",
                        name=member.name,
                        id=other.id,
                    ),
                    say("give both their days of joining, or leave the row out"),
                )
                return None
            self.warnings.append(
                say(
                    "{name} of row {row} is a namesake of #{id}, who joined on another day",
                    name=member.name,
                    row=person.row,
                    id=other.id,
                )
            )
        return None

    def _member(self, person: RosterRow) -> int:
        """Add the member; one known by name only, from an old register, becomes this one."""
        former = next(
            (one for one in self.by_name.get(name_key(person.member.name), []) if one.former), None
        )
        number = former.id if former is not None else self._next("members")
        self.members[number] = replace(person.member, id=number)
        self.records.append(ChangedRecord("members", number))
        self.done.append(
            RowResult(
                person.row,
                "new",
                say(
                    "{name}, {standing}",
                    name=person.member.name,
                    standing=STAGES[list(person.member.stages)[-1]],
                ),
            )
        )
        return number

    def _place(self, person: RosterRow, number: int) -> None:
        if person.group:
            group = self._group(person.group)
            members = (*group.memberships, Membership(member=number))
            leaders = group.leaders
            leader = self._leader(person, number)
            if leader is not None and all(one.member != leader for one in leaders):
                self._refuse_other_leader(person, group)
                leaders = (*leaders, Leader(member=leader))
            self.groups[group.id] = replace(group, memberships=members, leaders=leaders)
        for seat in person.posts:
            if seat == "secretary":
                self._refuse_other_secretary(person)
            key = self._next("posts")
            self.posts[key] = Post(id=key, seat=seat, member=number)
            self.records.append(ChangedRecord("posts", key))

    def _leader(self, person: RosterRow, number: int) -> int | None:
        if person.leads in ("", "yes"):
            return number if person.leads else None
        wanted = name_key(person.leads)
        found = [one.id for one in self.members.values() if name_key(one.name) == wanted]
        if len(found) == 1:
            return found[0]
        self._refuse(
            person, "leader", say("{name} is nobody of this roster, or two", name=person.leads)
        )
        return None

    def _refuse_other_leader(self, person: RosterRow, group: Group) -> None:
        for one in group.leaders:
            if one.until is None:
                name = self.members[one.member].name
                said = say("{group} has a leader already: {name}", group=group.name, name=name)
                self._refuse(person, "leader", said)

    def _refuse_other_secretary(self, person: RosterRow) -> None:
        for post in self.posts.values():
            if post.seat == "secretary" and post.until is None:
                name = self.members[post.member].name
                field = "post" if "post" in self.table.columns else "seat:secretary"
                said = say("the branch has a secretary already: {name}", name=name)
                self._refuse(person, field, said)

    def _refuse(
        self, person: RosterRow, field: str, message: Message, hint: Message | None = None
    ) -> None:
        at = self.table.columns.get(field, ())
        column = self.table.headings[at[0]] if at else ""
        self.problems.append(RowProblem(self.table.sheet.name, person.row, column, message, hint))

    def _group(self, name: str) -> Group:
        for group in self.groups.values():
            if normalize(name) in (
                normalize(group.name),
                *(normalize(other) for other in group.other_names),
            ):
                return group
        number = self._next("groups")
        self.groups[number] = Group(id=number, name=name)
        self.records.append(ChangedRecord("groups", number))
        return self.groups[number]

    def _next(self, table: str) -> int:
        number = self.next.get(table, 1)
        self.next[table] = number + 1
        return number

    def result(self) -> Branch:
        """Return the branch with everything in it; the same one where nothing is new."""
        if not self.records:
            return self.branch
        return replace(
            self.branch,
            meta=replace(self.branch.meta, next=self.next),
            members=self.members,
            groups=self.groups,
            posts=self.posts,
        )

    def said(self, skipped: int) -> Message:
        """Return what was added, counted."""

        def count(table: str) -> int:
            return sum(record.table == table for record in self.records)

        return import_summary(
            say_n("{n} member", "{n} members", count("members")),
            say_n("{n} group", "{n} groups", count("groups")),
            say_n("{n} post", "{n} posts", count("posts")),
            new=bool(self.records),
            known=sum(one.state == "known" for one in self.done),
            skipped=skipped,
        )


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


def read_person(cells: RowCells, today: date) -> RosterRow | None:
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
    posts = posts_in_cells(cells)
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
    return RosterRow(
        cells.row.number, member, group, leads, tuple(p for p in posts if p != "leader")
    )


def _key(name: str, joined: PartialDate | None) -> str:
    """Return what a row is known by when it comes again, whatever becomes of its member."""
    text = f"{normalize(name)}|{joined or ''}"
    return "import:" + hashlib.sha256(text.encode()).hexdigest()[:12]


def _name(text: str) -> str:
    return clean_person_name(text, say("name"))


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


def refuse_second(cells: RowCells, person: RosterRow, seen: dict[str, int]) -> None:
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

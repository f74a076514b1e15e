"""A roster: rows to members, groups and posts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from orglife.actions.change import Changed
from orglife.actions.people.contradicted import votes_recounted
from orglife.actions.people.lists import lists_to_mend
from orglife.importers.header import Recognised
from orglife.importers.outcome import Imported, RowDone, counted, in_row
from orglife.importers.problem import Cells, Problem, data_rows
from orglife.importers.roster_rows import Person, read_person, refuse_second
from orglife.messages import Message, say, say_n
from orglife.model.branch import Branch
from orglife.model.group import Group, Leader, Membership
from orglife.model.member import Member
from orglife.model.names import name_key
from orglife.model.post import Post
from orglife.model.terms import STAGES, fold


def import_roster(
    branch: Branch, table: Recognised, *, today: date, skip: bool = False
) -> Imported:
    """Return the branch with the members of a roster, their groups, posts and leaders.

    Whoever is on record by name and day of admission is left as they are. With `skip` bad rows
    are left out; without it a single one leaves the branch as it was.
    """
    rows, ended = data_rows(table)
    warnings = () if ended is None else (ended,)
    problems: list[Problem] = []
    people: list[Person] = []
    seen: dict[str, int] = {}
    for row in table.watched(rows):
        cells = Cells(table, row)
        person = read_person(cells, today)
        if person is not None:
            refuse_second(cells, person, seen)
        if person is None or cells.problems:
            problems += cells.problems
        else:
            people.append(person)
    writer = _Writer(branch, table, people)
    while writer.problems:
        problems += writer.problems
        bad = {problem.row for problem in writer.problems}
        people = [person for person in people if person.row not in bad]
        writer = _Writer(branch, table, people)
    skipped = sorted({problem.row for problem in problems})
    done = [*writer.done, *(RowDone(row, "skipped", say("can't be imported")) for row in skipped)]
    done.sort(key=lambda one: one.row)
    problems.sort(key=lambda problem: problem.row)
    if problems and not skip:
        said = say("nothing imported.")
        return Imported(branch, said, tuple(done), tuple(problems), warnings)
    after = writer.result()
    warnings = (*warnings, *writer.warnings, *_contradicted(branch, after, writer.added))
    return Imported(
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
        for warning in lists_to_mend(branch, after, key):
            yield in_row(row, warning)


class _Writer:
    """The records of an import in the making; the branch itself is made once, at the end."""

    def __init__(self, branch: Branch, table: Recognised, people: list[Person]) -> None:
        self.branch = branch
        self.table = table
        self.members = dict(branch.members)
        self.groups = dict(branch.groups)
        self.posts = dict(branch.posts)
        self.next = dict(branch.meta.next)
        self.records: list[Changed] = []
        self.done: list[RowDone] = []
        self.problems: list[Problem] = []
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
                self.done.append(RowDone(person.row, "known", known))
        for person, number in new:
            self.added[number] = person.row
            self._place(person, number)

    def _known(self, person: Person) -> Message | None:
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

    def _member(self, person: Person) -> int:
        """Add the member; one known by name only, from an old register, becomes this one."""
        former = next(
            (one for one in self.by_name.get(name_key(person.member.name), []) if one.former), None
        )
        number = former.id if former is not None else self._next("members")
        self.members[number] = replace(person.member, id=number)
        self.records.append(Changed("members", number))
        self.done.append(
            RowDone(
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

    def _place(self, person: Person, number: int) -> None:
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
            self.records.append(Changed("posts", key))

    def _leader(self, person: Person, number: int) -> int | None:
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

    def _refuse_other_leader(self, person: Person, group: Group) -> None:
        for one in group.leaders:
            if one.until is None:
                name = self.members[one.member].name
                said = say("{group} has a leader already: {name}", group=group.name, name=name)
                self._refuse(person, "leader", said)

    def _refuse_other_secretary(self, person: Person) -> None:
        for post in self.posts.values():
            if post.seat == "secretary" and post.until is None:
                name = self.members[post.member].name
                field = "post" if "post" in self.table.columns else "seat:secretary"
                said = say("the branch has a secretary already: {name}", name=name)
                self._refuse(person, field, said)

    def _refuse(
        self, person: Person, field: str, message: Message, hint: Message | None = None
    ) -> None:
        at = self.table.columns.get(field, ())
        column = self.table.headings[at[0]] if at else ""
        self.problems.append(Problem(self.table.sheet.name, person.row, column, message, hint))

    def _group(self, name: str) -> Group:
        for group in self.groups.values():
            if fold(name) in (fold(group.name), *(fold(other) for other in group.other_names)):
                return group
        number = self._next("groups")
        self.groups[number] = Group(id=number, name=name)
        self.records.append(Changed("groups", number))
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

        return counted(
            say_n("{n} member", "{n} members", count("members")),
            say_n("{n} group", "{n} groups", count("groups")),
            say_n("{n} post", "{n} posts", count("posts")),
            new=bool(self.records),
            known=sum(one.state == "known" for one in self.done),
            skipped=skipped,
        )

"""The records of a roster in the making: who each row means, and what it adds or changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from msgspec.structs import replace

from orglife.actions.change import ChangedRecord
from orglife.actions.people.members import refuse_impossible
from orglife.errors import OrglifeError
from orglife.importers.comparison import Choices, RowChoices, RowComparison, compare_fields
from orglife.importers.header import RecognizedSheet
from orglife.importers.import_result import (
    Gone,
    RowResult,
    compared_said,
    import_summary,
    kept_warning,
)
from orglife.importers.roster_comparison import (
    TEXTS,
    MemberIndex,
    RosterPlace,
    described,
    differing_fields,
)
from orglife.importers.roster_rows import RosterRow
from orglife.importers.rows import RowProblem
from orglife.messages import Message, say, say_n
from orglife.model.branch import Branch
from orglife.model.calendar import DAY, PartialDate
from orglife.model.group import Group, Leader, Membership, Post
from orglife.model.member import Member
from orglife.model.names import name_key
from orglife.model.roster import first_day, is_member_on
from orglife.model.terms import STAGES, normalize

NO_CHOICES = Choices()
Run_ = TypeVar("Run_", Membership, Leader, Post)


class RosterWriter:
    """The records of an import in the making; the branch itself is made once, at the end."""

    def __init__(
        self,
        branch: Branch,
        tables: Mapping[str, RecognizedSheet],
        people: list[RosterRow],
        today: date,
        choices: Choices,
        row_choices: RowChoices,
    ) -> None:
        self.branch = branch
        self.tables = tables
        self.today = today
        self.choices = choices
        self.row_choices = row_choices
        self.members = dict(branch.members)
        self.groups = dict(branch.groups)
        self.posts = dict(branch.posts)
        self.next = dict(branch.meta.next)
        self.records: list[ChangedRecord] = []
        self.done: list[RowResult] = []
        self.problems: list[RowProblem] = []
        self.warnings: list[Message] = [notice for one in people for notice in one.notices]
        self.uncleared = 0
        self.index = MemberIndex(branch, today)
        self.matched: dict[int, RosterRow] = {}
        self.added: dict[int, int] = {}
        """Row by id of a new member."""
        self.rewritten: dict[int, int] = {}
        """Row by id of a member who was here on other days than the record said."""
        self._match(people)

    def _match(self, people: list[RosterRow]) -> None:
        """Find out whom each row means, then take the rows in."""
        unclear: list[RosterRow] = []
        for person in people:
            wanted = self.row_choices.matched(person.sheet, str(person.row))
            known = wanted if wanted is not None else self.index.exact(person)
            if wanted is not None and (wanted not in self.members or self.members[wanted].former):
                self._refuse(person, "name", say("there is no member #{id}", id=wanted))
            elif known is None:
                unclear.append(person)
            elif known in self.matched:
                self._refuse_same(person, known)
            else:
                self.matched[known] = person
        new: list[tuple[RosterRow, int]] = []
        in_sheet = set(self.matched)
        for person in unclear:
            near = self.index.near(person, in_sheet)
            if near and not self.row_choices.is_new(person.sheet, str(person.row)):
                self._ask(person, near)
            else:
                new.append((person, self._member(person)))
        for known, person in self.matched.items():
            self._compare(person, self.members[known])
        for person, number in new:
            self.added[number] = person.row
            self._place(person, number)

    def _ask(self, person: RosterRow, near: list[int]) -> None:
        """Note that a row may mean somebody on record."""
        option = self.row_choices.option_for(person.sheet, str(person.row))
        others = [self.members[key] for key in near]
        self._refuse(
            person,
            "name",
            say(
                "{person} may be {others}",
                person=described(person.member.name, person.member.joined),
                others=tuple(
                    say("#{id} {person}", id=one.id, person=described(one.name, one.joined))
                    for one in others
                ),
            ),
            say(
                "the same person: --match {row}=#{id}; somebody else: --new {row}",
                row=f"'{option}'" if "!" in option else option,
                id=near[0],
            ),
            tuple(near),
            option,
        )

    def _refuse_same(self, person: RosterRow, known: int) -> None:
        other = self.matched[known]
        self._refuse(
            person,
            "name",
            say(
                "{name} is #{id}, and so is row {row}",
                name=person.member.name,
                id=known,
                row=other.row,
            ),
            say("the same person stands once"),
        )

    def _compare(self, person: RosterRow, record: Member) -> None:
        """Take in what a row says otherwise than the record."""
        place = self.index.placed.get(record.id, RosterPlace())
        pairs = list(differing_fields(person, record, place, self.index.members, self.today))
        decided: frozenset[str] = frozenset()
        if pairs and not self.choices.prefer_sheet:
            decided = self.choices.decided().get(("members", record.id), frozenset())
        found = compare_fields(pairs, decided, self.choices)
        self.uncleared += len(found.uncleared)
        member = self._changed_member(person, record, found)
        if member is None:
            return
        if member != record:
            self.members[record.id] = member
            self.records.append(ChangedRecord("members", record.id))
        fields = {change.field for change in found.changes}
        if fields & {"group", "leader"}:
            self._move(person, record.id, place, fields)
        if "post" in fields:
            self._seat(person, record.id, place)
        self.done.append(
            RowResult(
                person.row,
                found.state,
                compared_said(say("{name} #{id}", name=member.name, id=record.id), found),
                person.sheet,
                found.changes,
            )
        )
        if found.kept:
            self.warnings.append(kept_warning(person.row, person.sheet, member.name, found))

    def _changed_member(
        self, person: RosterRow, record: Member, found: RowComparison
    ) -> Member | None:
        """Return the member with the changes of a row; None where they can't be true."""
        row = person.member
        wanted: dict[str, Any] = {}
        fields = {change.field for change in found.changes}
        for field in (*TEXTS, "name", "arrived", "left", "visiting", "other_names"):
            if field in fields:
                wanted[field] = getattr(row, field)
        if fields & {"standing", "joined", "full since"}:
            wanted["stages"] = self._stages(person, record, fields)
        matched = self.row_choices.matched(person.sheet, str(person.row))
        if matched == record.id and row.key != record.key:
            wanted["key"] = row.key
        if not wanted:
            return record
        member = replace(record, **wanted)
        try:
            refuse_impossible(self.branch, member, self.today)
        except OrglifeError as error:
            self._refuse(person, "name", error.message, error.hint)
            return None
        if wanted.keys() & {"stages", "arrived", "left", "visiting"}:
            self.rewritten[record.id] = person.row
        return member

    def _stages(
        self, person: RosterRow, record: Member, fields: set[str]
    ) -> dict[str, PartialDate | None]:
        """Return the stages of a record with the standing and days that a row says otherwise."""
        now = record.stage_on(self.today) or next(iter(record.stages), "applicant")
        standing = person.standing if "standing" in fields else now
        joined = person.member.joined if "joined" in fields else record.joined
        full = person.member.full_since if "full since" in fields else record.full_since
        earlier = {
            stage: day
            for stage, day in record.stages.items()
            if stage not in ("probationary", "full")
        }
        if standing not in ("probationary", "full"):
            return {**earlier, standing: earlier.get(standing)}
        if standing == "probationary":
            return {**earlier, "probationary": joined}
        begun: dict[str, PartialDate | None] = {} if joined is None else {"probationary": joined}
        return {**earlier, **begun, "full": full}

    def _move(self, person: RosterRow, number: int, place: RosterPlace, fields: set[str]) -> None:
        """Put somebody into the group of the row: from today on, where they had another."""
        old = place.group
        if "group" in fields and old is not None:
            group = self.groups[old.id]
            kept = tuple(
                ended
                for one in group.memberships
                if (ended := self._ended(one, one.member == number and one.primary)) is not None
            )
            self.groups[old.id] = replace(group, memberships=kept)
            self._end_lead(old.id, number)
        if "leader" in fields and not person.leads and old is not None and "group" not in fields:
            self._end_lead(old.id, number)
        elif person.group:
            self._place(
                person,
                number,
                since=self.today if old is not None else None,
                moved="group" in fields,
                posts=False,
            )

    def _end_lead(self, key: int, number: int) -> None:
        group = self.groups[key]
        leaders = tuple(
            ended
            for lead in group.leaders
            if (ended := self._ended(lead, lead.member == number)) is not None
        )
        self.groups[key] = replace(group, leaders=leaders)
        self.records.append(ChangedRecord("groups", key))

    def _ended(self, run: Run_, ends: bool) -> Run_ | None:
        """Return a run of days, over since yesterday where it `ends`; None where no day is left."""
        if not ends or not run.covers(self.today):
            return run
        begun = run.since or first_day(self.branch, self.index.members[run.member])
        return replace(run, until=self.today - DAY) if begun < self.today else None

    def _seat(self, person: RosterRow, number: int, place: RosterPlace) -> None:
        """Give somebody the seats of the row: those that are new, from today where one ended."""
        ended = [seat for seat in place.seats if seat not in person.posts]
        for post in list(self.posts.values()):
            if post.member == number and post.seat in ended and post.covers(self.today):
                left = self._ended(post, True)
                if left is None:
                    del self.posts[post.id]
                else:
                    self.posts[post.id] = left
                self.records.append(ChangedRecord("posts", post.id))
        new = tuple(seat for seat in person.posts if seat not in place.seats)
        self._add_posts(person, number, new)

    def _add_posts(self, person: RosterRow, number: int, seats: tuple[str, ...]) -> None:
        for seat in seats:
            if seat == "secretary":
                self._refuse_other_secretary(person, number)
            # Somebody sat there before: the new one does so since today, else since always.
            before = any(post.seat == seat for post in self.posts.values())
            known = number in self.branch.members
            since = self.today if before and known else None
            key = self._next("posts")
            self.posts[key] = Post(id=key, seat=seat, member=number, since=since)
            self.records.append(ChangedRecord("posts", key))

    def gone(self, asked: set[int]) -> tuple[Gone, ...]:
        """Return who belongs to the branch and stands in no row, those asked about left out."""
        return tuple(
            Gone("members", member.id, say("{name} #{id}", name=member.name, id=member.id))
            for member in self.branch.members.values()
            if member.id not in self.matched
            and member.id not in asked
            and is_member_on(self.branch, member, self.today)
        )

    def _member(self, person: RosterRow) -> int:
        """Add the member; one known by name only, from an old register, becomes this one."""
        former = self.index.former(person.member.name)
        number = former if former is not None else self._next("members")
        self.members[number] = replace(person.member, id=number)
        self.records.append(ChangedRecord("members", number))
        self.done.append(
            RowResult(
                person.row,
                "new",
                say(
                    "{name}, {standing}",
                    name=person.member.name,
                    standing=STAGES[person.standing],
                ),
                person.sheet,
            )
        )
        return number

    def _place(
        self,
        person: RosterRow,
        number: int,
        *,
        since: date | None = None,
        moved: bool = True,
        posts: bool = True,
    ) -> None:
        """Put somebody into the group of the row, as its leader if it says so, and into seats."""
        if person.group:
            group = self._group(person.group)
            members = group.memberships
            if moved:
                members = (*members, Membership(member=number, since=since))
            leaders = group.leaders
            leader = self._leader(person, number)
            leading = {one.member for one in leaders if one.covers(self.today)}
            if leader is not None and leader not in leading:
                self._refuse_other_leader(person, group)
                leads_since = self.today if leaders else since
                leaders = (*leaders, Leader(member=leader, since=leads_since))
            self.groups[group.id] = replace(group, memberships=members, leaders=leaders)
            if moved or leaders != group.leaders:
                self.records.append(ChangedRecord("groups", group.id))
        if posts:
            self._add_posts(person, number, person.posts)

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
            if one.covers(self.today) and not self._steps_down(one.member):
                name = self.members[one.member].name
                said = say("{group} has a leader already: {name}", group=group.name, name=name)
                self._refuse(person, "leader", said, self._hint_to_clear(one.member))

    def _steps_down(self, member: int) -> bool:
        """Whether the sheet has somebody whom the record has as leader, and not as leader."""
        row = self.matched.get(member)
        return row is not None and not row.leads and self.choices.clear

    def _hint_to_clear(self, member: int) -> Message | None:
        """Return how the sheet takes something from a member whose row has it no longer."""
        if self.choices.clear or member not in self.matched:
            return None
        return say(
            "the sheet has it empty for {name}: --clear takes it away there",
            name=self.members[member].name,
        )

    def _refuse_other_secretary(self, person: RosterRow, number: int) -> None:
        for post in self.posts.values():
            if post.seat == "secretary" and post.covers(self.today) and post.member != number:
                row = self.matched.get(post.member)
                gives_up = row is not None and "secretary" not in row.posts
                if row is not None and gives_up and (row.posts or self.choices.clear):
                    continue  # the sheet has the one before in another seat
                name = self.members[post.member].name
                columns = self.tables[person.sheet].columns
                field = "post" if "post" in columns else "seat:secretary"
                said = say("the branch has a secretary already: {name}", name=name)
                self._refuse(person, field, said, self._hint_to_clear(post.member))

    def _refuse(
        self,
        person: RosterRow,
        field: str,
        message: Message,
        hint: Message | None = None,
        candidates: tuple[int, ...] = (),
        option: str = "",
    ) -> None:
        table = self.tables[person.sheet]
        at = table.columns.get(field, ())
        column = table.headings[at[0]] if at else ""
        self.problems.append(
            RowProblem(
                person.sheet, person.row, column, message, hint, person.row, candidates, option
            )
        )

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
            before = getattr(self.branch, table)
            new = {one.id for one in self.records if one.table == table and one.id not in before}
            return len(new | (self.added.keys() if table == "members" else set()))

        return import_summary(
            say_n("{n} member", "{n} members", count("members")),
            say_n("{n} group", "{n} groups", count("groups")),
            say_n("{n} post", "{n} posts", count("posts")),
            new=bool(self.added),
            known=sum(one.state == "same" for one in self.done),
            skipped=skipped,
            changed=sum(one.state == "changed" for one in self.done),
            kept=sum(one.state == "kept" for one in self.done),
        )

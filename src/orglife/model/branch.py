"""`Branch`, all records of a branch as one immutable value, and the branch's own records.

Tables are dictionaries from id to record in ascending order of id, never changed in place.
"""

from datetime import date
from typing import Any, Protocol, Self, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from orglife.errors import InvalidRecordError
from orglife.messages import say
from orglife.model.activity import Activity
from orglife.model.base import LARGEST_ID, Id, SafeInteger, StoredRecord
from orglife.model.group import Group, Post
from orglife.model.member import Member
from orglife.model.task import Task
from orglife.model.terms import Scope, Sector, Term


class HasId(Protocol):
    """What every record has."""

    @property
    def id(self) -> int:
        """The number that is never given again."""


R = TypeVar("R", bound=HasId)


class Extension(StoredRecord, frozen=True, kw_only=True):
    """The superior approved that a term ends on another day than the rules say."""

    until: date
    by: str
    approved: date


class Meta(StoredRecord, frozen=True, kw_only=True):
    """The branch itself: the one record of its table, id 1."""

    id: SafeInteger = 1
    uid: str
    """Tells copies of one branch from two branches of one name."""
    name: str
    sector: Sector
    founded: date
    superior: str = ""
    records_from: date | None = None
    theme_day: str = ""
    """As in `first friday`; empty where none is fixed."""
    language: str = ""
    timezone: str = ""
    extensions: tuple[Extension, ...] = ()
    """Terms that were extended or shortened, by the day of the approval."""
    next: dict[str, SafeInteger] = {}
    """Table to the id that its next record gets; never goes back, not even by undo."""


TABLES = (
    "members",
    "groups",
    "posts",
    "activities",
    "tasks",
    "kinds",
    "rules",
    "waivers",
    "private",
)
"""The tables of records beside `meta`, in the order of the file."""


class PrivateText(StoredRecord, frozen=True, kw_only=True):
    """The text of a talk, a criticism, a visit: optional, apart, erased by `purge`."""

    id: Id
    table: str
    record: Id
    member: Id | None = None
    label: str = ""
    """What the text is: problem, opinion, body; an unique part of the record where it matters."""
    text: str
    on: date


class LocalKind(StoredRecord, frozen=True, kw_only=True):
    """A kind of activity that this branch added."""

    id: Id
    code: str
    en: str
    zh: str
    scope: Scope = "branch"
    study: bool = False

    @property
    def term(self) -> Term:
        """The code with its two titles."""
        return Term(self.code, en=self.en, zh=self.zh)


class LocalRule(StoredRecord, frozen=True, kw_only=True):
    """What this branch changed about a rule, or a rule of its own (`define`)."""

    id: Id
    rule: str
    enabled: bool | None = None
    values: dict[str, SafeInteger | str | bool | list[str]] = {}
    """Parameters of the check that differ from the central pack."""
    define: str = ""
    """A whole rule as JSON, where the branch added one or put its own in place of another."""


class Waiver(StoredRecord, frozen=True, kw_only=True):
    """A duty waived for a period, by somebody named, for a reason."""

    id: Id
    rule: str
    period: str
    by: str
    reason: str
    group: Id | None = None
    recorded: date | None = None
    deadline: date | None = None
    """The day that the superior set instead; until then it is open, and not waived."""


class Branch(Struct, frozen=True, kw_only=True):
    """The records of a branch."""

    meta: Meta
    members: dict[int, Member] = {}
    groups: dict[int, Group] = {}
    posts: dict[int, Post] = {}
    activities: dict[int, Activity] = {}
    tasks: dict[int, Task] = {}
    kinds: dict[int, LocalKind] = {}
    rules: dict[int, LocalRule] = {}
    waivers: dict[int, Waiver] = {}
    private: dict[int, PrivateText] = {}

    def next_id(self, table: str) -> int:
        """Return the id that the next record of `table` gets."""
        return self.meta.next.get(table, 1)

    def add(self, table: str, record: HasId) -> Self:
        """Return the branch with a new record, which must have been given `next_id(table)`.

        Raises:
            InvalidRecordError: no number is left for a record after it.
        """
        if record.id != self.next_id(table):
            raise ValueError(f"{table} #{record.id} is not the next id ({self.next_id(table)})")
        if record.id > LARGEST_ID:
            raise InvalidRecordError(
                say(
                    "the numbers of {table} are used up: the next is {next}",
                    table=table,
                    next=record.id,
                ),
                hint=say("something else wrote that; restore a backup: orglife backup list"),
            )
        changes: dict[str, Any] = {
            table: {**getattr(self, table), record.id: record},
            "meta": replace(self.meta, next={**self.meta.next, table: record.id + 1}),
        }
        return replace(self, **changes)

    def put(self, table: str, *records: HasId) -> Self:
        """Return the branch with records of these ids replaced."""
        rows: dict[int, HasId] = getattr(self, table)
        for record in records:
            if record.id not in rows:
                raise ValueError(f"there is no {table} #{record.id} to replace")
        changes: dict[str, Any] = {table: {**rows, **{record.id: record for record in records}}}
        return replace(self, **changes)

    def drop(self, table: str, *ids: int) -> Self:
        """Return the branch without these records; their ids are not given again."""
        rows: dict[int, HasId] = getattr(self, table)
        changes: dict[str, Any] = {
            table: {key: record for key, record in rows.items() if key not in ids}
        }
        return replace(self, **changes)

    def change_meta(self, **changes: Any) -> Self:
        """Return the branch with fields of its own record changed."""
        return replace(self, meta=replace(self.meta, **changes))

    @property
    def records_from(self) -> date:
        """The day from which the file is kept; by default the founding."""
        return self.meta.records_from or self.meta.founded


def measures_of(branch: Branch, activity: Activity) -> list[Task]:
    """Return the rectification tasks that this meeting resolved, by id."""
    return [
        task
        for task in branch.tasks.values()
        if task.kind == "rectification" and task.source == activity.id
    ]


def carried_tasks(branch: Branch, activity: Activity, day: date) -> list[Task]:
    """Return the rectification tasks of earlier sessions that are open on `day`, by id."""
    return [
        task
        for task in branch.tasks.values()
        if task.kind == "rectification" and task.source != activity.id and task.open_on(day)
    ]

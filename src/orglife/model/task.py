"""What was undertaken: one record and one life cycle for every kind of task."""

from datetime import date

from msgspec.structs import replace

from orglife.model.base import Id, StoredRecord
from orglife.model.terms import OptionalProblemField, TaskKind

PRIVATE_KINDS = ("care",)
"""Kinds of which whatever leaves the branch tells that there is one, and not about what or whom."""
PRIVATE_FIELDS = ("subject", "owner", "channel", "progress", "result", "evidence", "checked_by")
"""What of such a task is told on an explicit flag only."""


class ProgressNote(StoredRecord, frozen=True, kw_only=True):
    """A note on how far it has come."""

    on: date
    text: str


class Task(StoredRecord, frozen=True, kw_only=True):
    """A task, open until `closed`. No author field: an opinion is kept without its speaker."""

    id: Id
    kind: TaskKind
    subject: str
    owner: Id | None = None
    opened: date
    due: date | None = None
    source: Id | None = None
    """The activity in which it was undertaken."""
    field: OptionalProblemField = ""
    """The field of the problem that a rectification answers (five fields)."""
    channel: str = ""
    """How an opinion reached the branch."""
    progress: tuple[ProgressNote, ...] = ()
    closed: date | None = None
    result: str = ""
    evidence: str = ""
    checked_by: Id | None = None

    def open_on(self, day: date) -> bool:
        """Whether it was opened by `day` and not closed by then."""
        return self.opened <= day and (self.closed is None or self.closed > day)

    @property
    def is_private(self) -> bool:
        """Whether it is told on an explicit flag only what it is about, and whom."""
        return self.kind in PRIVATE_KINDS


def without_private_text(task: Task) -> Task:
    """Return a task as it leaves the branch: of a private kind without what and whom."""
    if not task.is_private:
        return task
    nothing = Task(id=task.id, kind=task.kind, subject="", opened=task.opened)
    return replace(task, **{name: getattr(nothing, name) for name in PRIVATE_FIELDS})

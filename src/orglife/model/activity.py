"""Everything held or planned: one record for every kind of activity."""

from datetime import date

from orglife.model.base import Id, SafeInteger, StoredRecord
from orglife.model.terms import (
    AttendanceState,
    Form,
    Grade,
    MotionKind,
    Office,
    ProblemField,
    Scope,
    SessionStep,
    State,
)

MemberOrName = Id | str
"""A member's id, or the name of somebody who is none."""


class Absence(StoredRecord, frozen=True, kw_only=True):
    """Why an expected person was not there, or not in time."""

    state: AttendanceState
    reason: str = ""


class Attendance(StoredRecord, frozen=True, kw_only=True):
    """Frozen when recorded: every expected person stands in exactly one of the two.

    Whoever arrived late was there. Voting right is not kept here; it is derived for the day.
    """

    present: tuple[Id, ...] = ()
    others: dict[Id, Absence] = {}

    @property
    def expected(self) -> frozenset[int]:
        """Everyone who should have attended."""
        return frozenset(self.present) | frozenset(self.others)

    @property
    def attendees(self) -> frozenset[int]:
        """Everyone who was there, in time or late."""
        late = [member for member, one in self.others.items() if one.state == "late"]
        return frozenset((*self.present, *late) if late else self.present)

    def has_attended(self, member: int) -> bool:
        """Whether `member` was there, in time or late."""
        if member in self.present:
            return True
        absence = self.others.get(member)
        return absence is not None and absence.state == "late"


class Exclusion(StoredRecord, frozen=True, kw_only=True):
    """Somebody left out of those who should attend, with the superior's consent."""

    member: Id
    reason: str


class ElectionCandidate(StoredRecord, frozen=True, kw_only=True):
    """A candidate and the votes for them."""

    member: Id
    votes: SafeInteger


class Ballots(StoredRecord, frozen=True, kw_only=True):
    """An election's papers and its candidates."""

    seats: SafeInteger
    issued: SafeInteger
    returned: SafeInteger
    spoiled: SafeInteger = 0
    candidates: tuple[ElectionCandidate, ...] = ()
    office: Office = ""
    """What was elected; where it is not said, what such a meeting elects."""
    reduced: bool = False
    """The number of seats was brought down to those elected."""


class Motion(StoredRecord, frozen=True, kw_only=True):
    """A motion and its count. The verdict is derived, never stored.

    `yes`, `no` and `abstain` include the `written` opinions (admissions only).
    """

    text: str
    kind: MotionKind = "ordinary"
    yes: SafeInteger = 0
    no: SafeInteger = 0
    abstain: SafeInteger = 0
    written: SafeInteger = 0
    not_in_room: tuple[Id, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    consent: date | None = None
    """The day of the superior's consent to the exclusions."""
    notice: date | None = None
    """The day on which members were told that it would be put to the vote."""
    ballots: Ballots | None = None
    differing: str = ""
    """Differing opinions, as they are to stand in the minutes."""


class SelfCriticism(StoredRecord, frozen=True, kw_only=True):
    """What one member's part in a criticism session was, as facts; texts are in `private`."""

    made: bool = False
    received: SafeInteger = 0
    """How many opinions the member received."""
    accepted: bool = False
    given: SafeInteger = 0
    """How many opinions the member gave."""
    problems: tuple[ProblemField, ...] = ()
    """The fields of the problems that the member named."""


class CriticismSession(StoredRecord, frozen=True, kw_only=True):
    """A criticism session: its steps with their days, and each member's part."""

    steps: dict[SessionStep, date] = {}
    parts: dict[Id, SelfCriticism] = {}
    problems: tuple[ProblemField, ...] = ()
    """Fields of problems of the branch itself."""
    closed: date | None = None


class Appraisal(StoredRecord, frozen=True, kw_only=True):
    """A democratic appraisal: one of four grades a member, decided by the meeting; no score."""

    grades: dict[Id, Grade] = {}
    closed: date | None = None


class Amendment(StoredRecord, frozen=True, kw_only=True):
    """A change to a finalized record."""

    on: date
    reason: str


class Postponement(StoredRecord, frozen=True, kw_only=True):
    """A planned day that was given up for another."""

    planned: date
    reason: str


class Activity(StoredRecord, frozen=True, kw_only=True):
    """One activity. `held` was given, `recorded` came from the clock, `claimed` from a register."""

    id: Id
    kind: str
    state: State = "held"
    planned: date | None = None
    moves: tuple[Postponement, ...] = ()
    held: date | None = None
    start: str = ""
    """`HH:MM`."""
    end: str = ""
    recorded: date | None = None
    claimed: date | None = None
    scope: Scope = "branch"
    group: Id | None = None
    for_year: SafeInteger | None = None
    sitting: Id | None = None
    """The id of the first activity of the sitting; each activity of it has the same number."""
    form: Form = ""
    chair: MemberOrName | None = None
    delegated: bool = False
    """The secretary delegated the chair (branch regulation, Art. 14)."""
    recorder: MemberOrName | None = None
    lecturer: MemberOrName | None = None
    guests: tuple[str, ...] = ()
    place: str = ""
    online: bool = False
    topics: tuple[str, ...] = ()
    attendance: Attendance | None = None
    motions: tuple[Motion, ...] = ()
    outcome: str = ""
    follow_up: date | None = None
    minutes_long: SafeInteger = 0
    """Duration in whole minutes, of all days together."""
    days: SafeInteger = 1
    """How many days it lasted, its first among them."""
    means: tuple[str, ...] = ()
    new_means: bool = False
    initiator: Id | None = None
    reached: SafeInteger | None = None
    """How many of the masses were reached, as a number."""
    reason: str = ""
    """Why it was cancelled, or held on another day than the fixed one."""
    tie_in: str = ""
    team: str = ""
    household: str = ""
    """A household's code, never its name."""
    minutes: str = ""
    finalized: date | None = None
    digest: str = ""
    """SHA-256 of the finalized minutes."""
    amendments: tuple[Amendment, ...] = ()
    session: CriticismSession | None = None
    appraisal: Appraisal | None = None
    key: str = ""
    """A retried script's own name for the record; a second one with it adds nothing."""

    def held_by(self, day: date) -> bool:
        """Whether it had been held by `day`."""
        return self.state == "held" and self.held is not None and self.held <= day

    @property
    def day(self) -> date:
        """The day it was held, else the day it is planned for."""
        day = self.held if self.held is not None else self.planned
        if day is None:
            raise ValueError(f"activity #{self.id} has no day")
        return day


def problems_of(session: CriticismSession) -> tuple[str, ...]:
    """Return the fields of all problems: the branch's own, then those of members by id."""
    own = [field for key in sorted(session.parts) for field in session.parts[key].problems]
    return (*session.problems, *own)

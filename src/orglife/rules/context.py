"""`CheckContext`: one rule put to one branch: parameters, days and periods in force, findings.

A check gets a context and yields findings. What holds for every rule is decided here: which
periods and records a rule is applied to, when a duty is pending, missed or unrecorded, what was
waived.

A check gives the `details` of a finding as a function. An audit of many branches only counts most
statuses; details that nobody reads are never built.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Generator, Iterable, Iterator, Sequence
from datetime import date
from itertools import repeat
from typing import TypeVar

from msgspec.structs import replace

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.calendar import Period
from orglife.model.group import Group
from orglife.model.member import Member
from orglife.model.names import kind_term
from orglife.model.terms import STATUSES
from orglife.rules.facts import BranchFacts, RosterSnapshot
from orglife.rules.finding import (
    SETTLED_STATUSES,
    Finding,
    FindingDetails,
    Judgement,
    Subject,
    apply_waivers,
)
from orglife.rules.rule import Parameter, Rule, Value

S = TypeVar("S")
T = TypeVar("T", int, str, bool)


class CheckContext:
    """One rule put to one branch: parameters, days and periods in force, findings.

    Findings are made whole for `detailed_statuses` only; the others are counted.
    """

    def __init__(
        self,
        facts: BranchFacts,
        rule: Rule,
        parameters: dict[str, Parameter],
        detailed_statuses: Container[str] = STATUSES,
    ) -> None:
        self.facts = facts
        self.branch = facts.branch
        self.day = facts.day
        self.rule = rule
        self._parameters = parameters
        founded = facts.branch.meta.founded
        self._first = founded if rule.since is None else max(rule.since, founded)
        self._last = rule.until or date.max
        self._applies: dict[RosterSnapshot, bool] = {}
        waivers = facts.branch.waivers
        self.waivers = (
            [waiver for waiver in waivers.values() if waiver.rule == rule.id] if waivers else []
        )
        self._detailed_statuses = detailed_statuses
        self._counted: dict[str, Judgement] = {}

    # Parameters

    def number(self, name: str) -> int:
        """Return a parameter that is a whole number."""
        return self._parameter(name, int)

    def text(self, name: str) -> str:
        """Return a parameter that is a text or a code."""
        return self._parameter(name, str)

    def flag(self, name: str) -> bool:
        """Return a parameter that is true or false."""
        return self._parameter(name, bool)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a parameter that is one code or several."""
        value = self._value(name)
        if isinstance(value, str):
            return (value,) if value else ()
        if not isinstance(value, list | tuple):
            raise TypeError(f"{self.rule.id}: {name} is {value!r} and should be a list of codes")
        return tuple(value)

    def _parameter(self, name: str, kind: type[T]) -> T:
        value = self._value(name)
        if not isinstance(value, kind):
            raise TypeError(f"{self.rule.id}: {name} is {value!r} and should be {kind.__name__}")
        return value

    def _value(self, name: str) -> object:
        stated = self.rule.check.get(name)
        return self._parameters[name].default if stated is None else stated

    # Days and periods in force

    def in_force_on(self, day: date) -> bool:
        """Whether the rule is in force on `day` and applies to the branch as it is then."""
        if not self._first <= day <= self._last:
            return False
        if not self.rule.applies:
            return True
        roster = self.facts.roster_on(day)
        applies = self._applies.get(roster)
        if applies is None:
            applies = self._applies[roster] = applies_on(self.facts, self.rule, day)
        return applies

    def periods(self, unit: str) -> list[Period]:
        """Return the periods of a `unit` that end in the checked period and begin by the horizon.

        The rule is in force, and the branch exists, on the first and on the last day of each; of a
        year in October, November and December, when a yearly duty can still be done. `unit` is a
        code of `LENGTHS`: month, quarter, half, year.
        """
        periods = self.facts.units(unit)
        if not periods or self._in_force_throughout(periods[0].first, periods[-1].last):
            return periods
        return [
            period
            for period in periods
            if self.in_force_on(decisive(period).first) and self.in_force_on(period.last)
        ]

    def state(self) -> Iterator[date]:
        """Yield the day on which a state is judged; nothing if the rule is not in force on it."""
        if self.facts.period.first <= self.day and self.in_force_on(self.day):
            yield self.day

    def held(self, *kinds: str) -> list[Activity]:
        """Return activities held in the checked period while the rule was in force.

        Those of `kinds`; of every kind if none is given.
        """
        activities = self.facts.held_in_period
        if kinds:
            activities = self.facts.activities(kinds, self.facts.period)
        return self._while_in_force(activities)

    def voted(self) -> list[Activity]:
        """Return activities with motions held in the checked period with the rule in force."""
        return self._while_in_force(self.facts.voted)

    def _in_force_throughout(self, first: date, last: date) -> bool:
        """Whether the rule is in force on every day from `first` to `last`.

        False also where that would need a look at each day: the roster changes in between.
        """
        if not (self._first <= first and last <= self._last):
            return False
        if not self.rule.applies:
            return True
        return self.facts.roster_on(first) is self.facts.roster_on(last) and self.in_force_on(first)

    def _while_in_force(self, activities: list[Activity]) -> list[Activity]:
        period = self.facts.period
        if self._in_force_throughout(period.first, period.last):
            return activities
        return [activity for activity in activities if self.in_force_on(activity.day)]

    def asks_for(self, begun: date, deadline: date) -> bool:
        """Whether the rule asks for a duty from `begun` to `deadline`, as it does for a period."""
        return (
            deadline in self.facts.period
            and begun <= self.facts.horizon
            and self.in_force_on(begun)
            and self.in_force_on(deadline)
        )

    def groups(self, period: Period) -> list[Group]:
        """Return the groups that exist on the first and on the last day of `period`."""
        first, last = self.facts.groups(period.first), self.facts.groups(period.last)
        return first if first is last else [group for group in first if group in last]

    # Subjects

    def branch_subject(self) -> Subject:
        """Return the branch as the subject."""
        return Subject("branch", 1, self.branch.meta.name)

    def group_subject(self, group: Group) -> Subject:
        """Return a group as the subject."""
        return Subject("group", group.id, group.name)

    def member_subject(self, member: Member) -> Subject:
        """Return a member as the subject."""
        return Subject("member", member.id, member.name)

    def activity_subject(self, activity: Activity) -> Subject:
        """Return an activity as the subject."""
        return Subject("activity", activity.id, kind_term(self.branch, activity.kind))

    def names(self, members: Iterable[int]) -> tuple[str, ...]:
        """Return the names of `members`, in the order given."""
        return tuple(self.branch.members[key].name for key in members)

    # Findings

    def count_certain(
        self, subjects: Sequence[S], certain: Callable[[S], bool], status: str = "met"
    ) -> Generator[Judgement, None, Sequence[S]]:
        """Yield a Judgement without details for each subject for which `certain` is true.

        Returns the other subjects. If findings of `status` need details, yields nothing and
        returns all subjects, of which the check must then find the same.
        """
        counted = self._count(status)
        if counted is None:
            return subjects
        others = [subject for subject in subjects if not certain(subject)]
        yield from repeat(counted, len(subjects) - len(others))
        return others

    def unmet_status(self, period: Period) -> str:
        """Return the status of a duty not done in `period`: unrecorded, pending or missed.

        A month or quarter that began before the records is pending while it runs, since the duty
        can still be done, and unrecorded afterwards. A year is judged if the records cover its last
        quarter.
        """
        needed = decisive(period)
        running = self.facts.as_of <= period.last
        if needed.first < self.branch.records_from:
            begun = needed is period and self.branch.records_from <= period.last
            return "pending" if running and begun else "unrecorded"
        return "pending" if running else "missed"

    def period_finding(
        self,
        period: Period,
        *,
        fulfilled: bool,
        details: Callable[[], FindingDetails],
        late: bool = False,
        exempt: Message | None = None,
    ) -> Judgement:
        """Return the finding for a whole period; its deadline is the period's last day.

        `exempt` is the reason why the subject owes nothing; None if it owes the duty.
        """
        if fulfilled:
            status = "late" if late else "met"
        elif exempt is not None:
            status = "exempt"
        else:
            status = self.unmet_status(period)
        counted = self._counted.get(status) or self._count(status)
        if counted is not None:
            return counted
        return self._finding(
            status, period.label, period, details(), deadline=period.last, exempt=exempt
        )

    def deadline_finding(
        self,
        begun: date,
        deadline: date,
        *,
        done: date | None,
        details: Callable[[], FindingDetails],
        last: date | None = None,
    ) -> Judgement:
        """Return the finding for a duty that began on one day and is due by another.

        What is done after the deadline was missed; where special circumstances allow more, what is
        done after the `last` day. `period` is the deadline.
        """
        limit = max(deadline, last or deadline)
        if done is not None and done <= limit:
            status = "met"
        elif begun < self.branch.records_from:
            status = "unrecorded"
        elif done is None and self.facts.as_of <= limit:
            status = "pending"
        else:
            status = "missed"
        counted = self._counted.get(status) or self._count(status)
        if counted is not None:
            return counted
        span = Period(deadline, deadline)
        return self._finding(status, deadline.isoformat(), span, details(), deadline=deadline)

    def state_finding(
        self,
        *,
        met: bool,
        details: Callable[[], FindingDetails],
        pending: bool = False,
        deadline: date | None = None,
        exempt: Message | None = None,
        grade: str = "",
    ) -> Judgement:
        """Return the finding for a state on the day; its period is the period checked.

        `grade` is the severity where it is not the rule's own.
        """
        if met:
            status = "met"
        elif exempt is not None:
            status = "exempt"
        elif self.day < self.branch.records_from:
            status = "unrecorded"
        else:
            status = "pending" if pending else "missed"
        counted = self._counted.get(status + grade) or self._count(status, grade)
        if counted is not None:
            return counted
        return self._finding(
            status,
            self.facts.label,
            Period(self.day, self.day),
            details(),
            deadline=deadline,
            exempt=exempt,
            grade=grade,
        )

    def record_finding(
        self,
        day: date,
        *,
        met: bool,
        details: Callable[[], FindingDetails],
        pending: bool = False,
        deadline: date | None = None,
        grade: str = "",
    ) -> Judgement:
        """Return the finding for a record of `day`, which is also its period.

        A record is a fact: it is judged even if it lies before `records_from`.
        """
        status = "met" if met else "pending" if pending else "missed"
        counted = self._counted.get(status + grade) or self._count(status, grade)
        if counted is not None:
            return counted
        return self._finding(
            status, day.isoformat(), Period(day, day), details(), deadline=deadline, grade=grade
        )

    def _count(self, status: str, grade: str = "") -> Judgement | None:
        """Return a Judgement to count; None where `status` needs details or may be waived."""
        if status in self._detailed_statuses or (self.waivers and status not in SETTLED_STATUSES):
            return None
        counted = self._counted[status + grade] = Judgement(self._graded(grade), status)
        return counted

    def _graded(self, grade: str) -> Rule:
        return replace(self.rule, grade=grade) if grade else self.rule

    def _finding(
        self,
        status: str,
        label: str,
        span: Period,
        details: FindingDetails,
        *,
        deadline: date | None,
        exempt: Message | None = None,
        grade: str = "",
    ) -> Finding:
        reason: Message | None = None
        if status == "exempt":
            reason = exempt
        elif status == "unrecorded":
            reason = say("the records begin on {day}", day=self.branch.records_from)
        numbers = details.numbers
        finding = Finding(
            self._graded(grade),
            status,
            details.subject,
            label,
            details.message,
            deadline,
            numbers.needed,
            numbers.found,
            numbers.base,
            numbers.excluded,
            numbers.records,
            reason,
        )
        if not self.waivers:
            return finding
        return apply_waivers(finding, span, self.waivers, self.facts.as_of)


def decisive(period: Period) -> Period:
    """Return the part of a period that rule and records must cover for the period to be judged.

    Of a year its last quarter, of every other period the whole.
    """
    whole_year = period == Period.year(period.first.year)
    return Period(date(period.first.year, 10, 1), period.last) if whole_year else period


def _sector(facts: BranchFacts, _day: date, wanted: Value) -> bool:
    sector = facts.branch.meta.sector
    return sector in wanted if isinstance(wanted, list) else sector == wanted


CONDITIONS: dict[str, Callable[[BranchFacts, date, Value], bool]] = {
    "sector": _sector,
    "committee": lambda facts, day, wanted: facts.has_committee(day) == wanted,
    "groups": lambda facts, day, wanted: bool(facts.groups(day)) == wanted,
    "secretary": lambda facts, day, wanted: (facts.secretary(day) is not None) == wanted,
    "theme-day": lambda facts, _day, wanted: bool(facts.branch.meta.theme_day) == wanted,
}
"""The conditions of `Rule.applies` by name, each put to a branch on a day."""


def applies_on(facts: BranchFacts, rule: Rule, day: date) -> bool:
    """Whether `rule` applies to the branch as it is on `day`."""
    return all(CONDITIONS[name](facts, day, wanted) for name, wanted in rule.applies.items())

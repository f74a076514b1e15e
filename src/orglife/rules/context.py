"""`CheckContext`: one rule put to one branch: parameters, days and periods in force, findings.

What a check is given: one rule and what the run knows; and how it writes a finding.

The sentences of the design that hold for every rule are here and nowhere else: when a duty is
pending or missed, what lies before the records, what was waived; which periods are asked is told by
what a case is built on (`InForce`).

A check hands over the `details` of a finding as a function. An audit of many branches counts what
is met and tells only what is missed; what nobody wants detailed_statuses is not put into words.

Where and when one rule is in force, and what of the branch it is put to: periods, days, records.

Which periods are asked is said here for every rule and nowhere else.

Which branches a rule is for, and whether a group exists through a period.
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


class Told:
    """What one rule tells its check: the parameters it states, and the defaults of the others."""

    def __init__(self, rule: Rule, parameters: dict[str, Parameter]) -> None:
        self.rule = rule
        self._parameters = parameters

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


class InForce(Told):
    """One rule and what the run knows; the days on which the rule is for the branch."""

    def __init__(self, facts: BranchFacts, rule: Rule, parameters: dict[str, Parameter]) -> None:
        super().__init__(rule, parameters)
        self.facts = facts
        self.branch = facts.branch
        self.day = facts.day
        founded = facts.branch.meta.founded
        self._first = founded if rule.since is None else max(rule.since, founded)
        self._last = rule.until or date.max
        self._applies: dict[RosterSnapshot, bool] = {}

    def in_force_on(self, day: date) -> bool:
        """Whether the rule is in force on `day` and applies to the branch as it is then."""
        if not self._first <= day <= self._last:
            return False
        if not self.rule.applies:
            return True
        era = self.facts.roster_on(day)
        applies = self._applies.get(era)
        if applies is None:
            applies = self._applies[era] = applies_on(self.facts, self.rule, day)
        return applies

    def periods(self, unit: str) -> list[Period]:
        """Return the whole units that end in the asked period and have begun by the day.

        Branch and rule exist on the first and on the last day of each.
        """
        units = self.facts.units(unit)
        if not units or self._in_force_throughout(units[0].first, units[-1].last):
            return units
        return [one for one in units if self.in_force_on(one.first) and self.in_force_on(one.last)]

    def state(self) -> Iterator[date]:
        """Yield the day on which a rule of state is judged, where there is anything to judge."""
        if self.facts.asked.first <= self.day and self.in_force_on(self.day):
            yield self.day

    def held(self, *kinds: str) -> list[Activity]:
        """Return what was held in the asked period while the rule held; every kind if none."""
        pool = self.facts.held_in_asked
        if kinds:
            pool = self.facts.activities(kinds, self.facts.asked)
        return self._while_in_force(pool)

    def voted(self) -> list[Activity]:
        """Return what was held in the asked period while the rule held, and has motions."""
        return self._while_in_force(self.facts.voted)

    def _in_force_throughout(self, first: date, last: date) -> bool:
        """Whether `holds_on` is certain of every day of a run without asking it for each."""
        if not (self._first <= first and last <= self._last):
            return False
        if not self.rule.applies:
            return True
        return self.facts.roster_on(first) is self.facts.roster_on(last) and self.in_force_on(first)

    def _while_in_force(self, pool: list[Activity]) -> list[Activity]:
        asked = self.facts.asked
        if self._in_force_throughout(asked.first, asked.last):
            return pool
        return [one for one in pool if self.in_force_on(one.day)]

    def asks_for(self, begun: date, deadline: date) -> bool:
        """Whether a duty that began on one day and ends on another is asked: as a period is."""
        return (
            deadline in self.facts.asked
            and begun <= self.facts.horizon
            and self.in_force_on(begun)
            and self.in_force_on(deadline)
        )

    def groups(self, period: Period) -> list[Group]:
        """Return the groups that exist on the first and on the last day of `period`."""
        first, last = self.facts.groups(period.first), self.facts.groups(period.last)
        return first if first is last else [group for group in first if group in last]


class CheckContext(InForce):
    """One rule put to one branch for one period.

    Findings are made whole for `detailed_statuses` only; the others are counted.
    """

    def __init__(
        self,
        facts: BranchFacts,
        rule: Rule,
        parameters: dict[str, Parameter],
        detailed_statuses: Container[str] = STATUSES,
    ) -> None:
        super().__init__(facts, rule, parameters)
        waivers = facts.branch.waivers
        self.waivers = [one for one in waivers.values() if one.rule == rule.id] if waivers else []
        self._detailed_statuses = detailed_statuses
        self._counted: dict[str, Judgement] = {}

    # Whom it is about

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

    # What was found

    def count_certain(
        self, subjects: Sequence[S], certain: Callable[[S], bool], status: str = "met"
    ) -> Generator[Judgement, None, Sequence[S]]:
        """Yield the counts of the subjects whose status is `certain`, and return the others.

        What the check does next must find the same of each of them: where that status is to be
        told, all are returned. It is only a shorter way for what most are, tens of times a rule.
        """
        counted = self._count(status)
        if counted is None:
            return subjects
        others = [one for one in subjects if not certain(one)]
        yield from repeat(counted, len(subjects) - len(others))
        return others

    def unmet_status(self, period: Period) -> str:
        """Return the status of what was asked for a whole period and not done, if not exempt."""
        if period.first < self.branch.records_from:
            return "unrecorded"
        return "pending" if self.facts.as_of <= period.last else "missed"

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

        `exempt` is the reason why nothing is asked of the subject.
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
    ) -> Judgement:
        """Return the finding for a duty that began on one day and is due by another.

        What is done after the deadline was missed. `period` is the deadline.
        """
        if done is not None and done <= deadline:
            status = "met"
        elif begun < self.branch.records_from:
            status = "unrecorded"
        elif done is None and self.facts.as_of <= deadline:
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
        """Return the finding for a state on the day; its period is the period asked.

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
        """Return what can be counted, where nothing more is wanted and nothing can be waived."""
        if status in self._detailed_statuses or (self.waivers and status not in SETTLED_STATUSES):
            return None
        found = self._counted[status + grade] = Judgement(self._graded(grade), status)
        return found

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
        found = Finding(
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
        return apply_waivers(found, span, self.waivers) if self.waivers else found


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
"""What `applies` may ask of a branch on a day."""


def applies_on(facts: BranchFacts, rule: Rule, day: date) -> bool:
    """Whether `rule` is for the branch as it is on `day`."""
    return all(CONDITIONS[name](facts, day, wanted) for name, wanted in rule.applies.items())


T = TypeVar("T", int, str, bool)

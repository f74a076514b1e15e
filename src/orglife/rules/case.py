"""What a check is given: one rule and what the run knows; and how it writes a finding.

The sentences of the design that hold for every rule are here and nowhere else: when a duty is
pending or missed, what lies before the records, what was waived; which periods are asked is told by
what a case is built on (`InForce`).

A check hands over the `details` of a finding as a function. An audit of many branches counts what
is met and tells only what is missed; what nobody wants told is not put into words.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Generator, Iterable, Sequence
from datetime import date
from itertools import repeat
from typing import TypeVar

from msgspec.structs import replace

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.group import Group
from orglife.model.member import Member
from orglife.model.names import kind_term
from orglife.model.period import Period
from orglife.model.terms import STATUSES
from orglife.rules.facts import Facts
from orglife.rules.finding import Details, Finding, Judgement, Subject
from orglife.rules.in_force import InForce
from orglife.rules.parameter import Parameter
from orglife.rules.rule import Rule
from orglife.rules.waived import DONE, waived

S = TypeVar("S")


class Case(InForce):
    """One rule, put to one branch for one period; `told` are the statuses of which all is told."""

    def __init__(
        self,
        facts: Facts,
        rule: Rule,
        parameters: dict[str, Parameter],
        told: Container[str] = STATUSES,
    ) -> None:
        super().__init__(facts, rule, parameters)
        waivers = facts.branch.waivers
        self.waivers = [one for one in waivers.values() if one.rule == rule.id] if waivers else []
        self._told = told
        self._counted: dict[str, Judgement] = {}

    # Whom it is about

    def the_branch(self) -> Subject:
        """Return the branch as the subject."""
        return Subject("branch", 1, self.branch.meta.name)

    def the_group(self, group: Group) -> Subject:
        """Return a group as the subject."""
        return Subject("group", group.id, group.name)

    def the_member(self, member: Member) -> Subject:
        """Return a member as the subject."""
        return Subject("member", member.id, member.name)

    def the_activity(self, activity: Activity) -> Subject:
        """Return an activity as the subject."""
        return Subject("activity", activity.id, kind_term(self.branch, activity.kind))

    def names(self, members: Iterable[int]) -> tuple[str, ...]:
        """Return the names of `members`, in the order given."""
        return tuple(self.branch.members[key].name for key in members)

    # What was found

    def settle(
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

    def unfulfilled(self, period: Period) -> str:
        """Return the status of what was asked for a whole period and not done, if not exempt."""
        if period.first < self.branch.records_from:
            return "unrecorded"
        return "pending" if self.facts.as_of <= period.last else "missed"

    def of_period(
        self,
        period: Period,
        *,
        fulfilled: bool,
        details: Callable[[], Details],
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
            status = self.unfulfilled(period)
        counted = self._counted.get(status) or self._count(status)
        if counted is not None:
            return counted
        return self._finding(
            status, period.label, period, details(), deadline=period.last, exempt=exempt
        )

    def of_deadline(
        self,
        begun: date,
        deadline: date,
        *,
        done: date | None,
        details: Callable[[], Details],
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

    def of_state(
        self,
        *,
        met: bool,
        details: Callable[[], Details],
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

    def of_record(
        self,
        day: date,
        *,
        met: bool,
        details: Callable[[], Details],
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
        if status in self._told or (self.waivers and status not in DONE):
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
        details: Details,
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
        return waived(found, span, self.waivers) if self.waivers else found

"""What a check is given: one rule, and what the run knows; and how it writes a finding.

The sentences of design that hold for every rule are here and nowhere else: which periods are asked,
when a duty is pending or missed, what lies before the records, what was waived.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.group import Group
from orglife.model.layer import Waiver
from orglife.model.member import Member
from orglife.model.period import Period
from orglife.model.task import Task
from orglife.rules.facts import Facts
from orglife.rules.finding import Finding, LeftOut, Reference, Subject
from orglife.rules.parameter import Parameter
from orglife.rules.rule import Rule
from orglife.rules.scope import applies_on, exists_through

T = TypeVar("T", int, str, bool)


class Case:
    """One rule, put to one branch for one period."""

    def __init__(self, facts: Facts, rule: Rule, parameters: dict[str, Parameter]) -> None:
        self.facts = facts
        self.rule = rule
        self.branch = facts.branch
        self.day = facts.day
        self._parameters = parameters
        self._waivers = [one for one in facts.branch.waivers.values() if one.rule == rule.id]

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

    def _parameter(self, name: str, kind: type[T]) -> T:
        value = self.rule.check.get(name, self._parameters[name].default)
        if not isinstance(value, kind):
            raise TypeError(f"{self.rule.id}: {name} is {value!r} and should be {kind.__name__}")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a parameter that is one code or several."""
        value = self.rule.check.get(name, self._parameters[name].default)
        if isinstance(value, str):
            return (value,) if value else ()
        if not isinstance(value, list):
            raise TypeError(f"{self.rule.id}: {name} is {value!r} and should be a list of codes")
        return tuple(value)

    # What is asked

    def periods(self, unit: str) -> Iterator[Period]:
        """Yield the whole units that end in the asked period and have begun by the day.

        Branch and rule exist on the first and on the last day of each.
        """
        for period in self.facts.asked.split(unit):
            if (
                period.first <= self.facts.horizon
                and self.branch.meta.founded <= period.first
                and self.holds_on(period.first)
                and self.holds_on(period.last)
            ):
                yield period

    def states(self) -> Iterator[date]:
        """Yield the day on which a rule of state is judged, where there is anything to judge."""
        if self.facts.asked.first <= self.day and self.holds_on(self.day):
            yield self.day

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on `day` and applies to the branch as it is then."""
        return self.rule.in_force(day) and applies_on(self.facts, self.rule, day)

    def groups(self, period: Period) -> Iterator[Group]:
        """Yield the groups that exist on the first and on the last day of `period`."""
        for group in self.branch.groups.values():
            if exists_through(group, period):
                yield group

    def held(self, *kinds: str) -> Iterator[Activity]:
        """Yield what was held in the asked period while the rule was in force, by day and id."""
        asked = self.facts.asked
        pool = self.facts.activities(kinds, asked) if kinds else self.facts.held
        for activity in pool:
            if activity.day in asked and self.holds_on(activity.day):
                yield activity

    def due(self, *kinds: str) -> Iterator[Task]:
        """Yield the tasks of `kinds` that are due in the asked period, by id; all kinds if none."""
        for task in self.branch.tasks.values():
            if (
                task.due is not None
                and task.due in self.facts.asked
                and (not kinds or task.kind in kinds)
                and self.holds_on(task.due)
            ):
                yield task

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

    def names(self, members: Iterable[int]) -> tuple[str, ...]:
        """Return the names of `members`, in the order given."""
        return tuple(self.branch.members[key].name for key in members)

    # What was found

    def of_period(
        self,
        subject: Subject,
        period: Period,
        *,
        fulfilled: bool,
        message: Message,
        late: bool = False,
        needed: int | None = None,
        found: int | None = None,
        base: int | None = None,
        excluded: tuple[LeftOut, ...] = (),
        records: Iterable[Reference] = (),
    ) -> Finding:
        """Return the finding for a whole period; its deadline is the period's last day."""
        reason: Message | None = None
        if fulfilled:
            status = "late" if late else "met"
        elif period.first < self.branch.records_from:
            status = "unrecorded"
            reason = say("the records begin on {day}", day=self.branch.records_from)
        else:
            status = "pending" if self.facts.as_of <= period.last else "missed"
        finding = Finding(
            rule=self.rule,
            status=status,
            subject=subject,
            period=period.label,
            message=message,
            deadline=period.last,
            needed=needed,
            found=found,
            base=base,
            excluded=excluded,
            records=tuple(records),
            reason=reason,
        )
        return self._waived(finding, period)

    def of_day(
        self,
        subject: Subject,
        day: date,
        *,
        met: bool,
        message: Message,
        period: str = "",
        deadline: date | None = None,
        grade: str = "",
        needed: int | None = None,
        found: int | None = None,
        base: int | None = None,
        excluded: tuple[LeftOut, ...] = (),
        records: Iterable[Reference] = (),
    ) -> Finding:
        """Return the finding for a record of `day`, or (with `period`) for a state on `day`.

        With a `deadline`, what is not met is pending up to that day. `grade` is the severity where
        it is not the rule's own.
        """
        if met:
            status = "met"
        elif deadline is not None and self.facts.as_of <= deadline:
            status = "pending"
        else:
            status = "missed"
        reason: Message | None = None
        if status == "missed" and period and day < self.branch.records_from:
            status = "unrecorded"
            reason = say("the records begin on {day}", day=self.branch.records_from)
        finding = Finding(
            rule=replace(self.rule, grade=grade) if grade else self.rule,
            status=status,
            subject=subject,
            period=period or day.isoformat(),
            message=message,
            deadline=deadline,
            needed=needed,
            found=found,
            base=base,
            excluded=excluded,
            records=tuple(records),
            reason=reason,
        )
        return self._waived(finding, Period(day, day))

    def exempt(self, finding: Finding, reason: Message) -> Finding:
        """Return a finding as one of somebody of whom nothing is asked."""
        if finding.status in ("met", "late"):
            return finding
        return finding._replace(status="exempt", reason=reason)

    def _waived(self, finding: Finding, span: Period) -> Finding:
        if finding.status in ("met", "late") or not self._waivers:
            return finding
        for waiver in self._waivers:
            if _covers(waiver, finding.subject, span):
                reason = say("waived by {by}: {reason}", by=waiver.by, reason=waiver.reason)
                return finding._replace(status="waived", reason=reason)
        return finding


def _covers(waiver: Waiver, subject: Subject, span: Period) -> bool:
    """Whether a waiver is about this subject, and its period holds the whole of `span`."""
    if waiver.group is not None and (subject.type, subject.id) != ("group", waiver.group):
        return False
    period = Period.parse(waiver.period)
    return period.first <= span.first and span.last <= period.last

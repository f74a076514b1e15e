"""What a check is given: one rule and what the run knows; and how it writes a finding.

The sentences of the design that hold for every rule are here and nowhere else: which periods are
asked, when a duty is pending or missed, what lies before the records, what was waived.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.group import Group
from orglife.model.member import Member
from orglife.model.period import Period
from orglife.model.which import kind_term
from orglife.rules.facts import Facts
from orglife.rules.finding import Finding, LeftOut, Reference, Subject
from orglife.rules.parameter import Parameter, Told
from orglife.rules.rule import Rule
from orglife.rules.scope import applies_on, exists_through
from orglife.rules.waived import waived


class Sum(NamedTuple):
    """The arithmetic of a finding and its evidence."""

    needed: int | None = None
    found: int | None = None
    base: int | None = None
    excluded: tuple[LeftOut, ...] = ()
    records: tuple[Reference, ...] = ()


NOTHING = Sum()


class Case(Told):
    """One rule, put to one branch for one period."""

    def __init__(self, facts: Facts, rule: Rule, parameters: dict[str, Parameter]) -> None:
        super().__init__(rule, parameters)
        self.facts = facts
        self.branch = facts.branch
        self.day = facts.day
        self.waivers = [one for one in facts.branch.waivers.values() if one.rule == rule.id]

    # What is asked

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on `day` and applies to the branch as it is then."""
        rule = self.rule
        return (
            (rule.since is None or rule.since <= day)
            and (rule.until is None or day <= rule.until)
            and self.branch.meta.founded <= day
            and (not rule.applies or applies_on(self.facts, rule, day))
        )

    def periods(self, unit: str) -> Iterator[Period]:
        """Yield the whole units that end in the asked period and have begun by the day.

        Branch and rule exist on the first and on the last day of each.
        """
        for period in self.facts.asked.split(unit):
            if (
                period.first <= self.facts.horizon
                and self.holds_on(period.first)
                and self.holds_on(period.last)
            ):
                yield period

    def state(self) -> Iterator[date]:
        """Yield the day on which a rule of state is judged, where there is anything to judge."""
        if self.facts.asked.first <= self.day and self.holds_on(self.day):
            yield self.day

    def held(self, *kinds: str) -> Iterator[Activity]:
        """Yield what was held in the asked period while the rule held; every kind if none."""
        pool = self.facts.held_in_asked
        if kinds:
            pool = self.facts.activities(kinds, self.facts.asked)
        return self._while_it_holds(pool)

    def voted(self) -> Iterator[Activity]:
        """Yield what was held in the asked period while the rule held, and has motions."""
        return self._while_it_holds(self.facts.voted)

    def _while_it_holds(self, pool: Iterable[Activity]) -> Iterator[Activity]:
        return (one for one in pool if self.holds_on(one.day))

    def asks_for(self, begun: date, deadline: date) -> bool:
        """Whether a duty that began on one day and ends on another is asked: as a period is."""
        return (
            deadline in self.facts.asked
            and begun <= self.facts.horizon
            and self.holds_on(begun)
            and self.holds_on(deadline)
        )

    def groups(self, period: Period) -> Iterator[Group]:
        """Yield the groups that exist on the first and on the last day of `period`."""
        for group in self.branch.groups.values():
            if exists_through(group, period):
                yield group

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

    def of_period(
        self,
        subject: Subject,
        period: Period,
        *,
        fulfilled: bool,
        message: Message,
        late: bool = False,
        exempt: Message | None = None,
        numbers: Sum = NOTHING,
    ) -> Finding:
        """Return the finding for a whole period; its deadline is the period's last day.

        `exempt` is the reason why nothing is asked of the subject.
        """
        reason: Message | None = None
        if fulfilled:
            status = "late" if late else "met"
        elif exempt is not None:
            status, reason = "exempt", exempt
        elif period.first < self.branch.records_from:
            status, reason = "unrecorded", self._before_records()
        else:
            status = "pending" if self.facts.as_of <= period.last else "missed"
        return self._finding(
            subject, period.label, period, status, message, numbers, period.last, reason
        )

    def of_deadline(
        self,
        subject: Subject,
        begun: date,
        deadline: date,
        *,
        done: date | None,
        message: Message,
        numbers: Sum = NOTHING,
        grade: str = "",
    ) -> Finding:
        """Return the finding for a duty that began on one day and is due by another.

        What is done after the deadline was missed. `period` is the deadline.
        """
        reason: Message | None = None
        if done is not None and done <= deadline:
            status = "met"
        elif begun < self.branch.records_from:
            status, reason = "unrecorded", self._before_records()
        elif done is None and self.facts.as_of <= deadline:
            status = "pending"
        else:
            status = "missed"
        span = Period(deadline, deadline)
        return self._finding(
            subject, deadline.isoformat(), span, status, message, numbers, deadline, reason, grade
        )

    def of_state(
        self,
        subject: Subject,
        *,
        met: bool,
        message: Message,
        pending: bool = False,
        deadline: date | None = None,
        exempt: Message | None = None,
        grade: str = "",
        numbers: Sum = NOTHING,
    ) -> Finding:
        """Return the finding for a state on the day; its period is the period asked.

        `grade` is the severity where it is not the rule's own.
        """
        reason: Message | None = None
        if met:
            status = "met"
        elif exempt is not None:
            status, reason = "exempt", exempt
        elif self.day < self.branch.records_from:
            status, reason = "unrecorded", self._before_records()
        else:
            status = "pending" if pending else "missed"
        span = Period(self.day, self.day)
        label = self.facts.label
        return self._finding(
            subject, label, span, status, message, numbers, deadline, reason, grade
        )

    def of_record(
        self,
        subject: Subject,
        day: date,
        *,
        met: bool,
        message: Message,
        pending: bool = False,
        deadline: date | None = None,
        grade: str = "",
        numbers: Sum = NOTHING,
    ) -> Finding:
        """Return the finding for a record of `day`, which is also its period.

        A record is a fact: it is judged even if it lies before `records_from`.
        """
        status = "met" if met else "pending" if pending else "missed"
        span = Period(day, day)
        return self._finding(
            subject, day.isoformat(), span, status, message, numbers, deadline, None, grade
        )

    def _before_records(self) -> Message:
        return say("the records begin on {day}", day=self.branch.records_from)

    def _finding(
        self,
        subject: Subject,
        label: str,
        span: Period,
        status: str,
        message: Message,
        numbers: Sum,
        deadline: date | None,
        reason: Message | None,
        grade: str = "",
    ) -> Finding:
        found = Finding(
            replace(self.rule, grade=grade) if grade else self.rule,
            status,
            subject,
            label,
            message,
            deadline,
            *numbers,
            reason=reason,
        )
        return waived(found, span, self.waivers) if self.waivers else found

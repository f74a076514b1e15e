"""What a check is given: one rule and what the run knows; and how it writes a finding.

The sentences of the design that hold for every rule are here and nowhere else: which periods are
asked, when a duty is pending or missed, what lies before the records, what was waived.

A check hands over the `details` of a finding as a function. An audit of many branches counts what
is met and tells only what is missed; what nobody wants told is not put into words.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from datetime import date

from msgspec.structs import replace

from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.group import Group
from orglife.model.member import Member
from orglife.model.names import kind_term
from orglife.model.period import Period
from orglife.model.terms import STATUSES
from orglife.rules.era import Era
from orglife.rules.facts import Facts
from orglife.rules.finding import Details, Finding, Judgement, Subject
from orglife.rules.parameter import Parameter, Told
from orglife.rules.rule import Rule
from orglife.rules.scope import applies_on
from orglife.rules.waived import DONE, waived


class Case(Told):
    """One rule, put to one branch for one period; `told` are the statuses of which all is told."""

    def __init__(
        self,
        facts: Facts,
        rule: Rule,
        parameters: dict[str, Parameter],
        told: Container[str] = STATUSES,
    ) -> None:
        super().__init__(rule, parameters)
        self.facts = facts
        self.branch = facts.branch
        self.day = facts.day
        waivers = facts.branch.waivers
        self.waivers = [one for one in waivers.values() if one.rule == rule.id] if waivers else []
        self._told = told
        self._counted: dict[str, Judgement] = {}
        founded = facts.branch.meta.founded
        self._first = founded if rule.since is None else max(rule.since, founded)
        self._last = rule.until or date.max
        self._applies: dict[Era, bool] = {}

    # What is asked

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on `day` and applies to the branch as it is then."""
        if not self._first <= day <= self._last:
            return False
        if not self.rule.applies:
            return True
        era = self.facts.era(day)
        applies = self._applies.get(era)
        if applies is None:
            applies = self._applies[era] = applies_on(self.facts, self.rule, day)
        return applies

    def periods(self, unit: str) -> Iterator[Period]:
        """Yield the whole units that end in the asked period and have begun by the day.

        Branch and rule exist on the first and on the last day of each.
        """
        for period in self.facts.units(unit):
            if self.holds_on(period.first) and self.holds_on(period.last):
                yield period

    def state(self) -> Iterator[date]:
        """Yield the day on which a rule of state is judged, where there is anything to judge."""
        if self.facts.asked.first <= self.day and self.holds_on(self.day):
            yield self.day

    def held(self, *kinds: str) -> Iterable[Activity]:
        """Return what was held in the asked period while the rule held; every kind if none."""
        pool = self.facts.held_in_asked
        if kinds:
            pool = self.facts.activities(kinds, self.facts.asked)
        return self._while_it_holds(pool)

    def voted(self) -> Iterable[Activity]:
        """Return what was held in the asked period while the rule held, and has motions."""
        return self._while_it_holds(self.facts.voted)

    def _while_it_holds(self, pool: list[Activity]) -> list[Activity]:
        asked = self.facts.asked
        if not self.rule.applies and self._first <= asked.first and asked.last <= self._last:
            return pool
        return [one for one in pool if self.holds_on(one.day)]

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
        last = {group.id for group in self.facts.groups(period.last)}
        for group in self.facts.groups(period.first):
            if group.id in last:
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
        elif period.first < self.branch.records_from:
            status = "unrecorded"
        else:
            status = "pending" if self.facts.as_of <= period.last else "missed"
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

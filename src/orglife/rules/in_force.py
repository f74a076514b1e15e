"""Where and when one rule is in force, and what of the branch it is put to: periods, days, records.

Which periods are asked is said here for every rule and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orglife.model.activity import Activity
from orglife.model.group import Group
from orglife.model.period import Period
from orglife.rules.era import Era
from orglife.rules.facts import Facts
from orglife.rules.parameter import Parameter, Told
from orglife.rules.rule import Rule
from orglife.rules.scope import applies_on


class InForce(Told):
    """One rule and what the run knows; the days on which the rule is for the branch."""

    def __init__(self, facts: Facts, rule: Rule, parameters: dict[str, Parameter]) -> None:
        super().__init__(rule, parameters)
        self.facts = facts
        self.branch = facts.branch
        self.day = facts.day
        founded = facts.branch.meta.founded
        self._first = founded if rule.since is None else max(rule.since, founded)
        self._last = rule.until or date.max
        self._applies: dict[Era, bool] = {}

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

    def periods(self, unit: str) -> list[Period]:
        """Return the whole units that end in the asked period and have begun by the day.

        Branch and rule exist on the first and on the last day of each.
        """
        units = self.facts.units(unit)
        if not units or self._holds_throughout(units[0].first, units[-1].last):
            return units
        return [one for one in units if self.holds_on(one.first) and self.holds_on(one.last)]

    def state(self) -> Iterator[date]:
        """Yield the day on which a rule of state is judged, where there is anything to judge."""
        if self.facts.asked.first <= self.day and self.holds_on(self.day):
            yield self.day

    def held(self, *kinds: str) -> list[Activity]:
        """Return what was held in the asked period while the rule held; every kind if none."""
        pool = self.facts.held_in_asked
        if kinds:
            pool = self.facts.activities(kinds, self.facts.asked)
        return self._while_it_holds(pool)

    def voted(self) -> list[Activity]:
        """Return what was held in the asked period while the rule held, and has motions."""
        return self._while_it_holds(self.facts.voted)

    def _holds_throughout(self, first: date, last: date) -> bool:
        """Whether `holds_on` is certain of every day of a run without asking it for each."""
        if not (self._first <= first and last <= self._last):
            return False
        if not self.rule.applies:
            return True
        return self.facts.era(first) is self.facts.era(last) and self.holds_on(first)

    def _while_it_holds(self, pool: list[Activity]) -> list[Activity]:
        asked = self.facts.asked
        if self._holds_throughout(asked.first, asked.last):
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

    def groups(self, period: Period) -> list[Group]:
        """Return the groups that exist on the first and on the last day of `period`."""
        first, last = self.facts.groups(period.first), self.facts.groups(period.last)
        return first if first is last else [group for group in first if group in last]

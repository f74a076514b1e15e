"""The engine: every rule that is switched on, put to the branch for a period, as a day sees it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date

from orglife.model.branch import Branch
from orglife.model.period import Period
from orglife.model.terms import STATUSES
from orglife.rules.case import Case
from orglife.rules.facts import Facts
from orglife.rules.finding import Finding, Judgement
from orglife.rules.layer import versions_of
from orglife.rules.registry import CHECKS
from orglife.rules.rule import Rule


def check(
    branch: Branch, period: Period, *, as_of: date, only: Sequence[str] = ()
) -> list[Finding]:
    """Return every finding for `period` as `as_of` sees it, of every status.

    Unique by rule, subject and period; sorted by rule id, subject type, subject id, period.
    `only` names rules by id or by the beginning of one.

    Raises:
        UnknownNameError: `only` names no rule.
    """
    return judge(Facts(branch, period, as_of), versions_of(branch), only)


def judge(facts: Facts, rules: Sequence[Rule], only: Sequence[str] = ()) -> list[Finding]:
    """Return the findings of `rules` on what is known; see `check`."""
    if only:
        from orglife.rules.select import select

        wanted = select((rule.id for rule in rules), only)
        rules = [rule for rule in rules if rule.id in wanted]
    return in_order(judgements(facts, rules))


def judgements(
    facts: Facts, rules: Sequence[Rule], told: Container[str] = STATUSES
) -> Iterator[Judgement]:
    """Yield what comes of every rule for every subject and period, rule by rule.

    A `Finding` where the status is one of `told`; of the others at least what can be counted.
    """
    for rule in rules:
        kind = rule.check.get("kind")
        if isinstance(kind, str) and rule.enabled:
            checked = CHECKS[kind]
            yield from checked.check(Case(facts, rule, checked.parameters, told))


def in_order(judged: Iterable[Judgement]) -> list[Finding]:
    """Return the findings among `judged`, sorted as `check` returns them.

    Raises:
        ValueError: a check made two for one rule, subject and period.
    """
    kept: dict[tuple[str, str, int, str], Finding] = {}
    for one in judged:
        if not isinstance(one, Finding):
            continue
        key = (one.rule.id, one.subject.type, one.subject.id, one.period)
        if key in kept:
            raise ValueError(f"{one.rule.id} has two findings for {key[1:]}")
        kept[key] = one
    return [kept[key] for key in sorted(kept)]

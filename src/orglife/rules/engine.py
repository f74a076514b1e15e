"""Every enabled rule put to one branch: `check_branch`, `judge_rules`, `upcoming_findings`."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from orglife.model.branch import Branch
from orglife.model.calendar import Period, add_days
from orglife.model.terms import STATUSES
from orglife.rules.branch_rules import rule_versions
from orglife.rules.checks import CHECK_KINDS
from orglife.rules.context import CheckContext
from orglife.rules.facts import BranchFacts
from orglife.rules.finding import Finding, Judgement
from orglife.rules.obligations import GRACE, last_day_for
from orglife.rules.rule import Rule


def check_branch(
    branch: Branch, period: Period, *, as_of: date, only: Sequence[str] = ()
) -> list[Finding]:
    """Return every finding for `period` as `as_of` sees it, of every status.

    Unique by rule, subject and period; sorted by rule id, subject type, subject id, period.
    `only` names rules by id or by the beginning of one.

    Raises:
        UnknownNameError: `only` names no rule.
    """
    return judge_rules(BranchFacts(branch, period, as_of), rule_versions(branch), only)


def judge_rules(
    facts: BranchFacts, rules: Sequence[Rule], only: Sequence[str] = ()
) -> list[Finding]:
    """Return the findings of `rules` on what is known; see `check`."""
    if only:
        from orglife.rules.branch_rules import select_rules

        wanted = select_rules((rule.id for rule in rules), only)
        rules = [rule for rule in rules if rule.id in wanted]
    return sorted_findings(judgements(facts, rules))


def judgements(
    facts: BranchFacts, rules: Sequence[Rule], detailed_statuses: Container[str] = STATUSES
) -> Iterator[Judgement]:
    """Yield what comes of every rule for every subject and period, rule by rule.

    A `Finding` where the status is one of `detailed_statuses`; the others may only be counted.
    """
    for rule in rules:
        kind = rule.check.get("kind")
        if isinstance(kind, str) and rule.enabled:
            checked = CHECK_KINDS[kind]
            yield from checked.check(
                CheckContext(facts, rule, checked.parameters, detailed_statuses)
            )


def sorted_findings(judged: Iterable[Judgement]) -> list[Finding]:
    """Return the findings among `judged`, sorted as `check` returns them.

    Raises:
        ValueError: a check made two for one rule, subject and period.
    """
    kept: dict[tuple[str, str, int, str], Finding] = {}
    for judgement in judged:
        if not isinstance(judgement, Finding):
            continue
        key = (judgement.rule.id, judgement.subject.type, judgement.subject.id, judgement.period)
        if key in kept:
            raise ValueError(f"{judgement.rule.id} has two findings for {key[1:]}")
        kept[key] = judgement
    return [kept[key] for key in sorted(kept)]


def upcoming_findings(branch: Branch, *, as_of: date, within_days: int) -> list[Finding]:
    """Return what is still open and due from `as_of` on, within so many days; soonest first.

    Periods that begin after `as_of` and end in the window are among it, and so is what is overdue.
    The `period` of a state (a term that ends) is its deadline.
    """
    limit = add_days(as_of, within_days)
    rules = rule_versions(branch)
    window = Period(as_of, limit)
    ahead = judge_rules(BranchFacts(branch, window, as_of, horizon=limit), rules)
    findings = [
        replace(found, period=found.deadline.isoformat()) if found.period == window.label else found
        for found in ahead
        if found.status == "pending" and found.deadline is not None and found.deadline <= limit
    ]
    return sorted(findings + overdue_findings(branch, as_of, rules), key=_soonest_first)


def overdue_findings(branch: Branch, as_of: date, rules: Sequence[Rule] = ()) -> list[Finding]:
    """Return what has passed its day and stays until it is done, soonest deadline first.

    Open tasks, probations to be decided, approvals still to come, and until it can be made up no
    more what is held once a year and was not held in the year before.
    """
    known = rules or rule_versions(branch)
    found = [*_tasks(branch, as_of, known), *_undecided(branch, as_of, known)]
    found += _of_last_year(branch, as_of, known)
    return sorted(found, key=_soonest_first)


def _tasks(branch: Branch, as_of: date, rules: Sequence[Rule]) -> list[Finding]:
    """Return the open tasks whose day has passed."""
    days = [task.due for task in branch.tasks.values() if task.due and task.open_on(as_of)]
    if not days or min(days) >= as_of:
        return []
    past = Period(min(days), add_days(as_of, -1))
    asked = [rule for rule in rules if rule.check.get("kind") == "task"]
    return [
        found
        for found in judge_rules(BranchFacts(branch, past, as_of), asked)
        if found.status == "missed"
    ]


def _undecided(branch: Branch, as_of: date, rules: Sequence[Rule]) -> list[Finding]:
    """Return the probations and approvals that are overdue."""
    asked = [
        rule
        for rule in rules
        if rule.check.get("kind") == "probation" or rule.check.get("persists") is True
    ]
    # From the first deadline on nothing is open any more by a day of the past alone.
    facts = BranchFacts(branch, Period(as_of, as_of), as_of)
    return [
        found
        for found in judge_rules(facts, asked)
        if found.status in ("missed", "pending")
        and found.deadline is not None
        and ((found.period == facts.label and found.deadline < as_of) or found.status == "missed")
    ]


def _of_last_year(branch: Branch, as_of: date, rules: Sequence[Rule]) -> list[Finding]:
    """Return what was not held for the year before and can still be made up."""
    asked = [rule for rule in rules if "grace" in rule.check]
    year = as_of.year - 1
    if not asked or year < date.min.year:
        return []
    found = judge_rules(BranchFacts(branch, Period.year(year), as_of), asked)
    return [one for one in found if _can_be_made_up(one, year, as_of)]


def _can_be_made_up(found: Finding, year: int, as_of: date) -> bool:
    if found.status == "pending":  # put off by the superior
        return True
    grace = found.rule.check.get("grace")
    last = last_day_for(year, grace if isinstance(grace, str) else GRACE)
    return found.status == "missed" and as_of <= last


def _soonest_first(found: Finding) -> tuple[date, str, str, int]:
    return (found.deadline or date.max, found.rule.id, found.subject.type, found.subject.id)

"""Why a rule has no finding: switched off, not in force, not for this branch, or nothing known."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date

from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.rules.branch_rules import rules_of, select_rules
from orglife.rules.context import applies_on
from orglife.rules.facts import BranchFacts
from orglife.rules.rule import Rule

POST_CHECKS = ("term", "term-extended", "standing")
"""Kinds of check that need the first day of a post."""


def unjudged_rules(
    branch: Branch, period: Period, *, as_of: date, only: Sequence[str], judged: Container[str]
) -> list[tuple[str, Message]]:
    """Return id and reason of each rule that `only` names and that is not among `judged`.

    Raises:
        UnknownNameError: `only` names no rule.
    """
    rules = rules_of(branch)
    facts = BranchFacts(branch, period, as_of)
    wanted = select_rules(rules, only)
    return [(rule, _reason(facts, rules[rule])) for rule in wanted if rule not in judged]


def _reason(facts: BranchFacts, rule: Rule) -> Message:
    if not rule.enabled:
        return say("it is switched off")
    if not isinstance(rule.check.get("kind"), str):
        return say("no record answers it")
    if rule.since is not None and rule.since > facts.period.last:
        return say("it is in force from {day}", day=rule.since)
    if rule.until is not None and rule.until < facts.period.first:
        return say("it was in force until {day}", day=rule.until)
    if not applies_on(facts, rule, facts.day):
        return say("it does not apply to a branch like this")
    posts = facts.posts(facts.day)
    if (
        rule.check["kind"] in POST_CHECKS
        and posts
        and not any(post.since is not None for post in posts)
    ):
        return say("the day the post began is unknown")
    return say("the records of the period hold nothing that it is about")

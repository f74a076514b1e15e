"""The minimum size of groups that a decision must keep; recorded facts may break it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from orglife.errors import RuleBrokenError
from orglife.messages import Message, say, say_n
from orglife.model.branch import Branch
from orglife.model.roster import (
    LIMITS,
    GroupLimits,
    GroupShortfall,
    composition_change_days,
    shortfalls,
)
from orglife.rules.branch_rules import rules_of
from orglife.rules.rule import Rule


def check_group_limits(
    before: Branch, after: Branch, groups: Iterable[int], *, day: date, force: bool
) -> tuple[Message, ...]:
    """Judge the `groups` that a decision touched; with `force` return its breaches as warnings.

    On `day` itself each of them must be whole. On the later days on which their composition is
    already known to change, the decision must not break what would be whole without it, nor make
    worse what is broken: a death or a transfer is not its doing.

    Raises:
        RuleBrokenError: a group would be broken, every breach with its numbers.
    """
    limits = group_limits(after)
    found: list[Message] = []
    for key in sorted(set(groups)):
        group = after.groups[key]
        first = shortfalls(after, group, day, limits)
        found += [breach_said(after, one) for one in first]
        told = {one.rule for one in first}
        for later in composition_change_days(after, group, day):
            for one in shortfalls(after, group, later, limits):
                if one.rule not in told and _worse(before, one, limits):
                    told.add(one.rule)
                    found.append(breach_said(after, one))
    if found and not force:
        raise RuleBrokenError(
            say("that would break a group: {breaches}", breaches=tuple(found)),
            hint=say("move others in the same command, or record it all the same with --force"),
        )
    return tuple(found)


def breach_said(branch: Branch, one: GroupShortfall) -> Message:
    """Return what a group would lack, with its numbers."""
    name = branch.groups[one.group].name
    if one.rule == "GR-FULL":
        return say(
            "{group} would have no full member on {day} ({rule}: at least {needed})",
            group=name,
            day=one.day,
            rule=one.rule,
            needed=one.needed,
        )
    return say_n(
        "{group} would have {n} member on {day} ({rule}: at least {needed})",
        "{group} would have {n} members on {day} ({rule}: at least {needed})",
        one.found,
        group=name,
        day=one.day,
        rule=one.rule,
        needed=one.needed,
    )


def _worse(before: Branch, one: GroupShortfall, limits: GroupLimits) -> bool:
    """Whether the group lacks more of this than it would have lacked without the decision."""
    if one.group not in before.groups:
        return True
    without = shortfalls(before, before.groups[one.group], one.day, limits)
    return one.found < min(
        (old.found for old in without if old.rule == one.rule), default=one.needed
    )


def group_limits(branch: Branch) -> GroupLimits:
    """Return what GR-SIZE and GR-FULL ask of this branch; nothing where they are switched off."""
    rules = rules_of(branch)
    return GroupLimits(
        _asked(rules.get("GR-SIZE"), LIMITS.members), _asked(rules.get("GR-FULL"), LIMITS.full)
    )


def _asked(rule: Rule | None, usual: int) -> int:
    if rule is None:
        return usual
    asked = rule.check.get("at_least", usual)
    return asked if rule.enabled and isinstance(asked, int) else 0

"""What the rules of admission say of a step: refused, told as a warning, or asked for a number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from orglife.errors import RuleBrokenError
from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.period import Period
from orglife.rules.engine import check
from orglife.rules.layer import rules_of


def breaches(
    branch: Branch, member: int, rules: Sequence[str], period: Period, today: date
) -> tuple[Message, ...]:
    """Return what `rules` find missed about one person in `period`, each with its id.

    `branch` is as it would be after the step. A rule that is switched off says nothing, and what
    was waived is no breach.
    """
    known = rules_of(branch)
    wanted = [rule for rule in rules if rule in known]
    if not wanted:
        return ()
    return tuple(
        say("{message} ({rule})", message=found.message, rule=found.rule.id)
        for found in check(branch, period, as_of=today, only=wanted)
        if found.status == "missed" and (found.subject.type, found.subject.id) == ("member", member)
    )


def refuse_breaches(found: Sequence[Message], *, force: bool) -> tuple[Message, ...]:
    """Refuse a decision that breaks a rule; with `force` return the breaches as warnings.

    Raises:
        RuleBrokenError: every breach is named with its arithmetic.
    """
    if found and not force:
        raise RuleBrokenError(
            say("that would break the rules of admission"),
            hint=say("where it was decided so all the same, record the fact with --force"),
            details=tuple(found),
        )
    return tuple(found)


def number_of(branch: Branch, rule: str, name: str, otherwise: int) -> int:
    """Return a number that a rule states, by the branch's own layer where it has one."""
    known = rules_of(branch).get(rule)
    value = known.check.get(name) if known is not None else None
    return value if isinstance(value, int) else otherwise

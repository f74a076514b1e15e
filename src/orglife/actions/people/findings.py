"""What the rules say of a decision: their findings of that day, told as warnings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.period import Period
from orglife.rules.engine import check
from orglife.rules.layer import rules_of


def rule_warnings(branch: Branch, rules: Sequence[str], day: date) -> tuple[Message, ...]:
    """Return what `rules` find missed on `day`, each with its id; rules of state only.

    A rule that is switched off says nothing.
    """
    known = rules_of(branch)
    wanted = [rule for rule in rules if rule in known]
    if not wanted:
        return ()
    return tuple(
        say("{message} ({rule})", message=found.message, rule=found.rule.id)
        if found.subject.type == "branch" or found.subject.name in found.message.values.values()
        else say(
            "{subject}: {message} ({rule})",
            subject=found.subject.name,
            message=found.message,
            rule=found.rule.id,
        )
        for found in check(branch, Period(day, day), as_of=day, only=wanted)
        if found.status == "missed"
    )

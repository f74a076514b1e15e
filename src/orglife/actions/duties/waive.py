"""A duty waived for a period, by somebody named, for a reason."""

from __future__ import annotations

from datetime import date

from orglife.actions.change import Change, Changed
from orglife.actions.duties.rules import find_rule
from orglife.errors import InvalidRecordError
from orglife.messages import say
from orglife.model.branch import Branch
from orglife.model.layer import Waiver
from orglife.model.names import find_group
from orglife.model.period import Period


def waive(
    branch: Branch,
    rule: str,
    period: Period,
    *,
    by: str,
    reason: str,
    group: str = "",
    recorded: date,
) -> Change:
    """Record that `by` waived a rule for a period; for one group, or for everybody.

    What was done all the same stays done; what was not is shown as waived, with who decided.

    Raises:
        UnknownNameError: there is no such rule or group.
        InvalidRecordError: nobody decided it or no reason is given, the rule is never checked, or
            the period lies before the founding.
    """
    known = find_rule(branch, rule)
    if not known.check:
        raise InvalidRecordError(
            say("{rule} is listed and never checked: there is nothing to waive", rule=known.id)
        )
    for name, text in (("--by", by), ("--reason", reason)):
        if not text.strip():
            raise InvalidRecordError(
                say("a waiver says who decided it and why"), hint=say("give {option}", option=name)
            )
    if period.last < branch.meta.founded:
        raise InvalidRecordError(
            say(
                "{period} lies before the founding of {branch} ({day})",
                period=period.label,
                branch=branch.meta.name,
                day=branch.meta.founded,
            )
        )
    waiver = Waiver(
        id=branch.next_id("waivers"),
        rule=known.id,
        period=period.label,
        by=by.strip(),
        reason=reason.strip(),
        group=find_group(branch, group).id if group else None,
        recorded=recorded,
    )
    if any(_same(one, waiver) for one in branch.waivers.values()):
        return Change(branch, say("That is waived already."))
    values = {"rule": known.id, "period": period.label, "by": waiver.by}
    if waiver.group is None:
        said = say("{rule} is waived for {period} by {by}.", **values)
    else:
        name = branch.groups[waiver.group].name
        said = say("{rule} is waived for {group} in {period} by {by}.", **values, group=name)
    return Change(branch.add("waivers", waiver), said, (Changed("waivers", waiver.id),))


def _same(one: Waiver, other: Waiver) -> bool:
    """Whether two waivers say the same, whenever they were entered."""
    return (one.rule, one.period, one.by, one.reason, one.group) == (
        other.rule,
        other.period,
        other.by,
        other.reason,
        other.group,
    )

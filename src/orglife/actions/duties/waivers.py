"""A duty waived for a period, by somebody named, for a reason."""

from __future__ import annotations

from datetime import date

from orglife.actions.change import Change, ChangedRecord
from orglife.actions.duties.rules import find_rule
from orglife.errors import InvalidRecordError, UnknownNameError
from orglife.messages import say
from orglife.model.branch import Branch, Waiver
from orglife.model.calendar import Period
from orglife.model.names import find_group, parse_record_number
from orglife.rules.checks import concerns_groups, whole_unit
from orglife.rules.rule import Rule


def add_waiver(
    branch: Branch,
    rule: str,
    period: Period,
    *,
    by: str,
    reason: str,
    group: str = "",
    recorded: date,
    until: date | None = None,
) -> Change:
    """Record that `by` waived a rule for a period; for one group, or for everybody.

    With `until` it is put off to that day, and not waived.

    What was done all the same stays done; what was not is shown as waived, with who decided.

    Raises:
        UnknownNameError: there is no such rule or group.
        InvalidRecordError: nobody decided it or no reason is given, the rule is never checked, the
            period lies before the founding, or the waiver could cover no finding of the rule.
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
    _refuse_useless(known, period, group)
    if until is not None and until <= period.last:
        raise InvalidRecordError(
            say(
                "{until} is no later than the end of {period}: {last}",
                until=until,
                period=period.label,
                last=period.last,
            ),
            hint=say("--until is the day that the superior set after it"),
        )
    waiver = Waiver(
        id=branch.next_id("waivers"),
        rule=known.id,
        period=period.label,
        by=by.strip(),
        reason=reason.strip(),
        group=find_group(branch, group).id if group else None,
        recorded=recorded,
        deadline=until,
    )
    if any(_same(one, waiver) for one in branch.waivers.values()):
        return Change(branch, say("That is waived already."))
    values: dict[str, object] = {"rule": known.id, "period": period.label, "by": waiver.by}
    if until is not None:
        said = say("{rule} of {period} is put off to {until} by {by}.", **values, until=until)
    elif waiver.group is None:
        said = say("{rule} is waived for {period} by {by}.", **values)
    else:
        name = branch.groups[waiver.group].name
        said = say("{rule} is waived for {group} in {period} by {by}.", **values, group=name)
    return Change(branch.add("waivers", waiver), said, (ChangedRecord("waivers", waiver.id),))


def withdraw_waiver(branch: Branch, number: str) -> Change:
    """Take a waiver back, as one that was entered by mistake or is decided otherwise.

    Raises:
        UnknownNameError: there is none of this number.
    """
    key = (
        parse_record_number(number) if number.startswith("#") else parse_record_number(f"#{number}")
    )
    waiver = branch.waivers.get(key or 0)
    if waiver is None:
        raise UnknownNameError(
            say("there is no waiver {text} in {branch}", text=number, branch=branch.meta.name),
            hint=say("'orglife waivers list' shows them with their numbers"),
        )
    said = say(
        "Withdrawn: waiver #{id} of {rule} for {period}.",
        id=waiver.id,
        rule=waiver.rule,
        period=waiver.period,
    )
    return Change(branch.drop("waivers", waiver.id), said, (ChangedRecord("waivers", waiver.id),))


def _refuse_useless(rule: Rule, period: Period, group: str) -> None:
    """Refuse a waiver that can cover no finding of the rule."""
    least = whole_unit(rule, period)
    if least is not None:
        raise InvalidRecordError(
            say(
                "{rule} is judged for {least} as a whole; {period} is a part of that",
                rule=rule.id,
                least=least.label,
                period=period.label,
            ),
            hint=say("name the whole: {least}", least=least.label),
        )
    if group and not concerns_groups(rule):
        raise InvalidRecordError(
            say("{rule} asks nothing of a single group", rule=rule.id),
            hint=say("leave --subject out to waive it for everybody"),
        )


def _same(one: Waiver, other: Waiver) -> bool:
    """Whether two waivers say the same, whenever they were entered."""
    return (one.rule, one.period, one.by, one.reason, one.group, one.deadline) == (
        other.rule,
        other.period,
        other.by,
        other.reason,
        other.group,
        other.deadline,
    )

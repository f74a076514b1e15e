"""Check of probation: its length, its extension, and that it is decided when it is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orglife.messages import Message, say
from orglife.model.calendar import PartialDate, add_months
from orglife.model.member import Member
from orglife.model.roster import confirmed_on, is_member_on
from orglife.rules.check_kind import register_check
from orglife.rules.context import CheckContext
from orglife.rules.finding import Arithmetic, FindingDetails, Judgement, Reference
from orglife.rules.rule import MONTHS, Parameter


@register_check(
    "probation",
    about="member",
    next_command='admission show "#{id}"',
    parameters={
        "months": Parameter(int, least=1, most=MONTHS),
        "extension_at_least": Parameter(int, most=MONTHS),
        "extension_at_most": Parameter(int, most=MONTHS),
    },
)
def probation(context: CheckContext) -> Iterator[Judgement]:
    """Nobody becomes a full member before the probation is over, and then it is decided.

    Confirmed early is as heavy as the rule; that a decision is due, or overdue, is a warning. Days
    known to the month are read in the person's favour.
    """
    for member in context.branch.members.values():
        joined = member.joined
        if joined is None or member.former or member.visiting:
            continue
        if member.full_since is not None:
            found = _confirmed(context, member, joined, member.full_since)
        elif "full" in member.stages:
            found = None
        else:
            found = _open(context, member, joined)
        if found is not None:
            yield found


def _confirmed(
    context: CheckContext, member: Member, joined: PartialDate, full: PartialDate
) -> Judgement | None:
    if full.first not in context.facts.period or not context.in_force_on(full.first):
        return None
    months, wrong = _months(context, member)
    earliest = _ends(context, member, joined.first)
    decided = confirmed_on(context.branch, member)
    values = {"joined": str(joined), "full": str(full), "earliest": earliest, "decided": decided}
    return context.record_finding(
        full.first,
        met=wrong is None and full.last >= earliest,
        details=lambda: FindingDetails(
            context.member_subject(member),
            wrong
            or (
                say(
                    "admitted on {joined}, full member on {full}, not before {earliest};"
                    " decided on {decided}",
                    **values,
                )
                if decided is not None and decided != full.first
                else say(
                    "admitted on {joined}, full member on {full}, not before {earliest}", **values
                )
            ),
            Arithmetic(months, records=(Reference("member", member.id),)),
        ),
    )


def _open(context: CheckContext, member: Member, joined: PartialDate) -> Judgement | None:
    """Return that a probation is to be decided: on its last day, and in every period after it."""
    months, wrong = _months(context, member)
    deadline = _ends(context, member, joined.last)
    asked = context.facts.period
    if (
        asked.last < deadline
        or not context.in_force_on(deadline)
        or not is_member_on(context.branch, member, context.facts.as_of)
    ):
        return None
    overdue = context.facts.as_of > deadline
    details = FindingDetails(
        context.member_subject(member),
        wrong
        or (
            say(
                "probation is over since {deadline}; the general meeting is to decide",
                deadline=deadline,
            )
            if overdue
            else say("probation is over on {deadline}; then it is decided", deadline=deadline)
        ),
        Arithmetic(months, records=(Reference("member", member.id),)),
    )
    grade = "warning" if wrong is None else ""
    if deadline in asked:
        return context.record_finding(
            deadline,
            met=False,
            pending=wrong is None and not overdue,
            deadline=deadline,
            grade=grade,
            details=lambda: details,
        )
    if context.facts.day <= deadline:
        return None
    return context.state_finding(met=False, deadline=deadline, grade=grade, details=lambda: details)


def _ends(context: CheckContext, member: Member, begun: date) -> date:
    """Return the day on which a probation that began so is over, its extension after its year."""
    extended = member.development.extended if member.development is not None else 0
    return add_months(add_months(begun, context.number("months")), extended)


def _months(context: CheckContext, member: Member) -> tuple[int, Message | None]:
    """Return how long the probation is, and what is wrong with its extension, if anything."""
    extended = member.development.extended if member.development is not None else 0
    months = context.number("months") + extended
    least, most = context.number("extension_at_least"), context.number("extension_at_most")
    if not extended or least <= extended <= most:
        return months, None
    return months, say(
        "extended by {extended} months; once, by {least} to {most}",
        extended=extended,
        least=least,
        most=most,
    )

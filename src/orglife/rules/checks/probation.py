"""Probation: one year from the vote, extended once by 6 to 12 months (charter, Art. 7)."""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import Message, say
from orglife.model.calendar import PartialDate, add_months
from orglife.model.member import Member
from orglife.model.roster import belongs
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Reference, Sum
from orglife.rules.parameter import MONTHS, Parameter

PARAMETERS = {
    "months": Parameter(int, least=1, most=MONTHS),
    "extension_at_least": Parameter(int, most=MONTHS),
    "extension_at_most": Parameter(int, most=MONTHS),
}


def probation(case: Case) -> Iterator[Judgement]:
    """Nobody becomes a full member before the probation is over, and then it is decided.

    Confirmed early is as heavy as the rule; that a decision is due, or overdue, is a warning. Days
    known to the month are read in the person's favour.
    """
    for member in case.branch.members.values():
        joined = member.joined
        if joined is None or member.former or member.visiting:
            continue
        if member.full_since is not None:
            found = _confirmed(case, member, joined, member.full_since)
        elif "full" in member.stages:
            found = None
        else:
            found = _open(case, member, joined)
        if found is not None:
            yield found


def _confirmed(
    case: Case, member: Member, joined: PartialDate, full: PartialDate
) -> Judgement | None:
    if full.first not in case.facts.asked or not case.holds_on(full.first):
        return None
    months, wrong = _months(case, member)
    earliest = add_months(joined.first, months)
    return case.of_record(
        full.first,
        met=wrong is None and full.last >= earliest,
        details=lambda: Details(
            case.the_member(member),
            wrong
            or say(
                "admitted on {joined}, full member on {full}, not before {earliest}",
                joined=str(joined),
                full=str(full),
                earliest=earliest,
            ),
            Sum(months, records=(Reference("member", member.id),)),
        ),
    )


def _open(case: Case, member: Member, joined: PartialDate) -> Judgement | None:
    months, wrong = _months(case, member)
    deadline = add_months(joined.last, months)
    if (
        deadline not in case.facts.asked
        or not case.holds_on(deadline)
        or not belongs(case.branch, member, case.facts.as_of)
    ):
        return None
    return case.of_record(
        deadline,
        met=False,
        pending=wrong is None and case.facts.as_of <= deadline,
        deadline=deadline,
        grade="warning" if wrong is None else "",
        details=lambda: Details(
            case.the_member(member),
            wrong or say("probation is over on {deadline}; then it is decided", deadline=deadline),
            Sum(months, records=(Reference("member", member.id),)),
        ),
    )


def _months(case: Case, member: Member) -> tuple[int, Message | None]:
    """Return how long the probation is, and what is wrong with its extension, if anything."""
    extended = member.development.extended if member.development is not None else 0
    months = case.number("months") + extended
    least, most = case.number("extension_at_least"), case.number("extension_at_most")
    if not extended or least <= extended <= most:
        return months, None
    return months, say(
        "extended by {extended} months; once, by {least} to {most}",
        extended=extended,
        least=least,
        most=most,
    )

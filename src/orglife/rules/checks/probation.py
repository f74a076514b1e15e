"""Probation: one year from the vote, extended once by 6 to 12 months (charter, Art. 7)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from orglife.messages import say
from orglife.model.calendar import PartialDate, add_months
from orglife.model.member import Member
from orglife.model.roster import belongs
from orglife.rules.case import Case, Sum
from orglife.rules.finding import Finding, Reference
from orglife.rules.parameter import Parameter

PARAMETERS = {
    "months": Parameter(int),
    "extension_at_least": Parameter(int),
    "extension_at_most": Parameter(int),
}


def probation(case: Case) -> Iterator[Finding]:
    """Nobody becomes a full member before the probation is over, and then it is decided.

    Confirmed early is as heavy as the rule; that a decision is due, or overdue, is a warning. Days
    known to the month are read in the person's favour.
    """
    for member in case.branch.members.values():
        joined = member.joined
        if joined is None or member.former or member.visiting:
            continue
        extended = member.development.extended if member.development is not None else 0
        months = case.number("months") + extended
        if member.full_since is not None:
            found = _confirmed(case, member, joined, member.full_since, months)
        elif "full" in member.stages:
            found = None
        else:
            found = _open(case, member, joined, months)
        if found is not None:
            yield _extension(case, found, extended)


def _confirmed(
    case: Case, member: Member, joined: PartialDate, full: PartialDate, months: int
) -> Finding | None:
    earliest = add_months(joined.first, months)
    if full.first not in case.facts.asked or not case.holds_on(full.first):
        return None
    return case.of_record(
        case.the_member(member),
        full.first,
        met=full.last >= earliest,
        numbers=Sum(months, records=(Reference("member", member.id),)),
        message=say(
            "admitted on {joined}, full member on {full}, not before {earliest}",
            joined=str(joined),
            full=str(full),
            earliest=earliest,
        ),
    )


def _open(case: Case, member: Member, joined: PartialDate, months: int) -> Finding | None:
    deadline = add_months(joined.last, months)
    if (
        deadline not in case.facts.asked
        or not case.holds_on(deadline)
        or not belongs(case.branch, member, case.facts.as_of)
    ):
        return None
    return case.of_record(
        case.the_member(member),
        deadline,
        met=False,
        pending=case.facts.as_of <= deadline,
        deadline=deadline,
        grade="warning",
        numbers=Sum(months, records=(Reference("member", member.id),)),
        message=say("probation is over on {deadline}; then it is decided", deadline=deadline),
    )


def _extension(case: Case, found: Finding, extended: int) -> Finding:
    """Return the finding, missed where the extension is none that there can be."""
    least, most = case.number("extension_at_least"), case.number("extension_at_most")
    if not extended or least <= extended <= most:
        return found
    return replace(
        found,
        rule=case.rule,
        status="missed",
        message=say(
            "extended by {extended} months; once, by {least} to {most}",
            extended=extended,
            least=least,
            most=most,
        ),
    )

"""How many persons a branch and its committee have on a day."""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import Message, say
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Reference, Sum
from orglife.rules.parameter import Parameter

BRANCH_PARAMETERS = {
    "who": Parameter(str, choices=("members", "full")),
    "at_least": Parameter(int, 0),
    "at_most": Parameter(int, 0),
}
NEED_PARAMETERS = {"full_members": Parameter(int)}
COMMITTEE_PARAMETERS = {
    "at_least": Parameter(int),
    "generally_at_most": Parameter(int),
    "at_most": Parameter(int),
}


def branch_size(case: Case) -> Iterator[Judgement]:
    """The branch has at least or at most so many members, or full members; 0 is no limit."""
    least, most = case.number("at_least"), case.number("at_most")
    full = case.text("who") == "full"
    for day in case.state():
        found = len(case.facts.full_members(day) if full else case.facts.members(day))
        yield case.of_state(
            met=least <= found and (not most or found <= most),
            details=lambda: Details(
                case.the_branch(),
                _members(full, found, least, most),
                Sum(least if found < least or not most else most, found),
            ),
        )


def _members(full: bool, found: int, least: int, most: int) -> Message:
    values = {"found": found, "least": least, "most": most}
    if full:
        if most:
            return say("full members: {found}, at most {most}", **values)
        return say("full members: {found}, at least {least}", **values)
    if most:
        return say("members: {found}, at most {most}", **values)
    return say("members: {found}, at least {least}", **values)


def committee_needed(case: Case) -> Iterator[Judgement]:
    """A branch of so many full members has a committee (branch regulation, Art. 20)."""
    limit = case.number("full_members")
    for day in case.state():
        full = len(case.facts.full_members(day))
        if full >= limit:
            exists = case.facts.has_committee(day)
            values = {"full": full, "limit": limit}
            yield case.of_state(
                met=exists,
                details=lambda: Details(
                    case.the_branch(),
                    say("{full} full members and a committee ({limit} or more)", **values)
                    if exists
                    else say("{full} full members and no committee ({limit} or more)", **values),
                    Sum(1, int(exists), full),
                ),
            )


def committee_size(case: Case) -> Iterator[Judgement]:
    """The committee has so many persons seated, each counted once (branch regulation, Art. 20).

    More than is general and still allowed is a warning; the rest is as heavy as the rule.
    """
    least, most = case.number("at_least"), case.number("at_most")
    general = case.number("generally_at_most")
    for day in case.state():
        if not case.facts.has_committee(day):
            continue
        posts = case.facts.posts(day)
        found = len({post.member for post in posts})
        yield case.of_state(
            met=least <= found <= general,
            grade="warning" if general < found <= most else "",
            details=lambda: Details(
                case.the_branch(),
                say(
                    "persons in the committee: {found}; {least} to {general}, and not over {most}",
                    found=found,
                    least=least,
                    general=general,
                    most=most,
                ),
                Sum(
                    least if found < least else general,
                    found,
                    records=tuple(Reference("post", post.id) for post in posts),
                ),
            ),
        )

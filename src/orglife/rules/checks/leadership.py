"""Checks of the branch's leadership: seats, duties, areas, numbers of persons, terms of office.

Branch regulation, Arts. 20, 21 and 23.
"""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import Message, say, say_n
from orglife.model.calendar import add_months, add_years
from orglife.model.terms import AREAS, SEATS, SECTORS
from orglife.rules.check_kind import register_check
from orglife.rules.context import CheckContext
from orglife.rules.finding import Arithmetic, FindingDetails, Judgement, Reference, Subject
from orglife.rules.rule import MONTHS, YEARS, Parameter


@register_check(
    "seats",
    about="branch",
    next_command="committee list",
    parameters={
        "seats": Parameter(list, choices=tuple(SEATS)),
        "without_committee": Parameter(list, ["secretary"], choices=tuple(SEATS)),
    },
)
def seats_filled(context: CheckContext) -> Iterator[Judgement]:
    """Every seat that there must be is filled: one finding for all of them.

    A branch without a committee has a secretary alone (branch regulation, Art. 20).
    """
    for day in context.state():
        posts = context.facts.posts(day)
        filled = {post.seat for post in posts}
        with_committee = context.facts.has_committee(day)
        seats = context.texts("seats" if with_committee else "without_committee")
        missing = tuple(SEATS[seat] for seat in seats if seat not in filled)
        yield context.state_finding(
            met=not missing,
            details=lambda: FindingDetails(
                context.branch_subject(),
                say("not filled: {seats}", seats=missing)
                if missing
                else say("filled: {seats}", seats=tuple(SEATS[seat] for seat in seats)),
                Arithmetic(
                    len(seats),
                    len(seats) - len(missing),
                    records=tuple(Reference("post", post.id) for post in posts),
                ),
            ),
        )


@register_check("duties", about="post")
def seat_duties(context: CheckContext) -> Iterator[Judgement]:
    """Whoever holds a seat has named duties."""
    for day in context.state():
        for post in context.facts.posts(day):
            seat = SEATS[post.seat]
            yield context.state_finding(
                met=bool(post.duties),
                details=lambda: FindingDetails(
                    Subject("post", post.id, context.branch.members[post.member].name),
                    say("{seat}: {duties}", seat=seat, duties=post.duties)
                    if post.duties
                    else say("{seat}: no duty is named", seat=seat),
                    Arithmetic(1, len(post.duties), records=(Reference("post", post.id),)),
                ),
            )


@register_check(
    "areas",
    about="branch",
    parameters={"areas": Parameter(list, list(AREAS), choices=tuple(AREAS))},
)
def areas_covered(context: CheckContext) -> Iterator[Judgement]:
    """Every area of ability is declared by somebody seated: facts of the team, of no person."""
    areas = context.texts("areas")
    for day in context.state():
        posts = context.facts.posts(day)
        if not posts:
            continue
        declared = {area for post in posts for area in post.areas}
        missing = tuple(AREAS[area] for area in areas if area not in declared)
        yield context.state_finding(
            met=not missing,
            details=lambda: FindingDetails(
                context.branch_subject(),
                say("declared by nobody: {areas}", areas=missing)
                if missing
                else say("every area is declared by somebody"),
                Arithmetic(len(areas), len(areas) - len(missing)),
            ),
        )


@register_check(
    "branch-size",
    about="branch",
    next_command="member list",
    parameters={
        "who": Parameter(str, choices=("members", "full")),
        "at_least": Parameter(int, 0),
        "at_most": Parameter(int, 0),
    },
)
def branch_size(context: CheckContext) -> Iterator[Judgement]:
    """The branch has at least or at most so many members, or full members; 0 is no limit."""
    least, most = context.number("at_least"), context.number("at_most")
    full = context.text("who") == "full"
    for day in context.state():
        found = len(context.facts.full_members(day) if full else context.facts.members(day))
        yield context.state_finding(
            met=least <= found and (not most or found <= most),
            details=lambda: FindingDetails(
                context.branch_subject(),
                _members(full, found, least, most),
                Arithmetic(least if found < least or not most else most, found),
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


@register_check(
    "committee-needed",
    about="branch",
    next_command="committee list",
    parameters={"full_members": Parameter(int)},
)
def committee_needed(context: CheckContext) -> Iterator[Judgement]:
    """A branch of so many full members has a committee (branch regulation, Art. 20)."""
    limit = context.number("full_members")
    for day in context.state():
        full = len(context.facts.full_members(day))
        if full >= limit:
            exists = context.facts.has_committee(day)
            values = {"full": full, "limit": limit}
            yield context.state_finding(
                met=exists,
                details=lambda: FindingDetails(
                    context.branch_subject(),
                    say("{full} full members and a committee ({limit} or more)", **values)
                    if exists
                    else say("{full} full members and no committee ({limit} or more)", **values),
                    Arithmetic(1, int(exists), full),
                ),
            )


@register_check(
    "committee-size",
    about="branch",
    next_command="committee list",
    parameters={
        "at_least": Parameter(int),
        "generally_at_most": Parameter(int),
        "at_most": Parameter(int),
    },
)
def committee_size(context: CheckContext) -> Iterator[Judgement]:
    """The committee has so many persons seated, each counted once (branch regulation, Art. 20).

    More than is general and still allowed is a warning; the rest is as heavy as the rule.
    """
    least, most = context.number("at_least"), context.number("at_most")
    general = context.number("generally_at_most")
    for day in context.state():
        if not context.facts.has_committee(day):
            continue
        posts = context.facts.posts(day)
        found = len({post.member for post in posts})
        yield context.state_finding(
            met=least <= found <= general,
            grade="warning" if general < found <= most else "",
            details=lambda: FindingDetails(
                context.branch_subject(),
                say(
                    "persons in the committee: {found}; {least} to {general}, and not over {most}",
                    found=found,
                    least=least,
                    general=general,
                    most=most,
                ),
                Arithmetic(
                    least if found < least else general,
                    found,
                    records=tuple(Reference("post", post.id) for post in posts),
                ),
            ),
        )


@register_check(
    "term",
    about="branch",
    next_command="committee list",
    parameters={
        "years": Parameter(int, least=1, most=YEARS),
        "long_years": Parameter(int, least=1, most=YEARS),
        "long_sectors": Parameter(list, choices=tuple(SECTORS)),
        "notice_months": Parameter(int, 6, most=MONTHS),
    },
)
def term_of_office(context: CheckContext) -> Iterator[Judgement]:
    """The term of those in office has not run out; in its last months it is pending.

    It runs from the earliest known start of a post held on the day, so that who came in later ends
    with the others. Posts of unknown start are not judged.
    """
    long = context.branch.meta.sector in context.texts("long_sectors")
    years = context.number("long_years" if long else "years")
    for day in context.state():
        posts = [post for post in context.facts.posts(day) if post.since is not None]
        starts = [post.since for post in posts if post.since is not None]
        if not starts:
            continue
        deadline = add_years(min(starts), years)
        met = day <= add_months(deadline, -context.number("notice_months"))
        yield context.state_finding(
            met=met,
            pending=day <= deadline,
            deadline=deadline,
            details=lambda: FindingDetails(
                context.branch_subject(),
                say(
                    "the term of {years} years began on {since} and ends on {deadline}",
                    years=years,
                    since=min(starts),
                    deadline=deadline,
                ),
                Arithmetic(years, records=tuple(Reference("post", post.id) for post in posts)),
            ),
        )


@register_check("standing", about="post", parameters={"years": Parameter(int, least=1, most=YEARS)})
def standing(context: CheckContext) -> Iterator[Judgement]:
    """The secretary has so many years of party standing, which runs from full membership.

    Not judged where the start of the post or of full membership is not known.
    """
    years = context.number("years")
    for day in context.state():
        post = context.facts.secretary(day)
        if post is None or post.since is None:
            continue
        member = context.branch.members[post.member]
        reached = None
        if member.full_since is not None:
            reached = add_years(member.full_since.first, years)
        elif member.stage_on(day) == "full":
            continue
        message = (
            say("{name} is no full member", name=member.name)
            if reached is None
            else say_n(
                "{name} reaches {n} year of party standing on {day}",
                "{name} reaches {n} years of party standing on {day}",
                years,
                name=member.name,
                day=reached,
            )
        )
        yield context.state_finding(
            met=reached is not None and day >= reached,
            details=lambda: FindingDetails(
                Subject("post", post.id, member.name),
                message,
                Arithmetic(years, records=(Reference("member", member.id),)),
            ),
        )

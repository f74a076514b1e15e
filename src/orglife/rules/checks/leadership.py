"""Checks of the branch's leadership: seats, duties, areas, numbers of persons, terms of office.

Branch regulation, Arts. 20, 21 and 23.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orglife.messages import Message, say, say_n
from orglife.model.branch import Extension
from orglife.model.calendar import add_months, add_years
from orglife.model.roster import extension_of, term_since
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


@register_check("seats-entitled", about="post", next_command="committee list")
def seats_entitled(context: CheckContext) -> Iterator[Judgement]:
    """Whoever holds a seat is a full member with the right to be elected (Art. 5).

    That rights were suspended is told, since no text says what becomes of the seat.
    """
    for day in context.state():
        for post in context.facts.posts(day):
            member = context.branch.members[post.member]
            full = member.stage_on(day) == "full"
            suspended = member.suspended_on(day)
            values = {"name": member.name, "seat": SEATS[post.seat]}
            yield context.state_finding(
                met=full and not suspended,
                grade="information" if full and suspended else "",
                details=lambda: FindingDetails(
                    Subject("post", post.id, member.name),
                    say("{name} holds this seat and is no full member: {seat}", **values)
                    if not full
                    else say("{name} holds this seat, with rights suspended: {seat}", **values)
                    if suspended
                    else say("{name} holds this seat as a full member: {seat}", **values),
                    Arithmetic(
                        1, int(full and not suspended), records=(Reference("post", post.id),)
                    ),
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

    It is the committee's (`roster.term_since`): who came in later ends with the others. It ends on
    the day to which the superior extended it. Where no start is known nothing is judged.
    """
    for day in context.state():
        running = _running(context, day, "years", "long_years")
        if running is None:
            continue
        years, since, usual = running
        extension = extension_of(context.branch, since)
        deadline = usual if extension is None else extension.until
        met = day <= add_months(deadline, -context.number("notice_months"))
        posts = [post for post in context.facts.posts(day) if post.since is not None]
        yield context.state_finding(
            met=met,
            pending=day <= deadline,
            deadline=deadline,
            details=lambda: FindingDetails(
                context.branch_subject(),
                _term_said(years, since, usual, deadline, extension, day),
                Arithmetic(years, records=tuple(Reference("post", post.id) for post in posts)),
            ),
        )


def _running(
    context: CheckContext, day: date, years: str, long_years: str
) -> tuple[int, date, date] | None:
    """Return how long the running term is, when it began and when it usually ends."""
    since = term_since(context.branch, day)
    if since is None:
        return None
    long = context.branch.meta.sector in context.texts("long_sectors")
    length = context.number(long_years if long else years)
    return length, since, add_years(since, length)


def _term_said(
    years: int,
    since: date,
    usual: date,
    deadline: date,
    extension: Extension | None,
    day: date,
) -> Message:
    values = {"years": years, "since": since, "deadline": deadline, "limit": add_years(usual, 1)}
    if extension is not None:
        said = say(
            "the term of {years} years began on {since} and was set to end on {deadline}, as {by}"
            " approved on {approved}",
            **values,
            by=extension.by,
            approved=extension.approved,
        )
    elif day <= deadline:
        return say("the term of {years} years began on {since} and ends on {deadline}", **values)
    else:
        said = say(
            "the term of {years} years began on {since} and ended on {deadline}; an extension needs"
            " the superior's approval, and none is on record",
            **values,
        )
    if day <= deadline:
        return said
    if day > add_years(usual, 1):
        return say(
            "{said}; it is over for {months}, and an extension is generally at most one year (to"
            " {limit})",
            said=said,
            months=say_n("{n} month", "{n} months", _months_between(usual, day)),
            limit=values["limit"],
        )
    return say("{said}; it is over", said=said) if extension is not None else said


def _months_between(first: date, last: date) -> int:
    """Return the whole months from one day to a later one."""
    months = 12 * (last.year - first.year) + last.month - first.month
    return months - 1 if add_months(first, months) > last else months


@register_check(
    "term-extended",
    about="branch",
    next_command="committee list",
    parameters={
        "months": Parameter(int, 12, most=MONTHS),
        "years": Parameter(int, 3, least=1, most=YEARS),
        "long_years": Parameter(int, 5, least=1, most=YEARS),
        "long_sectors": Parameter(list, ["rural", "community"], choices=tuple(SECTORS)),
    },
)
def term_extended(context: CheckContext) -> Iterator[Judgement]:
    """The running term was extended or shortened by no more than so many months (Art. 3).

    Begun months count. Nothing is judged where nothing was changed.
    """
    limit = context.number("months")
    for day in context.state():
        running = _running(context, day, "years", "long_years")
        extension = extension_of(context.branch, running[1]) if running is not None else None
        if running is None or extension is None:
            continue
        usual = running[2]
        first, last = min(usual, extension.until), max(usual, extension.until)
        months = _months_between(first, last)
        months += add_months(first, months) < last
        values = {
            "usual": usual,
            "until": extension.until,
            "months": say_n("{n} month", "{n} months", months),
            "by": extension.by,
            "approved": extension.approved,
            "limit": limit,
        }
        yield context.state_finding(
            met=months <= limit,
            details=lambda: FindingDetails(
                context.branch_subject(),
                say(
                    "extended by {months}, from {usual} to {until}, approved on {approved} by {by};"
                    " generally at most {limit}",
                    **values,
                )
                if extension.until >= usual
                else say(
                    "shortened by {months}, from {usual} to {until}, approved on {approved} by"
                    " {by}; generally at most {limit}",
                    **values,
                ),
                Arithmetic(limit, months),
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

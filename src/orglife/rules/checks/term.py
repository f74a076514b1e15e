"""Terms of office, and what a secretary brings (branch regulation, Arts. 21 and 23)."""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import say, say_n
from orglife.model.calendar import add_months, add_years
from orglife.model.terms import SECTORS
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Reference, Subject, Sum
from orglife.rules.parameter import MONTHS, YEARS, Parameter

TERM_PARAMETERS = {
    "years": Parameter(int, least=1, most=YEARS),
    "long_years": Parameter(int, least=1, most=YEARS),
    "long_sectors": Parameter(list, choices=tuple(SECTORS)),
    "notice_months": Parameter(int, 6, most=MONTHS),
}
STANDING_PARAMETERS = {"years": Parameter(int, least=1, most=YEARS)}


def term(case: Case) -> Iterator[Judgement]:
    """The term of those in office has not run out; in its last months it is pending.

    It runs from the earliest known start of a post held on the day, so that who came in later ends
    with the others. Posts of unknown start are not judged.
    """
    long = case.branch.meta.sector in case.texts("long_sectors")
    years = case.number("long_years" if long else "years")
    for day in case.state():
        posts = [post for post in case.facts.posts(day) if post.since is not None]
        starts = [post.since for post in posts if post.since is not None]
        if not starts:
            continue
        deadline = add_years(min(starts), years)
        met = day <= add_months(deadline, -case.number("notice_months"))
        yield case.of_state(
            met=met,
            pending=day <= deadline,
            deadline=deadline,
            details=lambda: Details(
                case.the_branch(),
                say(
                    "the term of {years} years began on {since} and ends on {deadline}",
                    years=years,
                    since=min(starts),
                    deadline=deadline,
                ),
                Sum(years, records=tuple(Reference("post", post.id) for post in posts)),
            ),
        )


def standing(case: Case) -> Iterator[Judgement]:
    """The secretary has so many years of party standing, which runs from full membership.

    Not judged where the start of the post or of full membership is not known.
    """
    years = case.number("years")
    for day in case.state():
        post = case.facts.secretary(day)
        if post is None or post.since is None:
            continue
        member = case.branch.members[post.member]
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
        yield case.of_state(
            met=reached is not None and day >= reached,
            details=lambda: Details(
                Subject("post", post.id, member.name),
                message,
                Sum(years, records=(Reference("member", member.id),)),
            ),
        )

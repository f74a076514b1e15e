"""Seats, areas covered.

The seats of the branch: who holds them on a day, and who has held them.

The leadership team: seats, duties, declared areas, training; and what nobody covers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from orglife.messages import say
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.model.duration import hours_text
from orglife.model.group import Post
from orglife.model.names import kinds_of
from orglife.model.roster import committee_on, has_committee, posts_on
from orglife.model.terms import AREAS, SEATS
from orglife.reports.language import Capitalized
from orglife.reports.meetings.attendance import held_in
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table, View
from orglife.rules.checks.participation import StudyTime
from orglife.rules.finding import Finding

RULES = ("TERM", "CT-NEED", "CT-SIZE", "CT-SEATS", "SEC-QUAL")
"""The rules whose findings stand below the list."""

ORDER = list(SEATS)


def committee_view(branch: Branch, findings: Sequence[Finding], day: date) -> View:
    """Return who holds the seats on `day`, and what `findings` of that day say of them."""
    posts = sorted(posts_on(branch, day), key=_order)
    persons = {post.member for post in posts}
    open_ones = [one for one in findings if one.status in ("missed", "pending")]
    term = next((one for one in findings if one.rule.id == "TERM"), None)
    data = {
        "schema": "orglife.committee/1",
        "branch": branch.meta.name,
        "as_of": day,
        "committee": has_committee(branch, day),
        "persons": len(persons),
        "term_ends": term.deadline if term is not None else None,
        "seats": [_data(branch, post) for post in posts],
        "findings": [
            {
                "rule": one.rule.id,
                "status": one.status,
                "severity": one.severity,
                "message": one.message,
            }
            for one in open_ones
        ],
    }
    table = Table(
        columns=(
            Column("seat", say("seat")),
            Column("name", say("name")),
            Column("since", say("since")),
            Column("duties", say("duties")),
            Column("areas", say("areas")),
        ),
        rows=tuple(_row(branch, post) for post in posts),
        empty=say("No seat is filled. Fill them with: orglife committee seat secretary=NAME"),
    )
    blocks: list[Block] = [
        Heading(say("Committee of {branch}", branch=branch.meta.name), say("{day}", day=day)),
        table,
    ]
    if posts and not has_committee(branch, day):
        blocks.append(Line(say("There is no committee: only secretary and deputy are seated.")))
    elif posts:
        blocks.append(Line(say("{n} persons in the committee", n=len(committee_on(branch, day)))))
    if term is not None and term.deadline is not None:
        blocks.append(Line(say("The term ends on {day}", day=term.deadline)))
    blocks += [
        Line(
            say("{rule}: {message}", rule=one.rule.id, message=one.message),
            one.severity if one.status == "missed" else "pending",
        )
        for one in open_ones
    ]
    return View(data, tuple(blocks))


def committee_history_view(branch: Branch, day: date) -> View:
    """Return everybody who has held a seat by `day`, seat by seat."""
    posts = sorted(
        (post for post in branch.posts.values() if post.since is None or post.since <= day),
        key=_order,
    )
    data = {
        "schema": "orglife.committee-history/1",
        "branch": branch.meta.name,
        "as_of": day,
        "posts": [_data(branch, post) for post in posts],
    }
    table = Table(
        columns=(
            Column("seat", say("seat")),
            Column("name", say("name")),
            Column("since", say("from")),
            Column("until", say("until")),
            Column("elected", say("elected in")),
        ),
        rows=tuple(
            (
                Capitalized(SEATS[post.seat]),
                branch.members[post.member].name,
                post.since,
                post.until,
                f"#{post.elected}" if post.elected is not None else None,
            )
            for post in posts
        ),
        empty=say("No seat has been filled yet."),
    )
    title = say("Seats of {branch} over time", branch=branch.meta.name)
    return View(data, (Heading(title, say("{day}", day=day)), table))


def _order(post: Post) -> tuple[int, date, int]:
    return (ORDER.index(post.seat), post.since or date.min, post.id)


def _row(branch: Branch, post: Post) -> tuple[Cell, ...]:
    areas = tuple(AREAS[area] for area in post.areas)
    return (
        Capitalized(SEATS[post.seat]),
        branch.members[post.member].name,
        post.since,
        "; ".join(post.duties) or None,
        say("{areas}", areas=areas) if areas else None,
    )


def _data(branch: Branch, post: Post) -> dict[str, Any]:
    return {
        "id": post.id,
        "seat": post.seat,
        "title": SEATS[post.seat],
        "member": {"id": post.member, "name": branch.members[post.member].name},
        "since": post.since,
        "until": post.until,
        "duties": list(post.duties),
        "areas": list(post.areas),
        "elected": post.elected,
    }


def coverage_view(branch: Branch, day: date) -> View:
    """Return seats by areas on `day`: what each holder declares, and what nobody declares.

    Declared by the persons themselves; facts of the team and no grade of anybody. Study hours are
    those of the year up to `day`.
    """
    posts = posts_on(branch, day)
    kinds = [kind.code for kind in kinds_of(branch).values() if kind.study]
    study = StudyTime(held_in(branch, Period.year(day.year), day, kinds))
    nobody = [code for code in AREAS if not any(code in post.areas for post in posts)]
    data = {
        "schema": "orglife.coverage/1",
        "branch": branch.meta.name,
        "as_of": day,
        "seats": [
            {
                "seat": post.seat,
                "title": SEATS[post.seat],
                "member": {"id": post.member, "name": branch.members[post.member].name},
                "since": post.since,
                "duties": list(post.duties),
                "areas": list(post.areas),
                "study_minutes": study.minutes(post.member),
            }
            for post in posts
        ],
        "areas": [
            {
                "area": code,
                "title": term,
                "declared_by": [post.member for post in posts if code in post.areas],
            }
            for code, term in AREAS.items()
        ],
        "nobody": nobody,
    }
    table = Table(
        (
            Column("seat", say("Seat")),
            Column("name", say("Name")),
            *(Column(code, say("{area}", area=Capitalized(term))) for code, term in AREAS.items()),
            Column("duties", say("Duties")),
            Column("study_hours", say("Study hours {year}", year=str(day.year)), "right"),
        ),
        tuple(
            (
                Capitalized(SEATS[post.seat]),
                branch.members[post.member].name,
                *(say("yes") if code in post.areas else None for code in AREAS),
                "; ".join(post.duties) or say("no duty is named"),
                hours_text(study.minutes(post.member)),
            )
            for post in posts
        ),
        empty=say("No seat is filled. Fill one with: orglife committee seat SEAT=NAME"),
    )
    blocks: list[Block] = [
        Heading(say("{branch}: seats and areas", branch=branch.meta.name), str(day)),
        table,
    ]
    if posts:
        blocks.append(
            Line(
                say("declared by nobody: {areas}", areas=tuple(AREAS[code] for code in nobody)),
                "warning",
            )
            if nobody
            else Line(say("every area is declared by somebody"), "met")
        )
    return View(data, tuple(blocks))

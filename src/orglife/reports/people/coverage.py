"""The leadership team: seats, duties, declared areas, training; and what nobody covers."""

from __future__ import annotations

from datetime import date

from orglife.messages import say
from orglife.model.branch import Branch
from orglife.model.duration import hours_text
from orglife.model.names import kinds_of
from orglife.model.period import Period
from orglife.model.roster import posts_on
from orglife.model.terms import AREAS, SEATS
from orglife.reports.meetings.presence import held_in
from orglife.reports.view import Block, Capital, Column, Heading, Line, Table, View
from orglife.rules.checks.hours import Studied


def coverage_view(branch: Branch, day: date) -> View:
    """Return seats by areas on `day`: what each holder declares, and what nobody declares.

    Declared by the persons themselves; facts of the team and no grade of anybody. Study hours are
    those of the year up to `day`.
    """
    posts = posts_on(branch, day)
    kinds = [kind.code for kind in kinds_of(branch).values() if kind.study]
    study = Studied(held_in(branch, Period.year(day.year), day, kinds))
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
            *(Column(code, say("{area}", area=Capital(term))) for code, term in AREAS.items()),
            Column("duties", say("Duties")),
            Column("study_hours", say("Study hours {year}", year=str(day.year)), "right"),
        ),
        tuple(
            (
                Capital(SEATS[post.seat]),
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

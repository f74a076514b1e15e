"""The roster for the file: every member with what the records say, and columns left to fill in."""

from __future__ import annotations

from datetime import date

from orglife.messages import say
from orglife.model.as_of import branch_as_of
from orglife.model.branch import Branch
from orglife.model.roster import members_on, posts_on, primary_groups_of
from orglife.model.terms import SEATS, STAGES
from orglife.reports.papers.people_papers import roster_paper
from orglife.reports.view import Column, Heading, Table, View


def roster_form(branch: Branch, day: date, blank: tuple[str, ...] = ()) -> View:
    """Return the roster on `day`, by id; `blank` are heads of empty columns on paper."""
    seen = branch_as_of(branch, day)
    people = members_on(seen, day)
    seats = {
        member.id: tuple(
            SEATS[post.seat] for post in posts_on(seen, day) if post.member == member.id
        )
        for member in people
    }
    table = Table(
        (
            Column("number", say("No."), "right"),
            Column("name", say("Member's name")),
            Column("standing", say("Standing")),
            Column("joined", say("Joined")),
            Column("full_since", say("Full since")),
            Column("group", say("Group")),
            Column("seats", say("Seats")),
            Column("unit", say("Unit")),
            Column("duty", say("Duty")),
            Column("residence", say("Residence")),
        ),
        tuple(
            (
                at,
                member.name,
                STAGES[member.stage_on(day) or "applicant"],
                str(member.joined or ""),
                str(member.full_since or ""),
                ", ".join(group.name for group in primary_groups_of(seen, member.id, day)) or None,
                say("{seats}", seats=seats[member.id]) if seats[member.id] else None,
                member.unit or None,
                member.duty or None,
                member.residence or None,
            )
            for at, member in enumerate(people, 1)
        ),
        empty=say("The branch has no members."),
    )
    data = {
        "schema": "orglife.roster-form/1",
        "branch": branch.meta.name,
        "as_of": day,
        "blank": list(blank),
        "members": [
            {
                "id": member.id,
                "name": member.name,
                "standing": member.stage_on(day),
                "joined": str(member.joined or "") or None,
                "full_since": str(member.full_since or "") or None,
                "groups": [group.name for group in primary_groups_of(seen, member.id, day)],
                "seats": [term.code for term in seats[member.id]],
                "unit": member.unit,
                "duty": member.duty,
                "residence": member.residence,
            }
            for member in people
        ],
    }
    return View(
        data,
        (
            Heading(
                say("Roster of {branch}", branch=branch.meta.name), say("as of {day}", day=day)
            ),
            table,
        ),
        table,
        paper=lambda language: roster_paper(seen, people, day, blank, language),
    )

"""Committee, elect.

`orglife committee`: the seats of the branch and who holds them.

`orglife committee elect`: candidates and ballots.
"""

from __future__ import annotations

from typing import Annotated

from orglife.cli.framework.command import Session, change, noun, reads, show, writes
from orglife.cli.framework.options import argument, option

app = noun(
    "committee",
    "The seats of the branch and who holds them",
    examples=("committee list", 'committee seat secretary="Li Si"'),
)


@app.command("seat")
@writes(
    examples=(
        (
            'committee seat secretary="Li Si" organization="Wang Wu" publicity="Zhao Min" '
            "--on 2026-12-01"
        ),
    )
)
def committee_seat(
    session: Session,
    seats: Annotated[
        list[str],
        argument(
            "Who takes which seat; several at once",
            metavar="SEAT=NAME...",
            values="seat=member",
            several=True,
        ),
    ],
    on: Annotated[
        str, option("--on", metavar="DATE", help="From this day; else today", values="day")
    ] = "",
    new_term: Annotated[
        bool | None,
        option(
            "--new-term/--by-election",
            help="A new committee, or a vacancy filled; else told from the seats that are named",
        ),
    ] = None,
    force: Annotated[
        bool, option("--force", help="Even somebody who is not a full member")
    ] = False,
) -> None:
    """Fill seats in one change: secretary, deputy-secretary, organization, publicity, discipline.

    Whoever held a seat that is named holds it until the day before; SEAT=none leaves it empty.
    Naming every seat held begins a new term, naming fewer fills vacancies of the running one.
    """
    from orglife.actions.people.committee import fill_seats as seated
    from orglife.cli.framework.arguments import parse_assignments

    pairs = parse_assignments(seats, "secretary=Li Si")
    change(
        session,
        lambda branch: seated(branch, pairs, day=session.day(on), force=force, new_term=new_term),
    )


@app.command("list")
@reads(examples=("committee list",))
def committee_list(session: Session) -> None:
    """List the seats, who holds them, and what the rules say of them."""
    from orglife.model.calendar import Period
    from orglife.reports.people.committee import RULES, committee_view
    from orglife.rules.engine import check_branch

    branch, day = session.load(), session.today
    findings = check_branch(branch, Period(day, day), as_of=day, only=RULES)
    show(session, committee_view(branch, findings, day))


@app.command("duties")
@writes(examples=('committee duties organization "admission and records" "transfers"',))
def committee_duties(
    session: Session,
    seat: Annotated[str, argument("The seat", values="SEATS")],
    duty: Annotated[list[str] | None, argument("Its duties, all anew", metavar="[DUTY]...")] = None,
    member: Annotated[
        str, option("--member", metavar="NAME", help="Whose, where several hold it", several=True)
    ] = "",
    clear: Annotated[bool, option("--clear", help="No duties")] = False,
) -> None:
    """Name the duties of a seat: not the title, but what is to be done."""
    from orglife.actions.people.committee import name_duties

    _refuse_nothing(duty, clear, "committee duties secretary 'convene the meetings'")
    change(
        session,
        lambda branch: name_duties(branch, seat, duty or [], day=session.today, member=member),
    )


@app.command("areas")
@writes(examples=('committee areas "Li Si" political communication',))
def committee_areas(
    session: Session,
    name: Annotated[str, argument("A member who holds a seat", values="members")],
    area: Annotated[
        list[str] | None,
        argument(
            "political, learning, management, communication; all anew",
            metavar="[AREA]...",
            values="AREAS",
        ),
    ] = None,
    clear: Annotated[bool, option("--clear", help="No areas")] = False,
) -> None:
    """Record in which areas somebody with a seat declares to be able; nothing is rated."""
    from orglife.actions.people.committee import declare_areas

    _refuse_nothing(area, clear, "committee areas 'Li Si' learning communication")
    change(session, lambda branch: declare_areas(branch, name, area or [], day=session.today))


def _refuse_nothing(items: list[str] | None, clear: bool, example: str) -> None:
    """Refuse neither items nor --clear, and both."""
    from orglife.errors import UsageError
    from orglife.messages import say

    if bool(items) == clear:
        raise UsageError(
            say("say what it is, or --clear"),
            hint=say("as in: orglife {example}", example=example),
        )


@app.command("history")
@reads(examples=("committee history",))
def committee_history(session: Session) -> None:
    """List everybody who has held a seat, seat by seat."""
    from orglife.reports.people.committee import committee_history_view

    show(session, committee_history_view(session.load(), session.today))


@app.command("extend")
@writes(examples=('committee extend --until 2027-03-31 --by "Party committee" --on 2026-09-20',))
def committee_extend(
    session: Session,
    until: Annotated[
        str,
        option(
            "--until",
            metavar="DATE",
            help="The day on which the term now ends",
            values="day",
            needed=True,
            future=True,
        ),
    ] = "",
    by: Annotated[str, option("--by", metavar="WHO", help="Who approved it", needed=True)] = "",
    on: Annotated[
        str,
        option("--on", metavar="DATE", help="The day of the approval; else today", values="day"),
    ] = "",
) -> None:
    """Record that the superior extended or shortened the running term (Art. 3)."""
    from orglife.actions.people.committee import extend_term
    from orglife.errors import UsageError
    from orglife.messages import say

    if not until:
        raise UsageError(
            say("until which day? --until is missing"), hint=say("as in: --until 2026-12-31")
        )
    change(
        session,
        lambda branch: extend_term(
            branch,
            until=session.day(until, future=True),
            by=by,
            on=session.day(on),
            today=session.today,
        ),
    )


@writes(
    examples=(
        (
            'committee elect 131 --seats 3 --issued 18 --returned 18 --votes "Li Si=18; Wang '
            'Wu=12; Zhao Min=15"'
        ),
    )
)
def committee_elect(
    session: Session,
    activity: Annotated[
        list[str], argument("The meeting that elected: 132, DATE [KIND], last KIND", values="votes")
    ],
    seats: Annotated[
        int,
        option(
            "--seats",
            help="How many were to be elected",
            values="number",
            needed=True,
        ),
    ] = 0,
    issued: Annotated[
        int, option("--issued", help="Ballots issued", values="number", needed=True)
    ] = 0,
    returned: Annotated[
        int, option("--returned", help="Ballots returned", values="number", needed=True)
    ] = 0,
    spoiled: Annotated[int, option("--spoiled", help="Of these, spoiled")] = 0,
    votes: Annotated[
        list[str],
        option("--votes", metavar="VOTES", help='"NAME=18; NAME=12": each candidate', needed=True),
    ] = [],
    motion: Annotated[str, option("--motion", metavar="TEXT", help="What it is called")] = "",
    not_in_room: Annotated[
        list[str],
        option(
            "--not-in-room",
            metavar="NAME",
            help="Had left the room",
            values="members",
            several=True,
        ),
    ] = [],
    exclude: Annotated[
        list[str],
        option(
            "--exclude",
            metavar="NAME:REASON",
            help="Left out of those who should attend, as the meeting approved",
        ),
    ] = [],
    consent: Annotated[
        str,
        option(
            "--consent",
            metavar="DATE",
            help="The superior's consent to the exclusions",
            values="day",
        ),
    ] = "",
    notice: Annotated[
        str, option("--notice", metavar="DATE", help="When members were told of it", values="day")
    ] = "",
    office: Annotated[
        str,
        option(
            "--office",
            help="What was elected: members, secretary, deputy-secretary",
            values="OFFICES",
        ),
    ] = "",
    reduced: Annotated[
        bool, option("--reduced", help="The number of seats was reduced to those elected")
    ] = False,
    force: Annotated[bool, option("--force", help="Record what breaks a rule")] = False,
) -> None:
    """Record an election with its ballots and say who is elected, with the arithmetic."""
    from orglife.actions.change import Change
    from orglife.actions.meetings.elections import ElectionEntry, record_election
    from orglife.cli.framework.arguments import parse_assignments, parse_names, parse_pair
    from orglife.errors import UsageError
    from orglife.messages import say
    from orglife.model.activity_lookup import find_activity
    from orglife.model.branch import Branch
    from orglife.model.name_lists import split_names
    from orglife.model.terms import MOTION_KINDS
    from orglife.reports.meetings.votes import election_view
    from orglife.reports.view import View

    for given, missing in (
        (seats, "--seats"),
        (issued, "--issued"),
        (returned, "--returned"),
        (votes, "--votes"),
    ):
        if not given:
            raise UsageError(
                say("{option} is missing", option=missing),
                hint=say(
                    'as in: --seats 2 --issued 18 --returned 18 --votes "Li Si=18; Wang Wu=12"'
                ),
            )
    pieces = [piece for listed in votes for piece in split_names(listed)]
    counted = []
    for name, text in parse_assignments(pieces, "Li Si=18"):
        if not (text.isascii() and text.isdecimal() and len(text) < 6):
            raise UsageError(say("{text} is not a number of votes", text=text))
        counted.append((name, int(text)))

    def act(branch: Branch) -> Change:
        told = ElectionEntry(
            text=motion.strip() or session.language.text(MOTION_KINDS["election"]),
            seats=seats,
            issued=issued,
            returned=returned,
            spoiled=spoiled,
            votes=tuple(counted),
            not_in_room=parse_names(not_in_room),
            excluded=tuple(parse_pair(text) for text in exclude),
            consent=session.day(consent) if consent else None,
            notice=session.day(notice) if notice else None,
            office=office,
            reduced=reduced,
        )
        meeting = find_activity(branch, " ".join(activity), today=session.today)
        return record_election(branch, meeting, told, force=force)

    def verdict(done: Change) -> View:
        meeting = done.branch.activities[done.records[0].id]
        return election_view(done.branch, meeting, meeting.motions[-1], session.program)

    change(session, act, verdict)


app.command("elect")(committee_elect)

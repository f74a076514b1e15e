"""`orglife committee elect`: candidates and ballots."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.frame.command import Session, writes


@writes
def elect(
    session: Session,
    activity: Annotated[
        list[str], typer.Argument(help="The meeting that elected: 132, DATE [KIND], last KIND")
    ],
    seats: Annotated[int, typer.Option("--seats", help="How many were to be elected")] = 0,
    issued: Annotated[int, typer.Option("--issued", help="Ballots issued")] = 0,
    returned: Annotated[int, typer.Option("--returned", help="Ballots returned")] = 0,
    spoiled: Annotated[int, typer.Option("--spoiled", help="Of these, spoiled")] = 0,
    votes: Annotated[
        list[str],
        typer.Option("--votes", metavar="VOTES", help='"NAME=18; NAME=12": each candidate'),
    ] = [],
    motion: Annotated[str, typer.Option("--motion", metavar="TEXT", help="What it is called")] = "",
    not_in_room: Annotated[
        list[str], typer.Option("--not-in-room", metavar="NAME", help="Had left the room")
    ] = [],
    exclude: Annotated[
        list[str],
        typer.Option(
            "--exclude",
            metavar="NAME:REASON",
            help="Left out of those who should attend, as the meeting approved",
        ),
    ] = [],
    consent: Annotated[
        str,
        typer.Option("--consent", metavar="DATE", help="The superior's consent to the exclusions"),
    ] = "",
    notice: Annotated[
        str, typer.Option("--notice", metavar="DATE", help="When members were told of it")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Record what breaks a rule")] = False,
) -> None:
    """Record an election with its ballots and say who is elected, with the arithmetic."""
    from orglife.actions.change import Change
    from orglife.actions.people.elect import Election, record_election
    from orglife.cli.typed.listed import assignments, names, pair
    from orglife.errors import UsageError
    from orglife.messages import say
    from orglife.model.branch import Branch
    from orglife.model.listed import split_names
    from orglife.model.terms import MOTION_KINDS
    from orglife.model.which import find_activity
    from orglife.reports.meetings.election import election_view
    from orglife.reports.view import View

    for given, option in (
        (seats, "--seats"),
        (issued, "--issued"),
        (returned, "--returned"),
        (votes, "--votes"),
    ):
        if not given:
            raise UsageError(
                say("{option} is missing", option=option),
                hint=say(
                    'as in: --seats 2 --issued 18 --returned 18 --votes "Li Si=18; Wang Wu=12"'
                ),
            )
    pieces = [piece for listed in votes for piece in split_names(listed)]
    counted = []
    for name, text in assignments(pieces, "Li Si=18"):
        if not (text.isascii() and text.isdecimal() and len(text) < 6):
            raise UsageError(say("{text} is not a number of votes", text=text))
        counted.append((name, int(text)))

    def act(branch: Branch) -> Change:
        told = Election(
            text=motion.strip() or session.language.text(MOTION_KINDS["election"]),
            seats=seats,
            issued=issued,
            returned=returned,
            spoiled=spoiled,
            votes=tuple(counted),
            not_in_room=names(not_in_room),
            excluded=tuple(pair(text) for text in exclude),
            consent=session.day(consent) if consent else None,
            notice=session.day(notice) if notice else None,
        )
        meeting = find_activity(branch, " ".join(activity), today=session.today)
        return record_election(branch, meeting, told, force=force)

    def verdict(done: Change) -> View:
        meeting = done.branch.activities[done.records[0].id]
        return election_view(done.branch, meeting, meeting.motions[-1], session.program)

    session.change(act, verdict)

"""`orglife vote`: a motion, its count and the verdict."""

from __future__ import annotations

from typing import Annotated

from orglife.cli.framework.command import Session, change, writes
from orglife.cli.framework.options import argument, option


@writes(
    examples=(
        'vote 132 --motion "Adopt the plan of service" --yes 18 --no 1 --abstain 2',
        'vote last general-meeting --motion "Admit Zhao Min" --kind admission --yes 9',
    )
)
def vote(
    session: Session,
    activity: Annotated[
        list[str], argument("The meeting: 132, DATE [KIND], last KIND", values="votes", needed=True)
    ] = [],
    motion: Annotated[
        str, option("--motion", metavar="TEXT", help="What was voted on", needed=True)
    ] = "",
    kind: Annotated[
        str, option("--kind", help="ordinary, admission or election", values="MOTION_KINDS")
    ] = "ordinary",
    yes: Annotated[
        int | None, option("--yes", help="How many approved", values="number", needed=True)
    ] = None,
    no: Annotated[
        int, option("--no", help="How many opposed", values="number", asked_along=True)
    ] = 0,
    abstain: Annotated[
        int, option("--abstain", help="How many abstained", values="number", asked_along=True)
    ] = 0,
    written: Annotated[
        int, option("--written", help="How many of these in writing (admissions only)")
    ] = 0,
    not_in_room: Annotated[
        list[str],
        option(
            "--not-in-room",
            metavar="NAME",
            help="Had left the room at the vote",
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
            values="members",
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
        str,
        option(
            "--notice", metavar="DATE", help="When members were told of the motion", values="day"
        ),
    ] = "",
    differing: Annotated[str, option("--differing", help="Differing opinions")] = "",
    force: Annotated[bool, option("--force", help="Record what breaks a rule")] = False,
) -> None:
    """Record a vote of a meeting and judge it: quorum, majority and the numbers behind them."""
    from orglife.actions.change import Change
    from orglife.actions.meetings.votes import VoteEntry, record_vote
    from orglife.cli.framework.arguments import parse_names, parse_pair
    from orglife.errors import UsageError
    from orglife.messages import say
    from orglife.model.activity_lookup import find_activity
    from orglife.model.branch import Branch
    from orglife.reports.meetings.votes import vote_view
    from orglife.reports.view import View

    for given, name in ((activity, "ACTIVITY"), (motion, "--motion"), (yes is not None, "--yes")):
        if not given:
            raise UsageError(
                say("{option} is missing", option=name),
                hint=say('as in: orglife vote 132 --motion "Admit Zhao Min" --yes 8 --no 0'),
            )

    def act(branch: Branch) -> Change:
        told = VoteEntry(
            text=motion,
            kind=kind,
            yes=yes or 0,
            no=no,
            abstain=abstain,
            written=written,
            not_in_room=parse_names(not_in_room),
            excluded=tuple(parse_pair(text) for text in exclude),
            consent=session.day(consent) if consent else None,
            notice=session.day(notice) if notice else None,
            differing=differing,
        )
        meeting = find_activity(branch, " ".join(activity), today=session.today)
        return record_vote(branch, meeting, told, force=force)

    def verdict(done: Change) -> View:
        meeting = done.branch.activities[done.records[0].id]
        return vote_view(done.branch, meeting, meeting.motions[-1])

    change(session, act, verdict)

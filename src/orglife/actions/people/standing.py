"""The days of a person's way in the Party: which can be true, and which are worth a second look."""

from __future__ import annotations

from datetime import date

from orglife.errors import InvalidRecordError
from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.calendar import PartialDate, add_years
from orglife.model.member import Member
from orglife.model.names import choose
from orglife.model.roster import first_day
from orglife.model.terms import STAGES


def stages_of(
    standing: str, joined: PartialDate | None, full_since: PartialDate | None
) -> dict[str, PartialDate | None]:
    """Return the stages of somebody of this standing; unknown days stay empty.

    Raises:
        ChoiceError: an unknown standing.
        InvalidRecordError: an applicant, or a probationary member with a day of full membership.
    """
    stage = choose(standing, STAGES, say("standing"))
    if stage not in ("probationary", "full"):
        raise InvalidRecordError(
            say("{standing} is not a member yet", standing=STAGES[stage]),
            hint=say("applicants are kept with 'orglife admission add'"),
        )
    if stage == "probationary":
        if full_since is not None:
            raise InvalidRecordError(
                say(
                    "a probationary member has no day of full membership ({day})",
                    day=str(full_since),
                ),
                hint=say("give --standing full"),
            )
        return {"probationary": joined}
    return {"probationary": joined, "full": full_since} if joined else {"full": full_since}


def refuse_impossible(branch: Branch, member: Member, recorded: date) -> None:
    """Refuse days that can't all be true. A month is taken as any day of it.

    Raises:
        InvalidRecordError: full before joined, gone before come, or something still to come.
    """
    for what, day in (
        (say("joined"), member.joined),
        (say("full since"), member.full_since),
        (say("arrived"), member.arrived),
        (say("left"), member.left),
    ):
        if day is not None and day.first > recorded:
            raise InvalidRecordError(
                say("{what} {day}: that is still to come", what=what, day=str(day))
            )
    joined, full, left = member.joined, member.full_since, member.left
    if joined is not None and full is not None and full.last < joined.first:
        raise InvalidRecordError(
            say("full since {full} is before joined {joined}", full=str(full), joined=str(joined)),
            hint=say("the full membership follows the probation"),
        )
    if left is not None and left.last < first_day(branch, member):
        raise InvalidRecordError(
            say(
                "left {left} is before the first day in the branch ({first})",
                left=str(left),
                first=first_day(branch, member),
            )
        )


def standing_warnings(member: Member) -> tuple[Message, ...]:
    """Return what is unusual: less than a year of probation (charter, Art. 7)."""
    joined, full = member.joined, member.full_since
    if joined is None or full is None or full.last >= add_years(joined.first, 1):
        return ()
    return (
        say(
            "full since {full} is less than a year after joined {joined} (DV-PROB)",
            full=str(full),
            joined=str(joined),
        ),
    )

"""Whether the general meeting has decided on a person: by a carried motion of its own."""

from __future__ import annotations

from orglife.errors import InvalidRecordError
from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.admission import carried_about, motions_about
from orglife.model.branch import Branch
from orglife.model.member import Member
from orglife.model.motion import judge_motion
from orglife.model.terms import STAGES, Term
from orglife.model.which import in_short

EXTENDED = Term("extended", "extended probation", "延长预备期")


def refuse_undecided(
    branch: Branch, member: Member, meeting: Activity | None, stage: str
) -> tuple[Message, ...]:
    """Return why no carried motion about `member` makes the decision; nothing where one does.

    Branch regulation, Art. 11; admission rules of 2014, Art. 20; one vote a person (DV-ONE).

    Raises:
        InvalidRecordError: the meeting was not held, or is not one of the whole branch.
    """
    what = STAGES.get(stage, EXTENDED)
    if meeting is None:
        return (
            say(
                "{stage}: the general meeting decides it by a vote, and none is named with --motion"
                " (GM-POWERS)",
                stage=what,
            ),
        )
    named = in_short(branch, meeting)
    if meeting.state != "held" or meeting.scope != "branch":
        raise InvalidRecordError(
            say("{activity} is no general meeting that was held", activity=named),
            hint=say("name the meeting of the whole branch that voted"),
        )
    about = motions_about(branch, meeting, member)
    if not about:
        return (
            say(
                "{activity} has no motion on admission about {name}",
                activity=named,
                name=member.name,
            ),
        )
    if carried_about(branch, meeting, member):
        return ()
    verdicts = [judge_motion(branch, meeting, one) for one in about]
    if any(one.carried for one in verdicts):
        return (
            say(
                "{activity}: every motion carried has decided on somebody else (DV-ONE)",
                activity=named,
            ),
        )
    last = verdicts[-1]
    return (
        say(
            "{activity}: the motion was not carried, {yes} of {due} approved, {needed} needed;"
            " {present} present, {quorum} needed (DV-PASS, DV-QUORUM)",
            activity=named,
            yes=last.yes,
            due=last.due,
            needed=last.needed_yes,
            present=last.present,
            quorum=last.needed_present,
        ),
    )

"""What the made-up branch decided: an extended term, elections, an admission and a confirmation."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from orglife.model.activity import Activity, Ballots, ElectionCandidate, Motion
from orglife.model.branch import Branch, Extension
from orglife.model.calendar import DAY, PartialDate, add_months
from orglife.model.group import Post
from orglife.model.member import AdmissionRecord
from orglife.model.voting import electorate

CONFIRMED = 19
"""The member who was admitted by a vote on record, and confirmed a year later."""
BEATEN = 12
"""The member who held the fourth seat before, and lost it in the vote that was taken again."""
SUCCESSOR, RIVAL = 13, 6
"""Who was elected to the seat that fell vacant, and who stood besides."""
VACATED = "publicity"
"""The seat that fell vacant."""


def first_committee_day(today: date) -> date:
    """Return the day on which the first committee was elected, before the records begin."""
    return date(today.year - 6, 2, 10)


def election_day(today: date) -> date:
    """Return the day on which the committee in office was elected, in its extended term."""
    return date(today.year - 1, 4, 15)


def decision_day(today: date) -> date:
    """Return the day of the by-election and the confirmation, one to two months ago."""
    return add_months(today.replace(day=1), -2).replace(day=21)


def admission_day(today: date) -> date:
    """Return the day on which `CONFIRMED` was admitted, a year and a month before."""
    return add_months(decision_day(today), -13)


def add_demo_decisions(branch: Branch, *, today: date, chinese: bool) -> Branch:
    """Return the branch with its motions and ballots, and with what they changed."""
    branch = branch.change_meta(
        extensions=(
            Extension(
                until=date(today.year - 1, 5, 31),
                by=branch.meta.superior,
                approved=date(today.year - 1, 1, 20),
            ),
        )
    )
    branch = _confirm(branch, today, chinese=chinese)  # first: it tells who has a vote
    branch = _elect_committee(branch, today, chinese=chinese)
    return _elect_successor(branch, today, chinese=chinese)


def _meeting(branch: Branch, kind: str, day: date) -> Activity | None:
    """Return the meeting of `kind` held on `day`; None where the records begin after it."""
    held = (
        activity
        for activity in branch.activities.values()
        if activity.kind == kind and activity.held == day
    )
    return next(held, None)


def _elect_committee(branch: Branch, today: date, *, chinese: bool) -> Branch:
    """Elect four of five, the last seat in a second vote; then the committee its secretary."""
    day = election_day(today)
    meeting = _meeting(branch, "general-meeting", day)
    chosen = _meeting(branch, "committee-meeting", day + DAY)
    if meeting is None or chosen is None:
        return branch
    present = _present(branch, meeting, "election")
    tie = present // 2 + 2
    first = {1: present, 2: present - 2, 3: present - 4, 4: tie, BEATEN: tie}
    again = {4: tie + 2, BEATEN: present - tie - 2}
    branch = _add_motions(
        branch,
        meeting,
        _ballots("选举支部委员会" if chinese else "Election of the committee", present, 4, first),
        _ballots(
            "就最后一个席位再次选举" if chinese else "Second vote on the last seat",
            present,
            1,
            again,
        ),
    )
    among = _present(branch, chosen, "election")
    branch = _add_motions(
        branch,
        chosen,
        _ballots("选举书记" if chinese else "Election of the secretary", among, 1, {1: among}),
    )
    return branch.put(
        "posts",
        *(
            replace(post, elected=chosen.id if post.seat == "secretary" else meeting.id)
            for post in branch.posts.values()
            if post.since == day
        ),
    )


def _elect_successor(branch: Branch, today: date, *, chinese: bool) -> Branch:
    """Fill the seat that fell vacant, for the rest of the running term."""
    day = decision_day(today)
    meeting = _meeting(branch, "general-meeting", day)
    left = next(
        (post for post in branch.posts.values() if post.seat == VACATED and post.until is None),
        None,
    )
    if meeting is None or left is None:
        return branch
    present = _present(branch, meeting, "election")
    votes = {SUCCESSOR: present - 4, RIVAL: 4}
    text = "补选宣传委员" if chinese else "By-election: publicity"
    branch = _add_motions(branch, meeting, _ballots(text, present, 1, votes))
    branch = branch.put("posts", replace(left, until=day - DAY))
    return branch.add(
        "posts",
        Post(
            id=branch.next_id("posts"),
            seat=VACATED,
            member=SUCCESSOR,
            since=day,
            term=left.term,
            elected=meeting.id,
            duties=left.duties,
            areas=left.areas,
        ),
    )


def _confirm(branch: Branch, today: date, *, chinese: bool) -> Branch:
    """Admit one person and confirm them a year later, each by a vote on record."""
    admitted_on, decided_on = admission_day(today), decision_day(today)
    admitted = _meeting(branch, "general-meeting", admitted_on)
    decided = _meeting(branch, "general-meeting", decided_on)
    if decided is None:
        return branch
    member = branch.members[CONFIRMED]
    stages = {
        "applicant": PartialDate.of(add_months(admitted_on, -40)),
        "activist": PartialDate.of(add_months(admitted_on, -34)),
        "development-target": PartialDate.of(add_months(admitted_on, -16)),
        "probationary": PartialDate.of(admitted_on),
        "full": PartialDate.of(add_months(admitted_on, 12)),
    }
    record = AdmissionRecord(
        talked=add_months(admitted_on, -40) + timedelta(days=14),
        contacts=(5, 8),
        introducers=(5, 8),
        training_days=3,
        training_hours=24,
        voted=admitted.id if admitted is not None else None,
        approved=admitted_on + timedelta(days=30),
        confirmed=decided.id,
        approved_full=decided_on + timedelta(days=9),
    )
    branch = branch.put("members", replace(member, stages=stages, development=record))
    for meeting, text in (
        (admitted, f"接收{member.name}为预备党员" if chinese else f"Admit {member.name}"),
        (decided, f"{member.name}转为正式党员" if chinese else f"Confirm {member.name}"),
    ):
        if meeting is not None:
            vote = Motion(text=text, kind="admission", notice=meeting.day - timedelta(7))
            present = len(electorate(branch, meeting, vote).present)
            branch = _add_motions(branch, meeting, replace(vote, yes=present, no=0, abstain=0))
    return branch


def _present(branch: Branch, meeting: Activity, kind: str) -> int:
    return len(electorate(branch, meeting, Motion(text="", kind=kind)).present)


def _ballots(text: str, present: int, seats: int, votes: dict[int, int]) -> Motion:
    """Return an election in which everybody present cast a valid ballot."""
    return Motion(
        text=text,
        kind="election",
        ballots=Ballots(
            seats=seats,
            issued=present,
            returned=present,
            candidates=tuple(
                ElectionCandidate(member=member, votes=count) for member, count in votes.items()
            ),
        ),
    )


def _add_motions(branch: Branch, meeting: Activity, *motions: Motion) -> Branch:
    """Return the branch with `motions` put to a meeting, of which members were told before."""
    current = branch.activities[meeting.id]
    told = tuple(replace(motion, notice=meeting.day - timedelta(7)) for motion in motions)
    return branch.put("activities", replace(current, motions=(*current.motions, *told)))

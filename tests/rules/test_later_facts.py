"""A fact of a later day changes nothing that an earlier day's check, or a past vote, says."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some
from mini_branch import branch_of, findings
from msgspec.structs import replace

from orglife.model.activity import Activity, Attendance, Motion
from orglife.model.branch import Extension
from orglife.model.calendar import PartialDate, Period
from orglife.model.group import Post
from orglife.model.member import AdmissionRecord, MobilePeriod, StatusPeriod, Transfer
from orglife.model.voting import electorate

BEFORE = date(2026, 6, 15)
"""The day that looks at the branch; what is added is of a later one."""

LATER = some.integers(1, 150).map(lambda days: BEFORE + timedelta(days))
PERIODS = some.sampled_from(("2025", "2026", "2026-Q2", "2026-05", "2026-06"))
TOLD = {
    "members": {
        "1-7": "full",
        "8": {
            "stages": {"activist": "2024-01-05", "probationary": "2025-05-10"},
            "development": {"contacts": [1], "introducers": [1, 2]},
        },
    },
    "groups": {1: [1, 2, 3], 2: [4, 5, 6, 7]},
    "posts": {
        "secretary": {"member": 1, "since": date(2023, 7, 1)},
        "organization": {"member": 2, "since": date(2023, 7, 1)},
        "publicity": {"member": 3, "since": date(2024, 7, 1)},
    },
}


def years(draw):
    """A branch with meetings that voted, before the day."""
    days = draw(some.lists(some.dates(date(2025, 7, 1), BEFORE), min_size=1, max_size=6))
    activities = [
        {
            "on": day,
            "kind": "general-meeting",
            "others": {draw(some.integers(1, 8)): "absent"},
            "motions": [{"text": "Plan", "kind": draw(KINDS), "yes": draw(some.integers(0, 7))}],
        }
        for day in days
    ]
    return branch_of({**TOLD, "activities": activities}, "TASK-OVERDUE")


KINDS = some.sampled_from(("ordinary", "admission"))


def confirmed(branch, day, _who):
    key = max(branch.activities) + 1
    vote = Motion(text="Confirm M8", kind="admission", yes=7)
    meeting = Activity(
        id=key,
        kind="general-meeting",
        held=day,
        attendance=Attendance(present=tuple(branch.members)),
        motions=(vote,),
    )
    person = branch.members[8]
    person = replace(
        person,
        stages={**person.stages, "full": PartialDate(2026, 5, 10)},
        development=replace(person.development or AdmissionRecord(), confirmed=key),
    )
    activities = {**branch.activities, key: meeting}
    return replace(branch, activities=activities).put("members", person)


def sent_away(branch, day, who):
    transfer = Transfer(sent=day, received=day + timedelta(3))
    return branch.put("members", replace(branch.members[who], transfers=(transfer,)))


def left(branch, day, who):
    return branch.put("members", replace(branch.members[who], left=PartialDate.of(day)))


def suspended(branch, day, who):
    return branch.put("members", replace(branch.members[who], suspended=(StatusPeriod(since=day),)))


def exempted(branch, day, who):
    spell = StatusPeriod(since=day, reason="frail")
    return branch.put("members", replace(branch.members[who], exempt=(spell,)))


def gone_abroad(branch, day, who):
    spell = MobilePeriod(since=day, abroad=True, purpose="study")
    return branch.put("members", replace(branch.members[who], mobile=(spell,)))


def dissolved(branch, day, who):
    group = branch.groups[1 + who % 2]
    return branch.put("groups", replace(group, dissolved=day))


def seated(branch, day, who):
    key = max(branch.posts) + 1
    # Their last day is later too: one that is the day itself is a fact of that day, which sees it
    # (test_an_end_on_the_day_is_seen) and expects nothing of a committee after it.
    ended = {one.id: replace(one, until=day) for one in branch.posts.values()}
    begun = day + timedelta(1)
    new = Post(id=key, seat="secretary", member=who, since=begun, term=begun)
    return replace(branch, posts={**ended, key: new})


def extended(branch, day, _who):
    extension = Extension(until=date(2027, 1, 31), by="Superior", approved=day)
    return branch.change_meta(extensions=(extension,))


def held(branch, day, _who):
    key = max(branch.activities) + 1
    attendance = Attendance(present=tuple(branch.members))
    new = Activity(id=key, kind="organizational-life-meeting", held=day, attendance=attendance)
    return replace(branch, activities={**branch.activities, key: new})


FACTS = (
    *(confirmed, sent_away, left, suspended, exempted, gone_abroad, dissolved, seated, extended),
    held,
)


@settings(max_examples=150, deadline=None)
@given(data=some.data(), period=PERIODS)
def test_a_later_fact_changes_nothing_that_an_earlier_day_sees(data, period):
    branch = years(data.draw)
    fact = data.draw(some.sampled_from(FACTS))
    after = fact(branch, data.draw(LATER), data.draw(some.integers(1, 7)))

    asked = Period.parse(period)
    assert findings(after, asked, BEFORE) == findings(branch, asked, BEFORE)


@settings(max_examples=150, deadline=None)
@given(data=some.data())
def test_a_later_fact_changes_no_past_vote(data):
    branch = years(data.draw)
    fact = data.draw(some.sampled_from(FACTS))
    after = fact(branch, data.draw(LATER), data.draw(some.integers(1, 7)))

    for activity in branch.activities.values():
        for motion in activity.motions:
            assert electorate(after, activity, motion) == electorate(branch, activity, motion)

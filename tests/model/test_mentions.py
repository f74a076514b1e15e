"""Every place in which a member can stand on record is found."""

import pytest
from msgspec.structs import replace
from riverside import DAY, riverside

from orglife.model.activity import (
    Absence,
    Activity,
    Appraisal,
    Attendance,
    Ballots,
    CriticismSession,
    ElectionCandidate,
    Exclusion,
    Motion,
    SelfCriticism,
)
from orglife.model.branch import PrivateText
from orglife.model.group import Group, Leader, Post
from orglife.model.member import ActivistReview, AdmissionRecord, MobilePeriod
from orglife.model.personal_data import mentions_of
from orglife.model.task import Task


def activity(**fields):
    return Activity(id=1, kind="other", held=DAY, **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"chair": 1},
        {"recorder": 1},
        {"lecturer": 1},
        {"initiator": 1},
        {"attendance": Attendance(present=(1,))},
        {"attendance": Attendance(others={1: Absence(state="absent")})},
        {"motions": (Motion(text="x", not_in_room=(1,)),)},
        {"motions": (Motion(text="x", excluded=(Exclusion(member=1, reason="ill"),)),)},
        {
            "motions": (
                Motion(
                    text="x",
                    ballots=Ballots(
                        seats=1,
                        issued=1,
                        returned=1,
                        candidates=(ElectionCandidate(member=1, votes=1),),
                    ),
                ),
            )
        },
        {"session": CriticismSession(parts={1: SelfCriticism()})},
        {"appraisal": Appraisal(grades={1: "qualified"})},
    ],
)
def test_a_part_in_an_activity_is_found(fields):
    branch = riverside(loose="AB").add("activities", activity(**fields))

    assert [str(one) for one in mentions_of(branch, 1)] == ["activity #1 of 2026-11-22"]
    assert mentions_of(branch, 2) == []


@pytest.mark.parametrize(
    ("table", "record"),
    [
        ("groups", Group(id=1, name="G", leaders=(Leader(member=1),))),
        ("posts", Post(id=1, seat="secretary", member=1)),
        ("tasks", Task(id=1, kind="matter", subject="x", opened=DAY, owner=1)),
        ("tasks", Task(id=1, kind="matter", subject="x", opened=DAY, checked_by=1)),
        ("private", PrivateText(id=1, table="activities", record=7, member=1, text="x", on=DAY)),
    ],
)
def test_a_place_in_another_table_is_found(table, record):
    branch = riverside(loose="AB").add(table, record)

    assert len(mentions_of(branch, 1)) == 1
    assert mentions_of(branch, 2) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"mobile": (MobilePeriod(since=DAY, contact=1),)},
        {"development": AdmissionRecord(contacts=(1,))},
        {"development": AdmissionRecord(introducers=(1,))},
        {"development": AdmissionRecord(reviews=(ActivistReview(held=DAY, reviewer=1),))},
    ],
)
def test_a_part_in_the_record_of_another_is_found(fields):
    branch = riverside(loose="AB")
    branch = branch.put("members", replace(branch.members[2], **fields))

    assert [str(one) for one in mentions_of(branch, 1)] == ["record of Person B"]
    assert mentions_of(branch, 2) == []


def test_somebody_else_by_the_name_of_a_guest_is_no_mention():
    branch = riverside(loose="A").add("activities", activity(chair="1", recorder="Person A"))

    assert mentions_of(branch, 1) == []

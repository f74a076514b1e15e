"""The order of the stages, their intervals by the calendar, and which motion is about whom."""

from __future__ import annotations

from datetime import date

import pytest

from orglife.model.activity import Activity, Attendance, Motion
from orglife.model.admission import (
    ORDER,
    carried_about,
    decided_at,
    earliest_end,
    is_in_admission,
    latest_stage,
    motions_about,
    next_stage,
    probation_end,
    record_of,
    skipped_stages,
)
from orglife.model.branch import Branch, Meta
from orglife.model.calendar import PartialDate
from orglife.model.member import AdmissionRecord, Member

DAY = date(2026, 9, 1)


def person(number, name, development=None, left=None, **stages):
    return Member(
        id=number,
        name=name,
        stages={
            code.replace("_", "-"): PartialDate.parse(on) if on else None
            for code, on in stages.items()
        },
        development=development,
        left=PartialDate.parse(left) if left else None,
    )


def branch_of(*people, activities=()):
    full = [person(number, f"Full {number}", full="2010-01-01") for number in range(1, 5)]
    return Branch(
        meta=Meta(uid="u", name="R", sector="school", founded=date(2015, 6, 1)),
        members={one.id: one for one in (*full, *people)},
        activities={one.id: one for one in activities},
    )


def meeting(*motions, number=1):
    return Activity(
        id=number,
        kind="general-meeting",
        held=DAY,
        attendance=Attendance(present=(1, 2, 3, 4)),
        motions=motions,
    )


def motion(text, yes=4, kind="admission"):
    return Motion(text=text, kind=kind, yes=yes)


def test_the_stages_in_their_order():
    assert [next_stage(code) for code in ORDER] == [*ORDER[1:], None]


@pytest.mark.parametrize(
    ("stages", "to", "left_out"),
    [
        ({"applicant": "2024-01-01"}, "activist", ()),
        ({"applicant": "2024-01-01"}, "development-target", ("activist",)),
        ({"applicant": "2024-01-01"}, "full", ORDER[1:4]),
        ({"applicant": "2024-01-01", "activist": ""}, "development-target", ()),
        ({"full": ""}, "full", ()),
        ({}, "activist", ("applicant",)),
    ],
)
def test_what_is_left_out(stages, to, left_out):
    assert skipped_stages(person(9, "Z", **stages), to) == left_out


def test_the_latest_stage_may_have_no_day():
    latest = latest_stage(person(9, "Z", probationary="2020-01-01", full=""))
    assert latest is not None
    assert (latest.stage, latest.on) == ("full", None)
    assert latest_stage(person(9, "Z")) is None


@pytest.mark.parametrize(
    ("begun", "months", "day"),
    [
        ("2023-03-01", 12, date(2024, 3, 1)),
        ("2024-02-29", 12, date(2025, 2, 28)),
        ("2024-08-31", 6, date(2025, 2, 28)),
        ("2024-06", 12, date(2025, 6, 1)),
    ],
)
def test_intervals_are_counted_by_the_calendar_in_the_persons_favour(begun, months, day):
    assert earliest_end(PartialDate.parse(begun), months) == day


def test_the_probation_ends_after_its_extension():
    extended = AdmissionRecord(extended=6)

    assert probation_end(person(9, "Z", probationary="2025-03-01"), 12) == date(2026, 3, 1)
    assert probation_end(person(9, "Z", extended, probationary="2025-03-01"), 12) == date(
        2026, 9, 1
    )
    assert probation_end(person(9, "Z", probationary=""), 12) is None


@pytest.mark.parametrize(
    ("stages", "left", "on", "expected"),
    [
        ({"applicant": "2024-01-01"}, None, "2023-12-31", False),
        ({"applicant": "2024-01-01"}, None, "2024-01-01", True),
        ({"applicant": "2024-01-01"}, "2024-06-30", "2024-06-30", True),
        ({"applicant": "2024-01-01"}, "2024-06-30", "2024-07-01", False),
        ({"probationary": "2024-01-01"}, None, "2024-01-01", True),
        ({"probationary": "2024-01-01", "full": "2025-01-01"}, None, "2024-12-31", True),
        ({"probationary": "2024-01-01", "full": "2025-01-01"}, None, "2025-01-01", False),
        ({"probationary": "2024-01-01"}, "2024-06-30", "2024-07-01", False),
    ],
)
def test_who_is_on_the_way_on_a_day(stages, left, on, expected):
    one = person(9, "Z", left=left, **stages)

    assert is_in_admission(branch_of(one), one, date.fromisoformat(on)) is expected


def test_a_motion_that_names_the_person_is_about_them():
    one, other = person(9, "Zhao Min", applicant=""), person(10, "Qian Duo", applicant="")
    held = meeting(motion("Admit Qian Duo"), motion("Admit zhaomin"), motion("Admit them"))
    branch = branch_of(one, other, activities=[held])

    assert [it.text for it in motions_about(branch, held, one)] == ["Admit zhaomin"]


def test_without_a_name_it_is_a_motion_that_names_nobody_else():
    one, other = person(9, "Zhao Min", applicant=""), person(10, "Qian Duo", applicant="")
    held = meeting(
        motion("Admit Qian Duo"),
        motion("Admission, introduced by Full 1"),
        motion("Buy books", kind="ordinary"),
    )
    branch = branch_of(one, other, activities=[held])

    assert [it.text for it in motions_about(branch, held, one)] == [
        "Admission, introduced by Full 1"
    ]


def test_a_name_within_a_longer_name_is_not_meant():
    one, other = person(9, "李四", applicant=""), person(10, "李四光", applicant="")
    held = meeting(motion("接收李四光为预备党员"))
    branch = branch_of(one, other, activities=[held])

    assert motions_about(branch, held, one) == []
    assert len(motions_about(branch, held, other)) == 1


def test_whoever_becomes_full_on_the_day_is_still_named():
    one = person(9, "Zhao Min", probationary="2025-09-01", full="2026-09-01")
    other = person(10, "Qian Duo", applicant="")
    held = meeting(motion("Confirm Zhao Min"))
    branch = branch_of(one, other, activities=[held])

    assert len(motions_about(branch, held, one)) == 1
    assert motions_about(branch, held, other) == []


def test_whoever_was_full_the_day_before_is_named_as_anybody():
    one = person(9, "Zhao Min", probationary="2025-08-31", full="2026-08-31")
    other = person(10, "Qian Duo", applicant="")
    held = meeting(motion("Admission, introduced by Zhao Min"))
    branch = branch_of(one, other, activities=[held])

    assert len(motions_about(branch, held, other)) == 1


def test_who_has_no_admission_record_yet_has_an_empty_one():
    kept = AdmissionRecord(training_days=3)

    assert record_of(person(9, "Z")) == AdmissionRecord()
    assert record_of(person(9, "Z", kept)) == kept


@pytest.mark.parametrize(("yes", "carried"), [(2, 0), (3, 1)])
def test_only_a_carried_motion_decides(yes, carried):
    one = person(9, "Zhao Min", applicant="")
    held = meeting(motion("Admit Zhao Min", yes))

    assert len(carried_about(branch_of(one, activities=[held]), held, one)) == carried


@pytest.mark.parametrize("field", ["voted", "confirmed", "extended_by"])
def test_a_motion_that_names_nobody_decides_on_one_person(field):
    one = person(9, "Zhao Min", applicant="")
    other = person(10, "Qian Duo", AdmissionRecord(**{field: 1}), applicant="")
    once, twice = meeting(motion("Admission")), meeting(motion("Admission"), motion("Admission"))

    for held, left in ((once, 0), (twice, 1)):
        branch = branch_of(one, other, activities=[held])
        assert [found.id for found in decided_at(branch, 1)] == [10]
        assert len(carried_about(branch, held, one)) == left
        assert len(carried_about(branch, held, other)) == left + 1

"""Entering a member, correcting one, taking one back."""

import pytest
from msgspec.structs import replace
from riverside import DAY, day, riverside

from orglife.actions.people.members import MemberEntry, add_member, edit_member, remove_member
from orglife.errors import AmbiguousNameError, ChoiceError, InvalidRecordError, UsageError
from orglife.model.activity import Activity, Attendance
from orglife.model.calendar import PartialDate
from orglife.model.group import Post
from orglife.model.member import MobilePeriod
from orglife.model.roster import first_day
from orglife.model.task import Task
from orglife.model.terms import STAGES


def known(text):
    return PartialDate.parse(text)


def added(branch, name="Li Si", **fields):
    entry = MemberEntry(name, **{"standing": "full", **fields})
    return add_member(branch, entry, recorded=DAY)


def test_a_full_member_is_entered_with_what_is_known():
    change = added(riverside(), joined=known("1998-07"), full_since=known("1999-07-01"), unit=" U ")

    member = change.branch.members[1]
    assert member.stages == {"probationary": known("1998-07"), "full": known("1999-07-01")}
    assert member.unit == "U"
    assert change.summary.values == {"name": "Li Si", "record": "#1", "standing": STAGES["full"]}
    assert first_day(change.branch, member) == day("2015-06-01")


def test_an_unknown_date_stays_empty():
    branch = riverside()

    assert added(branch).branch.members[1].stages == {"full": None}
    assert added(branch, joined=known("2000-01-01")).branch.members[1].stages == {
        "probationary": known("2000-01-01"),
        "full": None,
    }
    assert added(branch, standing="预备党员").branch.members[1].stages == {"probationary": None}


@pytest.mark.parametrize("standing", ["full", "正式", "正式党员", "FULL", "Full member"])
def test_a_standing_is_read_in_either_language(standing):
    assert added(riverside(), standing=standing).branch.members[1].stages == {"full": None}


def test_the_standing_is_needed_unless_the_day_of_full_membership_says_it():
    with pytest.raises(UsageError, match="standing of Li Si"):
        added(riverside(), standing="")
    assert added(riverside(), standing="", full_since=known("2000-01-01"))


def test_an_unknown_standing_or_an_applicant_is_refused():
    with pytest.raises(ChoiceError):
        added(riverside(), standing="fool")
    with pytest.raises(InvalidRecordError) as caught:
        added(riverside(), standing="activist")
    assert "admission" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("joined", "full", "refused"),
    [
        ("2000-05-02", "2000-05-01", True),
        ("2000-05-02", "2000-05-02", False),
        ("2000-05", "2000-04-30", True),
        ("2000-05", "2000-05-01", False),
        ("2000-05-31", "2000-05", False),
        ("2000-06-01", "2000-05", True),
    ],
)
def test_nobody_is_full_before_joining(joined, full, refused):
    if refused:
        with pytest.raises(InvalidRecordError, match="is before joined"):
            added(riverside(), joined=known(joined), full_since=known(full))
    else:
        assert added(riverside(), joined=known(joined), full_since=known(full))


@pytest.mark.parametrize(
    ("full", "warned"),
    [("2001-02-28", True), ("2001-03-01", False), ("2001-02", True), ("2001-03", False)],
)
def test_less_than_a_year_of_probation_is_only_a_warning(full, warned):
    change = added(riverside(), joined=known("2000-03-01"), full_since=known(full))

    assert bool(change.warnings) is warned


def test_joining_before_the_founding_is_quite_usual():
    assert added(riverside(), joined=known("1980-01-01")).warnings == ()


@pytest.mark.parametrize("field", ["joined", "full_since", "arrived"])
def test_what_is_still_to_come_is_no_fact(field):
    with pytest.raises(InvalidRecordError, match="still to come"):
        added(riverside(), **{field: known("2026-11-23")})
    assert added(riverside(), **{field: known("2026-11-22")})
    assert added(riverside(), **{field: known("2026-11")})


def test_a_probationary_member_has_no_day_of_full_membership():
    with pytest.raises(InvalidRecordError, match="no day of full membership"):
        added(riverside(), standing="probationary", full_since=known("2020-01-01"))


def test_namesakes_are_entered_and_told_apart():
    change = added(added(riverside()).branch, name=" Li  Si ")

    assert change.branch.members[2].name == "Li Si"
    assert str(change.warnings[0]) == "there is another Li Si: #1; commands tell them apart by #id"
    with pytest.raises(AmbiguousNameError):
        edit_member(change.branch, "Li Si", {"unit": "x"}, recorded=DAY)


def test_padding_within_a_chinese_name_is_not_kept():
    assert added(riverside(), name="张　三").branch.members[1].name == "张三"


@pytest.mark.parametrize("name", ["", " ", "\u202eLi", "a\nb\x07", "#12"])
def test_a_name_is_something_that_can_be_read(name):
    with pytest.raises(InvalidRecordError):
        added(riverside(), name=name)


def test_whoever_is_in_no_group_where_there_are_groups_is_told_where_to_go():
    assert "GR-PLACED" in str(added(riverside("ABC")).warnings[0])
    assert added(riverside("ABC"), visiting=True).warnings == ()
    assert added(riverside(loose="ABC")).warnings == ()


def test_an_edit_touches_what_is_named_and_nothing_else():
    branch = added(riverside(), unit="School", residence="East Lane").branch

    change = edit_member(branch, "Li Si", {"unit": " Clinic "}, recorded=DAY)

    assert change.branch.members[1] == replace(branch.members[1], unit="Clinic")
    assert str(change.summary) == "Changed Li Si #1: unit."


def test_an_edit_that_says_what_is_known_writes_nothing():
    branch = added(riverside(), unit="School").branch

    assert edit_member(branch, "Li Si", {"unit": "School"}, recorded=DAY).branch is branch


def test_a_probationary_member_becomes_full_and_keeps_the_earlier_days():
    branch = added(riverside(), standing="probationary", joined=known("2025-03-01")).branch

    change = edit_member(branch, "Li Si", {"full_since": known("2026-03-01")}, recorded=DAY)

    assert change.branch.members[1].stages == {
        "probationary": known("2025-03-01"),
        "full": known("2026-03-01"),
    }
    assert change.warnings == ()


def test_the_last_day_here_is_a_fact_even_where_it_leaves_a_group_of_two():
    branch = riverside("ABC")

    change = edit_member(
        branch, "Person A", {"left": known("2026-11-20"), "left_reason": "died"}, recorded=DAY
    )

    assert change.branch.members[1].left_reason == "died"
    assert [str(one) for one in change.warnings] == [
        "Group 1 would have 2 members on 2026-11-21 (GR-SIZE: at least 3)"
    ]
    with pytest.raises(InvalidRecordError, match="before the first day in the branch"):
        edit_member(branch, "Person A", {"left": known("2015-05-31")}, recorded=DAY)


def test_what_was_entered_wrongly_can_be_emptied():
    branch = added(
        riverside(), joined=known("2000-01-01"), unit="School", other_names=("X",)
    ).branch

    cleared = edit_member(
        branch, "Li Si", {"clear": ("joined", "unit", "other-names")}, recorded=DAY
    ).branch.members[1]

    assert (cleared.joined, cleared.unit, cleared.other_names) == (None, "", ())
    assert cleared.stages == {"full": None}


def test_somebody_entered_by_mistake_is_removed_and_the_id_not_given_again():
    change = remove_member(added(riverside()).branch, "Li Si")

    assert change.branch.members == {}
    assert change.branch.next_id("members") == 2


def test_whoever_is_on_record_stays_and_every_place_is_named():
    branch = riverside("ABCD")
    meeting = Activity(
        id=1, kind="general-meeting", held=DAY, chair=1, attendance=Attendance(present=(1, 2))
    )
    branch = branch.add("activities", meeting)
    branch = branch.add("tasks", Task(id=1, kind="matter", subject="Lamp", owner=1, opened=DAY))
    branch = branch.add("posts", Post(id=1, seat="secretary", member=1, since=day("2020-01-01")))
    contact = replace(branch.members[2], mobile=(MobilePeriod(since=DAY, contact=1),))
    branch = branch.put("members", contact)

    with pytest.raises(InvalidRecordError) as caught:
        remove_member(branch, "Person A")

    text = str(caught.value)
    for place in ("Group 1", "2020-01-01", "activity #1 of 2026-11-22", "task #1", "Person B"):
        assert place in text
    with pytest.raises(InvalidRecordError, match="group Group 1"):
        remove_member(branch, "Person D")

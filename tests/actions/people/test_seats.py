"""Named duties of seats, and areas that those seated declare."""

import pytest
from riverside import DAY, day, riverside

from orglife.actions.people.committee import declare_areas, fill_seats, name_duties
from orglife.errors import ChoiceError, InvalidRecordError


def seated():
    pairs = [("secretary", "#1"), ("publicity", "#1"), ("other", "#2"), ("other", "#3")]
    return fill_seats(riverside(loose="ABC"), pairs, day=day("2026-01-01")).branch


def test_a_seat_has_named_duties_all_anew():
    branch = name_duties(seated(), "书记", ["Convene", "Chair", "Convene", " "], day=DAY).branch

    assert branch.posts[1].duties == ("Convene", "Chair")
    assert branch.posts[2].duties == ()
    again = name_duties(branch, "secretary", ["Report"], day=DAY)
    assert again.branch.posts[1].duties == ("Report",)
    assert name_duties(again.branch, "secretary", [], day=DAY).branch.posts[1].duties == ()


def test_a_seat_that_several_hold_needs_a_name():
    with pytest.raises(InvalidRecordError, match="several hold this seat: Person B, Person C"):
        name_duties(seated(), "other", ["Sports"], day=DAY)

    branch = name_duties(seated(), "other", ["Sports"], day=DAY, member="Person C").branch
    assert branch.posts[4].duties == ("Sports",)


def test_nobody_is_given_duties_who_holds_no_such_seat():
    with pytest.raises(InvalidRecordError, match="nobody holds this seat"):
        name_duties(seated(), "discipline", ["Watch"], day=DAY)
    with pytest.raises(InvalidRecordError, match="nobody holds this seat"):
        name_duties(seated(), "secretary", ["Convene"], day=day("2025-12-31"))
    with pytest.raises(ChoiceError):
        name_duties(seated(), "treasurer", ["Count"], day=DAY)


def test_areas_are_declared_for_every_seat_that_somebody_holds():
    change = declare_areas(seated(), "Person A", ["学习", "communication", "learning"], day=DAY)

    assert change.branch.posts[1].areas == ("learning", "communication")
    assert change.branch.posts[2].areas == ("learning", "communication")
    assert change.branch.posts[3].areas == ()
    assert declare_areas(change.branch, "#1", [], day=DAY).branch.posts[1].areas == ()


def test_an_area_is_one_of_the_list_and_declared_by_somebody_seated():
    with pytest.raises(ChoiceError):
        declare_areas(seated(), "Person A", ["cooking"], day=DAY)
    branch = fill_seats(seated(), [("other", "none")], day=DAY).branch
    with pytest.raises(InvalidRecordError, match="holds no seat"):
        declare_areas(branch, "Person B", ["learning"], day=DAY)


def test_the_same_again_changes_nothing():
    branch = declare_areas(seated(), "Person B", ["learning"], day=DAY).branch

    assert declare_areas(branch, "Person B", ["learning"], day=DAY).branch is branch

"""Filling the seats of the branch."""

import pytest
from riverside import DAY, day, riverside

from orglife.actions.people.committee import fill_seats
from orglife.errors import ChoiceError, InvalidRecordError, RuleBrokenError
from orglife.model.calendar import PartialDate
from orglife.model.group import Post
from orglife.model.roster import posts_on


def held(branch, on=DAY):
    return {post.seat: branch.members[post.member].name[-1] for post in posts_on(branch, on)}


def test_several_seats_are_filled_in_one_change():
    change = fill_seats(
        riverside(loose="ABC"),
        [("secretary", "Person A"), ("组织委员", "Person B"), ("publicity", "Person B")],
        day=DAY,
    )

    assert held(change.branch) == {"secretary": "A", "organization": "B", "publicity": "B"}
    assert held(change.branch, day("2026-11-21")) == {}
    assert [one.id for one in change.records] == [1, 2, 3]


def test_the_former_holder_holds_the_seat_until_the_day_before():
    first = fill_seats(riverside(loose="ABC"), [("secretary", "#1")], day=day("2023-11-22")).branch

    change = fill_seats(first, [("secretary", "Person B")], day=DAY)

    assert held(change.branch, day("2026-11-21")) == {"secretary": "A"}
    assert held(change.branch) == {"secretary": "B"}
    assert change.branch.posts[1].until == day("2026-11-21")


def test_other_seats_stay_as_they_are():
    first = fill_seats(
        riverside(loose="ABC"), [("secretary", "#1"), ("discipline", "#2")], day=day("2023-11-22")
    ).branch

    change = fill_seats(first, [("secretary", "Person C")], day=DAY)

    assert change.branch.posts[2] == first.posts[2]


def test_whoever_is_seated_again_begins_a_new_term_with_the_same_duties():
    branch = riverside(loose="ABC").add(
        "posts", Post(id=1, seat="secretary", member=1, duties=("Convene",), areas=("learning",))
    )

    posts = fill_seats(branch, [("secretary", "Person A")], day=DAY).branch.posts

    assert posts[1].until == day("2026-11-21")
    assert (posts[2].since, posts[2].duties, posts[2].areas) == (DAY, ("Convene",), ("learning",))


def test_the_same_seating_again_changes_nothing():
    branch = fill_seats(riverside(loose="ABC"), [("secretary", "#1")], day=DAY).branch

    assert fill_seats(branch, [("secretary", "Person A")], day=DAY).branch is branch


def test_a_seating_is_corrected_on_its_own_day():
    branch = fill_seats(riverside(loose="ABC"), [("secretary", "#1")], day=DAY).branch

    change = fill_seats(branch, [("secretary", "Person B")], day=DAY)

    assert list(change.branch.posts) == [2]
    assert held(change.branch) == {"secretary": "B"}


def test_nothing_is_written_before_a_seating_that_is_recorded():
    branch = fill_seats(riverside(loose="ABC"), [("secretary", "#1")], day=DAY).branch

    with pytest.raises(InvalidRecordError, match="already recorded from 2026-11-22"):
        fill_seats(branch, [("secretary", "Person B")], day=day("2026-11-21"))


def test_a_seat_is_left_empty():
    branch = fill_seats(riverside(loose="ABC"), [("publicity", "#1")], day=day("2026-01-01")).branch

    change = fill_seats(branch, [("publicity", "none")], day=DAY)

    assert held(change.branch) == {}
    assert held(change.branch, day("2026-11-21")) == {"publicity": "A"}


def test_several_may_share_the_seats_that_allow_it_and_no_others():
    branch = riverside(loose="ABC")

    change = fill_seats(branch, [("other", "#1"), ("委员", "#2"), ("other", "#3")], day=DAY)

    assert len(change.branch.posts) == 3
    with pytest.raises(InvalidRecordError, match="not several: Person A, Person B"):
        fill_seats(branch, [("secretary", "#1"), ("书记", "#2")], day=DAY)


def test_a_probationary_member_is_refused_and_recorded_with_force():
    branch = riverside(loose="Ab")

    with pytest.raises(RuleBrokenError, match="not a full member on 2026-11-22: Person b"):
        fill_seats(branch, [("secretary", "Person b")], day=DAY)
    change = fill_seats(branch, [("secretary", "Person b")], day=DAY, force=True)
    assert held(change.branch) == {"secretary": "b"}
    assert "Person b" in str(change.warnings[0])


def test_somebody_is_full_from_the_day_of_full_membership_on():
    branch = riverside(
        loose="A", A={"stages": {"full": PartialDate.parse("2026-11-22"), "probationary": None}}
    )

    assert fill_seats(branch, [("secretary", "#1")], day=DAY)
    with pytest.raises(RuleBrokenError):
        fill_seats(branch, [("secretary", "#1")], day=day("2026-11-21"))


def test_nobody_is_seated_who_is_not_there():
    branch = riverside(loose="AB", A={"left": PartialDate.parse("2026-11-21")})

    with pytest.raises(InvalidRecordError, match="has left"):
        fill_seats(branch, [("secretary", "#1")], day=DAY)
    with pytest.raises(InvalidRecordError, match="before the branch was founded"):
        fill_seats(branch, [("secretary", "#2")], day=day("2015-05-31"))


def test_an_unknown_seat_is_refused_with_the_nearest():
    with pytest.raises(ChoiceError) as caught:
        fill_seats(riverside(loose="A"), [("secretery", "#1")], day=DAY)

    assert "secretary" in str(caught.value.hint)

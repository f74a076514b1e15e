"""Who was expected at an activity and who was there."""

import pytest

from orglife.model.activity import Absence, Attendance

TAKEN = Attendance(
    present=(1, 2), others={3: Absence(state="late"), 4: Absence(state="excused", reason="ill")}
)


def test_whoever_was_late_was_there_and_whoever_was_excused_should_have_been():
    assert TAKEN.expected == {1, 2, 3, 4}
    assert TAKEN.attendees == {1, 2, 3}


@pytest.mark.parametrize("member", [1, 2, 3, 4, 5])
def test_asking_for_one_gives_what_asking_for_all_does(member):
    assert TAKEN.has_attended(member) is (member in TAKEN.attendees)

"""A branch gives numbers to its records, and none twice."""

from datetime import date

import pytest

from orglife.errors import InvalidRecordError
from orglife.model.base import LARGEST_ID
from orglife.model.branch import Branch, Meta
from orglife.model.member import Member

LARGEST = LARGEST_ID + 1
"""The next id may be this, and no record has it."""


def following(number):
    meta = Meta(uid="u1", name="Riverside", sector="community", founded=date(2015, 6, 1))
    return Branch(meta=meta).change_meta(next={"members": number})


def test_a_number_is_given_while_the_one_after_it_can_be_kept():
    branch = following(LARGEST - 1).add("members", Member(id=LARGEST - 1, name="Wang Li"))

    assert branch.next_id("members") == LARGEST
    with pytest.raises(InvalidRecordError, match="the numbers of members are used up"):
        branch.add("members", Member(id=LARGEST, name="Li Si"))


def test_another_number_than_the_next_is_a_bug():
    with pytest.raises(ValueError, match="not the next id"):
        following(3).add("members", Member(id=4, name="Wang Li"))

"""The three quorums and the majorities, in integers: the worked table, and what always holds."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orglife.model.voting import excellent_limit, needed_present, needed_yes, vote_verdict

COUNTS = st.integers(min_value=0, max_value=200)


@pytest.mark.parametrize(
    ("due", "general", "admission", "election", "yes"), [(16, 8, 9, 13, 9), (15, 8, 8, 12, 8)]
)
def test_the_worked_table(due, general, admission, election, yes):
    assert needed_present("ordinary", due) == general
    assert needed_present("committee", due) == general
    assert needed_present("admission", due) == admission
    assert needed_present("election", due) == election
    assert needed_yes(due) == yes


@given(due=COUNTS, present=COUNTS)
def test_a_quorum_is_what_the_formulas_say(due, present):
    share = {
        "ordinary": 2 * present >= due,
        "committee": 2 * present >= due,
        "admission": 2 * present > due,
        "election": 5 * present >= 4 * due,
    }
    for kind, holds in share.items():
        assert vote_verdict(kind, due=due, present=present, yes=0).quorate == holds


@given(due=COUNTS, present=COUNTS, yes=COUNTS)
def test_a_majority_is_more_than_half_of_its_base(due, present, yes):
    for kind in ("ordinary", "committee", "admission", "election"):
        verdict = vote_verdict(kind, due=due, present=present, yes=yes)
        base = present if kind == "election" else due
        assert verdict.carried == (verdict.quorate and Fraction(yes) > Fraction(base, 2))


@given(due=COUNTS, present=COUNTS)
def test_one_more_present_never_takes_a_quorum_away(due, present):
    for kind in ("ordinary", "committee", "admission", "election"):
        fewer = vote_verdict(kind, due=due, present=present, yes=0).quorate
        assert vote_verdict(kind, due=due, present=present + 1, yes=0).quorate or not fewer
        more_due = vote_verdict(kind, due=due + 1, present=present, yes=0).quorate
        assert fewer or not more_due


@given(graded=COUNTS)
def test_at_most_a_third_is_excellent(graded):
    limit = excellent_limit(graded)

    assert 3 * limit <= graded < 3 * (limit + 1)

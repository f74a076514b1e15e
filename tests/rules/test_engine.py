"""The engine as a whole: selecting, sorting, versions, what grows with the file."""

import gc
import sys
from datetime import date, timedelta

import msgspec
import pytest
from mini_branch import branch_of
from sample_branch import sample_branch

from orglife.errors import UnknownNameError
from orglife.model.activity import Activity
from orglife.model.branch import LocalRule
from orglife.model.calendar import Period
from orglife.rules.branch_rules import rules_of
from orglife.rules.engine import check_branch, judge_rules
from orglife.rules.facts import BranchFacts
from orglife.rules.rule import central_rules, from_plain

AS_OF = date(2026, 11, 22)


def key(found):
    return (found.rule.id, found.subject.type, found.subject.id, found.period)


def test_findings_are_sorted_and_stand_once():
    keys = [key(one) for one in check_branch(sample_branch(), Period.year(2026), as_of=AS_OF)]

    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))


def test_the_order_of_the_records_changes_nothing():
    branch = sample_branch()
    turned = msgspec.structs.replace(branch, activities=dict(reversed(branch.activities.items())))

    assert [key(one) for one in check_branch(turned, Period.year(2026), as_of=AS_OF)] == [
        key(one) for one in check_branch(branch, Period.year(2026), as_of=AS_OF)
    ]


@pytest.mark.parametrize(
    ("only", "rules"),
    [
        (["TALK"], {"TALK"}),
        (["talk"], {"TALK"}),
        (["TALK-"], {"TALK-MEMBER"}),
        (["GR-F"], {"GR-FREQ", "GR-FULL"}),
        (["THEME", "CM-FREQ"], {"THEME-DAY", "THEME-DAY-FIXED", "CM-FREQ"}),
        (["LECTURE-QUARTER"], set()),
        (["BR-JOINT"], set()),
    ],
)
def test_rules_are_chosen_by_id_or_by_its_beginning(only, rules):
    found = check_branch(sample_branch(), Period.year(2026), as_of=AS_OF, only=only)

    assert {one.rule.id for one in found} == rules


@pytest.mark.parametrize("only", [["TALL"], [""], ["GM-FREQ", "XX"]])
def test_a_rule_that_is_none_is_refused_and_the_nearest_named(only):
    with pytest.raises(UnknownNameError) as refused:
        check_branch(sample_branch(), Period.year(2026), as_of=AS_OF, only=only)

    if only == ["TALL"]:
        assert "TALK" in str(refused.value.hint)


def test_a_rule_that_is_off_says_nothing():
    branch = sample_branch()
    off = msgspec.structs.replace(branch, rules={1: LocalRule(id=1, rule="GM-FREQ", enabled=False)})

    assert check_branch(off, Period.year(2026), as_of=AS_OF, only=["GM-FREQ"]) == []


def version(needed, **dates):
    return {
        "id": "X-FREQ",
        "title": {"en": "x", "zh": "x"},
        "source": "local",
        "strength": "local",
        "check": {
            "kind": "held",
            "activity": "general-meeting",
            "per": "quarter",
            "at_least": needed,
        },
        **dates,
    }


def test_each_period_is_judged_by_the_version_in_force():
    rules = from_plain(
        {
            "rule": [
                version(1, until=date(2026, 3, 31)),
                version(2, since=date(2026, 4, 1)),
            ]
        }
    )
    branch = branch_of({"members": {"1": "full"}}, "X")
    found = judge_rules(BranchFacts(branch, Period.year(2026), AS_OF), rules)

    assert [(one.period, one.needed) for one in found] == [
        ("2026-Q1", 1),
        ("2026-Q2", 2),
        ("2026-Q3", 2),
        ("2026-Q4", 2),
    ]


def test_a_version_that_begins_within_a_period_does_not_judge_it():
    rules = from_plain({"rule": [version(1, since=date(2026, 1, 2), until=date(2026, 9, 29))]})
    branch = branch_of({"members": {"1": "full"}}, "X")

    assert [
        one.period for one in judge_rules(BranchFacts(branch, Period.year(2026), AS_OF), rules)
    ] == ["2026-Q2"]


def entry_rule(**fields):
    check = {"kind": "entered", "days": 30}
    return from_plain({"rule": [{**version(1), "check": check, **fields}]})


def entered_in(rules, **told):
    days = ["2026-06-30", "2026-07-01", "2026-07-02", "2026-09-30", "2026-10-01"]
    activities = [
        {"on": date.fromisoformat(day), "kind": "lecture", "recorded": date.fromisoformat(day)}
        for day in days
    ]
    branch = branch_of({"members": {"1-3": "full"}, "activities": activities, **told}, "X")
    return [one.period for one in judge_rules(BranchFacts(branch, Period.year(2026), AS_OF), rules)]


@pytest.mark.parametrize(
    ("fields", "judged"),
    [
        ({}, ["2026-06-30", "2026-07-01", "2026-07-02", "2026-09-30", "2026-10-01"]),
        ({"since": date(2026, 7, 2)}, ["2026-07-02", "2026-09-30", "2026-10-01"]),
        ({"until": date(2026, 7, 1)}, ["2026-06-30", "2026-07-01"]),
        ({"applies": {"secretary": True}}, ["2026-07-01", "2026-07-02", "2026-09-30"]),
        ({"applies": {"secretary": False}}, ["2026-06-30", "2026-10-01"]),
    ],
)
def test_a_record_is_judged_by_a_rule_that_holds_on_its_day(fields, judged):
    posts = {
        "secretary": {"member": 1, "since": date(2026, 7, 1), "until": date(2026, 9, 30)},
    }

    assert entered_in(entry_rule(**fields), posts=posts) == judged


def test_only_what_lies_before_the_records_says_so():
    told = {"members": {"1-3": "full"}, "meta": {"records_from": date(2026, 4, 1)}}
    branch = branch_of(told, "X")
    found = judge_rules(
        BranchFacts(branch, Period.year(2026), AS_OF), from_plain({"rule": [version(1)]})
    )

    assert [(one.status, one.reason is None) for one in found] == [
        ("unrecorded", False),
        ("missed", True),
        ("missed", True),
        ("pending", True),
    ]


def test_the_rules_of_a_branch_are_those_of_the_pack_in_its_order():
    assert list(rules_of(sample_branch())) == [rule.id for rule in central_rules()]


def ten_years(activities):
    """A branch of 50 members with so many activities in ten years."""
    branch = branch_of({"members": {"1-50": "full"}, "groups": {"1": list(range(1, 51))}}, "X")
    sample = sample_branch().activities[1]
    first = date(2016, 1, 1)
    step = timedelta(days=3650) / activities
    rows = {
        number: msgspec.structs.replace(
            sample,
            id=number,
            kind="general-meeting",
            held=first + number * step,
        )
        for number in range(1, activities + 1)
    }
    assert isinstance(rows[1], Activity)
    return msgspec.structs.replace(branch, activities=rows)


def calls(branch):
    """How many functions are called to judge a year; what costs time, and never varies."""
    count = 0

    def called(_frame, event, _argument):
        nonlocal count
        count += event == "call"

    judge_rules(
        BranchFacts(branch, Period.year(2025), AS_OF), RULES
    )  # the months of a year are kept
    gc.disable()  # Hypothesis has it call functions, whenever it comes
    sys.setprofile(called)
    try:
        judge_rules(BranchFacts(branch, Period.year(2025), AS_OF), RULES)
    finally:
        sys.setprofile(None)
        gc.enable()
    return count


RULES = central_rules()


def test_a_year_costs_the_same_however_many_years_the_file_holds():
    """One pass over all records is there, which calls nothing for each of them."""
    whole = ten_years(830)
    one_year = msgspec.structs.replace(
        whole,
        activities={
            number: one for number, one in whole.activities.items() if one.day.year >= 2023
        },
    )

    assert calls(whole) == calls(one_year)


@pytest.mark.parametrize(
    ("wanted", "asked"),
    [
        ("enterprise", True),
        ("rural", False),
        (["rural", "enterprise"], True),
        (["rural", "school"], False),
    ],
)
def test_a_rule_is_for_the_sectors_that_it_names(wanted, asked):
    rules = from_plain({"rule": [version(1, applies={"sector": wanted})]})
    branch = branch_of({"members": {"1": "full"}}, "X")

    assert bool(judge_rules(BranchFacts(branch, Period.year(2026), AS_OF), rules)) == asked


def test_a_pack_with_anything_else_in_it_is_refused():
    with pytest.raises(msgspec.ValidationError):
        from_plain({"rule": [], "rulez": []})

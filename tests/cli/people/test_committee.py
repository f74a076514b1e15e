"""`orglife committee` from the outside, on the sample branch with its five seats."""

import json

import pytest


def seats(orglife, *words):
    result = orglife("committee", "list", "--format", "json", *words)
    assert result.status == 0, result.stderr
    return {one["seat"]: one["member"]["name"] for one in json.loads(result.stdout)["seats"]}


def test_the_seats_are_listed_in_their_order(orglife, sample):
    text = orglife("committee", "list").stdout

    assert list(seats(orglife)) == [
        "secretary",
        "deputy-secretary",
        "organization",
        "publicity",
        "discipline",
    ]
    assert "Committee of Riverside" in text
    assert "5 persons in the committee" in text
    assert "纪检委员" in orglife("committee", "list", "--lang", "zh").stdout


def test_several_seats_change_hands_at_once(orglife, sample):
    result = orglife(
        *["committee", "seat", "secretary=Zeng Li", "组织委员=Yang Jie", "--on", "2026-11-20"]
    )

    assert result.status == 0, result.stderr
    assert (
        "Riverside: From Fri 2026-11-20 on: secretary Zeng Li, organization member Yang Jie."
        in result.stderr
    )
    assert seats(orglife)["secretary"] == "Zeng Li"
    assert seats(orglife, "--as-of", "2026-11-19")["secretary"] == "Yang Jie"
    assert seats(orglife)["publicity"] == "Zeng Ming"


def test_the_history_keeps_who_held_a_seat(orglife, sample):
    orglife("committee", "seat", "secretary=Zeng Li")

    result = orglife("committee", "history", "--format", "json")

    held = [
        (one["member"]["name"], one["since"], one["until"])
        for one in json.loads(result.stdout)["posts"]
        if one["seat"] == "secretary"
    ]
    assert held == [("Yang Jie", None, "2026-11-21"), ("Zeng Li", "2026-11-22", None)]
    assert "Zeng Li" in orglife("committee", "history").stdout


def test_an_empty_seat_and_a_small_committee_are_told_with_the_rule(orglife, sample):
    result = orglife(
        *["committee", "seat", "publicity=none", "organization=none", "deputy-secretary=none"]
    )

    assert result.status == 0, result.stderr
    assert "CT-SEATS" in result.stderr
    assert "CT-SIZE" in result.stderr
    assert "publicity" not in seats(orglife)


def test_a_term_that_is_known_is_shown_with_its_end(orglife, sample):
    orglife("committee", "seat", "secretary=Zeng Li", "--on", "2026-11-22")

    assert "The term ends on 2031-11-22" in orglife("committee", "list").stdout


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["secretary=Zhao Li"], 3, "not a full member on 2026-11-22: Zhao Li"),
        (["secretary=Some Body"], 3, "no member Some Body"),
        (["secretery=Zeng Li"], 2, "secretary"),
        (["secretary"], 2, "secretary=Li Si"),
        (["secretary=Zeng Li", "书记=Yang Jie"], 3, "not several"),
        (["secretary=Zeng Li", "--on", "2015-05-31"], 3, "before the branch was founded"),
        (["secretary=Yang Jie", "--on", "2020-08-17"], 3, "from 2020-08-18 on"),
    ],
)
def test_what_can_not_be_is_refused_and_the_file_left_byte_for_byte(
    orglife, sample, words, status, said
):
    before = sample.read_bytes()

    result = orglife("committee", "seat", *words)

    assert result.status == status, result.stderr
    assert said in result.stderr
    assert sample.read_bytes() == before


def test_with_force_a_probationary_member_is_seated_and_it_is_said(orglife, sample):
    result = orglife("committee", "seat", "other=Zhao Li", "--force")

    assert result.status == 0, result.stderr
    assert "Warning: not a full member on 2026-11-22: Zhao Li" in result.stderr
    assert seats(orglife)["other"] == "Zhao Li"


def listed(orglife):
    result = orglife("committee", "list", "--format", "json")
    return {one["seat"]: one for one in json.loads(result.stdout)["seats"]}


def test_duties_are_named_and_the_check_asks_for_no_more(orglife, sample):
    before = orglife("check", "2026", "--rule", "SEAT-DUTY", "--format", "json").stdout

    words = ["committee", "duties", "secretary", "convene the meetings", "report to the superior"]
    result = orglife(*words)

    assert result.status == 0, result.stderr
    assert listed(orglife)["secretary"]["duties"] == words[3:]
    assert "convene the meetings; report to the superior" in orglife("committee", "list").stdout
    after = orglife("check", "2026", "--rule", "SEAT-DUTY", "--format", "json").stdout
    assert (before.count('"missed"'), after.count('"missed"')) == (5, 4)


def test_areas_are_declared_and_can_be_taken_back(orglife, sample):
    assert orglife("committee", "areas", "Zeng Li", "学习", "communication").status == 0
    assert listed(orglife)["organization"]["areas"] == ["learning", "communication"]

    assert orglife("committee", "areas", "Zeng Li", "--clear").status == 0
    assert listed(orglife)["organization"]["areas"] == []


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["duties", "secretary"], 2, "--clear"),
        (["duties", "secretary", "x", "--clear"], 2, "--clear"),
        (["duties", "other", "x"], 3, "nobody holds this seat"),
        (["areas", "Zeng Li", "cooking"], 2, "cooking"),
        (["areas", "Li Tao", "learning"], 3, "holds no seat"),
    ],
)
def test_duties_and_areas_that_can_not_be_are_refused(orglife, sample, words, status, said):
    before = sample.read_bytes()

    result = orglife("committee", *words)

    assert result.status == status, result.stderr
    assert said in result.stderr
    assert sample.read_bytes() == before


@pytest.mark.parametrize(
    ("sector", "ends"),
    [
        ("社区", "2028-03-01"),
        ("农村", "2028-03-01"),
        ("企业", "2026-03-01"),
        ("school", "2026-03-01"),
    ],
)
def test_the_sector_decides_how_long_a_term_is(orglife, sector, ends):
    made = ["init", "branch.json", "--name", "R", "--sector", sector, "--founded", "2015-06-01"]
    assert orglife(*made).status == 0
    assert orglife("member", "add", "Li Si", "--standing", "full").status == 0
    assert orglife("committee", "seat", "secretary=Li Si", "--on", "2023-03-01").status == 0

    result = orglife("committee", "list", "--format", "json", "--as-of", "2024-01-01")

    assert json.loads(result.stdout)["term_ends"] == ends


@pytest.mark.parametrize(("notice", "good"), [("2026-11-20", True), ("2026-11-21", False)])
def test_nobody_is_told_of_an_election_after_it(orglife, sample, notice, good):
    orglife("log", "general-meeting", "--on", "2026-11-20")
    before = sample.read_bytes()

    result = orglife(
        *["committee", "elect", "last general", "--seats", 1, "--issued", 24, "--returned", 24],
        *["--votes", "Zeng Li=20", "--notice", notice],
    )

    assert result.status == (0 if good else 3), result.stderr
    if not good:
        assert "2026-11-21 is after the meeting of 2026-11-20" in result.stderr
        assert sample.read_bytes() == before

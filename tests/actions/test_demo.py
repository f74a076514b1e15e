"""The demo: a valid branch on any day, the same for the same day, with something to see."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orglife.actions.demo import demo_branch
from orglife.model.calendar import Period
from orglife.model.kinds import CENTRAL
from orglife.model.roster import full_members_on, group_members_on
from orglife.model.terms import TASK_KINDS
from orglife.rules.engine import check_branch


@settings(max_examples=12, deadline=None)
@given(st.dates(date(2024, 1, 1), date(2040, 12, 31)), st.sampled_from(["en", "zh"]))
def test_on_any_day_nothing_in_it_lies_in_the_future_and_every_group_can_work(
    today: date, language: str
) -> None:
    branch = demo_branch(today=today, uid="made-up", language=language)

    held = [one for one in branch.activities.values() if one.state == "held"]
    planned = [one for one in branch.activities.values() if one.state == "planned"]
    assert all(one.held and one.held <= today for one in held)
    assert [one.planned > today for one in planned if one.planned] == [True]
    assert all(one.recorded and one.recorded <= today for one in branch.activities.values())
    for group in branch.groups.values():
        inside = group_members_on(branch, group, today)
        assert len(inside) >= 3
        assert {one.id for one in inside} & {one.id for one in full_members_on(branch, today)}


def test_the_same_day_gives_the_same_branch() -> None:
    day = date(2026, 11, 22)

    assert demo_branch(today=day, uid="a", language="en") == demo_branch(
        today=day, uid="a", language="en"
    )


def test_each_part_of_organizational_life_is_in_it() -> None:
    branch = demo_branch(today=date(2026, 11, 22), uid="a", language="en")

    kinds = {one.kind for one in branch.activities.values()}
    assert set(CENTRAL) - kinds == {"training", "admission-review", "other"}
    assert {task.kind for task in branch.tasks.values()} == set(TASK_KINDS)
    assert any(one.motions for one in branch.activities.values())
    assert any(one.session for one in branch.activities.values())
    assert any(one.appraisal for one in branch.activities.values())
    assert any(member.mobile for member in branch.members.values())
    assert any(member.transfers for member in branch.members.values())
    assert any(member.exempt for member in branch.members.values())
    assert any(member.development for member in branch.members.values())
    assert branch.waivers
    assert branch.private


def test_it_has_something_missed_waived_exempt_late_and_open() -> None:
    today = date(2026, 11, 22)
    branch = demo_branch(today=today, uid="a", language="en")

    statuses = {
        finding.status
        for year in (2025, 2026)
        for finding in check_branch(branch, Period.year(year), as_of=today)
    }
    assert statuses == {"met", "late", "pending", "missed", "exempt", "waived"}


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 5, 31), date(2026, 12, 1)])
def test_its_elections_confirmation_and_term_are_those_of_a_careful_secretary(today: date) -> None:
    branch = demo_branch(today=today, uid="made-up", language="en")

    ballots = [
        motion.ballots
        for activity in branch.activities.values()
        for motion in activity.motions
        if motion.ballots is not None
    ]
    assert sorted(one.seats for one in ballots) == [1, 1, 1, 4]
    assert branch.meta.extensions
    assert len({post.term for post in branch.posts.values() if post.until is None}) == 1
    confirmed = [
        member.name
        for member in branch.members.values()
        if member.development is not None and member.development.confirmed is not None
    ]
    assert confirmed == ["Wu Xue"]
    for year in (today.year - 1, today.year):
        for finding in check_branch(branch, Period.year(year), as_of=today):
            if finding.rule.id.startswith(("EL-", "TERM", "CT-", "SEC-", "SEAT-FULL", "GM-QUORUM")):
                assert finding.status == "met", finding
            elif finding.rule.id.startswith("DV-") and finding.rule.id not in (
                "DV-REVIEW",
                "DV-ACT",
            ):
                assert finding.status in ("met", "pending"), finding


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_says_that_it_is_made_up(language: str) -> None:
    branch = demo_branch(today=date(2026, 11, 22), uid="a", language=language)

    assert ("made up" if language == "en" else "示例") in branch.meta.name

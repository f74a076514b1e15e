"""A member on the way to another branch: here until received there, told in one command or two."""

from __future__ import annotations

import json

import pytest

SENT = ["member", "transfer-out", "Li Tao", "--on", "2026-06-10", "--to", "Elsewhere"]


def members_on(orglife, day):
    shown = orglife(
        *["check", day[:7], "--as-of", day, "--rule", "BR-MAX", "--format", "json"],
        today="2026-11-22",
    )
    return json.loads(shown.stdout)["findings"][0]["found"]


@pytest.mark.parametrize(
    "commands",
    [
        ([*SENT, "--received", "2026-08-01"],),
        (SENT, ["member", "transfer-out", "Li Tao", "--received", "2026-08-01"]),
        (SENT, [*SENT, "--received", "2026-08-01"]),
    ],
    ids=["at once", "the receipt alone", "the sending said again"],
)
def test_a_member_counts_here_until_received_elsewhere(orglife, sample, commands):
    for command in commands:
        assert orglife(*command).status == 0

    days = ("2026-06-09", "2026-06-10", "2026-07-31", "2026-08-01")
    assert [members_on(orglife, day) for day in days] == [26, 26, 26, 25]


def test_the_same_sending_again_changes_nothing(orglife, sample):
    assert orglife(*SENT).status == 0
    before = sample.read_bytes()

    assert orglife(*SENT).status == 0
    assert sample.read_bytes() == before


def test_another_sending_while_one_is_under_way_is_refused(orglife, sample):
    assert orglife(*SENT).status == 0
    before = sample.read_bytes()

    again = orglife("member", "transfer-out", "Li Tao", "--on", "2026-06-11", "--to", "Elsewhere")

    assert again.status == 3
    assert sample.read_bytes() == before

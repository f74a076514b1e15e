"""A file that a script wrote with stock TinyDB: refused, looked at, taken over, and whole again."""

from __future__ import annotations

import json

import pytest
import tinydb


@pytest.fixture
def edited(orglife, sample):
    """The sample after a change of a record by command, then one by stock TinyDB."""
    assert orglife("member", "edit", "#1", "--unit", "学校").status == 0
    assert orglife("log", "theme-day", "--on", "2026-11-20").status == 0
    database = tinydb.TinyDB(sample, encoding="utf-8")
    database.table("members").update({"unit": "East School"}, doc_ids=[2])
    database.close()
    return sample


def test_it_is_refused_and_left_as_it_is(orglife, edited):
    before = edited.read_bytes()

    assert orglife("status").status == 4
    assert orglife("log", "theme-day", "--on", "2026-11-20").status == 4
    assert edited.read_bytes() == before


def test_doctor_accept_takes_it_over_and_the_history_still_holds(orglife, edited):
    accepted = orglife("doctor", "--accept", "--yes")

    assert (accepted.status, "members #2" in accepted.stderr + accepted.stdout) == (0, True)
    shown = json.loads(orglife("member", "show", "#2", "--format", "json").stdout)
    assert shown["unit"] == "East School"
    assert orglife("verify").status == 0


def test_what_came_before_the_edit_can_still_be_undone(orglife, edited):
    assert orglife("doctor", "--accept", "--yes").status == 0

    assert [orglife("undo", "--yes").status for _ in range(3)] == [0, 0, 0]
    shown = json.loads(orglife("member", "show", "#1", "--format", "json").stdout)
    assert shown["unit"] == "Retired"
    assert orglife("verify").status == 0

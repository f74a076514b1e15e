"""Private text by stdin, so that no other user reads it from the process list."""

from __future__ import annotations

import json

import pytest

TALK = ("log", "talk", "--on", "2026-11-20", "--present", "Qiu Wei; Zeng Li", "--no-input")


def test_the_body_of_a_talk_is_read_from_stdin(orglife, sample):
    done = orglife(*TALK, "--body", "-", stdin="between us\nand no other\n")

    assert done.status == 0, done.stderr
    whole = json.loads(orglife("export", "all", "--with-private").stdout)
    assert whole["private"][0]["text"] == "between us\nand no other"
    assert "between us" not in orglife("history").stdout


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_stdin_is_refused(orglife, sample, text):
    before = sample.read_bytes()

    done = orglife(*TALK, "--body", "-", stdin=text)

    assert done.status == 2
    assert "stdin has no text" in done.stderr
    assert sample.read_bytes() == before


def test_what_care_is_about_is_read_from_stdin_and_stands_in_no_history(orglife, sample):
    done = orglife("task", "add", "care", "-", "--due", "2026-12-01", stdin="the illness of X\n")

    assert done.status == 0, done.stderr
    shown = orglife("task", "list", "--with-private").stdout
    assert "the illness of X" in shown
    assert orglife("task", "done", "1", "--result", "-", stdin="is well\n").status == 0


def test_a_problem_of_a_field_is_read_from_stdin(orglife, sample):
    orglife("criticism", "open", "2026", "--form", "general")
    orglife("criticism", "hold", "--on", "2026-11-20")

    done = orglife(
        *("criticism", "add", "Qiu Wei", "--self", "--problem", "style:-"), stdin="too loud\n"
    )

    assert done.status == 0, done.stderr
    whole = json.loads(orglife("export", "all", "--with-private").stdout)
    assert [one["text"] for one in whole["private"]] == ["too loud"]


def test_one_stdin_is_one_text(orglife, sample):
    done = orglife("task", "done", "1", "--result", "-", "--evidence", "-", stdin="x")

    assert done.status == 2


def test_who_is_erased_need_not_be_typed(orglife, sample):
    orglife("member", "edit", "Qiu Wei", "--left", "2026-11-10", "--left-reason", "moved")

    done = orglife("purge", "--member", "-", "-y", stdin="Qiu Wei\n")

    assert done.status == 0, done.stderr
    assert "Qiu Wei" not in sample.read_text(encoding="utf-8")

"""A task entered after its day: a fact, judged by the day it was due."""

from __future__ import annotations

import json

import pytest


def overdue(orglife, day):
    shown = orglife("check", "2026", "--rule", "TASK-OVERDUE", "--as-of", day, "--format", "json")
    return [
        (one["period"], one["status"], one["severity"])
        for one in json.loads(shown.stdout)["findings"]
    ]


@pytest.mark.parametrize(
    ("kind", "severity"), [("matter", "information"), ("rectification", "warning")]
)
@pytest.mark.parametrize(
    ("day", "status"),
    [("2026-03-31", "pending"), ("2026-04-01", "missed"), ("2026-11-22", "missed")],
)
def test_what_was_due_before_it_was_entered_is_missed_from_the_day_after(
    orglife, sample, day, status, kind, severity
):
    done = orglife(
        *["task", "add", kind, "Mend the roof", "--owner", "Li Tao", "--due", "2026-03-31"]
    )

    assert done.status == 0
    assert overdue(orglife, day) == [("2026-03-31", status, severity)]


def test_a_day_of_undertaking_after_the_day_due_is_refused(orglife, sample):
    before = sample.read_bytes()

    done = orglife(*["task", "add", "matter", "Roof", "--due", "2026-03-31", "--on", "2026-04-01"])

    assert done.status == 3
    assert sample.read_bytes() == before

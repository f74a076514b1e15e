"""What cron runs: silence when there is nothing, a page when there is something."""

from __future__ import annotations

import json


def test_quiet_due_prints_nothing_when_nothing_falls_due(orglife, sample):
    quiet = orglife("due", "--within", "3d", "--quiet")

    assert quiet == (0, "", "")
    assert orglife("due", "--within", "3d").stdout != ""


def test_quiet_due_prints_what_falls_due(orglife, sample):
    quiet = orglife("due", "--within", "30d", "--quiet")

    assert "GR-FREQ" in quiet.stdout
    assert quiet.stderr == ""


def test_quiet_due_still_answers_a_program(orglife, sample):
    answer = json.loads(orglife("due", "--within", "3d", "-q", "--format", "json").stdout)

    assert answer["findings"] == []

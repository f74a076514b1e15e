"""JSON is an interface: a schema with its version, and keys that are only ever added to."""

from __future__ import annotations

import json

import pytest

FINDING = {
    "rule", "title", "article", "source", "verified", "strength", "severity", "status", "subject",
    "period", "deadline", "needed", "found", "base", "excluded", "records", "reason", "message",
}  # fmt: skip

SHOWN = {
    ("check", "2026"): ("orglife.check/1", {"branch", "as_of", "period", "findings"}),
    ("status",): ("orglife.status/1", {"branch", "as_of"}),
    ("due",): ("orglife.due/1", {"branch", "as_of"}),
    ("member", "list"): ("orglife.members/1", {"branch"}),
    ("group", "list"): ("orglife.groups/1", {"branch"}),
    ("committee", "list"): ("orglife.committee/1", {"branch"}),
    ("activity", "list"): ("orglife.activities/1", {"branch", "as_of", "period"}),
    ("task", "list"): ("orglife.tasks/1", {"branch"}),
    ("rules", "list"): ("orglife.rules/1", set()),
    ("kinds", "list"): ("orglife.kinds/1", set()),
    ("history",): ("orglife.history/1", {"branch"}),
    ("report", "year", "2026"): ("orglife.year/1", {"branch"}),
    ("export", "all"): ("orglife.all/1", set()),
}


@pytest.mark.parametrize("words", SHOWN, ids=" ".join)
def test_what_lists_shows_or_judges_has_a_schema_with_a_version(orglife, sample, words) -> None:
    result = orglife(*words, "--format", "json")

    assert result.status in (0, 1), result.stderr
    shown = json.loads(result.stdout)
    schema, keys = SHOWN[words]
    assert next(iter(shown)) == "schema"
    assert shown["schema"] == schema
    assert keys <= set(shown)


def test_a_finding_has_every_key_of_its_schema(orglife, sample) -> None:
    found = json.loads(orglife("check", "2026", "--format", "json").stdout)["findings"]

    assert found
    for finding in found:
        assert set(finding) >= FINDING
        assert set(finding["subject"]) >= {"type", "id", "name"}


def test_no_time_of_day_stands_in_what_is_judged(orglife, sample) -> None:
    noon = orglife("check", "2026", "--format", "json")
    again = orglife("check", "2026", "--format", "json")

    assert noon.stdout == again.stdout
    assert "T12:" not in noon.stdout

"""What a day in the past sees: whoever was not there yet counts nowhere."""

from __future__ import annotations

import json

import pytest

ROSTER = """name,standing,joined,full since,group
An,full,2001-01-01,2002-01-01,G
Bo,full,2001-01-01,2002-01-01,G
Cai,full,2025-03-05,,G
Du,full,,2025-03-05,G
"""


@pytest.mark.parametrize(
    ("day", "members", "full"),
    [("2025-03-04", 3, 2), ("2025-03-05", 4, 4), ("2026-11-22", 4, 4)],
)
def test_a_full_member_of_unknown_day_is_not_there_before_joining(
    orglife, tmp_path, day, members, full
):
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    orglife("init", "branch.json", "--name", "B", "--sector", "school", "--founded", "2020-01-01")
    assert orglife("import", "roster.csv", "--yes").status == 0

    shown = orglife("check", day[:7], "--as-of", day, "--format", "json", "--rule", "BR")

    found = {one["rule"]: one["found"] for one in json.loads(shown.stdout)["findings"]}
    assert found == {"BR-MAX": members, "BR-MIN": full}

"""Article, strength, severity and verification of the rules, as their sources have them.

The table was copied from the regulations' wording by hand: must is an error, generally a warning,
and what is both is generally; a severity that differs was decided for that rule.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

TABLE = Path(__file__).parent / "regulations.csv"


def test_each_rule_is_as_strong_as_its_wording(orglife, sample):
    with TABLE.open(encoding="utf-8", newline="") as file:
        wanted = {row["rule"]: row for row in csv.DictReader(file)}

    listed = json.loads(orglife("rules", "list", "--format", "json").stdout)["rules"]

    found = {
        one["id"]: {
            "rule": one["id"],
            "article": one["article"],
            "strength": one["strength"],
            "severity": one["severity"],
            "verified": "yes" if one["verified"] else "no",
        }
        for one in listed
        if one["id"] in wanted
    }
    assert found == wanted

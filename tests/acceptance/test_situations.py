"""Situations of a branch, each with what `check` must find: `situations.toml`."""

from __future__ import annotations

import json
import shlex
import tomllib
from pathlib import Path

import pytest

SITUATIONS = tomllib.loads((Path(__file__).parent / "situations.toml").read_text(encoding="utf-8"))[
    "situation"
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=[one["why"] for one in SITUATIONS])
def test_what_must_be_found_is_found(orglife, tmp_path, situation):
    begin(orglife, tmp_path, situation["full"])
    for line in situation["do"].strip().splitlines():
        code, _, rest = line.partition(" ")
        words = shlex.split(rest if code.isdecimal() else line)
        before = (tmp_path / "branch.json").read_bytes()
        done = orglife(*words, today="2026-11-20")
        assert done.status == (int(code) if code.isdecimal() else 0), done.stderr
        if done.status:
            assert (tmp_path / "branch.json").read_bytes() == before

    shown = orglife(
        *("check", situation["period"], "--as-of", str(situation["day"]), "--format", "json"),
        today="2026-11-20",
    )

    found = [seen(one) for one in json.loads(shown.stdout)["findings"]]
    for row in situation["find"]:
        wanted = {key: value for key, value in row.items() if key != "none"}
        fits = [one for one in found if wanted.items() <= one.items()]
        same_rule = [one for one in found if one["rule"] == row["rule"]]
        assert bool(fits) is not row.get("none", False), same_rule


def begin(orglife, folder, full):
    lines = [f"M{number},full,2008-01-01,2009-01-01" for number in range(1, full + 1)]
    sheet = "\n".join(("name,standing,joined,full since", *lines)) + "\n"
    (folder / "roster.csv").write_text(sheet, encoding="utf-8")
    founding = ("--sector", "enterprise", "--founded", "2019-01-01")
    assert orglife("init", "branch.json", "--name", "B", *founding).status == 0
    assert orglife("import", "roster.csv", "-y").status == 0


def seen(finding):
    kept = ("rule", "period", "status", "severity", "deadline", "needed", "found", "base")
    return {**{key: finding[key] for key in kept}, "name": finding["subject"]["name"]}

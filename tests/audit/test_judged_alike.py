"""A branch is judged in an audit as it is by `check`."""

from __future__ import annotations

import json

from audit_case import ASKED, records


def test_findings_are_those_of_check(orglife, sample, tmp_path) -> None:
    checked = json.loads(
        orglife("check", "2026", "-f", sample, "--format", "json", today="2026-11-22").stdout
    )
    orglife(
        *("audit", "run", sample, "--period", "2026", "--as-of", "2026-11-22"),
        *("--names", "--all", "--findings", "f", "--jobs", 1),
    )

    found = records(tmp_path / "f", "finding")
    own = {"record", "n", "file", "branch"}
    assert [
        {key: value for key, value in one.items() if key not in own} for one in found
    ] == checked["findings"]


def test_only_what_was_missed_late_or_waived_is_listed(orglife, files, tmp_path) -> None:
    orglife("audit", "run", "in", *ASKED, "--findings", "f", "--jobs", 1)

    assert {one["status"] for one in records(tmp_path / "f", "finding")} <= {
        "missed",
        "late",
        "waived",
    }


def test_the_counts_of_a_branch_are_those_of_its_findings(orglife, files, tmp_path) -> None:
    orglife("audit", "run", "in", *ASKED, "--all", "--findings", "f", "--jobs", 1)

    counted: dict[str, dict[str, dict[str, int]]] = {}
    for one in records(tmp_path / "f", "finding"):
        statuses = counted.setdefault(one["branch"], {}).setdefault(one["rule"], {})
        statuses[one["status"]] = statuses.get(one["status"], 0) + 1
    assert counted == {one["uid"]: one["rules"] for one in records(tmp_path / "f", "branch")}


def test_names_are_codes_unless_they_are_asked_for(orglife, sample, tmp_path) -> None:
    asked = ("--period", "2026", "--as-of", "2026-11-22", "--all", "--jobs", 1)
    orglife("audit", "run", sample, *asked, "--findings", "coded")
    orglife("audit", "run", sample, *asked, "--findings", "named", "--names")
    listed = json.loads(orglife("member", "list", "-f", sample, "--format", "json").stdout)
    names = [one["name"] for one in listed["members"]]
    assert len(names) > 20

    coded = (tmp_path / "coded").read_text(encoding="utf-8")
    named = (tmp_path / "named").read_text(encoding="utf-8")
    assert not [name for name in names if name in coded]
    assert [name for name in names if name in named]
    assert '"M001"' in coded


def test_a_name_is_a_code_however_it_is_written(orglife, sample, tmp_path) -> None:
    said = orglife(
        *("waive", "GM-FREQ", "2026-Q1", "--by", "District"),
        *("--reason", "zeng　LI's funeral; ZengLi spoke", "-f", sample),
    )
    assert said.status == 0, said
    asked = ("--period", "2026", "--as-of", "2026-11-22", "--all", "--jobs", 1)
    orglife("audit", "run", sample, *asked, "--findings", "coded")
    orglife("audit", "run", sample, *asked, "--findings", "named", "--names")

    coded = (tmp_path / "coded").read_text(encoding="utf-8")
    assert "funeral" in coded
    assert "M003's funeral; M003 spoke" in coded
    assert "ZengLi spoke" in (tmp_path / "named").read_text(encoding="utf-8")


def test_the_same_bytes_whatever_the_number_of_processes(process, files, tmp_path) -> None:
    summaries = [
        process(
            *("audit", "run", "in", *ASKED, "--findings", f"f{jobs}", "--jobs", jobs),
            *("--format", "json"),
        ).stdout
        for jobs in (1, 2, 3)
    ]

    assert len(set(summaries)) == 1
    assert len({(tmp_path / f"f{jobs}").read_bytes() for jobs in (1, 2, 3)}) == 1

"""`orglife rules`, `kinds` and `waive`, from the outside."""

import json

OWN = """
[[rule]]
id = "CIRCLE"
title = { en = "A circle each half-year", zh = "每半年一次读书会" }
source = "local"
strength = "local"
check = { kind = "held", activity = "reading-circle", per = "half", scope = "group" }
"""


def findings(orglife, *words):
    done = orglife("check", "2026", "--format", "json", "--fail-on", "never", *words)
    assert done.status == 0, done.stderr
    return json.loads(done.stdout)["findings"]


def test_the_rules_are_listed_without_a_branch(orglife):
    listed = orglife("rules", "list", "--format", "json")

    rules = {rule["id"]: rule for rule in json.loads(listed.stdout)["rules"]}
    assert listed.status == 0
    assert rules["GM-FREQ"]["state"] == "on"
    assert rules["LECTURE-QUARTER"]["state"] == "off"
    assert rules["BR-JOINT"]["state"] == "never"
    assert "GM-FREQ" in orglife("rules", "list").stdout


def test_a_rule_shows_its_text_article_source_and_whether_it_is_verified(orglife):
    passed = orglife("rules", "show", "gm-pass").stdout
    size = orglife("rules", "show", "GR-FULL").stdout

    assert "more than half of those with voting right" in passed
    assert "Art. 11" in passed
    assert "branch regulation, 2018" in passed
    assert "Verified:" in passed
    assert "Not verified:" in size
    assert "at_least" in size


def test_it_is_shown_in_chinese(orglife):
    shown = orglife("rules", "show", "GM-FREQ", "--lang", "zh").stdout

    assert "支部党员大会一般每季度召开1次" in shown
    assert "党支部工作条例" in shown


def test_an_unknown_rule_is_refused_with_the_nearest(orglife, sample):
    before = sample.read_bytes()

    for words in (("show", "GM-FREK"), ("off", "GM-FREK"), ("set", "GM-FREK", "at_least", "2")):
        done = orglife("rules", *words)
        assert done.status == 3
        assert "GM-FREQ" in done.stderr
    assert sample.read_bytes() == before


def test_a_rule_is_switched_off_for_this_branch(orglife, sample):
    done = orglife("rules", "off", "GM-FREQ")

    assert done.status == 0
    assert "GM-FREQ is off" in done.stderr
    assert findings(orglife, "--rule", "GM-FREQ") == []
    assert "off, changed here" in orglife("rules", "list").stdout


def test_a_parameter_is_set_and_shown_as_changed(orglife, sample):
    assert orglife("rules", "set", "GM-FREQ", "at_least", "2").status == 0

    assert {one["needed"] for one in findings(orglife, "--rule", "GM-FREQ")} == {2}
    assert "changed here" in orglife("rules", "show", "GM-FREQ").stdout


def test_a_value_of_another_type_is_refused_and_nothing_written(orglife, sample):
    before = sample.read_bytes()
    done = orglife("rules", "set", "GM-FREQ", "at_least", "two")

    assert done.status == 3
    assert "whole number" in done.stderr
    assert sample.read_bytes() == before


def test_own_rules_are_validated_applied_and_judged(orglife, sample, tmp_path):
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")

    refused = orglife("rules", "apply", "own.toml")
    assert refused.status == 3
    assert "reading-circle" in refused.stderr

    added = orglife(
        *("kinds", "add", "reading-circle", "--en", "reading circle", "--zh", "读书会"),
        *("--scope", "group", "--study"),
    )
    assert added.status == 0
    assert orglife("rules", "validate", "own.toml").status == 0
    assert orglife("rules", "apply", "own.toml").status == 0
    logged = orglife(
        *("log", "读书会", "--group", "1", "--on", "2026-11-20", "--hours", "2"),
    )
    assert logged.status == 0, logged.stderr

    found = {
        (one["subject"]["name"], one["period"]): one["status"]
        for one in findings(orglife, "--rule", "CIRCLE")
    }
    assert found == {
        ("Group 1", "2026-H1"): "missed",
        ("Group 2", "2026-H1"): "missed",
        ("Group 3", "2026-H1"): "missed",
        ("Group 1", "2026-H2"): "met",
        ("Group 2", "2026-H2"): "pending",
        ("Group 3", "2026-H2"): "pending",
    }
    assert "读书会" in orglife("kinds", "list", "--lang", "zh").stdout


def test_bad_rules_are_refused_by_name_and_nothing_written(orglife, sample, tmp_path):
    before = sample.read_bytes()
    (tmp_path / "bad.toml").write_text(OWN.replace("strength", "strenght"), encoding="utf-8")

    for verb in ("validate", "apply"):
        done = orglife("rules", verb, "bad.toml")
        assert done.status == 3
        assert "strenght" in done.stderr
        assert "strength" in done.stderr
    assert sample.read_bytes() == before


def test_a_file_that_is_not_there_or_is_no_text(orglife, sample, tmp_path):
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")

    assert orglife("rules", "apply", "none.toml").status == 4
    assert orglife("rules", "apply", "binary.toml").status == 4
    assert orglife("rules", "apply", tmp_path).status == 4


def test_a_duty_is_waived_for_one_group(orglife, sample):
    done = orglife(
        *("waive", "GR-FREQ", "2026-04", "--subject", "Group 1"),
        *("--by", "Street committee", "--reason", "flood"),
    )
    assert done.status == 0, done.stderr

    found = {
        one["subject"]["name"]: one
        for one in findings(orglife, "--rule", "GR-FREQ")
        if one["period"] == "2026-04"
    }
    assert found["Group 1"]["status"] == "waived"
    assert found["Group 1"]["reason"] == "waived by Street committee: flood"
    assert found["Group 2"]["status"] == "missed"


def test_a_waiver_names_who_and_why(orglife, sample):
    before = sample.read_bytes()

    assert orglife("waive", "GR-FREQ", "2026-04").status == 2
    assert orglife("waive", "GR-FREQ", "2026-04", "--by", "X", "--reason", " ").status == 3
    assert orglife("waive", "GR-FREQ", "11/12/2026", "--by", "X", "--reason", "y").status == 2
    assert orglife("waive", "XX", "2026-04", "--by", "X", "--reason", "y").status == 3
    assert sample.read_bytes() == before


def test_a_change_of_the_layer_is_undone(orglife, sample):
    orglife("rules", "off", "GM-FREQ")
    orglife("undo", "-y")

    assert findings(orglife, "--rule", "GM-FREQ") != []

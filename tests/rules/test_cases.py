"""Every rule against its cases: `cases/RULE.toml`, one table a case.

period   what is asked, by default the year 2026
as_of    the day of asking
expect   the status of the one finding; `none`; or a table from subject to status
...      any field of the one finding: needed, found, base, period_label, severity, deadline,
         records (as `activity 1`), excluded (names), reason, says (its message),
             name (the subject's)
"""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from mini_branch import PACK, branch_of, findings, merged

from orglife.model.calendar import Period
from orglife.reports.language import Language
from orglife.rules.branch_rules import rule_versions
from orglife.rules.engine import judgements
from orglife.rules.facts import BranchFacts

ENGLISH = Language("en")
CASES = Path(__file__).parent / "cases"
CHECKED = {rule.id: rule for rule in PACK if rule.check}
NEVER_BROKEN = {"GM-PASS", "DV-PASS", "EL-WIN"}
"""Verdicts: not carried is no breach."""
ABOUT_THE_CASE = {"why", "period", "as_of", "expect"}
ABOUT_THE_FINDING = {
    "needed",
    "found",
    "base",
    "period_label",
    "severity",
    "deadline",
    "records",
    "excluded",
    "reason",
    "says",
    "verified",
    "name",
}


def load(path):
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    base = told.get("base", {})
    return [merged(base, case) for case in told["case"]]


def every_case():
    for path in sorted(CASES.glob("*.toml")):
        for number, case in enumerate(load(path), 1):
            yield pytest.param(path.stem, case, id=f"{path.stem}-{number}")


def asked(rule, case):
    told = {
        key: value for key, value in case.items() if key not in ABOUT_THE_CASE | ABOUT_THE_FINDING
    }
    as_of = case.get("as_of", date(2026, 12, 31))
    return branch_of(told, rule), Period.parse(str(case.get("period", "2026"))), as_of


def findings_of(rule, case):
    return findings(*asked(rule, case), rule)


def seen(found):
    return {
        "needed": found.needed,
        "found": found.found,
        "base": found.base,
        "period_label": found.period,
        "severity": found.severity,
        "deadline": found.deadline,
        "records": [f"{one.type} {one.id}" for one in found.records],
        "excluded": [one.name for one in found.excluded],
        "reason": str(found.reason) if found.reason is not None else "",
        "verified": found.rule.verified,
        "name": ENGLISH.text(found.subject.name),
    }


@pytest.mark.parametrize(("rule", "case"), list(every_case()))
def test_a_case_is_judged_as_it_says(rule, case):
    found = findings_of(rule, case)
    expect = case["expect"]
    by_subject = {f"{one.subject.type} {one.subject.id} {one.period}": one.status for one in found}

    assert len(by_subject) == len(found)
    if isinstance(expect, dict):
        short = {}
        for one in found:
            short.setdefault(f"{one.subject.type} {one.subject.id}", []).append(one.status)
        for subject, status in expect.items():
            got = by_subject.get(subject) or " ".join(short.get(subject, ["none"]))
            assert got == status, f"{case['why']}: {subject}"
        return
    if expect == "none":
        assert by_subject == {}, case["why"]
        return
    assert list(by_subject.values()) == [expect], case["why"]
    got = seen(found[0])
    told = {key: case[key] for key in got if key in case}
    assert {key: got[key] for key in told} == told, case["why"]
    if "says" in case:
        assert ENGLISH.text(found[0].message) == case["says"]


@pytest.mark.parametrize(("rule", "case"), list(every_case()))
def test_a_case_is_counted_as_it_is_judged(rule, case):
    branch, period, as_of = asked(rule, case)
    rules = [one for one in rule_versions(branch, PACK) if one.id == rule]
    counted = judgements(BranchFacts(branch, period, as_of), rules, detailed_statuses=())

    assert Counter((one.status, one.severity) for one in counted) == Counter(
        (one.status, one.severity) for one in findings_of(rule, case)
    ), case["why"]


@pytest.mark.parametrize("rule", sorted(CHECKED))
def test_a_checked_rule_has_cases_kept_and_broken(rule):
    path = CASES / f"{rule}.toml"
    assert path.exists(), f"write the cases of {rule}"
    statuses = {one.status for case in load(path) for one in findings_of(rule, case)}

    assert "met" in statuses
    assert rule in NEVER_BROKEN or "missed" in statuses


def test_every_file_of_cases_is_of_a_checked_rule():
    assert {path.stem for path in CASES.glob("*.toml")} <= CHECKED.keys()

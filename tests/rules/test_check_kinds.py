"""What stands at the registration of a check is true of its findings and its commands."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path

import pytest
from mini_branch import PACK
from msgspec.structs import replace
from test_cases import every_case, findings_of

from orglife.model.calendar import LENGTHS, Period
from orglife.reports.duties.duties import next_command
from orglife.rules.check_kind import register_check
from orglife.rules.checks import (
    CHECK_KINDS,
    activity_kinds,
    check_kind_of,
    concerns_groups,
    titling_kind,
    whole_unit,
)
from orglife.rules.finding import Finding
from orglife.rules.rule import Rule

RULES = {rule.id: rule for rule in PACK}
SOURCE = Path(__file__).parents[2] / "src" / "orglife"
TESTS = Path(__file__).parents[1]


def rule(**check: object) -> Rule:
    return replace(RULES["GR-FREQ"], check=check)


@cache
def found_in_cases() -> tuple[Finding, ...]:
    cases = (case.values for case in every_case())
    return tuple(found for name, case in cases for found in findings_of(name, case))


def test_a_finding_is_about_what_its_check_is_registered_for() -> None:
    about = {(found.rule.check["kind"], found.subject.type) for found in found_in_cases()}

    assert about == {(code, kind.about) for code, kind in CHECK_KINDS.items()} | {("held", "group")}


def test_groups_are_the_subjects_of_the_rules_that_concern_groups() -> None:
    for found in found_in_cases():
        assert (found.subject.type == "group") == concerns_groups(found.rule), found.rule.id


def test_a_rule_concerns_groups_by_its_check_or_by_its_scope() -> None:
    assert concerns_groups(rule(kind="group-size", at_least=3))
    assert concerns_groups(rule(kind="held", activity="lecture", scope="group"))
    assert not concerns_groups(rule(kind="held", activity="lecture", scope="branch"))
    assert not concerns_groups(rule(kind="held", activity="lecture"))
    assert not concerns_groups(rule(kind="convened", scope="group"))  # it has no such parameter
    assert not concerns_groups(rule(kind="unheard-of", scope="group"))
    assert not concerns_groups(rule())


def test_the_kinds_of_activity_are_those_of_the_check_or_of_the_rule() -> None:
    assert activity_kinds(rule(kind="talks")) == ("talk",)
    assert activity_kinds(rule(kind="held", activity="lecture")) == ("lecture",)
    assert activity_kinds(rule(kind="held", activity=["lecture", "study"])) == ("lecture", "study")
    assert activity_kinds(rule(kind="held", activity=3)) == ()
    assert activity_kinds(rule(kind="hours")) == ()
    assert activity_kinds(rule(kind="unheard-of", activity="lecture")) == ("lecture",)


def test_a_rule_is_called_by_the_one_kind_that_it_asks_to_be_held() -> None:
    assert titling_kind(rule(kind="held", activity="lecture")) == "lecture"
    assert titling_kind(rule(kind="held", activity=["lecture"])) == "lecture"
    assert titling_kind(rule(kind="held", activity=["lecture", "study"])) is None
    assert titling_kind(rule(kind="held", activity="lecture", topic=["safety"])) is None
    assert titling_kind(rule(kind="attended", activity="lecture")) is None
    assert titling_kind(rule(kind="unheard-of", activity="lecture")) is None


def test_a_rule_without_a_known_check_has_no_kind_of_check() -> None:
    assert check_kind_of(rule()) is None
    assert check_kind_of(rule(kind="unheard-of")) is None
    assert check_kind_of(rule(kind=["held"])) is None
    assert check_kind_of(rule(kind="held")) is CHECK_KINDS["held"]


def test_a_waiver_of_a_part_names_the_whole_that_is_judged() -> None:
    quarterly = rule(kind="held", per="quarter")

    assert whole_unit(quarterly, Period.parse("2026-05")) == Period.parse("2026-Q2")
    assert whole_unit(quarterly, Period.parse("2026-Q2")) is None
    assert whole_unit(quarterly, Period.parse("2026")) is None
    assert whole_unit(rule(kind="group-size"), Period.parse("2026-05")) is None


def test_what_recurs_states_its_period() -> None:
    for code, kind in CHECK_KINDS.items():
        if kind.periodic:
            choices = kind.parameters["per"].choices
            assert choices, code
            assert set(choices) <= set(LENGTHS), code
        else:
            assert kind.frequency is None, code
            assert not kind.titled_by_kind, code


def test_a_frequency_says_its_number() -> None:
    words = {code: str(kind.frequency(3)) for code, kind in CHECK_KINDS.items() if kind.frequency}

    assert words == {"hours": "3 h a year/member", "talks": "3 a year/pair"}


@pytest.mark.parametrize("about", ["branch", "member"])
def test_a_code_is_registered_once(about: str) -> None:
    before = dict(CHECK_KINDS)
    with pytest.raises(ValueError, match="held is registered already"):
        register_check("held", about=about)

    assert before == CHECK_KINDS


def test_a_check_is_about_a_type_of_subject() -> None:
    with pytest.raises(ValueError, match="no type of subject"):
        register_check("seen", about="planet")

    assert "seen" not in CHECK_KINDS


def test_every_next_command_exists() -> None:
    sys.path.insert(0, str(TESTS / "project"))
    try:
        from test_feature_map import command_names
    finally:
        sys.path.pop(0)

    commands = {next_command(found, "orglife") for found in found_in_cases()}
    for command in commands:
        words = command.removeprefix("orglife ").split()
        assert {words[0], " ".join(words[:2])} & command_names(), command
    first = {code: kind.next_command for code, kind in CHECK_KINDS.items()}
    for code, command in first.items():
        if isinstance(command, str) and command:
            assert any(
                text.startswith(f"orglife {command.partition('{')[0]}") for text in commands
            ), code


def test_the_kinds_are_read_where_all_are_registered() -> None:
    inside = SOURCE / "rules" / "checks"
    for path in SOURCE.rglob("*.py"):
        if path.parent == inside:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert node.module != "orglife.rules.check_kind", (
                    f"{path}: import it from orglife.rules.checks, which registers every check"
                )

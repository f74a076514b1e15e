"""Every parameter of every rule, from the outside: set to what it may be, refused beyond it."""

import json

import pytest

from orglife.rules.checks import CHECK_KINDS
from orglife.rules.rule import central_rules
from orglife.storage.store import Store

RULES = {rule.check["kind"]: rule.id for rule in central_rules() if rule.check}
"""One rule of every kind of check."""
PARAMETERS = [
    (RULES[code], name, parameter)
    for code, kind in CHECK_KINDS.items()
    for name, parameter in kind.parameters.items()
]
LISTS = [one[:2] for one in PARAMETERS if one[2].type is list]
NUMBERS = [one for one in PARAMETERS if one[2].type is int]
CODES = [one for one in PARAMETERS if one[2].choices]
FREE = {"topic": ["廉洁", "integrity"]}
"""What to say where any text will do; elsewhere a list without choices names activities."""


def named(case):
    return f"{case[0]} {case[1]}" if isinstance(case, tuple) else None


def some(rule, key):
    """Two values that a list may have, other than those that the pack has."""
    kind = next(one for one in central_rules() if one.id == rule).check["kind"]
    choices = CHECK_KINDS[kind].parameters[key].choices
    return list(choices[-1:-3:-1]) if choices else FREE.get(key, ["other", "talk"])


@pytest.fixture
def peopled(orglife, sample):
    """The sample with somebody away, sent, applying, and with tasks: rules have their subjects."""
    for words in (
        ("member", "mobile", "#4", "--from", "2025-01-05", "--place", "Elsewhere"),
        ("member", "transfer-out", "#5", "--on", "2026-03-01", "--to", "Elsewhere"),
        ("admission", "add", "Bai He", "--applied", "2025-01-05"),
        ("admission", "advance", "Bai He", "--to", "activist", "--on", "2025-03-05", "--force"),
        ("task", "add", "opinion", "shorter meetings", "--on", "2026-03-05"),
    ):
        done = orglife(*words)
        assert done.status == 0, done.stderr
    return sample


def shown(orglife, rule, key):
    return json.loads(orglife("rules", "show", rule, "--format", "json").stdout)["check"][key]


def judge(orglife, rule):
    """Switch a rule on and judge a year by it."""
    assert orglife("rules", "on", rule).status == 0
    done = orglife("check", "2026", "--rule", rule, "--fail-on", "never", "--format", "json")
    assert done.status == 0, done.stderr


@pytest.mark.parametrize(("rule", "key"), LISTS)
def test_a_list_is_set_shown_judged_exported_and_taken_back(orglife, peopled, tmp_path, rule, key):
    before, codes = shown(orglife, rule, key), some(rule, key)

    done = orglife("rules", "set", rule, key, "、".join(codes))

    assert done.status == 0, done.stderr
    assert shown(orglife, rule, key) == codes
    assert ", ".join(codes) in orglife("rules", "show", rule).stdout
    assert orglife("export", "all", "--format", "json", "-o", "all.json").status == 0
    assert orglife("import", "all.json", "-f", "again.json", "--yes").status == 0
    assert Store(tmp_path / "again.json").load().rules == Store(peopled).load().rules
    assert orglife("undo").status == 0
    assert shown(orglife, rule, key) == before
    assert orglife("redo").status == 0
    assert shown(orglife, rule, key) == codes
    judge(orglife, rule)
    assert orglife("verify").status == 0


@pytest.mark.parametrize(("rule", "key"), LISTS)
def test_a_list_is_applied_from_a_file(orglife, peopled, tmp_path, rule, key):
    codes = some(rule, key)
    text = f'[[rule]]\nid = "{rule}"\ncheck = {{ {key} = {json.dumps(codes)} }}\n'
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")

    done = orglife("rules", "apply", "own.toml")

    assert done.status == 0, done.stderr
    assert shown(orglife, rule, key) == codes
    judge(orglife, rule)


def test_one_code_for_a_list_is_kept_as_a_list(orglife, sample, tmp_path):
    (tmp_path / "own.toml").write_text(
        '[[rule]]\nid = "GM-FREQ"\ncheck = { activity = "general-meeting" }\n', encoding="utf-8"
    )
    before = sample.read_bytes()

    assert "are so already" in orglife("rules", "apply", "own.toml").stderr
    assert sample.read_bytes() == before


@pytest.mark.parametrize(("rule", "key", "parameter"), NUMBERS, ids=named)
def test_a_number_is_judged_at_its_bounds_and_refused_beyond(
    orglife, peopled, rule, key, parameter
):
    for value in (parameter.least, parameter.most):
        done = orglife("rules", "set", rule, key, value)
        assert done.status == 0, done.stderr
        judge(orglife, rule)
    before = peopled.read_bytes()
    for value in (parameter.least - 1, parameter.most + 1, 2**53, 10**30, "9" * 5000):
        done = orglife("rules", "set", rule, key, "--", value)
        assert done.status == 3, done.stderr
        assert f"from {parameter.least} to {parameter.most}" in done.stderr
        assert peopled.read_bytes() == before


@pytest.mark.parametrize("value", [0, -1, 10**7, 2**53, 10**30])
def test_a_number_beyond_its_bounds_is_refused_in_a_file(orglife, sample, tmp_path, value):
    before = sample.read_bytes()
    whole = (
        'title = { en = "x", zh = "y" }\nsource = "local"\nstrength = "local"\n'
        f'check = {{ kind = "mobile-away", months = {value} }}\n'
    )
    for text in (
        f'[[rule]]\nid = "MOBILE-AWAY"\ncheck = {{ months = {value} }}\n',
        f'[[rule]]\nid = "X1"\n{whole}',
    ):
        (tmp_path / "own.toml").write_text(text, encoding="utf-8")
        for verb in ("validate", "apply"):
            done = orglife("rules", verb, "own.toml")
            assert done.status == 3, done.stderr
            assert "should be from 1 to 1200" in done.stderr
    assert sample.read_bytes() == before


@pytest.mark.parametrize(("rule", "key", "parameter"), CODES, ids=named)
def test_every_code_is_judged_and_others_are_refused(orglife, peopled, rule, key, parameter):
    for code in parameter.choices:
        done = orglife("rules", "set", rule, key, code)
        assert done.status == 0, done.stderr
        judge(orglife, rule)
    before = peopled.read_bytes()
    done = orglife("rules", "set", rule, key, "xx")
    assert done.status == 3
    assert "xx" in done.stderr
    assert peopled.read_bytes() == before


def test_a_code_that_stands_twice_is_refused(orglife, sample):
    before = sample.read_bytes()
    done = orglife("rules", "set", "GM-FREQ", "activity", "talk, lecture, talk")

    assert done.status == 3
    assert "activity names talk twice" in done.stderr
    assert sample.read_bytes() == before

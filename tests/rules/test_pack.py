"""The pack: what stands in it is what may stand there, and both its forms are the same."""

import json
import tomllib

import pytest
from rules_page import PAGE, page

from orglife.model.terms import SEVERITIES, STRENGTHS
from orglife.rules.checks import CHECK_KINDS
from orglife.rules.rule import FOLDER, central_rules, from_toml, rules_from_json
from orglife.rules.validation import rule_problems

TEXT = (FOLDER / "central.toml").read_text(encoding="utf-8")
RULES = from_toml(TEXT)
SOURCES = {
    "cpc-branch-2018",
    "cpc-education-2019",
    "cpc-election-2020",
    "cpc-admission-2014",
    "charter",
    "group-rules",
    "org-dept-explanation",
    "appraisal-notice",
    "founding-article",
    "local",
}


def test_the_compiled_pack_is_the_same_rules():
    compiled = json.dumps(tomllib.loads(TEXT), ensure_ascii=False, default=str)

    assert rules_from_json(compiled.encode()) == RULES


def test_the_source_tree_holds_no_compiled_pack():
    assert not (FOLDER / "central.json").exists()
    assert central_rules() == RULES


def test_every_id_stands_once():
    ids = [rule.id for rule in RULES]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_complete(rule):
    assert rule.source in SOURCES
    assert set(rule.cited) <= SOURCES
    assert rule.cited[0] == rule.source
    assert rule.strength in STRENGTHS
    assert rule.grade in ("", *SEVERITIES)
    assert rule.title.en
    assert rule.title.zh
    assert rule_problems(rule) == []
    assert rule.enabled == (rule.id not in LOCAL_AND_OFF)


LOCAL_AND_OFF = {"LECTURE-QUARTER", "TALK-TWICE", "STUDY-56", "INTEGRITY-LECTURE"}


def test_every_kind_of_check_is_used():
    assert set(CHECK_KINDS) == {rule.check["kind"] for rule in RULES if rule.check}


def test_the_page_of_rules_is_the_pack():
    text = PAGE.read_text(encoding="utf-8")

    assert page(text) == text, "python tests/rules/rules_page.py writes it"

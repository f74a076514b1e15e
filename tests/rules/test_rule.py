"""A rule and a finding as values: nobody changes them, and nothing unknown is read into them."""

import msgspec
import pytest

from orglife.model.terms import TASK_KINDS
from orglife.rules.finding import ExcludedMember, Finding, Judgement, Reference, Subject
from orglife.rules.rule import Parameter, Rule, Titles, central_rules, from_plain
from orglife.rules.validation import value_problem


@pytest.mark.parametrize(
    "kind", [Finding, Judgement, ExcludedMember, Reference, Rule, Subject, Titles]
)
def test_it_is_a_value(kind):
    assert kind.__struct_config__.frozen


def test_a_title_in_a_third_language_is_refused():
    title = {"en": "x", "zh": "x", "fr": "x"}

    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        from_plain({"rule": [{"id": "X", "title": title, "source": "local", "strength": "may"}]})


def test_every_rule_says_its_fields_by_name():
    with pytest.raises(TypeError):
        Rule("X", Titles("x", "x"), None, "local")


def test_a_table_takes_the_name_and_else_the_title():
    named = next(rule for rule in central_rules() if rule.name is not None)
    bare = msgspec.structs.replace(named, name=None)

    assert named.short.titles == {"en": named.name.en, "zh": named.name.zh}
    assert bare.short.titles == {"en": named.title.en, "zh": named.title.zh}
    assert named.name.en != named.title.en


def test_the_first_strange_code_is_named():
    tasks = Parameter(list, choices=tuple(TASK_KINDS))

    assert value_problem("tasks", ["need", "care"], tasks) is None
    assert "rubbish" in str(value_problem("tasks", ["need", "rubbish"], tasks))
    assert "rubbish" in str(value_problem("tasks", ["rubbish", "nonsense"], tasks))

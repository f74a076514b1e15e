"""The branch's own layer: rules switched, changed, added; kinds added; duties waived."""

import tempfile
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path

import pytest

from orglife.actions.duties import rules
from orglife.actions.duties import waivers as waiving
from orglife.actions.duties.rules import find_rule
from orglife.errors import ChoiceError, InvalidRecordError, UnknownNameError
from orglife.model.branch import Branch, LocalRule, Meta
from orglife.model.calendar import Period
from orglife.model.group import Group
from orglife.model.names import find_kind
from orglife.rules.branch_rules import rule_versions, rules_of
from orglife.storage.store import Store

MARCH = Period.parse("2026-03")
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, tzinfo=UTC)
OWN = """
[[rule]]
id = "CIRCLE"
title = { en = "A circle", zh = "读书会" }
source = "local"
strength = "local"
check = { kind = "held", activity = "study", per = "half", at_least = 2 }
"""


def kept(action):
    """The same action; what it makes of the branch is written to a file, read, and taken back."""

    @wraps(action)
    def run(branch, *args, **values):
        change = action(branch, *args, **values)
        with tempfile.TemporaryDirectory() as folder:
            care = Store(Path(folder) / "branch.json")
            care.create(branch, command="orglife init", now=NOW)
            care.update(lambda _: (change.branch, None), command="orglife rules", now=NOW)
            assert care.load() == change.branch
            if change.branch != branch:
                care.undo(1, command="orglife undo", now=NOW)
                assert care.load().change_meta(next={}) == branch.change_meta(next={})
        return change

    return run


add_kind = kept(rules.add_kind)
apply_layer = kept(rules.apply_layer)
set_parameter = kept(rules.set_parameter)
switch_rule = kept(rules.switch_rule)
waive = kept(waiving.add_waiver)


@pytest.fixture
def branch():
    empty = Branch(meta=Meta(uid="u", name="B", sector="rural", founded=date(2015, 6, 1)))
    return empty.add("groups", Group(id=1, name="Group 1"))


def test_a_rule_is_switched_off_and_on_again_without_a_trace(branch):
    off = switch_rule(branch, "gm-freq", on=False).branch
    assert not rules_of(off)["GM-FREQ"].enabled
    assert off.rules == {1: LocalRule(id=1, rule="GM-FREQ", enabled=False)}

    on = switch_rule(off, "GM-FREQ", on=True).branch
    assert on.rules == {}
    assert on.next_id("rules") == 2


def test_switching_to_what_is_changes_nothing(branch):
    assert switch_rule(branch, "GM-FREQ", on=True).branch is branch
    assert switch_rule(branch, "LECTURE-QUARTER", on=False).branch is branch


def test_a_rule_that_no_record_answers_is_not_switched_on(branch):
    with pytest.raises(InvalidRecordError):
        switch_rule(branch, "BR-JOINT", on=True)


def test_a_number_is_changed_and_changed_back(branch):
    twice = set_parameter(branch, "TALK", "at_least", "2").branch
    assert rules_of(twice)["TALK"].check["at_least"] == 2

    assert set_parameter(twice, "TALK", "at_least", "1").branch.rules == {}
    assert set_parameter(twice, "TALK", "at_least", "2").branch is twice


def test_a_change_of_a_number_keeps_the_switch(branch):
    off = switch_rule(branch, "TALK", on=False).branch
    both = set_parameter(off, "TALK", "at_least", "3").branch

    assert both.rules == {1: LocalRule(id=1, rule="TALK", enabled=False, values={"at_least": 3})}
    assert switch_rule(both, "TALK", on=True).branch.rules == {
        1: LocalRule(id=1, rule="TALK", values={"at_least": 3})
    }


def test_a_parameter_that_the_pack_leaves_at_its_default_can_be_set(branch):
    changed = set_parameter(branch, "GM-FREQ", "at_least", "2").branch

    assert rules_of(changed)["GM-FREQ"].check["at_least"] == 2
    assert set_parameter(branch, "GM-FREQ", "at_least", "1").branch is branch


def test_lists_and_flags_are_told_as_text(branch):
    listed = set_parameter(branch, "OLM-STEPS", "steps", "theme, study、talks").branch
    assert rules_of(listed)["OLM-STEPS"].check["steps"] == ["theme", "study", "talks"]

    kinds = set_parameter(branch, "GM-FREQ", "activity", "general-meeting").branch
    assert kinds is branch

    flagged = set_parameter(branch, "GR-LEADER", "full", "是").branch
    assert rules_of(flagged)["GR-LEADER"].check["full"] is True
    assert set_parameter(branch, "GR-LEADER", "full", "no").branch is branch


@pytest.mark.parametrize(
    ("rule", "key", "value", "error"),
    [
        ("TALKS", "at_least", "2", UnknownNameError),
        ("TALK", "at_leas", "2", UnknownNameError),
        ("TALK", "kind", "held", UnknownNameError),
        ("BR-JOINT", "at_least", "2", UnknownNameError),
        ("TALK", "at_least", "two", InvalidRecordError),
        ("TALK", "at_least", "-1", InvalidRecordError),
        ("TALK", "per", "month", InvalidRecordError),
        ("GM-FREQ", "activity", "general", InvalidRecordError),
        ("GR-LEADER", "full", "perhaps", InvalidRecordError),
    ],
)
def test_what_a_rule_does_not_have_is_refused(branch, rule, key, value, error):
    with pytest.raises(error):
        set_parameter(branch, rule, key, value)


def test_the_nearest_is_named(branch):
    with pytest.raises(UnknownNameError) as refused:
        set_parameter(branch, "TALK", "at_leas", "2")
    assert "at_least" in str(refused.value.hint)

    with pytest.raises(UnknownNameError) as refused:
        find_rule(branch, "GM-FRE")
    assert "GM-FREQ" in str(refused.value.hint)


def test_a_whole_rule_is_added_once(branch):
    change = apply_layer(branch, OWN)

    assert rules_of(change.branch)["CIRCLE"].check["at_least"] == 2
    assert apply_layer(change.branch, OWN).branch is change.branch


def test_an_own_rule_is_changed_like_any_other(branch):
    own = apply_layer(branch, OWN).branch
    changed = set_parameter(own, "CIRCLE", "at_least", "1").branch

    assert rules_of(changed)["CIRCLE"].check["at_least"] == 1
    assert rules_of(switch_rule(changed, "CIRCLE", on=False).branch)["CIRCLE"].enabled is False
    assert set_parameter(changed, "CIRCLE", "at_least", "2").branch.rules == own.rules


def test_a_whole_rule_stands_in_place_of_the_central_one(branch):
    own = apply_layer(branch, OWN.replace("CIRCLE", "GM-FREQ")).branch

    assert rules_of(own)["GM-FREQ"].check["activity"] == "study"
    assert set(rules_of(own)) == set(rules_of(branch))
    assert [rule.id for rule in rule_versions(own)].count("GM-FREQ") == 1


def test_a_partial_entry_changes_what_there_is(branch):
    change = apply_layer(
        branch, '[[rule]]\nid = "TALK-TWICE"\nenabled = true\ncheck = { at_least = 3 }\n'
    )

    rule = rules_of(change.branch)["TALK-TWICE"]
    assert (rule.enabled, rule.check["at_least"]) == (True, 3)


WHOLE = {
    "id": '"X1"',
    "title": '{ en = "x", zh = "y" }',
    "source": '"local"',
    "strength": '"local"',
    "check": '{ kind = "held", activity = "study", per = "half" }',
}


def text_of(**changes):
    fields = {**WHOLE, **changes}
    return "[[rule]]\n" + "".join(f"{key} = {value}\n" for key, value in fields.items() if value)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[[rule]\n", "TOML"),
        ("", "[[rule]]"),
        ("rule = 3", "[[rule]]"),
        ("[rulez]\n", "rule"),
        ('[[rule]]\ntitle = "x"\n', "rule 1: it needs an id"),
        ('[[rule]]\nid = "QQQQ"\nenabled = true\n', "orglife rules list"),
        ('[[rule]]\nid = ""\n', "id"),
        ("[[rule]]\nid = 3\n", "id"),
        (text_of(zzz='"local"'), "one of: id, title"),
        (text_of(strenght='"local"'), "the nearest: strength"),
        (text_of(title='"x"'), "title"),
        (text_of(source=""), "source"),
        (text_of(id='"x1"'), "capital"),
        (text_of(strength='"strong"'), "strength"),
        (text_of(grade='"fatal"'), "error, warning, information"),
        (text_of(since='"soon"'), "since"),
        (text_of(since="2026-02-01", until="2026-01-01"), "before"),
        (text_of(applies="{ sectors = true }"), "sector"),
        (text_of(applies='{ sector = "urban" }'), "unknown sector urban"),
        (text_of(applies='{ sector = ["rural", "urban"] }'), "unknown sector urban"),
        (text_of(id='"-X1"'), "capital"),
        (text_of(applies='{ committee = "yes" }'), "true or false"),
        (text_of(check='{ activity = "study" }'), "kind"),
        (text_of(check='{ kind = "hold" }'), "held"),
        (text_of(check='{ kind = "held", per = "half" }'), "activity"),
        (text_of(check='{ kind = "held", activity = "stud", per = "half" }'), "study"),
        (text_of(check='{ kind = "held", activity = "study", per = "week" }'), "month"),
        (text_of(check='{ kind = "held", activity = 3, per = "half" }'), "list of codes"),
        (
            text_of(check='{ kind = "held", activity = "study", per = "half", at_lest = 1 }'),
            "at_least",
        ),
        (
            text_of(check='{ kind = "held", activity = "study", per = "half", at_least = true }'),
            "at_least is true and should be a whole number",
        ),
        (
            text_of(check='{ kind = "held", activity = "study", per = "half", at_least = "X" }'),
            "at_least is X and should be a whole number",
        ),
        (text_of() + text_of(), "twice"),
        ('[[rule]]\nid = "TALKS"\nenabled = true\n', "the nearest: TALK"),
        ('[[rule]]\nid = "TALK"\nstrength = "must"\n', "strength"),
        ('[[rule]]\nid = "TALK"\nenabled = "yes"\n', "true or false"),
        ('[[rule]]\nid = "TALK"\ncheck = 3\n', "table"),
        ('[[rule]]\nid = "BR-JOINT"\ncheck = { at_least = 1 }\n', "no record"),
        ('[[rule]]\nid = "TALK"\ncheck = { at_most = 1 }\n', "at_least"),
    ],
)
def test_bad_rules_are_refused_by_name(branch, text, named):
    with pytest.raises(InvalidRecordError) as refused:
        apply_layer(branch, text)

    assert named in f"{refused.value.message} {refused.value.hint}"


def test_everything_that_is_wrong_is_told_and_nothing_applied(branch):
    with pytest.raises(InvalidRecordError) as refused:
        apply_layer(branch, OWN + text_of(id='"X2"', strength='"a"', grade='"b"'))

    assert "strength a" in str(refused.value.message)
    assert "grade b" in str(refused.value.message)


def test_a_kind_is_added_and_found_in_both_languages(branch):
    added = add_kind(
        branch, "reading-circle", en="reading circle", zh="读书会", scope="党小组"
    ).branch

    assert find_kind(added, "读书会").code == "reading-circle"
    assert find_kind(added, "reading circle").scope == "group"
    assert find_kind(added, "reading-circle").study is False


def test_adding_a_kind_again_changes_nothing(branch):
    added = add_kind(branch, "circle", en="circle", zh="读书会", study=True).branch

    assert add_kind(added, "circle", en="circle", zh="读书会", study=True).branch is added
    with pytest.raises(InvalidRecordError):
        add_kind(added, "circle", en="circle", zh="读书会", study=False)


@pytest.mark.parametrize(
    ("code", "en", "zh"),
    [
        ("Circle", "circle", "读书会"),
        ("读书会", "circle", "读书会"),
        ("", "circle", "读书会"),
        ("-circle", "circle", "读书会"),
        ("circle", "", "读书会"),
        ("circle", "circle", " "),
        ("lecture", "circle", "读书会"),
        ("circle", "party lecture", "读书会"),
        ("circle", "circle", "党课"),
        ("circle", "circle", "上党课"),
    ],
)
def test_a_kind_that_cannot_be_is_refused(branch, code, en, zh):
    with pytest.raises(InvalidRecordError):
        add_kind(branch, code, en=en, zh=zh)


def test_a_scope_that_is_none_is_refused(branch):
    with pytest.raises(ChoiceError):
        add_kind(branch, "circle", en="circle", zh="读书会", scope="everybody")


def waived(branch, rule="GR-FREQ", period=MARCH, **changes):
    fields = {"by": "Street committee", "reason": "flood", "recorded": TODAY, **changes}
    return waive(branch, rule, period, **fields)


def test_a_waiver_keeps_who_why_and_for_whom(branch):
    waiver = waived(branch, rule="gr-freq", group="Group 1").branch.waivers[1]

    assert (waiver.rule, waiver.period, waiver.group) == ("GR-FREQ", "2026-03", 1)
    assert (waiver.by, waiver.reason, waiver.recorded) == ("Street committee", "flood", TODAY)


def test_the_same_waiver_is_kept_once(branch):
    once = waived(branch).branch

    assert waived(once, recorded=date(2026, 11, 23)).branch is once
    assert len(waived(once, reason="storm").branch.waivers) == 2
    assert len(waived(once, group="1").branch.waivers) == 2


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"rule": "XX"}, UnknownNameError),
        ({"rule": "BR-JOINT"}, InvalidRecordError),
        ({"by": " "}, InvalidRecordError),
        ({"reason": ""}, InvalidRecordError),
        ({"group": "Group 9"}, UnknownNameError),
        ({"period": Period.parse("2015-05")}, InvalidRecordError),
    ],
)
def test_a_waiver_that_cannot_be_is_refused(branch, changes, error):
    with pytest.raises(error):
        waived(branch, **changes)


def test_a_waiver_of_the_month_of_the_founding_is_taken(branch):
    assert waived(branch, period=Period.parse("2015-06")).branch.waivers


def test_a_rule_may_be_in_force_for_a_single_day(branch):
    assert apply_layer(branch, text_of(since="2026-02-01", until="2026-02-01")).branch.rules


@pytest.mark.parametrize(
    "changes",
    [
        {"id": '"X-1"'},
        {"applies": '{ sector = "rural", committee = true }'},
        {"applies": '{ sector = ["rural", "school"] }'},
        {"grade": '"error"'},
    ],
)
def test_a_rule_that_can_be_is_taken(branch, changes):
    assert apply_layer(branch, text_of(**changes)).branch.rules


def test_no_limit_is_a_number_too(branch):
    changed = set_parameter(branch, "BR-MAX", "at_most", "0").branch

    assert rules_of(changed)["BR-MAX"].check["at_most"] == 0

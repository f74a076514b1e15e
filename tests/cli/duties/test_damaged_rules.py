"""A layer of rules that another program wrote: nothing hangs or crashes, and it can be mended."""

import json

import pytest
from running import TODAY, noon

from orglife.model.branch import LocalRule
from orglife.storage.store import Store

WHOLE = {
    "id": "X1",
    "title": {"en": "x", "zh": "y"},
    "source": "local",
    "strength": "local",
    "check": {"kind": "task", "tasks": ["need"]},
}


def whole(**changes):
    return json.dumps({**WHOLE, **changes})


DAMAGES = {
    "no month": (LocalRule(id=1, rule="MOBILE-CONTACT", values={"months": 0}), "months is 0"),
    "no half-year": (LocalRule(id=1, rule="DV-REVIEW", values={"months": -6}), "months is -6"),
    "far": (LocalRule(id=1, rule="DV-PROB", values={"months": 9999999}), "months is 9999999"),
    "farther": (LocalRule(id=1, rule="ENTRY-LATE", values={"days": 10**12}), "days is 1000"),
    "type": (LocalRule(id=1, rule="TALK", values={"at_least": "two"}), "at_least is two"),
    "flag": (LocalRule(id=1, rule="TALK", values={"at_least": True}), "at_least is true"),
    "list": (LocalRule(id=1, rule="TALK", values={"per": ["year"]}), "per is"),
    "seat": (LocalRule(id=1, rule="CT-SEATS", values={"seats": ["xx"]}), "unknown seats xx"),
    "step": (LocalRule(id=1, rule="OLM-STEPS", values={"steps": "xx"}), "unknown steps xx"),
    "unit": (LocalRule(id=1, rule="GM-FREQ", values={"per": "week"}), "unknown per week"),
    "name": (LocalRule(id=1, rule="TALK", values={"at_most": 1}), "unknown parameter at_most"),
    "kind": (LocalRule(id=1, rule="TALK", values={"kind": "held"}), "unknown parameter kind"),
    "no check": (
        LocalRule(id=1, rule="BR-JOINT", values={"months": 1}),
        "unknown parameter months",
    ),
    "garbage": (LocalRule(id=1, rule="X1", define="garbage"), "X1: JSON is malformed"),
    "half a rule": (LocalRule(id=1, rule="X1", define='{"id": "X1"}'), "X1: Object missing"),
    "deep": (LocalRule(id=1, rule="X1", define="[" * 60_000), "X1: "),
    "other name": (
        LocalRule(id=1, rule="X1", define=whole(id="TALK")),
        "X1: it is called TALK too",
    ),
    "other kind": (
        LocalRule(id=1, rule="X1", define=whole(check={"kind": "xx"})),
        "unknown kind xx",
    ),
    "other days": (
        LocalRule(id=1, rule="X1", define=whole(check={**WHOLE["check"], "days": 36501})),
        "days is 36501 and should be from 0 to 36500",
    ),
    "strength": (LocalRule(id=1, rule="X1", define=whole(strength="xx")), "unknown strength xx"),
}
USING = (
    ("check", "2026"),
    ("status",),
    ("due",),
    ("report", "year", "2026"),
    ("rules", "list"),
    ("rules", "show", "TALK"),
    ("form", "plan", "2026"),
)


@pytest.fixture
def damaged(orglife, sample):
    """Return a function that writes an own rule into the sample as no command would."""
    assert orglife("member", "mobile", "#4", "--from", "2025-01-05", "--place", "X").status == 0

    def write(own):
        Store(sample).update(
            lambda branch: (branch.add("rules", own), None), command="x", now=noon(TODAY)
        )
        return sample

    return write


@pytest.mark.parametrize(("own", "named"), DAMAGES.values(), ids=list(DAMAGES))
def test_what_uses_it_says_what_is_wrong_and_how_to_mend_it(orglife, damaged, own, named):
    path = damaged(own)
    before = path.read_bytes()

    for words in (*USING, ("group", "suggest")):
        done = orglife(*words)
        assert done.status == 4, (words, done.stderr)
        assert f"the branch's own rules can't be used: {own.rule}: " in done.stderr
        assert named in done.stderr
        assert "'orglife rules set' puts a value right" in done.stderr
    assert path.read_bytes() == before


@pytest.mark.parametrize(("own", "named"), DAMAGES.values(), ids=list(DAMAGES))
def test_doctor_names_it_and_an_audit_goes_on(orglife, damaged, own, named):
    path = damaged(own)
    other = path.parent / "other"
    other.mkdir()
    (other / "one.json").write_bytes(path.read_bytes())

    examined = orglife("doctor")
    audited = orglife("audit", "run", "other", "--format", "json", "--jobs", "1")

    assert examined.status == 1
    assert named in examined.stdout
    assert "'orglife rules set'" in examined.stdout
    assert audited.status == 7, audited.stderr
    assert named in audited.stdout
    assert '"damaged"' in audited.stdout


@pytest.mark.parametrize(("own", "named"), DAMAGES.values(), ids=list(DAMAGES))
def test_an_export_with_it_is_not_imported(orglife, damaged, tmp_path, own, named):
    damaged(own)
    assert orglife("export", "all", "--format", "json", "-o", "all.json").status == 0

    done = orglife("import", "all.json", "-f", "again.json", "--yes")

    assert done.status == 3, done.stderr
    assert named in done.stderr
    assert not (tmp_path / "again.json").exists()


def test_what_has_no_use_for_rules_goes_on(orglife, damaged):
    damaged(LocalRule(id=1, rule="MOBILE-CONTACT", values={"months": 0}))

    assert orglife("member", "list").status == 0
    assert orglife("history").status == 0
    assert orglife("export", "all", "--format", "json").status == 0


@pytest.mark.parametrize("months", ["6", "12"])
def test_a_value_is_put_right(orglife, damaged, months):
    path = damaged(LocalRule(id=1, rule="MOBILE-CONTACT", values={"months": 0}))

    done = orglife("rules", "set", "MOBILE-CONTACT", "months", months)

    assert done.status == 0, done.stderr
    assert f"months is {months} now" in done.stderr
    assert len(Store(path).load().rules) == (months != "6")
    assert orglife("check", "2026", "--fail-on", "never").status == 0
    assert "MOBILE-CONTACT" not in orglife("doctor").stdout


def test_two_values_are_put_right_one_after_the_other(orglife, damaged):
    damaged(LocalRule(id=1, rule="MOBILE-CONTACT", values={"months": 0, "abroad_months": 0}))

    assert orglife("rules", "set", "MOBILE-CONTACT", "months", "3").status == 0
    assert "abroad_months is 0" in orglife("check", "2026").stderr
    assert orglife("rules", "set", "MOBILE-CONTACT", "abroad_months", "3").status == 0
    assert orglife("check", "2026", "--fail-on", "never").status == 0


def test_a_parameter_that_there_is_not_goes_with_the_next_change(orglife, damaged):
    path = damaged(LocalRule(id=1, rule="TALK", values={"at_most": 1}))

    assert orglife("rules", "off", "TALK").status == 0
    assert Store(path).load().rules[1].values == {}
    assert orglife("check", "2026", "--fail-on", "never").status == 0


@pytest.mark.parametrize("define", ["garbage", whole(check={"kind": "xx"})])
def test_a_whole_rule_is_put_right(orglife, damaged, tmp_path, define):
    path = damaged(LocalRule(id=1, rule="X1", define=define))
    (tmp_path / "own.toml").write_text(
        '[[rule]]\nid = "X1"\ntitle = { en = "x", zh = "y" }\nsource = "local"\n'
        'strength = "local"\ncheck = { kind = "task", tasks = ["need"] }\n',
        encoding="utf-8",
    )
    before = path.read_bytes()

    for words in (("rules", "off", "X1"), ("rules", "set", "X1", "days", "3")):
        assert orglife(*words).status == 4
    assert path.read_bytes() == before
    assert orglife("rules", "set", "TALK", "at_least", "2").status == 0
    assert orglife("rules", "validate", "own.toml").status == 0
    assert orglife("rules", "apply", "own.toml").status == 0
    assert orglife("check", "2026", "--fail-on", "never").status == 0


def test_a_rule_that_the_pack_no_longer_has_is_no_damage(orglife, damaged):
    damaged(LocalRule(id=1, rule="ONCE-THERE", values={"months": 0}))

    assert orglife("check", "2026", "--fail-on", "never").status == 0

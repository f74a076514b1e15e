"""Every text of every record is found, and no code is taken for one."""

from __future__ import annotations

import msgspec
import pytest
from filled import RECORDS, filled, texts_of

from orglife.model.base import StoredRecord
from orglife.model.branch import LocalRule, Meta
from orglife.model.personal_data import CODES, map_texts


def kinds(base: type[StoredRecord] = StoredRecord) -> list[type[StoredRecord]]:
    return [one for kind in base.__subclasses__() for one in (kind, *kinds(kind))]


def test_what_holds_codes_are_fields_that_there_are() -> None:
    from orglife.rules.rule import Rule  # stands within a record only as JSON

    found = {one.__name__: one.__struct_fields__ for one in kinds() if one is not Rule}
    for name, fields in CODES.items():
        assert set(fields) <= set(found[name]), name


@pytest.mark.parametrize("kind", RECORDS.values())
def test_every_text_is_changed_and_nothing_else(kind: type[StoredRecord]) -> None:
    changed = map_texts(filled(kind, "Li Si"), lambda text: text.replace("Li Si", "#3"))
    assert changed == filled(kind, "#3")
    assert texts_of(kind)


def test_what_has_no_such_text_is_the_same_record() -> None:
    for kind in RECORDS.values():
        record = filled(kind, "Li Si")
        assert map_texts(record, lambda text: "".join(text)) is record
    assert map_texts(None, str.upper) is None


def test_the_texts_of_a_rule_that_is_defined_whole_are_changed_within_it() -> None:
    rule = {"id": "LI-SI", "title": {"en": "Li Si", "zh": "x"}, "check": {"kind": "Li Si"}}
    own = LocalRule(id=1, rule="LI-SI", define=msgspec.json.encode(rule).decode())

    changed = map_texts(own, lambda text: text.replace("Li Si", "#3"))

    told = msgspec.json.decode(changed.define)
    assert told == {**rule, "title": {"en": "#3", "zh": "x"}}
    assert map_texts(own, str) is own
    garbage = LocalRule(id=1, rule="X", define="Li Si")
    assert map_texts(garbage, lambda _: "#3").define == "#3"


def test_of_the_branch_itself_the_names_are_texts() -> None:
    assert texts_of(Meta) == ["name", "superior", "next"]

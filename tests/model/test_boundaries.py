"""What no record may hold: ratings, identity numbers, contact data, belief; who said an opinion."""

from __future__ import annotations

import msgspec
import pytest

from orglife.model import activity, branch, group, member, task
from orglife.model.base import Id, StoredRecord
from orglife.model.terms import Grade

RECORDS = sorted(
    {
        value
        for module in (activity, branch, group, branch, member, group, task)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, StoredRecord) and value is not StoredRecord
    },
    key=lambda record: record.__name__,
)

RATING = ("score", "rating", "rank", "point", "star", "level", "weight", "sentiment", "mood")
PERSONAL = (
    "identity", "id_number", "idcard", "passport", "phone", "mobile_number", "telephone", "email",
    "mail", "address", "religion", "belief", "ethnic", "gender", "birth", "account", "dues",
)  # fmt: skip
AUTHOR = ("author", "speaker", "said_by", "complainant", "from_whom", "informant")


def fields() -> list[tuple[str, str]]:
    return [
        (record.__name__, field.name)
        for record in RECORDS
        for field in msgspec.structs.fields(record)
    ]


def test_the_records_are_found() -> None:
    names = {record.__name__ for record in RECORDS}
    assert {"Member", "Group", "Post", "Activity", "Task", "Waiver", "PrivateText", "Meta"} <= names


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_a_record_cannot_be_changed_nor_made_without_naming_its_fields(record: type) -> None:
    told = record.__struct_config__

    assert (told.frozen, told.omit_defaults, told.forbid_unknown_fields) == (True, True, True)
    with pytest.raises(TypeError, match="Extra positional arguments"):
        record(None)


def test_the_branch_itself_cannot_be_changed_nor_made_without_naming_its_tables() -> None:
    assert branch.Branch.__struct_config__.frozen
    with pytest.raises(TypeError, match="Extra positional arguments"):
        branch.Branch(None)


def test_what_a_field_means_that_is_left_out_of_the_file_never_changes() -> None:
    said = {
        f"{record.__name__}.{field.name}": field.default
        for record in RECORDS
        for field in msgspec.structs.fields(record)
        if field.default is not msgspec.NODEFAULT
    }

    assert {name: value for name, value in said.items() if value not in (None, "", False, ())} == {
        "Activity.days": 1,
        "Activity.scope": "branch",
        "Activity.state": "held",
        "Group.type": "regular",
        "Membership.primary": True,
        "Meta.id": 1,
        "Motion.kind": "ordinary",
        "LocalKind.scope": "branch",
    }


@pytest.mark.parametrize("words", [RATING, PERSONAL, AUTHOR], ids=["rating", "personal", "author"])
def test_no_record_has_such_a_field(words: tuple[str, ...]) -> None:
    assert [
        f"{record}.{field}"
        for record, field in fields()
        for word in words
        if f"_{word}_" in f"_{field}_" or f"_{word}s_" in f"_{field}_"
    ] == []


def test_a_grade_stands_only_in_an_appraisal_and_is_one_of_four_words() -> None:
    assert [pair for pair in fields() if "grade" in pair[1]] == [("Appraisal", "grades")]
    kinds = {field.name: field.type for field in msgspec.structs.fields(activity.Appraisal)}
    assert kinds["grades"] == dict[Id, Grade]


def test_no_record_holds_a_fraction_so_that_nobody_is_measured() -> None:
    for record in RECORDS:
        for field in msgspec.structs.fields(record):
            assert "float" not in str(field.type), f"{record.__name__}.{field.name}"

"""What people call a field stands in one table, and the table fits the record."""

from __future__ import annotations

from collections import Counter
from datetime import date
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from orglife.errors import InvalidRecordError
from orglife.importers.header import normalize_heading
from orglife.model.branch import TABLES as FILE_TABLES
from orglife.model.branch import Branch
from orglife.model.fields import field as fields
from orglife.model.fields.activity import ACTIVITY_FIELDS
from orglife.model.fields.field import (
    Command,
    FieldTable,
    field_table,
    ordered,
)
from orglife.model.fields.people import GROUP_FIELDS, MEMBER_FIELDS, POST_FIELDS
from orglife.model.fields.task import TASK_FIELDS
from orglife.model.fields.values import CLOCK, COUNT, FLAG, OPAQUE, TEXT, TEXTS, Code, ValueType
from orglife.model.terms import Term, is_yes_answer


def records() -> list[type]:
    """Return the record types of a branch's file."""
    hints = get_type_hints(Branch)
    return [hints["meta"], *(get_args(hints[name])[1] for name in FILE_TABLES)]


TABLES = [field_table(record) for record in records()]


def bare(annotation: Any) -> Any:
    """Return a type without `None` and bounds: `int` of `SafeInteger | None`."""
    if get_origin(annotation) is Annotated:
        return bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        parts = [bare(part) for part in get_args(annotation) if part is not type(None)]
        union = parts[0]
        for part in parts[1:]:
            union |= part
        return union
    return annotation


def test_every_record_of_the_file_has_a_table() -> None:
    assert {record.__name__ for record in records()} == set(fields.TABLES)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.record.__name__)
def test_a_table_names_the_fields_of_its_record_in_their_order(table: FieldTable) -> None:
    assert tuple(table.fields) == table.record.__struct_fields__  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("table", "name"),
    [(table, name) for table in TABLES for name in table.fields],
    ids=lambda value: value if isinstance(value, str) else value.record.__name__,
)
def test_a_type_of_value_fits_the_field_of_the_record(table: FieldTable, name: str) -> None:
    declared = table[name].type
    stored = bare(get_type_hints(table.record, include_extras=True)[name])
    if isinstance(declared, Code):
        assert get_origin(stored) is Literal
        assert {code for code in get_args(stored) if code} == set(declared.terms)
    elif declared.stored is not None:
        assert stored == declared.stored
    elif declared is OPAQUE:
        assert stored not in (str, int, bool, date)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.record.__name__)
def test_every_field_has_a_chinese_word_of_its_own(table: FieldTable) -> None:
    words = Counter(field.term.title("zh") for field in table.fields.values())
    assert [word for word, count in words.items() if count > 1] == []
    assert all(not word.isascii() for word in words)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.record.__name__)
@pytest.mark.parametrize("command", Command)
def test_an_option_of_a_command_sets_one_field(table: FieldTable, command: Command) -> None:
    options = list(table.options(command))
    spellings = Counter(text for _, _, option in options for text in option.name.split("/"))
    assert all(text.startswith("--") and count == 1 for text, count in spellings.items())
    assert len({name for name, _, _ in options}) == len(options)


@pytest.mark.parametrize(
    "tables",
    [(ACTIVITY_FIELDS,), (MEMBER_FIELDS, GROUP_FIELDS, POST_FIELDS), (TASK_FIELDS,)],
    ids=["register", "roster", "tasks"],
)
def test_a_heading_of_a_sheet_means_one_column(tables: tuple[FieldTable, ...]) -> None:
    columns = [column for table in tables for column in table.columns()]
    headings = Counter(
        heading
        for column in columns
        for heading in {normalize_heading(title) for title in column.titles}
    )
    assert [heading for heading, count in headings.items() if count > 1] == []
    shown = Counter(column.zh for column in columns)
    assert [heading for heading, count in shown.items() if count > 1] == []


def test_what_an_order_does_not_name_stands_at_its_dots() -> None:
    assert ordered(("b", ..., "a"), ("a", "b", "c", "d")) == ("b", "c", "d", "a")
    assert ordered(("b", "absent"), ("a", "b")) == ("b",)


def test_a_flag_in_a_cell_reads_back_as_yes() -> None:
    from riverside import riverside

    cell = FLAG.cell(riverside(), True, {})
    assert all(is_yes_answer(title) for title in cell.titles.values())
    assert FLAG.cell(riverside(), False, {}) is None


@pytest.mark.parametrize(
    ("value_type", "value"),
    [(TEXT, "Hall 2"), (TEXTS, ("one", "two")), (CLOCK, "09:00"), (COUNT, 12), (FLAG, True)],
    ids=["text", "texts", "clock", "count", "flag"],
)
def test_a_cell_reads_back_as_the_value_it_was_made_of(value_type: ValueType, value: Any) -> None:
    from riverside import riverside

    cell = value_type.cell(riverside(), value, {})
    text = cell.title("zh") if isinstance(cell, Term) else str(cell)
    assert value_type.parse_cell(text) == value


@pytest.mark.parametrize("text", ["12.5", "-1", "many", "１２", "123456789"])
def test_a_cell_that_counts_nothing_is_refused(text: str) -> None:
    with pytest.raises(InvalidRecordError):
        COUNT.parse_cell(text)

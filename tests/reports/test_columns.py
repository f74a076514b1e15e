"""A view of records says each fact once: JSON in the order of its columns, a table as shown."""

from __future__ import annotations

from orglife.messages import say
from orglife.reports.columns import RecordColumn, json_of, not_in_data, records_table, records_view
from orglife.reports.language import Language

COLUMNS = (
    RecordColumn("id", say("No."), lambda row: f"#{row[0]}", lambda row: row[0], "right"),
    RecordColumn("also", data=lambda row: [row[1]]),
    RecordColumn("name", say("Name"), lambda row: row[1]),
    RecordColumn("state", say("State"), lambda _: "good", not_in_data),
)
ROWS = [(1, "Li"), (2, "Wu")]


def test_json_has_the_data_of_every_column_in_their_order() -> None:
    found = json_of(COLUMNS, ROWS)
    assert [list(one) for one in found] == [["id", "also", "name"]] * 2
    assert found[0] == {"id": 1, "also": ["Li"], "name": "Li"}


def test_a_table_has_the_columns_with_a_heading_or_those_named() -> None:
    table = records_table(COLUMNS, ROWS)
    assert [column.key for column in table.columns] == ["id", "name", "state"]
    assert [column.align for column in table.columns] == ["right", "left", "left"]
    assert table.rows == (("#1", "Li", "good"), ("#2", "Wu", "good"))
    assert records_table(COLUMNS, ROWS, shown=("name", "id")).rows[0] == ("Li", "#1")


def test_a_view_makes_only_what_is_asked_for() -> None:
    asked = []
    columns = (RecordColumn("x", say("Name"), lambda row: asked.append(row) or "x"),)
    view = records_view({"schema": "x/1"}, "list", ROWS, columns, empty=say("Nobody"))
    assert asked == []
    assert view.data == {"schema": "x/1", "list": [{"x": "x"}, {"x": "x"}]}
    assert len(asked) == 2
    nothing = records_view({}, "list", [], columns, empty=say("Nobody"))
    assert nothing.data == {"list": []}
    assert Language("en").text(nothing.blocks[0].empty) == "Nobody"

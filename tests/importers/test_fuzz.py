"""Whatever a file holds, an import ends in records or in a refusal that can be mended."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import DATA, TODAY, bring_in, empty

from orglife.errors import OrglifeError
from orglife.importers.load import import_table, load_table
from orglife.importers.sheet_kinds import KINDS
from orglife.importers.whole_branch import read_branch_export
from orglife.reports.formats.to_csv import escape_formula, unescape_formula
from orglife.storage.commit import check_records

ROSTER = bring_in(empty(), Path("roster.csv")).branch
TITLES = st.sampled_from([title for kind in KINDS for one in kind.fields for title in one.titles])
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            *("2026-07-03", "2026-02-30", "2018.1", "1998.07", "45982", "7月3日 14:30", "上周五"),
            *(
                "theme-day",
                "主题党日暨党课",
                "民主生活会",
                "group-meeting",
                "talk",
                "Group 1",
                "党支部",
            ),
            *(
                "Yang Jie",
                "Zeng Li:excused:ill",
                "杨杰（病假）、王",
                "无",
                "full",
                "预备党员",
                "activist",
            ),
            *(
                "书记、组织委员",
                "是",
                "√",
                "2",
                "1.5",
                "90",
                "2025",
                "26人",
                "=1+1",
                "",
                "\x1b[2J",
                "a\nb",
            ),
        ]
    ),
)


def outcome(branch, data, **options):
    """Import bytes; the outcome, or the refusal."""
    try:
        table = load_table(data, "sheet", original=unescape_formula)
        done = import_table(branch, table.recognised, today=TODAY, **options)
    except OrglifeError:
        return None
    if done.problems and not options.get("skip"):
        assert done.branch is branch
    else:
        added = [
            (one.table, one.id, None, getattr(done.branch, one.table)[one.id])
            for one in done.records
        ]
        check_records(done.branch, added)  # what the store asks of every record
    return done


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    outcome(ROSTER, data)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(TITLES, min_size=1, max_size=8),
    st.lists(st.lists(CELLS, max_size=8), max_size=6),
    st.sampled_from([",", ";", "\t"]),
    st.booleans(),
)
def test_any_cells_under_any_headings_are_read_or_refused(titles, rows, delimiter, loose):
    lines = [titles, *rows]
    text = "\n".join(
        delimiter.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines
    )
    data = text.encode("utf-8", "replace")
    done = outcome(ROSTER, data, skip=loose)
    if done is not None and not done.problems:
        again = outcome(done.branch, data)
        assert again is None or again.problems or again.branch is done.branch


@pytest.mark.parametrize("name", ["roster.csv", "register.csv", "组织生活台账.csv"])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_damaged_sample_is_read_or_refused(name, data):
    raw = bytearray((DATA / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(raw)))
    outcome(ROSTER, bytes(raw))
    outcome(ROSTER, bytes(raw[:cut]))


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode(errors="replace"))
)
def test_any_json_is_restored_or_refused(data):
    for one in (data, b"{" + data, b'{"schema":"orglife.all/1","meta":{' + data):
        with pytest.raises(OrglifeError):
            read_branch_export(one, "all.json")


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":' * 100_000,
        b'{"schema":' + b"9" * 5000 + b"}",
        b'{"schema":NaN}',
        b'{"schema":"orglife.all/1","schema":"orglife.all/1"}',
        b'{"schema":"orglife.all/1","branch":"x","meta":{"id":1}}',
        b'{"schema":"\\ud800"}',
        b'\xff\xfe{"schema"',
    ],
    ids=["deep", "number", "nan", "twice", "half", "surrogate", "encoding"],
)
def test_hostile_json_is_refused(data):
    with pytest.raises(OrglifeError):
        read_branch_export(data, "all.json")


@settings(deadline=None)
@given(st.text(max_size=20))
def test_a_neutralised_cell_comes_back(text):
    assert unescape_formula(escape_formula(text)) == text

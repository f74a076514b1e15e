"""Papers as values: joined frames, heights, lines of facts, titles, days and periods in words."""

from __future__ import annotations

from datetime import date

import pytest

from orglife.model.calendar import Period
from orglife.reports.language import Language
from orglife.reports.papers.activity_words import public_reason
from orglife.reports.papers.paper import (
    PaperCell,
    PaperRow,
    PaperTable,
    facts_line,
    frame_row,
    join_tables,
    table_height,
)
from orglife.reports.papers.wording import Wording

ENGLISH, CHINESE = Wording(Language("en")), Wording(Language("zh"))


def table(widths, *rows):
    return PaperTable(widths, tuple(PaperRow(tuple(row), 9) for row in rows))


def test_joined_tables_have_the_columns_of_all_and_keep_every_cell():
    first = table((24, 138), (PaperCell("a"), PaperCell("b")))
    second = table((48, 66, 48), (PaperCell("c"), PaperCell("d"), PaperCell("e")))
    whole = join_tables(first, second)

    assert whole.widths == (24, 24, 66, 48)
    spans = [[(cell.text, cell.columns) for cell in row.cells] for row in whole.rows]
    assert spans == [[("a", 1), ("b", 3)], [("c", 2), ("d", 1), ("e", 1)]]


def test_a_cell_that_goes_on_below_keeps_its_place_in_a_joined_table():
    tall = table((20, 142), (PaperCell("a", rows=2), PaperCell("b")), (PaperCell("c"),))
    whole = join_tables(tall, table((81, 81), (PaperCell("d"), PaperCell("e"))))

    assert [cell.columns for cell in whole.rows[1].cells] == [2]
    assert sum(cell.columns for cell in whole.rows[2].cells) == len(whole.widths)


def test_a_long_text_makes_its_row_higher():
    short = PaperTable((30, 30), (frame_row(9, ("a", "b", 1)),), gap=0)
    long = PaperTable((30, 30), (frame_row(9, ("a", "长" * 60, 1)),), gap=0)

    assert table_height(short) == 9
    assert table_height(long) > 25


def test_facts_stand_beside_each_other_while_there_is_room():
    assert facts_line(("a" * 10, "b" * 10), 162).starts[1] > 0
    assert len(facts_line(("长" * 40, "长" * 40), 162).parts) == 1


def test_days_and_periods_are_worded_as_on_paper():
    day = date(2026, 11, 18)

    assert ENGLISH.day_of_week(day) == "Wed 18 Nov 2026"
    assert CHINESE.day_of_week(day) == "2026年11月18日（周三）"
    assert CHINESE.period(Period.parse("2026-Q3")) == "2026年第三季度"
    assert CHINESE.short_period("2026-Q3") == "第三季度"
    assert ENGLISH.short_period("2026-11") == "Nov"
    assert CHINESE.short_period("2026-11") == "11月"
    assert CHINESE.short_period("2026") == "2026年"
    assert CHINESE.short_period("2026-04-22") == "4月22日"


def test_branch_and_sheet_stand_in_one_line_where_they_fit():
    assert len(CHINESE.titles("滨河社区第一党支部", "2026年度组织生活台账", 257)) == 1
    assert len(CHINESE.titles("滨河社区第一党支部" * 3, "2026年度组织生活台账", 257)) == 2
    assert len(CHINESE.titles("滨河社区第一党支部", "签到表", 162)) == 2
    assert len(ENGLISH.titles("Riverside", "Register", 257)) == 2


@pytest.mark.parametrize(
    "reason", ["住院", "感冒", "年老体弱", "病假", "broken leg, in hospital", "ILL", "frail"]
)
def test_a_reason_of_health_is_called_sick_leave_alone(reason):
    assert public_reason(reason, CHINESE) == "病假"
    assert public_reason(reason, ENGLISH) == "sick leave"


@pytest.mark.parametrize(
    "reason", ["出差", "值班", "医院病房值班", "away on duty", "village visit", "bills"]
)
def test_other_reasons_stand_as_they_are(reason):
    assert public_reason(reason, CHINESE) == reason

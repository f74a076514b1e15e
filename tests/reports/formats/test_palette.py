"""The colours: told apart by those who see red and green alike, ink that can be read on each."""

from __future__ import annotations

import pytest

from orglife.messages import say
from orglife.model.terms import ATTENDANCE, SEVERITIES, STATUSES, Term
from orglife.reports.formats.palette import (
    INK,
    INKS,
    NOTHING,
    PAINTS,
    PAPER,
    QUIET,
    STATUS_CELLS,
    cell_status,
    to_be_filled,
)
from orglife.reports.language import Capitalized
from orglife.reports.view import Column, Table

ENOUGH = 4.5
"""WCAG 2.2, 1.4.3: of text that is not large."""


def light(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_that_of_the_guideline():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("code", list(PAINTS))
def test_the_ink_on_each_fill_can_be_read(code):
    assert contrast(PAINTS[code].fill, PAINTS[code].ink) >= ENOUGH


@pytest.mark.parametrize("ink", [INK, QUIET, *INKS.values()])
@pytest.mark.parametrize("ground", [PAPER, "#f2f2f2", NOTHING.fill])
def test_ink_can_be_read_on_paper_and_on_heads(ink, ground):
    assert contrast(ink, ground) >= ENOUGH


@pytest.mark.parametrize("code", ["missed", "pending", "late", "met"])
def test_the_edge_of_a_cell_is_seen_on_paper(code):
    paint = PAINTS[code]
    assert max(contrast(paint.fill, PAPER), contrast(paint.edge, PAPER)) >= 2.2


def seen_by(colour, kind):
    """Return a colour as somebody without red or without green sees it (Viénot, 1999)."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [one**2.2 for one in (red, green, blue)]
    rows = {
        "red": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
        "green": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
    }[kind]
    return [
        max(0, sum(weight * one for weight, one in zip(row, linear, strict=True))) ** (1 / 2.2)
        for row in rows
    ]


@pytest.mark.parametrize("kind", ["red", "green"])
def test_states_are_told_apart_without_red_or_green(kind):
    codes = ("met", "late", "missed", "pending", "exempt")
    for at, one in enumerate(codes):
        for other in codes[at + 1 :]:
            first, second = (seen_by(PAINTS[code].fill, kind) for code in (one, other))
            apart = sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5
            assert apart > 0.15, (one, other)


def test_every_state_has_a_colour_and_every_severity_an_ink():
    assert set(STATUS_CELLS) <= set(PAINTS)
    assert set(STATUSES) | set(ATTENDANCE) <= set(PAINTS)
    assert set(SEVERITIES) == set(INKS)


def table(*keys, row, style=""):
    columns = tuple(Column(key, say("x")) for key in keys)
    return Table(columns, (row,), styles=(style,) if style else ())


def test_the_style_of_a_row_colours_the_column_that_says_the_state():
    one = table("name", "severity", "status", row=("a", "b", "c"), style="missed")

    assert [cell_status(one, 0, at) for at in range(3)] == ["", "", "missed"]


def test_a_colour_without_its_word_is_left_out():
    assert cell_status(table("name", row=("a",), style="missed"), 0, 0) == ""
    assert cell_status(table("name", row=("a",), style="error"), 0, 0) == "error"


def test_a_cell_that_is_a_state_is_coloured_by_it():
    row = (
        ATTENDANCE["absent"],
        Capitalized(STATUSES["met"]),
        Term("other", en="other", zh="其他"),
        "met",
    )

    assert [cell_status(table(*"abcd", row=row), 0, at) for at in range(4)] == [
        "absent",
        "met",
        "",
        "",
    ]


def test_columns_in_which_nothing_stands_are_to_be_filled_in():
    columns = (Column("a", say("x")), Column("b", say("x")))

    assert to_be_filled(Table(columns, (("x", None), ("y", None)))) == {1}
    assert to_be_filled(Table(columns, (("x", None), ("y", "z")))) == set()
    assert to_be_filled(Table(columns, ())) == set()

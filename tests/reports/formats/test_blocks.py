"""Every format renders every type of block, and a new type is missed in each of them at once."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from importlib import import_module
from typing import Any, ClassVar

import pytest

from orglife.messages import say
from orglife.reports.formats.blocks import BlockRenderer, calendar_rows
from orglife.reports.formats.registry import FORMATS, TERMINAL
from orglife.reports.language import Language
from orglife.reports.view import Block, Calendar, CalendarRow, RenderOptions

RENDERERS = [*(form.renderer for form in FORMATS.values()), TERMINAL]
DATA_FORMATS = {"json", "csv", "ics"}
"""They read the data, tables and agenda of a view, not its blocks."""


def class_of(renderer: str) -> Any:
    module, _, name = renderer.partition(":")
    return getattr(import_module(f"orglife.reports.formats.{module}"), name)


BLOCK_RENDERERS = [
    class_of(name) for name in RENDERERS if issubclass(class_of(name), BlockRenderer)
]


def test_all_but_the_formats_of_data_are_renderers_of_blocks() -> None:
    data = {
        name
        for name, form in FORMATS.items()
        if not issubclass(class_of(form.renderer), BlockRenderer)
    }
    assert data == DATA_FORMATS
    assert len(BLOCK_RENDERERS) == len(RENDERERS) - len(DATA_FORMATS)


def test_each_type_of_block_names_an_abstract_method_of_its_own() -> None:
    types = [block for block in Block.__subclasses__() if block.__module__ == Block.__module__]
    named = [block.visit for block in types]
    assert sorted(named) == sorted(BlockRenderer.__abstractmethods__)


@pytest.mark.parametrize("renderer", BLOCK_RENDERERS, ids=lambda renderer: renderer.__name__)
def test_a_new_type_of_block_fails_in_each_renderer_until_it_is_there(renderer: Any) -> None:
    class BarChart(Block, frozen=True):
        visit: ClassVar[str] = "bar_chart"

    class WithBarCharts(BlockRenderer[Any]):
        @abstractmethod
        def bar_chart(self, block: BarChart) -> Iterable[Any] | None:
            """Return a bar chart."""

    class Unchanged(renderer, WithBarCharts):  # type: ignore[misc]  # a class of the table
        pass

    class Extended(Unchanged):
        def bar_chart(self, block: BarChart) -> Iterable[Any] | None:
            return ["drawn"]

    language, options = Language("en"), RenderOptions()
    with pytest.raises(TypeError, match="bar_chart"):
        Unchanged(language, options)
    extended = Extended.__new__(Extended)  # what a writer opens is not asked for here
    assert extended.visit(BarChart()) == ["drawn"]


def test_a_calendar_is_the_same_rows_for_every_format() -> None:
    months = ("met", None, "missed", *(None,) * 9)
    row = CalendarRow(say("group meeting"), months, "2/1")
    words = calendar_rows(Calendar(2026, (row,)), Language("zh"))
    assert words.months[0] == "1月"
    assert [cell.word for cell in words.rows[0].months[:3]] == ["齐", "", "缺"]
    assert [(entry.status, entry.word) for entry in words.legend] == [
        ("met", "齐"),
        ("missed", "缺"),
    ]
    drawn = calendar_rows(Calendar(2026, (row,)), Language("zh"), unicode=True)
    assert drawn.rows[0].months[0].word == "✓"

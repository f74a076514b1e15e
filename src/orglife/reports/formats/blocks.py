"""`BlockRenderer`: one method for each type of block; a calendar of duties as words in rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from orglife.messages import say
from orglife.reports.formats.palette import STATUS_CELLS, status_cell, status_meaning

if TYPE_CHECKING:
    from orglife.messages import Message
    from orglife.reports.language import Language
    from orglife.reports.view import Block, Calendar, Heading, Line, Separator, Table

Out = TypeVar("Out")


class BlockRenderer(ABC, Generic[Out]):
    """A renderer of blocks, each by the method that its type names in `visit`.

    A new type of block has its method here, abstract: a renderer without it can't be made.
    `Out` is what a format is put together from: lines of text, drawings. A writer, whose blocks
    go straight into a document or workbook, returns None.
    """

    def visit(self, block: Block) -> Iterable[Out] | None:
        """Return what the method of the block's type returns."""
        parts: Iterable[Out] | None = getattr(self, block.visit)(block)
        return parts

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Out]:
        """Yield the parts of each block in turn."""
        for block in blocks:
            yield from self.visit(block) or ()

    @abstractmethod
    def heading(self, block: Heading) -> Iterable[Out] | None:
        """Return a heading and its aside."""

    @abstractmethod
    def line(self, block: Line) -> Iterable[Out] | None:
        """Return a line or paragraph."""

    @abstractmethod
    def separator(self, block: Separator) -> Iterable[Out] | None:
        """Return a horizontal line; nothing in a format that keeps blocks apart anyway."""

    @abstractmethod
    def table(self, block: Table) -> Iterable[Out] | None:
        """Return a table, or what is said where it has no rows."""

    @abstractmethod
    def calendar(self, block: Calendar) -> Iterable[Out] | None:
        """Return the calendar of duties of a year."""


class MonthCell(NamedTuple):
    """One month of an obligation: its status (None: nothing asked) and the short word of it."""

    status: str | None
    word: str


class DutyRow(NamedTuple):
    """One obligation through the year: its label, twelve months, and `need/done`."""

    label: Message | str
    months: tuple[MonthCell, ...]
    total: str


class LegendEntry(NamedTuple):
    """A status that a calendar shows, its short word and what that means."""

    status: str
    word: str
    meaning: Message


class CalendarRows(NamedTuple):
    """A calendar as rows under heads; the heads are the obligation's, twelve months', the total's.

    `legend` has the statuses in use, in the order of `palette.STATUS_CELLS`.
    """

    obligation: Message
    months: tuple[str, ...]
    total: Message
    rows: tuple[DutyRow, ...]
    legend: tuple[LegendEntry, ...]


def calendar_rows(calendar: Calendar, language: Language, *, unicode: bool = False) -> CalendarRows:
    """Return the words of a calendar of duties; `unicode` takes signs beyond GBK for them."""
    rows = tuple(
        DutyRow(
            row.label,
            tuple(
                MonthCell(status, status_cell(status, language, unicode)) for status in row.months
            ),
            row.total,
        )
        for row in calendar.rows
    )
    used = {status for row in calendar.rows for status in row.months}
    legend = tuple(
        LegendEntry(status, status_cell(status, language, unicode), status_meaning(status))
        for status in STATUS_CELLS
        if status in used
    )
    return CalendarRows(say("Obligation"), language.facts.months, say("need/done"), rows, legend)

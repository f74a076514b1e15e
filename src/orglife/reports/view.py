"""What a command shows, before any format: `View`, its blocks, `Agenda`, `RenderOptions`.

`View.data` is the JSON interface (`schema` with a version, fields only added); `View.blocks` is
what people read, and its tables are what CSV and XLSX hold. A cell is a value, not text: formats
decide how a date or a number looks. Text from users stays text; no format reads markup in it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, TypeVar

from msgspec import Struct

from orglife.messages import Message, say
from orglife.model.terms import Term
from orglife.reports.language import Capitalized, DayWithWeekday

if TYPE_CHECKING:
    from orglife.reports.duties.report_page import ReportPage
    from orglife.reports.language import Language
    from orglife.reports.papers.paper import Paper
    from orglife.reports.papers.wall_calendar import WallCalendar

Cell = str | int | date | Message | Term | DayWithWeekday | Capitalized | None


class Column(Struct, frozen=True):
    """A column: its stable key for programs, its heading for people."""

    key: str
    heading: Message
    align: str = "left"
    """`left` or `right`."""
    brief: str = ""
    """The heading in a grid, a few letters; its lines are apart by a hyphen: `11-22`."""


class Block(Struct, frozen=True):
    """A part of a view; `visit` names the method of `BlockRenderer` that renders its type."""

    visit: ClassVar[str]


class Table(Block, frozen=True):
    """Rows of cells under columns. `styles` names a state a row, for colour beside its word."""

    visit: ClassVar[str] = "table"

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: Message | None = None
    styles: tuple[str, ...] = ()
    """A status or severity code a row, or empty; never the only sign of it."""
    empty: Message | None = None
    """Said where there are no rows."""
    grid: bool = False
    """Whether it is shown by the short words of states and numbers, with what they mean below."""


class Heading(Block, frozen=True):
    """A heading; `aside` stands at the right end of its line."""

    visit: ClassVar[str] = "heading"

    text: Message | str
    aside: Message | str | None = None
    level: int = 1
    anchor: str = ""
    """The name by which a link in HTML leads to it, the same in every report."""


class Line(Block, frozen=True):
    """A line or paragraph; `style` is a status or severity code, `hint`, or empty."""

    visit: ClassVar[str] = "line"

    text: Message | str
    style: str = ""


class Separator(Block, frozen=True):
    """A horizontal line."""

    visit: ClassVar[str] = "separator"


class CalendarRow(Struct, frozen=True):
    """One obligation through the months: label, a status a month (or None), and need/done."""

    label: Message | str
    months: tuple[str | None, ...]
    total: str


class Calendar(Block, frozen=True):
    """The calendar of duties of a year: twelve months, one row an obligation."""

    visit: ClassVar[str] = "calendar"

    year: int
    rows: tuple[CalendarRow, ...]
    title: Message | None = None
    """What stands above it where it is a picture."""


class CalendarEvent(Struct, frozen=True):
    """A day in a calendar that others subscribe to."""

    uid: str
    """The same for the same thing whenever the calendar is made, so that it updates."""
    day: date
    title: Message | Term | str
    text: tuple[Message | str, ...] = ()
    """What is said below the title, a line each."""
    status: Term | None = None


class Agenda(Struct, frozen=True):
    """The days of a view, for calendars: `as_of` stands for the time at which it was made."""

    name: Message | str
    as_of: date
    events: tuple[CalendarEvent, ...]


T = TypeVar("T")
Given: TypeAlias = "T | Callable[[], T]"
"""A part of a view, or what makes it when a format asks for it."""


class View:
    """Everything a command shows; a format makes only those parts that it asks for.

    Args:
        data: Plain and JSON-able; its `schema` comes first.
        blocks: What people read.
        sheet: What CSV and XLSX hold, where it is not the tables among the blocks.
        agenda: What ICS holds; None where nothing has a day to come.
        paper: Makes the sheets that are printed, in a language; what DOCX holds, and HTML and XLSX
            in place of the blocks. None for what is read on a screen only.
        screen: Whether HTML shows the blocks on the screen, and the paper in print only.
        workbook: Makes the sheets that XLSX holds, where they are not those of the paper.
        wall: Makes the calendar that SVG draws on a page of `wall_size` (A4 or A3), where there
            is one.
        page: Makes the figures and the rule texts of an HTML report.
        to_import: Whether `sheet` is filled in and brought back by `import`.
    """

    def __init__(
        self,
        data: Given[dict[str, Any]],
        blocks: Given[tuple[Block, ...]],
        sheet: Given[Table | None] = None,
        agenda: Given[Agenda | None] = None,
        paper: Callable[[Language], Paper] | None = None,
        *,
        screen: bool = False,
        workbook: Callable[[Language], Paper] | None = None,
        to_import: bool = False,
        wall: Callable[[Language], WallCalendar | None] | None = None,
        wall_size: str = "A4",
        page: Callable[[], ReportPage] | None = None,
    ) -> None:
        self._data, self._blocks, self._sheet, self._agenda = data, blocks, sheet, agenda
        self.paper = paper
        self.screen = screen
        self.workbook = workbook
        self.to_import = to_import
        self.wall, self.wall_size = wall, wall_size
        self.page = page

    def on_paper(
        self,
        paper: Callable[[Language], Paper],
        *,
        screen: bool = False,
        workbook: Callable[[Language], Paper] | None = None,
        wall: Callable[[Language], WallCalendar | None] | None = None,
        wall_size: str = "A4",
        page: Callable[[], ReportPage] | None = None,
    ) -> View:
        """Return the same view with the sheets that are printed of it."""
        return View(
            self._data,
            self._blocks,
            self._sheet,
            self._agenda,
            paper,
            screen=screen,
            workbook=workbook,
            wall=wall,
            wall_size=wall_size,
            page=page,
        )

    @cached_property
    def data(self) -> dict[str, Any]:
        """The payload for programs."""
        return _made(self._data)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """What people read."""
        return _made(self._blocks)

    @cached_property
    def sheet(self) -> Table | None:
        """What CSV and XLSX hold, where it is not the tables among the blocks."""
        return _made(self._sheet)

    @cached_property
    def agenda(self) -> Agenda | None:
        """What ICS holds; None where nothing has a day to come."""
        return _made(self._agenda)


def _made(part: Given[T]) -> T:
    return part() if callable(part) else part


class RenderOptions(Struct, frozen=True):
    """What the receiver is like: columns (None: no wrapping), colour, letters beyond GBK."""

    width: int | None = None
    colour: bool = False
    unicode: bool = False
    terminal: bool = False
    to_file: bool = False
    accessible: bool = False
    """One field a line in place of tables and calendars, for screen readers."""
    template: bytes | None = None
    """The Word document into which DOCX is put; None for the built-in one."""


RULE = "_" * 16
"""As long as a name that is written by hand."""


def signature(who: Message) -> Line:
    """Return a line for one signature and its day."""
    return Line(say("{who}: {line}   Date: {line}", who=who, line=RULE))

"""The calendar of duties in lines: a row an obligation, two columns a month."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from orglife.messages import Message, say
from orglife.reports.blocks.piece import Piece, Row
from orglife.reports.blocks.width import pad, width, wrap
from orglife.reports.visible import visible

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.look import Look
    from orglife.reports.view import Calendar

# fmt: off
CELLS = {
    "met": ("ok", "齐", "✓"),
    "late": ("lt", "补", "L"),
    "missed": ("XX", "缺", "✗"),
    "pending": ("??", "待", "?"),
    "exempt": ("ex", "免", "–"),
    "waived": ("wv", "批", "w"),
    "unrecorded": ("--", "未", "·"),
}
"""Status to its cell in English, in Chinese, and with `--unicode`."""
# fmt: on


def legend(status: str) -> Message:
    """Return what a cell means."""
    return {
        "met": say("held"),
        "late": say("held late"),
        "missed": say("missed"),
        "pending": say("still open"),
        "exempt": say("exempt"),
        "waived": say("waived"),
        "unrecorded": say("before the records"),
    }[status]


def cell(status: str | None, language: Language, unicode: bool = False) -> str:
    """Return the cell of a status, one or two columns wide; empty where nothing is asked."""
    if status is None:
        return ""
    english, chinese, drawn = CELLS[status]
    if unicode:
        return drawn
    return chinese if language.code == "zh" else english


def calendar_lines(calendar: Calendar, language: Language, look: Look) -> Iterator[Row]:
    """Yield the calendar and, below it, what its cells mean."""
    head = language.text(say("Obligation"))
    total = language.text(say("need/done"))
    labels = [visible(language.text(row.label)) for row in calendar.rows]
    last = max([width(total), *(width(row.total) for row in calendar.rows)])
    first = max([width(head), *map(width, labels)])
    if look.width is not None:
        first = min(first, look.width - 12 * 3 - 1 - last)
    months = [Piece(" ") for _ in range(24)]
    months[1::2] = [Piece(f"{number:02}", "head") for number in range(1, 13)]
    yield [Piece(pad(head, first), "head"), *months, Piece(" "), Piece(total, "head")]
    for row, label in zip(calendar.rows, labels, strict=True):
        lines = wrap(label, first)
        line: Row = [Piece(pad(lines[0], first))]
        for status in row.months:
            line += [
                Piece(" "),
                Piece(pad(cell(status, language, look.unicode), 2), status or ""),
            ]
        yield [*line, Piece(" "), Piece(row.total)]
        yield from ([Piece(more)] for more in lines[1:])
    yield from _legend(calendar, language, look)


def _legend(calendar: Calendar, language: Language, look: Look) -> Iterator[Row]:
    used = {status for row in calendar.rows for status in row.months}
    line: Row = []
    room = look.width or 80
    entries = [
        (cell(status, language, look.unicode), language.text(legend(status)), status)
        for status in CELLS
        if status in used
    ]
    entries.append(("", language.text(say("blank: nothing asked")), "hint"))
    taken = 0
    for short, meaning, style in entries:
        size = width(short) + width(meaning) + (1 if short else 0)
        if line and taken + 2 + size > room:
            yield line
            line, taken = [], 0
        if line:
            line.append(Piece("  "))
            taken += 2
        if short:
            line += [Piece(short, style), Piece(" ")]
        line.append(Piece(meaning))
        taken += size
    yield line

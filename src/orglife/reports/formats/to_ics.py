"""ICS (RFC 5545): what has a day, as all-day events of a calendar that others subscribe to.

An event is told from others by its UID, so a calendar made again updates what is there. Stamp and
sequence follow from the day the calendar is about, so that the same view gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from orglife.errors import ChoiceError
from orglife.messages import say
from orglife.reports.language import escape_unprintable

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.view import Agenda, CalendarEvent, RenderOptions, View

OCTETS = 75
"""Of a line, its end left out."""
DAY = timedelta(days=1)
FIRST = date(2000, 1, 1)
"""Sequence numbers count the days from here: what was made later counts as the newer."""
HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//orglife//orglife//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    "X-PUBLISHED-TTL:P1D",
)


class IcsRenderer:
    """Renders the agenda of a view as an iCalendar file."""

    def __init__(self, language: Language, options: RenderOptions) -> None:
        self.language, self.options = language, options

    def render(self, view: View) -> bytes:
        """Return the days of the view as an iCalendar file; bytes, since its lines end with CR LF.

        Raises:
            ChoiceError: nothing in the view has a day.
        """
        if view.agenda is None:
            raise ChoiceError(
                say("there are no days here for a calendar"),
                hint=say(
                    "days stand in: orglife due -o due.ics, orglife export calendar -o year.ics"
                ),
            )
        lines = [*HEAD, *_named(view.agenda, self.language)]
        for event in view.agenda.events:
            lines += _event(event, view.agenda, self.language)
        lines.append("END:VCALENDAR")
        return b"".join(fold_line(line) for line in lines)


def _named(agenda: Agenda, language: Language) -> tuple[str, str]:
    name = _text(agenda.name, language)
    return f"NAME:{name}", f"X-WR-CALNAME:{name}"


def _event(event: CalendarEvent, agenda: Agenda, language: Language) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escape_unprintable(event.uid)}"
    yield f"DTSTAMP:{agenda.as_of:%Y%m%d}T000000Z"
    yield f"SEQUENCE:{max(0, (agenda.as_of - FIRST).days)}"
    yield f"DTSTART;VALUE=DATE:{_day(event.day)}"
    yield f"DTEND;VALUE=DATE:{_day(event.day + DAY)}"
    yield f"SUMMARY:{_text(event.title, language)}"
    if event.text:
        yield "DESCRIPTION:" + r"\n".join(_text(line, language) for line in event.text)
    if event.status is not None:
        yield f"CATEGORIES:{_text(event.status, language)}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _text(value: object, language: Language) -> str:
    """Return text in which nothing ends a line, a value or a part of one."""
    lines = [escape_unprintable(line) for line in language.text(value).splitlines()]
    for mark in "\\;,":
        lines = [line.replace(mark, "\\" + mark) for line in lines]
    return r"\n".join(lines)


def fold_line(line: str) -> bytes:
    """Return a line with its end; longer ones go on in the next, and no character is divided."""
    pieces: list[bytes] = []
    piece, room = b"", OCTETS
    for character in line:
        octets = character.encode("utf-8")
        if len(piece) + len(octets) > room:
            pieces.append(piece)
            piece, room = b"", OCTETS - 1  # a space begins every further line
        piece += octets
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"

"""Duties that recur at an interval: contact every half-year, an assessment every half-year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from orglife.model.calendar import add_months


class Window(Struct, frozen=True):
    """A duty that began on one day and is due by another; `done` is when it was fulfilled."""

    begun: date
    deadline: date
    done: date | None


def windows(since: date, events: Iterable[date], months: int, until: date) -> Iterator[Window]:
    """Yield the windows that begin on `since`, one after the other, up to `until`.

    Each lasts `months`, one or more. An event within one fulfils it and begins the next; where
    there is none, the next begins with the deadline, since every interval owes its own.
    """
    if months < 1:
        raise ValueError(f"windows of {months} months never end")
    pool = sorted(events)
    begun = since
    while begun <= until:
        deadline = add_months(begun, months)
        done = next((day for day in pool if begun < day <= deadline), None)
        yield Window(begun, deadline, done)
        begun = deadline if done is None else done

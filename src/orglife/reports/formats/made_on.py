"""The time that a file states as that of its making: the day it is about, never the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orglife.reports.view import View

NO_DAY = date(2000, 1, 1)
"""For what is about no day."""


def made_on(view: View) -> datetime:
    """Return the beginning of the day as of which the view was made, so that bytes repeat."""
    day = view.data.get("as_of")
    return datetime.combine(day if isinstance(day, date) else NO_DAY, time(), UTC)

"""Something that the made-up branch held."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Event(NamedTuple):
    """A kind and a day; the rest as far as the kind has it."""

    kind: str
    day: date
    group: int = 0
    """0: of the whole branch, the committee, or those in `who`."""
    hours: int = 0
    delay: int = 1
    """Days after which it was entered."""
    for_year: int | None = None
    who: tuple[int, ...] = ()
    reached: int | None = None
    household: str = ""

"""What every record in the file has in common.

Modules of records do without `from __future__ import annotations`: msgspec would have to evaluate
each annotation again at every start. See decision 0065.
"""

from datetime import date
from typing import Annotated, Protocol

from msgspec import Meta, Struct

BEYOND = 2**53
"""Numbers below it every reader of JSON keeps exactly."""

Whole = Annotated[int, Meta(gt=-BEYOND, lt=BEYOND)]
"""A number that every reader of JSON keeps exactly; checked when a file is decoded."""


class Stored(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An immutable record: defaults stay out of the file, unknown fields are refused."""


class Dated(Protocol):
    """A run of days whose beginning may be unknown."""

    @property
    def since(self) -> date | None:
        """The first day."""

    @property
    def until(self) -> date | None:
        """The last day."""


class Run(Stored, frozen=True, kw_only=True):
    """A record of a run of days; `since` and `until` both belong to it, and either may be open.

    Each record has the two fields itself, so that they stay at their place in the file.
    """

    def covers(self: Dated, day: date) -> bool:
        """Whether `day` lies in it."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

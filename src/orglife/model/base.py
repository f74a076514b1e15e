"""The base classes of stored records, and JSON hooks for types that msgspec does not know.

Modules of records do without `from __future__ import annotations`: msgspec would have to evaluate
each annotation again at every start. See decision 0065.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Protocol

from msgspec import Meta, Struct

from orglife.model.calendar import PartialDate

JSON_INTEGER_LIMIT = 2**53
"""Numbers below it every reader of JSON keeps exactly."""

SafeInteger = Annotated[int, Meta(gt=-JSON_INTEGER_LIMIT, lt=JSON_INTEGER_LIMIT)]
"""A number that every reader of JSON keeps exactly; checked when a file is decoded."""

LARGEST_ID = 9_999_999
"""No branch has ten million of anything; and among larger ids many can be found that a hash table
puts into one place, so that reading a small file takes minutes."""

Id = Annotated[int, Meta(gt=-JSON_INTEGER_LIMIT, le=LARGEST_ID)]
"""The id of a record; checked when a file is decoded, before it is put into any table."""


class StoredRecord(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """An immutable record: defaults stay out of the file, unknown fields are refused."""


class HasDates(Protocol):
    """A run of days whose beginning may be unknown."""

    @property
    def since(self) -> date | None:
        """The first day."""

    @property
    def until(self) -> date | None:
        """The last day."""


class DatedRecord(StoredRecord, frozen=True, kw_only=True):
    """A record of a run of days; `since` and `until` both belong to it, and either may be open.

    Each record has the two fields itself, so that they stay at their place in the file.
    """

    def covers(self: HasDates, day: date) -> bool:
        """Whether `day` lies in it."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


EXPORT_SCHEMA = "orglife.all/1"
"""The schema of a whole branch as JSON: what `export all` writes and `import` restores."""


def encode_hook(value: Any) -> Any:
    """Return a plain value for one of ours; `TypeError` for anything else."""
    if isinstance(value, PartialDate):
        return str(value)
    raise TypeError(f"{type(value).__name__} does not belong in a record")


def decode_hook(kind: type, value: Any) -> Any:
    """Return one of our values from its plain form; `ValueError` where it is not one."""
    if kind is PartialDate:
        if not isinstance(value, str):
            raise ValueError(f"expected YYYY-MM-DD or YYYY-MM, got {value!r}")
        return PartialDate.parse(value)
    raise TypeError(f"{kind.__name__} is not a value of a record")

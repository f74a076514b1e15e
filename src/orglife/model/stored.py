"""What every record in the file has in common.

Modules of records do without `from __future__ import annotations`: msgspec would have to evaluate
each annotation again at every start. See decision 0060.
"""

from typing import Annotated

from msgspec import Meta, Struct

BEYOND = 2**53
"""Numbers below it every reader of JSON keeps exactly."""

Whole = Annotated[int, Meta(gt=-BEYOND, lt=BEYOND)]
"""A number that every reader of JSON keeps exactly; checked when a file is decoded."""


class Stored(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An immutable record: defaults stay out of the file, unknown fields are refused."""

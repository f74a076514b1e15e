"""What every record in the file has in common."""

from __future__ import annotations

from msgspec import Struct


class Stored(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An immutable record: defaults stay out of the file, unknown fields are refused."""

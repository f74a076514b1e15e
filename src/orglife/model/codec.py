"""How values that msgspec does not know stand in JSON."""

from __future__ import annotations

from typing import Any

from orglife.model.calendar import PartialDate

WHOLE = "orglife.all/1"
"""The schema of a whole branch as JSON: what `export all` writes and `import` restores."""


def to_json(value: Any) -> Any:
    """Return a plain value for one of ours; `TypeError` for anything else."""
    if isinstance(value, PartialDate):
        return str(value)
    raise TypeError(f"{type(value).__name__} does not belong in a record")


def from_json(kind: type, value: Any) -> Any:
    """Return one of our values from its plain form; `ValueError` where it is not one."""
    if kind is PartialDate:
        if not isinstance(value, str):
            raise ValueError(f"expected YYYY-MM-DD or YYYY-MM, got {value!r}")
        return PartialDate.parse(value)
    raise TypeError(f"{kind.__name__} is not a value of a record")

"""The one status that stands for several."""

from __future__ import annotations

from collections.abc import Iterable

ORDER = ("missed", "pending", "late", "met", "waived", "exempt", "unrecorded")
"""Whatever asks for attention first."""


def worst(statuses: Iterable[str]) -> str | None:
    """Return the status that asks most for attention, or None where there is none."""
    found = set(statuses)
    return next((status for status in ORDER if status in found), None)

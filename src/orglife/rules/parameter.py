"""What a kind of check may be told in the pack: its parameters, with type, default and choices."""

from __future__ import annotations

from typing import NamedTuple

REQUIRED = object()
"""The default of a parameter that has none."""


class Parameter(NamedTuple):
    """One parameter: `type` is int, str, bool, or list for one code or several."""

    type: type
    default: object = REQUIRED
    choices: tuple[str, ...] = ()
    """The values it may have; empty where any will do."""

"""How long the fuzz tests try: a few hundred times, or with FUZZ_SECONDS so long together."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from hypothesis import HealthCheck, settings

SECONDS = float(os.environ.get("FUZZ_SECONDS", "0"))
SHARES = 5
"""Tests that divide the seconds among them, one after the other."""


def calm(examples: int) -> settings:
    """Return the settings of one round."""
    return settings(
        max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )


def rounds(test: Callable[[], None]) -> None:
    """Run a test of Hypothesis once, and again until its share of the seconds is used up."""
    end = time.monotonic() + SECONDS / SHARES
    test()
    while time.monotonic() < end:
        test()

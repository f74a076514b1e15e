"""The only clock. Nothing below `cli/` asks what day it is."""

from __future__ import annotations

from datetime import datetime


def now(zone: str = "") -> datetime:
    """Return the present moment, in the time zone named, else in that of the machine."""
    if not zone:
        return datetime.now().astimezone()
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return datetime.now(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):  # no such zone on this machine
        return datetime.now().astimezone()

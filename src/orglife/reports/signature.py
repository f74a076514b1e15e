"""Lines on which somebody signs."""

from __future__ import annotations

from orglife.messages import Message, say
from orglife.reports.view import Line

RULE = "_" * 16
"""As long as a name that is written by hand."""


def signature(who: Message) -> Line:
    """Return a line for one signature and its day."""
    return Line(say("{who}: {line}   Date: {line}", who=who, line=RULE))

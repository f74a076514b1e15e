"""What the receiver of a view is like; every format is given it."""

from __future__ import annotations

from msgspec import Struct


class Look(Struct, frozen=True):
    """What the receiver is like: columns (None: no wrapping), colour, letters beyond GBK."""

    width: int | None = None
    colour: bool = False
    unicode: bool = False
    terminal: bool = False
    to_file: bool = False
    accessible: bool = False
    """One field a line in place of tables and calendars, for screen readers."""
    template: bytes | None = None
    """The Word document into which DOCX is put; None for the built-in one."""

"""A piece of a line: text of one style. What a style looks like is the format's business."""

from __future__ import annotations

from typing import NamedTuple


class Piece(NamedTuple):
    """Visible text; `style` is a status, a severity, or: title, heading, head, frame, hint."""

    text: str
    style: str = ""


Row = list[Piece]

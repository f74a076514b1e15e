"""Blocks laid out in lines, for terminals and pipes alike; colour is added elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from orglife.reports.view import Line
from orglife.reports.visible import visible
from orglife.reports.width import wrap

if TYPE_CHECKING:
    from orglife.reports.formats import Look
    from orglife.reports.language import Language
    from orglife.reports.view import Block


class Piece(NamedTuple):
    """Text of one style in a line."""

    text: str
    style: str = ""


def lay_out(blocks: Iterable[Block], language: Language, look: Look) -> list[list[Piece]]:
    """Return the lines of `blocks`, none wider than the terminal."""
    lines: list[list[Piece]] = []
    for block in blocks:
        if isinstance(block, Line):
            text = visible(language.text(block.text))
            pieces = wrap(text, look.width) if look.width else [text]
            lines += [[Piece(piece, block.style)] for piece in pieces]
    return lines

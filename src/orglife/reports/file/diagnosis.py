"""What `doctor` found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from orglife.messages import Message, say, say_n
from orglife.reports.view import Block, Heading, Line, View


class Found(Protocol):
    """Something that is wrong; `storage.doctor.Ailment` is one."""

    @property
    def code(self) -> str:
        """For programs."""

    @property
    def message(self) -> Message:
        """What it is."""

    @property
    def cure(self) -> Message | None:
        """What to do about it."""

    @property
    def fixable(self) -> bool:
        """Whether `--fix` mends it."""


def diagnosis_view(file: str, found: Iterable[Found]) -> View:
    """Return everything that is wrong with a file and what lies around it."""
    listed = list(found)
    blocks: list[Block] = [Heading(say("{file}: examined", file=file))]
    if not listed:
        blocks.append(Line(say("nothing is wrong")))
    for one in listed:
        blocks.append(Line(one.message, "error"))
        if one.cure is not None:
            blocks.append(Line(say("  {cure}", cure=one.cure), "hint"))
    fixable = sum(one.fixable for one in listed)
    if fixable:
        blocks.append(
            Line(
                say_n(
                    "{n} of these is mended by: orglife doctor --fix",
                    "{n} of these are mended by: orglife doctor --fix",
                    fixable,
                ),
                "hint",
            )
        )
    data = {
        "schema": "orglife.doctor/1",
        "file": file,
        "found": [
            {
                "code": one.code,
                "message": one.message,
                "cure": one.cure,
                "fixable": one.fixable,
            }
            for one in listed
        ],
    }
    return View(data, tuple(blocks))

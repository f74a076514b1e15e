"""Names for new groups: numbered, in the language of the branch's own names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from orglife.model.branch import Branch
from orglife.model.terms import fold
from orglife.model.written import DIGITS


def new_names(branch: Branch, taken: set[str]) -> Iterator[str]:
    """Yield names that no group has or had: `Group 4`, or 第四党小组 where Chinese is written."""
    used = {fold(name) for name in taken}
    for group in branch.groups.values():
        used |= {fold(name) for name in (group.name, *group.other_names)}
    names = [group.name for group in branch.groups.values()] or [branch.meta.name]
    chinese = branch.meta.language == "zh" or not all(name.isascii() for name in names)
    for number in count(1):
        name = f"第{_numeral(number)}党小组" if chinese else f"Group {number}"
        if fold(name) not in used:
            yield name


def _numeral(number: int) -> str:
    """Return a number below 100 in Chinese numerals; larger ones stay digits."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    head = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")

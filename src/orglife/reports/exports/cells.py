"""Cells that an import reads back: headings, several values in one cell, names that are unique."""

from __future__ import annotations

from collections import Counter

from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.names import name_key
from orglife.model.terms import Term
from orglife.reports.view import Column

YES = Term("yes", "yes", "是")


def column(key: str, zh: str) -> Column:
    """Return a column that an import finds by its key, or by its Chinese heading."""
    return Column(key, say("{title}", title=Term(key, key, zh)))


def several(values: tuple[Term | str, ...]) -> Message | None:
    """Return values in one cell; None where there are none."""
    return say("{values}", values=values) if values else None


def joined(terms: tuple[Term, ...]) -> Message:
    """Return the kinds of a sitting as `theme party day+party lecture`."""
    names = [f"kind{at}" for at in range(len(terms))]
    text = "+".join("{" + name + "}" for name in names)
    return Message(text, dict(zip(names, terms, strict=True)))


def unique_names(branch: Branch) -> dict[int, str]:
    """Return each member's name; that of namesakes is `#id`, which means one person only."""
    times: Counter[str] = Counter()
    for member in branch.members.values():
        times.update({name_key(name) for name in (member.name, *member.other_names)})
    return {
        key: member.name if times[name_key(member.name)] == 1 else f"#{key}"
        for key, member in branch.members.items()
    }

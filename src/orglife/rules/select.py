"""Which rules are meant: by id, or by the beginning of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orglife.errors import UnknownNameError
from orglife.messages import say
from orglife.model.names import nearest


def select(known: Iterable[str], only: Sequence[str]) -> set[str]:
    """Return the ids of `known` that `only` names: whole ids first, else those that begin so.

    Everything where `only` is empty. Case does not matter.

    Raises:
        UnknownNameError: something names no rule; the hint gives the nearest.
    """
    ids = list(dict.fromkeys(known))
    if not only:
        return set(ids)
    chosen: set[str] = set()
    for text in only:
        wanted = text.strip().upper()
        found = [one for one in ids if one == wanted]
        found = found or [one for one in ids if wanted and one.startswith(wanted)]
        if not found:
            raise unknown_rule(text, ids)
        chosen.update(found)
    return chosen


def unknown_rule(text: str, ids: Iterable[str]) -> UnknownNameError:
    """Return the refusal of a rule that does not exist, naming the nearest."""
    return UnknownNameError(
        say("there is no rule {name}", name=text),
        hint=nearest(text, ids) or say("'orglife rules list' shows the rules"),
    )

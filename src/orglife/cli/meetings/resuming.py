"""Going on with an entry that was broken off."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from orglife.cli.frame.dialogue import Dialogue, run
from orglife.cli.frame.session import Session
from orglife.cli.own import draft
from orglife.messages import say

Told = dict[str, Any]


@contextmanager
def kept_when_broken_off(session: Session, told: Told) -> Iterator[None]:
    """Keep what was answered by the time of a Ctrl-C, and say so."""
    try:
        yield
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        if draft.keep(session.file, told, session.today.isoformat()):
            session.say(say("Kept as a draft; the next 'orglife log' goes on with it."))
        raise


def resumed(session: Session, told: Told) -> Told:
    """Return the answers of a draft that is gone on with; nothing where there is none.

    Whoever names a kind means a new entry: the draft waits.
    """
    kept = draft.found(session.file)
    if kept is None or told["kind"]:
        return {}
    answers: Told = {**kept.texts, **kept.lists}
    begun = tuple(kept.texts[name] for name in ("kind", "group", "on") if name in kept.texts)
    question = say("Go on with the entry of {day} ({begun})?", day=kept.day, begun=begun)
    agreed: list[bool] = []

    def ask() -> bool:
        agreed[:] = [Dialogue(session).agreed(question)]
        return True

    run([ask])  # there is no question before it that `<` could go back to
    if agreed[0]:
        return {name: value for name, value in answers.items() if name in told and not told[name]}
    draft.forget(session.file)
    return {}

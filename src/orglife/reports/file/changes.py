"""What was changed since a day, or since a state that somebody noted."""

from __future__ import annotations

from datetime import date

from orglife.errors import RefusedError
from orglife.messages import say, say_n
from orglife.model.branch import Branch
from orglife.model.past import Event
from orglife.reports.file.history import history_view
from orglife.reports.view import Block, Heading, Line, View

SHORTEST = 8
"""Characters of a digest that say which is meant."""


def changes_view(branch: Branch, events: tuple[Event, ...], since: date | str) -> View:
    """Return the invocations after a state (a digest, or the beginning of one), or from a day on.

    Raises:
        RefusedError: no state of this file has the digest: its past was rewritten, or it is that of
            another file; or the digest is too short.
    """
    if isinstance(since, str):
        later = events[_place(events, since) + 1 :]
    else:
        later = tuple(one for one in events if one.at.date() >= since)
    listed = history_view(branch, later)
    head = events[-1].digest if events else ""
    data = {
        **listed.data,
        "schema": "orglife.changes/1",
        "since": since,
        "head": head,
        "count": len(later),
    }
    blocks: tuple[Block, ...] = (
        Heading(say("{branch}: changed since {since}", branch=branch.meta.name, since=since)),
        *listed.blocks[1:],
        Line(say_n("{n} change", "{n} changes", len(later))),
        Line(say("Head of the history: {digest}", digest=head)),
    )
    return View(data, blocks)


def _place(events: tuple[Event, ...], digest: str) -> int:
    wanted = digest.strip().lower()
    if len(wanted) < SHORTEST:
        raise RefusedError(
            say("{digest} is too short to say which state is meant", digest=digest),
            hint=say("give at least {n} characters of the digest", n=SHORTEST),
        )
    for place, one in enumerate(events):
        if one.digest.startswith(wanted):
            return place
    raise RefusedError(
        say("no state of this file has the digest {digest}", digest=digest),
        hint=say("its past was rewritten since, or the digest is that of another file"),
    )

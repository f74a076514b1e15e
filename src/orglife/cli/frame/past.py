"""The history of the branch file, in the time zone of the branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orglife.cli.process import clock

if TYPE_CHECKING:
    from orglife.cli.frame.run import Run
    from orglife.model.branch import Branch
    from orglife.model.past import Event


def local_events(session: Run) -> tuple[Branch, tuple[Event, ...]]:
    """Return the branch and its history, with times as the branch's clock showed them."""
    branch, events = session.store.past()
    session.hold(branch)
    zone = clock.now(branch.meta.timezone).tzinfo
    return branch, tuple(event._replace(at=event.at.astimezone(zone)) for event in events)

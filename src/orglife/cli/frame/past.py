"""The history of the branch file, in the time zone of the branch."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from orglife.cli.process import clock

if TYPE_CHECKING:
    from orglife.cli.frame.session import Session
    from orglife.model.branch import Branch
    from orglife.model.past import Event


def known_on(session: Session, text: str) -> Branch:
    """Return the branch as the file had it at the end of the day that was typed.

    Raises:
        DateError: the day can't be read.
        RefusedError: the file was made later.
    """
    from orglife.model.dates import read_day

    now = clock.now(session.load().meta.timezone)
    day = read_day(text, today=now.date())
    return session.store.known_at(datetime.combine(day, time.max, now.tzinfo))


def local_events(session: Session) -> tuple[Branch, tuple[Event, ...]]:
    """Return the branch and its history, with times as the branch's clock showed them."""
    branch, events = session.store.past()
    session.hold(branch)
    zone = clock.now(branch.meta.timezone).tzinfo
    return branch, tuple(event._replace(at=event.at.astimezone(zone)) for event in events)

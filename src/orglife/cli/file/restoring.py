"""Restoring a backup and copying the file elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orglife.actions.change import Change
from orglife.cli.frame.changing import tell
from orglife.cli.process import clock
from orglife.messages import say

if TYPE_CHECKING:
    from orglife.cli.frame.session import Session


def restore(session: Session, number: int) -> None:
    """Go back to a backup and say what the branch has now."""
    from orglife.storage import Care

    branch = session.hold(
        Care(session.store.path).restore(
            number, command=session.command, now=clock.now(), dry_run=session.dry_run
        )
    )
    said = say(
        "Restored backup {number}: {members} members, {activities} activities.",
        number=number,
        members=len(branch.members),
        activities=len(branch.activities),
    )
    tell(session, Change(branch, said), True)


def copy_to(session: Session, to: str) -> None:
    """Write a copy of the file to another path."""
    from orglife.storage import Care

    branch = session.load()
    if not session.dry_run:
        Care(session.store.path).copy_to(to)
    said = say("{branch}: copied to {path}.", branch=branch.meta.name, path=to)
    session.say(said)

"""What `undo` and `redo` share: one write, and a line that says in words what it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orglife.actions.change import Change, Changed
from orglife.cli.frame.changing import UNDO, tell
from orglife.cli.process import clock
from orglife.messages import Message, say
from orglife.reports.file.past_words import command_of, in_words

if TYPE_CHECKING:
    from orglife.cli.frame.session import Session
    from orglife.model.branch import Branch
    from orglife.model.past import Event


def turn(session: Session, verb: str, steps: int, *, way_back: Message = UNDO) -> None:
    """Undo or redo, and say what."""
    store = session.store
    run = store.undo if verb == "undo" else store.redo
    turned = run(steps, command=session.command, now=clock.now(), dry_run=session.dry_run)
    session.hold(turned.branch)
    events = tuple(_in_words(event, turned.branch) for event in turned.events)
    said = (
        say("Taken back: {events}.", events=events)
        if verb == "undo"
        else say("Put back: {events}.", events=events)
    )
    records = dict.fromkeys(
        Changed(step.table, step.id) for event in turned.events for step in event.steps
    )
    tell(session, Change(turned.branch, said, tuple(records)), True, way_back)


def _in_words(event: Event, branch: Branch) -> Message:
    return say(
        "{command} ({changes})", command=command_of(event), changes=in_words(event.steps, branch)
    )

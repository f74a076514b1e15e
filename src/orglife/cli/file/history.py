"""History, undo, redo.

`orglife history`.

`orglife undo`.

`orglife redo`.

What `undo` and `redo` share: one write, and a line that says in words what it did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from orglife.actions.change import Change, ChangedRecord
from orglife.cli.framework.change import report_change
from orglife.cli.framework.command import Session, confirm, reads, show, writes
from orglife.cli.framework.options import argument
from orglife.cli.process import environment
from orglife.messages import Message, say
from orglife.reports.file.change_descriptions import command_of, describe_changes

if TYPE_CHECKING:
    from orglife.model.branch import Branch
    from orglife.model.history import HistoryEvent
    from orglife.storage.events import UndoResult

Events = tuple[Message, ...]


@reads(examples=("history", 'history "Li Si"', 'history "#132"'))
def history(
    session: Session,
    about: Annotated[str, argument("A member, a group, or #id", metavar="[NAME|#ID]")] = "",
) -> None:
    """Say what was changed and when, all of it or about one record."""
    from orglife.cli.framework.session import local_events
    from orglife.reports.file.history import history_view

    branch, events = local_events(session)
    show(session, history_view(branch, events, about))


@writes(examples=("undo", "undo 2 --dry-run"))
def undo(
    session: Session,
    steps: Annotated[int, argument("How many commands", min=1, metavar="[N]")] = 1,
) -> None:
    """Take back the last command, or the last N."""
    undo_or_redo(session, "undo", steps)


@writes(examples=("redo",))
def redo(
    session: Session,
    steps: Annotated[int, argument("How many commands", min=1, metavar="[N]")] = 1,
) -> None:
    """Put back what was undone last, or the last N."""
    undo_or_redo(session, "redo", steps)


def undo_or_redo(session: Session, verb: str, steps: int) -> None:
    """Undo or redo, and say what; and in which file, where none was named and none is here.

    On a terminal a file in another folder is asked about first: who types `undo` may not think
    of the branch that is in use.

    Raises:
        RefusedError: it was not confirmed.
    """
    store = session.store
    run = store.undo if verb == "undo" else store.redo

    def turned_now(*, dry_run: bool) -> UndoResult:
        turned = run(steps, command=session.command, now=environment.now, dry_run=dry_run)
        session.use_branch(turned.branch)
        return turned

    elsewhere = _elsewhere(session)
    if elsewhere and _is_to_be_asked(session):
        confirm(session, _question(verb, store.path, _events(turned_now(dry_run=True))))
    turned = turned_now(dry_run=session.dry_run)
    said = _said(verb, store.path if elsewhere else None, _events(turned))
    records = dict.fromkeys(
        ChangedRecord(step.table, step.id) for event in turned.events for step in event.steps
    )
    way_back = _way_back(session, verb, len(turned.events))
    report_change(session, Change(turned.branch, said, tuple(records)), True, way_back)


def _elsewhere(session: Session) -> bool:
    """Whether the file was found by something other than its name or this folder."""
    return session.settings.file_is_named and not session.options.get("file")


def _is_to_be_asked(session: Session) -> bool:
    """Whether somebody can say no: nobody named the file, and it lies in another folder."""
    from pathlib import Path

    far = session.file.absolute().parent != Path.cwd()
    return far and session.interactive and not (session.dry_run or environment.named_file())


def _question(verb: str, path: str, events: Events) -> Message:
    if verb == "undo":
        return say("The file is {path}. Take back {events}?", path=path, events=events)
    return say("The file is {path}. Put back {events}?", path=path, events=events)


def _said(verb: str, path: str | None, events: Events) -> Message:
    if path is None:
        if verb == "undo":
            return say("Taken back: {events}.", events=events)
        return say("Put back: {events}.", events=events)
    if verb == "undo":
        return say("Taken back in {path}: {events}.", path=path, events=events)
    return say("Put back in {path}: {events}.", path=path, events=events)


def _way_back(session: Session, verb: str, steps: int) -> Message:
    """Return the command that turns as many steps the other way."""
    way = ("redo" if verb == "undo" else "undo") + (f" {steps}" if steps > 1 else "")
    if verb == "undo":
        return say("Put back with: {command}", command=f"{session.program} {way}")
    return say("Undo with: {command}", command=f"{session.program} {way}")


def _events(turned: UndoResult) -> Events:
    return tuple(_in_words(event, turned.branch) for event in turned.events)


def _in_words(event: HistoryEvent, branch: Branch) -> Message:
    return say(
        "{command} ({changes})",
        command=command_of(event),
        changes=describe_changes(event.steps, branch),
    )

"""One change: one update of the store, then one line that says what was done and how to undo it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from orglife.cli.process import environment, output
from orglife.messages import Message, say
from orglife.reports.formats.registry import render_view
from orglife.reports.view import View

if TYPE_CHECKING:
    from orglife.actions.change import Change
    from orglife.cli.framework.session import Session
    from orglife.model.branch import Branch

TYPES = {"activities": "activity", "meta": "branch", "private": "text"}
"""Tables whose records are not called by the table's name without its last letter."""


def apply_change(
    session: Session,
    action: Callable[[Branch], Change],
    answer: Callable[[Change], View] | None = None,
) -> Change:
    """Write what `action` makes of the branch; see `change` of `command.py`."""
    before: list[Branch] = []

    def once(branch: Branch) -> tuple[Branch, Change]:
        before[:] = [session.use_branch(branch)]
        done = action(branch)
        return done.branch, done

    planned: Change | None = None
    if session.dry_run:
        _, done = once(session.load())
    else:
        if session.asked and not session.yes:
            planned = action(session.load())
            _confirm(session, planned)
        done = session.store.update(once, command=session.command, now=environment.now)
    changed = done.branch is not before[0] and done.branch != before[0]
    session.use_branch(done.branch)
    view = answer(done) if answer is not None else None
    report_change(session, _not_said_yet(done, planned) if changed else done, changed, answer=view)
    return done


def _confirm(session: Session, planned: Change) -> None:
    """Say what is to be done and what will be on record then, and ask whether to write it.

    Raises:
        RefusedError: the answer was no.
    """
    from orglife.cli.framework.prompts import Dialogue

    talk = Dialogue(session)
    talk.rule()
    purpose = session.language.look_up(session.purpose).rstrip(".。")
    talk.tell(say("To be done: {purpose}", purpose=purpose))
    talk.tell(say("Once written: {said}", said=planned.summary))
    for warning in planned.warnings:
        talk.tell(warning)
    talk.confirm_writing()


def _not_said_yet(done: Change, planned: Change | None) -> Change:
    """Return a change without what its summary has said; all of it where it came out otherwise."""
    if planned is None or done.summary != planned.summary:
        return done
    told = planned.warnings
    return done._replace(
        summary=say("Written."), warnings=tuple(one for one in done.warnings if one not in told)
    )


def to_undo(session: Session) -> Message:
    """Return how the change that was just made is undone, typed as it stands here."""
    return say("Undo with: {command}", command=f"{session.program} undo")


def report_change(
    session: Session,
    done: Change,
    changed: bool,
    way_back: Message | None = None,
    answer: View | None = None,
) -> None:
    """Say what was done and how to take it back, or print it as JSON; then show the `answer`.

    The way back is `orglife undo` unless another one is given.
    """
    for warning in done.warnings:
        session.warn(warning)
    if session.json:
        whole = _answer(session, done, changed)
        if answer is not None:
            whole = View({**answer.data, "change": whole.data}, ())
        text = render_view("json", whole, session.data_language)
        output.write_out(output.json_for_stdout(str(text)))
        return
    session.say(_line(session, done, changed, way_back or to_undo(session)), weekdays=True)
    if answer is not None:
        from orglife.cli.framework.show import print_view

        print_view(session, answer)


def _line(session: Session, done: Change, changed: bool, way_back: Message) -> Message:
    name = done.branch.meta.name
    if not changed:
        return say("{branch}: {said} Nothing was written.", branch=name, said=done.summary)
    if session.dry_run:
        return say("{branch}, not written (--dry-run): {said}", branch=name, said=done.summary)
    return say("{branch}: {said} {way_back}", branch=name, said=done.summary, way_back=way_back)


def _answer(session: Session, done: Change, changed: bool) -> View:
    return View(
        {
            "schema": "orglife.change/1",
            "branch": done.branch.meta.name,
            "changed": changed and not session.dry_run,
            "dry_run": session.dry_run,
            "records": [
                {"type": TYPES.get(one.table, one.table.removesuffix("s")), "id": one.id}
                for one in done.records
            ],
            "message": done.summary,
            "warnings": list(done.warnings),
        },
        (),
    )

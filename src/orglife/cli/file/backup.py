"""Backup.

`orglife backup`: what the file was before the last writes, and going back to it.

Restoring a backup and copying the file elsewhere.
"""

from __future__ import annotations

from typing import Annotated

from orglife.actions.change import Change
from orglife.cli.framework.change import report_change
from orglife.cli.framework.command import Session, confirm, noun, reads, show, writes
from orglife.cli.framework.options import argument
from orglife.cli.process import environment
from orglife.messages import say

app = noun(
    "backup",
    "Backups: listed, compared, made, restored",
    examples=("backup list", "backup create /media/stick/branch-2026-11-22.json"),
)

Number = Annotated[int, argument("The backup's number", metavar="N")]


@app.command("list")
@reads(examples=("backup list",))
def backup_list(session: Session) -> None:
    """List the backups of the file, what is in them and whether they are good."""
    from orglife.reports.file.maintenance import backups_view
    from orglife.storage.restore import list_backups

    store = session.store
    show(session, backups_view(session.file.name, list_backups(store)))


@app.command("compare")
@reads(examples=("backup compare", "backup compare 1 --format json"))
def backup_compare(
    session: Session,
    which: Annotated[
        int, argument("The backup's number; without it the newest", metavar="[WHICH]")
    ] = 0,
) -> None:
    """Say what was added, changed and removed in the file since a backup."""
    from orglife.reports.file.maintenance import backup_difference_view
    from orglife.storage.restore import compare_backup

    kept, branch, steps = compare_backup(session.store, which or None)
    session.use_branch(branch)
    show(session, backup_difference_view(session.file.name, kept.number, kept.day, branch, steps))


@app.command("restore")
@writes(examples=("backup restore 1 --dry-run",))
def backup_restore(session: Session, number: Number) -> None:
    """Go back to a backup; this can be undone. A damaged file is kept under another name."""
    restore_from_backup(session, number)


@app.command("create")
@writes(examples=("backup create /media/stick/branch-2026-11-22.json",))
def backup_create(
    session: Session,
    to: Annotated[str, argument("The file to write; nothing is overwritten")],
) -> None:
    """Write a copy of the file elsewhere, such as on a stick; it is verified first."""
    copy_to(session, to)


def restore_from_backup(session: Session, number: int) -> None:
    """Go back to a backup and say what the branch has now."""
    from orglife.storage.restore import doubt_of_backup, restore_backup

    doubt = doubt_of_backup(session.store, number)
    if doubt is not None:
        if session.dry_run:
            session.warn(say("backup {number}: {doubt}", number=number, doubt=doubt))
        else:
            confirm(
                session,
                say("backup {number}: {doubt}. Go back to it?", number=number, doubt=doubt),
            )
    branch = session.use_branch(
        restore_backup(
            session.store,
            number,
            command=session.command,
            now=environment.now,
            dry_run=session.dry_run,
        )
    )
    said = say(
        "Restored backup {number}: {members} members, {activities} activities.",
        number=number,
        members=len(branch.members),
        activities=len(branch.activities),
    )
    report_change(session, Change(branch, said), True)


def copy_to(session: Session, to: str) -> None:
    """Write a copy of the file to another path."""
    from orglife.storage.restore import copy_store

    branch = session.load()
    if not session.dry_run:
        copy_store(session.store, to)
    said = say("{branch}: copied to {path}.", branch=branch.meta.name, path=to)
    session.say(said)

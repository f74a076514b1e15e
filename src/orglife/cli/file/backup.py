"""`orglife backup`: what the file was before the last writes, and going back to it."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.frame.command import Session, noun, reads, writes

app = noun("backup", "Backups: listed, compared, made, restored")

Number = Annotated[int, typer.Argument(help="The backup's number", metavar="N")]


@app.command("list")
@reads
def list_(session: Session) -> None:
    """List the backups of the file, what is in them and whether they are good."""
    from orglife.reports.file.backups import backups_view
    from orglife.storage import Care

    store = Care(session.store.path)
    session.show(backups_view(session.file.name, store.backups()))


@app.command("compare")
@reads
def compare(
    session: Session,
    which: Annotated[
        int, typer.Argument(help="The backup's number; without it the newest", metavar="[WHICH]")
    ] = 0,
) -> None:
    """Say what was added, changed and removed in the file since a backup."""
    from orglife.reports.file.backup_difference import backup_difference_view
    from orglife.storage import Care

    kept, branch, steps = Care(session.store.path).compare(which or None)
    session.hold(branch)
    session.show(backup_difference_view(session.file.name, kept.number, kept.day, branch, steps))


@app.command("restore")
@writes
def restore(session: Session, number: Number) -> None:
    """Go back to a backup; this can be undone. A damaged file is kept under another name."""
    from orglife.cli.file.restoring import restore

    restore(session, number)


@app.command("create")
@writes
def create(
    session: Session,
    to: Annotated[str, typer.Argument(help="The file to write; nothing is overwritten")],
) -> None:
    """Write a copy of the file elsewhere, such as on a stick; it is verified first."""
    from orglife.cli.file.restoring import copy_to

    copy_to(session, to)

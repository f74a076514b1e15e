"""`orglife schedule`: what makes the system run orglife by itself."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.frame.command import Session, noun, reads

app = noun("schedule", "Let the system run orglife by itself: reminders, checks, copies")


@app.command("print")
@reads
def print_(
    session: Session,
    target: Annotated[
        str, typer.Option("--target", help="cron, systemd, schtasks or launchd")
    ] = "cron",
    job: Annotated[
        list[str], typer.Option("--job", help="due, check, verify or export; else all of them")
    ] = [],
    at: Annotated[str, typer.Option("--at", metavar="HH:MM", help="When, else 08:00")] = "08:00",
    folder: Annotated[
        str, typer.Option("--folder", metavar="DIR", help="Where exports go; else beside the file")
    ] = "",
) -> None:
    """Print what is to be handed to the scheduler of the system; nothing is installed.

    Due: every Monday, what falls due in 14 days. Check: the month before, on the first. Verify:
    each day. Export: each day, a copy of everything in another folder, where something changed.
    """
    import shutil
    import sys
    from pathlib import Path

    from orglife.cli.process import output
    from orglife.cli.system import recipes
    from orglife.model.duration import read_clock

    program = shutil.which("orglife") or str(Path(sys.argv[0]).resolve())
    place = recipes.Place(
        program=program,
        file=str(session.file.resolve()),
        folder=str(Path(folder).resolve() if folder else session.file.resolve().parent),
        at=read_clock(at),
    )
    text = recipes.printed(target, job, place)
    path = session.options.get("output")
    if not path:
        output.write_out(text)
        return
    from orglife.messages import say

    overwrite = bool(session.options.get("force"))
    output.write_file(Path(path), text, overwrite=overwrite)
    session.say(say("Wrote {path}", path=str(path)))

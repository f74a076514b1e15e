"""`orglife demo`: a made-up branch to explore."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.frame.command import Session, writes


@writes
def demo(
    session: Session,
    folder: Annotated[
        str, typer.Argument(metavar="[DIR]", help="The folder to put it in; made if need be")
    ] = "orglife-demo",
) -> None:
    """Make a made-up branch with two years of life and known gaps, ready to explore."""
    from pathlib import Path
    from uuid import uuid4

    from orglife.actions.demo import demo_branch
    from orglife.cli.process import clock
    from orglife.cli.typed.command_line import quote
    from orglife.messages import say
    from orglife.storage import Store

    path = Path(folder) / "branch.json"
    branch = demo_branch(
        today=clock.now("").date(), uid=uuid4().hex, language=session.language.code
    )
    if not session.dry_run:
        path.parent.mkdir(parents=True, exist_ok=True)
        Store(path).create(branch, command=session.command, now=clock.now())
    session.say(say("{branch}: a made-up branch, in {path}", branch=branch.meta.name, path=path))
    for_file = f"orglife -f {quote(str(path))}"
    session.say(say("Look at it with: {command}", command=f"{for_file} status"))
    session.say(say("or: {command}", command=f"{for_file} check"))

"""`orglife verify`."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.frame.command import Session, reads


@reads
def verify(
    session: Session,
    head: Annotated[
        str, typer.Option("--head", help="The digest that an earlier report printed")
    ] = "",
) -> None:
    """Say whether the file is what orglife made of it; exit 1 where it is not."""
    from orglife.reports.file.verdict import verdict_view
    from orglife.storage import Care

    store = Care(session.store.path)
    branch = session.hold(store.load())
    verdict = store.verify()
    view = verdict_view(branch, verdict.problems, verdict.heads, verdict.erased, head)
    session.show(view)
    if view.data["problems"]:
        session.leave(1)

"""`orglife use`: which of several branches is meant when no file is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from orglife.cli.frame.command import Session, reads

if TYPE_CHECKING:
    from orglife.cli.own.branches import Branches


@reads
def use(
    session: Session,
    name: Annotated[
        str,
        typer.Argument(metavar="[NAME|FILE]", help="A name in the list, or a branch file to add"),
    ] = "",
    forget: Annotated[
        bool, typer.Option("--forget", help="Take the name off the list; the file stays")
    ] = False,
) -> None:
    """Choose the branch that is meant when no file is named; without a name, list them.

    A file is added under the branch's own name, or with -f FILE under the name that is given.
    """
    from orglife.cli.own import branches
    from orglife.errors import UsageError
    from orglife.messages import say
    from orglife.reports.file.branches import branches_view

    known = branches.known()
    if forget:
        if not name:
            raise UsageError(say("which one? a name is missing"))
        changed = _without(known, _match(known, name))
    elif name:
        changed = _chosen(session, known, name)
    else:
        session.show(branches_view(known.files, known.used))
        return
    if changed != known:
        branches.keep(changed)
    if forget:
        session.say(say("{name} is off the list; its file is where it was", name=name))
    else:
        path = changed.files[changed.used]
        session.say(say("In use: {name}, in {path}", name=changed.used, path=path))


def _chosen(session: Session, known: Branches, name: str) -> Branches:
    """Return the list with `name` in use: one of the list, or a file that is added."""
    from pathlib import Path

    from msgspec.structs import replace

    from orglife.errors import RefusedError
    from orglife.messages import say
    from orglife.storage import Store

    file = session.options.get("file")
    if file is None and not (Path(name).is_file() and name not in known.files):
        return replace(known, used=_match(known, name))
    path = Path(file or name).resolve()
    branch = session.hold(Store(path).load())
    wanted = name if file else branch.meta.name
    other = known.files.get(wanted)
    if other is not None and other != str(path):
        raise RefusedError(
            say("{name} is the name of another file: {path}", name=wanted, path=other),
            hint=say("give it another name, as in: orglife use NAME -f {path}", path=str(path)),
        )
    return replace(known, used=wanted, files={**known.files, wanted: str(path)})


def _match(known: Branches, text: str) -> str:
    """Return the one name of the list that `text` means: in whole, or as a unique beginning.

    Raises:
        UnknownNameError: none has it; the hint names the nearest.
        AmbiguousNameError: several begin so.
    """
    from orglife.errors import AmbiguousNameError, UnknownNameError
    from orglife.messages import say
    from orglife.model.names import nearest
    from orglife.model.terms import fold

    wanted = fold(text)
    found = [name for name in known.files if fold(name) == wanted]
    found = found or [name for name in known.files if wanted and fold(name).startswith(wanted)]
    if not found:
        raise UnknownNameError(
            say("no branch on the list is called {name}, and no such file is here", name=text),
            hint=nearest(text, known.files) or say("add one with: orglife use FILE"),
        )
    if len(found) > 1:
        raise AmbiguousNameError(
            say("{name} may mean several branches: {names}", name=text, names=tuple(found))
        )
    return found[0]


def _without(known: Branches, name: str) -> Branches:
    from msgspec.structs import replace

    files = {key: file for key, file in known.files.items() if key != name}
    return replace(known, used="" if known.used == name else known.used, files=files)

"""Config, use, completion, version, their views.

`orglife config`: what one person prefers, and where each setting comes from.

`orglife use`: which of several branches is meant when no file is named.

`orglife completion`.

`orglife version`.

The branches that a user knows by name.

Settings: what each is, and where its value comes from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

from orglife.cli.framework.command import Session, noun, reads, show
from orglife.cli.framework.options import argument, option
from orglife.messages import Message, say
from orglife.reports.view import Column, Heading, Line, Table, View

if TYPE_CHECKING:
    from orglife.cli.user.settings import Setting
    from orglife.cli.user.user_files import Branches

app = noun(
    "config",
    "Your own settings: language, colour, pager, and where each comes from",
    examples=("config show", "config set language zh"),
)

Key = Annotated[
    str,
    argument(
        "language, color, unicode, pager, accessible, file or mappings",
        values=("language", "color", "unicode", "pager", "accessible", "file", "mappings"),
    ),
]


@app.command("show")
@reads(examples=("config show",))
def config_show(session: Session) -> None:
    """Show every setting with its value and where it comes from."""
    from orglife.cli.user import preferences

    preferences.load_preferences()
    found = _found(session)
    show(
        session,
        settings_view(
            {key: (one.value, one.origin) for key, one in found.items()},
            {key: one.help for key, one in preferences.KEYS.items()},
            str(preferences.preferences_path()),
        ),
    )


@app.command("get")
@reads(examples=("config get language",))
def config_get(session: Session, key: Key) -> None:
    """Print one setting as it is now."""
    from orglife.cli.user import preferences
    from orglife.messages import say
    from orglife.reports.view import Line, View

    name = preferences.key_named(key)
    preferences.load_preferences()
    setting = _found(session)[name]
    data = {"schema": "orglife.setting/1", "key": name, "value": setting.value}
    show(session, View({**data, "origin": setting.origin}, (Line(setting.value),)))
    session.say(say("from: {origin}", origin=setting.origin))


@app.command("set")
@reads(
    examples=(
        "config set language zh",
        "config set pager never",
        "config set accessible true",
        'config set color ""',
    )
)
def config_set(
    session: Session,
    key: Key,
    value: Annotated[str, argument("The value; empty to take it back")],
) -> None:
    """Set what you prefer; a flag, a variable or the branch file may still say otherwise."""
    from msgspec.structs import replace

    from orglife.cli.user import preferences, user_files
    from orglife.messages import say

    name = preferences.key_named(key)
    wanted = preferences.value_of(name, value)
    preferences.save_preferences(replace(preferences.load_preferences(), **{name: wanted}))
    if name == "mappings" and wanted == "never":
        user_files.delete_mappings()
    if wanted:
        session.say(say("{key} is now {value}", key=name, value=wanted))
    else:
        session.say(say("{key} is as if it had never been set", key=name))


@app.command("mappings")
@reads(examples=("config mappings", "config mappings --forget 1", "config mappings --forget all"))
def config_mappings(
    session: Session,
    forget: Annotated[
        list[str],
        option("--forget", metavar="NO.|all", help="Forget one of them, or all"),
    ] = [],
) -> None:
    """Show what `import --map` said of headers, or forget it."""
    from orglife.cli.user import user_files
    from orglife.messages import say_n

    known = user_files.load_mappings()
    if not forget:
        shown = [(key, known[key]) for key in known]
        show(session, mappings_view(shown, str(user_files.mappings_path())))
        return
    gone = user_files.chosen(known, forget)
    user_files.save_mappings({key: known[key] for key in known if key not in gone})
    session.say(say_n("Forgot {n} header.", "Forgot {n} headers.", len(gone)))


def _found(session: Session) -> dict[str, Setting]:
    """Return the settings, with the branch file read where there is one that can be."""
    from contextlib import suppress

    from orglife.errors import OrglifeError

    if session.file.exists():
        with suppress(OrglifeError):
            session.load()
    return session.settings.all()


@reads(examples=("use", "use branch.json", "use Riverside"))
def use_command(
    session: Session,
    name: Annotated[
        str,
        argument("A name in the list, or a branch file to add", metavar="[NAME|FILE]"),
    ] = "",
    forget: Annotated[
        bool, option("--forget", help="Take the name off the list; the file stays")
    ] = False,
) -> None:
    """Choose the branch that is meant when no file is named; without a name, list them.

    A file is added under the branch's own name, or with -f FILE under the name that is given.
    """
    from orglife.cli.user import user_files
    from orglife.errors import UsageError
    from orglife.messages import say

    known = user_files.load_branches()
    if forget:
        if not name:
            raise UsageError(say("which one? a name is missing"))
        changed = _without(known, _match(known, name))
    elif name:
        changed = _chosen(session, known, name)
    else:
        show(session, branches_view(known.files, known.used))
        return
    if changed != known:
        user_files.save_branches(changed)
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
    from orglife.storage.store import Store

    file = session.options.get("file")
    if file is None and not (Path(name).is_file() and name not in known.files):
        return replace(known, used=_match(known, name))
    path = Path(file or name).resolve()
    branch = session.use_branch(Store(path).load())
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
    from orglife.model.names import suggest_nearest
    from orglife.model.terms import normalize

    wanted = normalize(text)
    found = [name for name in known.files if normalize(name) == wanted]
    found = found or [name for name in known.files if wanted and normalize(name).startswith(wanted)]
    if not found:
        raise UnknownNameError(
            say("no branch on the list is called {name}, and no such file is here", name=text),
            hint=suggest_nearest(text, known.files) or say("add one with: orglife use FILE"),
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


@reads(
    examples=(
        "completion bash >> ~/.bashrc",
        "completion zsh > ~/.zfunc/_orglife",
        "completion fish > ~/.config/fish/completions/orglife.fish",
        "completion powershell >> $PROFILE",
    )
)
def completion(
    session: Session,  # noqa: ARG001  # the frame hands one to every command
    shell: Annotated[
        str, argument("bash, zsh, fish or powershell", values=("bash", "zsh", "fish", "powershell"))
    ],
) -> None:
    """Print the script that completes commands, members, groups and kinds in a shell.

    With bash: eval "$(orglife completion bash)" in ~/.bashrc; the script says where others go.
    """
    from orglife.cli.process import output
    from orglife.cli.system.completer import SCRIPTS, script
    from orglife.errors import ChoiceError
    from orglife.messages import say
    from orglife.model.names import suggest_nearest

    name = shell.casefold().replace("pwsh", "powershell")
    if name not in SCRIPTS:
        raise ChoiceError(
            say("there is no completion for {shell}", shell=shell),
            hint=suggest_nearest(shell, SCRIPTS) or say("one of: {codes}", codes=tuple(SCRIPTS)),
        )
    output.write_out(script(name))


@reads(examples=("version",))
def version_command(session: Session) -> None:
    """Say the version."""
    from orglife import __version__
    from orglife.messages import say
    from orglife.reports.view import Line, View

    show(
        session,
        View(
            {"schema": "orglife.version/1", "version": __version__},
            (Line(say("orglife {version}", version=__version__)),),
        ),
    )


def branches_view(files: Mapping[str, str], used: str) -> View:
    """Return the names with their files, in their order, the one in use marked."""
    data = {
        "schema": "orglife.branches/1",
        "used": used or None,
        "branches": [
            {"name": name, "file": file, "used": name == used} for name, file in files.items()
        ],
    }
    table = Table(
        (
            Column("name", say("Branch")),
            Column("used", say("In use")),
            Column("file", say("File")),
        ),
        tuple((name, say("yes") if name == used else None, file) for name, file in files.items()),
        empty=say("No branch is on the list. Add one with: orglife use FILE"),
    )
    return View(data, (Heading(say("Branches on the list")), table))


def settings_view(
    settings: Mapping[str, tuple[str, Message]], helps: Mapping[str, Message], path: str
) -> View:
    """Return the settings (key to value and origin), what they are for, and the user's file."""
    rows = tuple((key, value, origin, helps.get(key)) for key, (value, origin) in settings.items())
    data = {
        "schema": "orglife.config/1",
        "file": path,
        "settings": [
            {"key": key, "value": value, "origin": origin}
            for key, (value, origin) in settings.items()
        ],
    }
    columns = (
        Column("key", say("Setting")),
        Column("value", say("Value")),
        Column("origin", say("From")),
        Column("help", say("What it is")),
    )
    return View(
        data,
        (
            Heading(say("Settings")),
            Table(columns, rows),
            Line(""),
            Line(say("Yours are kept in {path}", path=path), "hint"),
            Line(say("Change one with: orglife config set KEY VALUE"), "hint"),
        ),
    )


def mappings_view(mappings: Sequence[tuple[str, Mapping[str, str]]], path: str) -> View:
    """Return what is remembered of headers of sheets: each header, and column to field."""
    data = {
        "schema": "orglife.mappings/1",
        "file": path,
        "mappings": [
            {"no": at, "header": header.split("|"), "columns": dict(mapping)}
            for at, (header, mapping) in enumerate(mappings, 1)
        ],
    }
    columns = (
        Column("no", say("No."), "right"),
        Column("header", say("Header of the sheet")),
        Column("columns", say("What --map said")),
    )
    rows = tuple(
        (at, header.replace("|", " | "), "; ".join(f"{one}={two}" for one, two in mapping.items()))
        for at, (header, mapping) in enumerate(mappings, 1)
    )
    return View(
        data,
        (
            Heading(say("Remembered headers")),
            Table(columns, rows, empty=say("Nothing is remembered.")),
            Line(""),
            Line(say("They are kept in {path}", path=path), "hint"),
            Line(say("Forget one with: orglife config mappings --forget NO."), "hint"),
        ),
    )

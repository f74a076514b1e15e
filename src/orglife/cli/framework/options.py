"""The options that every command shares: one definition, accepted before or after the subcommand.

They are no parameters of a command's function. Each writes what was typed into the context, where
a later one (nearer to the subcommand) wins, and `Session` reads them there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from typer import Context
from typer.core import TyperOption

KEY = "orglife.options"


class SharedOption:
    """One shared option: its name in the context, how it is written, what it says in help."""

    __slots__ = ("help", "hidden_on", "metavar", "name", "on", "spellings")

    name: Final[str]
    spellings: Final[tuple[str, ...]]
    help: Final[str]
    metavar: Final[str]
    """What stands for the value; empty for a flag."""
    on: Final[str]
    hidden_on: Final[str]

    def __init__(
        self,
        name: str,
        spellings: tuple[str, ...],
        help: str,  # noqa: A002  # as Typer has it
        metavar: str = "",
        on: str = "reads writes",
        hidden_on: str = "",
    ) -> None:
        self.name = name
        self.spellings = spellings
        self.help = help
        self.metavar = metavar
        self.on = on
        self.hidden_on = hidden_on


# fmt: off
SHARED_OPTIONS = (
    SharedOption("file", ("-f", "--file"), "The branch file; else ORGLIFE_FILE, ./branch.json, the branch in use", "FILE"),
    SharedOption("as_of", ("--as-of",), "Judge as on this day", "DATE", "reads", hidden_on="writes"),
    SharedOption("known_on", ("--known-on",), "Judge by what the file knew on this day", "DATE", "reads", hidden_on="writes"),
    SharedOption("format", ("--format",), "table, json, csv, md, html, xlsx, ics, svg or docx", "FORMAT"),
    SharedOption("output", ("-o", "--output"), "Write to a file; its extension names the format", "FILE", "reads", hidden_on="writes"),
    SharedOption("force", ("--force",), "Overwrite the file of --output", "", "reads"),
    SharedOption("template", ("--template",), "Your own Word document for -o NAME.docx", "FILE", "reads"),
    SharedOption("yes", ("-y", "--yes"), "Confirm without being asked", "", "writes"),
    SharedOption("no_input", ("--no-input",), "Never ask", ""),
    SharedOption("dry_run", ("-n", "--dry-run"), "Say what would happen, write nothing", "", "writes"),
    SharedOption("quiet", ("-q", "--quiet"), "Say nothing on stderr but errors", ""),
    SharedOption("lang", ("--lang",), "Language: en or zh", "LANG"),
    SharedOption("color", ("--color",), "auto, always or never", "WHEN"),
    SharedOption("unicode", ("--unicode",), "Draw with more than ASCII and Han characters", ""),
)
# fmt: on


def _keep(name: str) -> Any:
    def keep(ctx: Context, _param: Any, value: Any) -> None:
        if value is not None and not ctx.resilient_parsing:
            ctx.meta.setdefault(KEY, {})[name] = value

    return keep


def shared_options(kind: str, taken: Iterable[str] = ()) -> list[TyperOption]:
    """Return the shared options of `reads`, `writes`, or `all` (before the subcommand).

    A spelling that the command itself has `taken` is left to it: `vote --yes 8`, but `vote -y`.
    """
    options = []
    own = set(taken)
    for one in SHARED_OPTIONS:
        spellings = [text for text in one.spellings if text not in own]
        hidden = kind == one.hidden_on
        if not spellings or not (kind == "all" or kind in one.on.split() or hidden):
            continue
        options.append(
            TyperOption(
                param_decls=[f"shared_{one.name}", *spellings],
                type=str if one.metavar else bool,
                is_flag=not one.metavar,
                metavar=one.metavar or None,
                help=one.help,
                hidden=hidden,
                expose_value=False,
                callback=_keep(one.name),
            )
        )
    return options


def shared_values(ctx: Context) -> dict[str, Any]:
    """Return the shared options that were typed, by name."""
    found: dict[str, Any] = ctx.meta.get(KEY, {})
    return found


def path_of(ctx: Any) -> str:
    """Return the command without `orglife`: `member add`."""
    return str(ctx.command_path).partition(" ")[2]

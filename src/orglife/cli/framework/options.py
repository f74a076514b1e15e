"""Options and arguments of commands: what each accepts, needs and asks; the options all share.

`argument` and `option` declare a parameter of a command. The shared options are no parameters of
a command's function: each may stand before or after the subcommand and writes what was typed into
the context, where a later one (nearer to the subcommand) wins; `Session` reads them there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Literal

import typer
from typer.core import TyperOption

KEY = "orglife.options"
ASKED = "orglife.asked"
"""Key of the context's `meta`: the `PromptingParser`, where somebody was asked for a parameter."""

Values = (
    Literal["text", "day", "number", "files", "formats"]
    | Literal["members", "groups", "kinds", "rules", "tasks", "activities", "plans", "votes"]
    | Literal["attendance", "graded", "standings", "member=group", "seat=member"]
    | Literal["FORMS", "SEATS", "STAGES", "AREAS", "GRADES", "GROUP_TYPES", "GROUP_BASES"]
    | Literal["LEADER_SELECTION", "DIVISION_CRITERIA", "MOTION_KINDS", "TASK_KINDS", "SCOPES"]
    | Literal["SECTORS", "SESSION_STEPS", "PROBLEM_FIELDS", "OFFICES", "PURPOSES"]
    | tuple[str, ...]
)
"""What a parameter takes: a form of text, records of the branch, a vocabulary of `model/terms.py`
in capitals, or a few words. `value_sources.py` lists the values."""


class Accepted:
    """What a parameter accepts and when it is asked for on a terminal."""

    __slots__ = ("asked_along", "future", "needed", "several", "unless", "values")

    def __init__(
        self,
        values: Values = "text",
        *,
        needed: bool = False,
        unless: str = "",
        asked_along: bool = False,
        future: bool = False,
        several: bool = False,
    ) -> None:
        self.values = values
        self.needed = needed
        self.unless = unless
        self.asked_along = asked_along
        self.future = future
        self.several = several


ANY_TEXT = Accepted()


def argument(
    help: str,  # noqa: A002  # as Typer has it
    *,
    metavar: str | None = None,
    min: int | None = None,  # noqa: A002
    max: int | None = None,  # noqa: A002
    **accepted: Any,
) -> Any:
    """Return what `Annotated` needs for an argument; see `option` for what is `accepted`."""
    declared = typer.Argument(help=help, metavar=metavar, min=min, max=max)
    declared.accepted = Accepted(**accepted)
    return declared


def option(
    *spellings: str,
    help: str,  # noqa: A002  # as Typer has it
    metavar: str | None = None,
    min: int | None = None,  # noqa: A002
    max: int | None = None,  # noqa: A002
    **accepted: Any,
) -> Any:
    """Return what `Annotated` needs for an option.

    `values` says what is taken, for questions on a terminal and for completion in a shell. An
    option that is `needed` is asked for on a terminal `unless` the parameter of that name was
    typed; off a terminal the command itself refuses, with the option's name. One that is
    `asked_along` is asked for, with its default in brackets, where another was. `future`: a day
    without a year is the next to come. `several`: values may stand in one text with `;` between.
    """
    declared = typer.Option(*spellings, help=help, metavar=metavar, min=min, max=max)
    declared.accepted = Accepted(**accepted)
    return declared


def accepted(param: Any) -> Accepted:
    """Return what a parameter of the parser accepts; any text where nothing was declared."""
    found: Accepted = getattr(param, "accepted", ANY_TEXT)
    return found


def missing_parameter(ctx: Any) -> Any:
    """Return the first parameter to be asked for, in the order of the command; None if none is."""
    for param in ctx.command.params:
        declared = accepted(param)
        if declared.needed and not (_has(ctx, param.name) or _has(ctx, declared.unless)):
            return param
    if ASKED in ctx.meta:
        for param in ctx.command.params:
            if accepted(param).asked_along:
                source = ctx.get_parameter_source(param.name)
                if source is not None and source.name == "DEFAULT":
                    return param
    return None


def _has(ctx: Any, name: str) -> bool:
    """Return whether a parameter was typed and holds anything; a count of 0 was if it was typed."""
    value = ctx.params.get(name)
    if isinstance(value, int):
        source = ctx.get_parameter_source(name)
        return source is not None and source.name != "DEFAULT"
    return value is not None and value not in ("", [], ())


class SharedOption:
    """One shared option: its name in the context, how it is written, what it says in help."""

    __slots__ = ("help", "hidden_on", "metavar", "name", "on", "spellings", "values")

    name: Final[str]
    spellings: Final[tuple[str, ...]]
    help: Final[str]
    metavar: Final[str]
    """What stands for the value; empty for a flag."""
    on: Final[str]
    hidden_on: Final[str]
    values: Final[Values]

    def __init__(
        self,
        name: str,
        spellings: tuple[str, ...],
        help: str,  # noqa: A002  # as Typer has it
        metavar: str = "",
        on: str = "reads writes",
        hidden_on: str = "",
        values: Values = "text",
    ) -> None:
        self.name = name
        self.spellings = spellings
        self.help = help
        self.metavar = metavar
        self.on = on
        self.hidden_on = hidden_on
        self.values = values


# fmt: off
SHARED_OPTIONS = (
    SharedOption("file", ("-f", "--file"), "The branch file; else ORGLIFE_FILE, ./branch.json, the branch in use", "FILE", values="files"),
    SharedOption("as_of", ("--as-of",), "Judge as on this day", "DATE", "reads", hidden_on="writes", values="day"),
    SharedOption("known_on", ("--known-on",), "Judge by what the file knew on this day", "DATE", "reads", hidden_on="writes", values="day"),
    SharedOption("format", ("--format",), "table, json, csv, md, html, xlsx, ics, svg or docx", "FORMAT", values="formats"),
    SharedOption("output", ("-o", "--output"), "Write to a file; its extension names the format", "FILE", "reads", hidden_on="writes", values="files"),
    SharedOption("force", ("--force",), "Overwrite the file of --output", "", "reads"),
    SharedOption("template", ("--template",), "Your own Word document for -o NAME.docx", "FILE", "reads"),
    SharedOption("yes", ("-y", "--yes"), "Confirm without being asked", "", "writes"),
    SharedOption("no_input", ("--no-input",), "Never ask", ""),
    SharedOption("dry_run", ("-n", "--dry-run"), "Say what would happen, write nothing", "", "writes"),
    SharedOption("quiet", ("-q", "--quiet"), "Say nothing on stderr but errors", ""),
    SharedOption("lang", ("--lang",), "Language: en or zh", "LANG", values=("en", "zh")),
    SharedOption("color", ("--color",), "auto, always or never", "WHEN", values=("auto", "always", "never")),
    SharedOption("unicode", ("--unicode",), "Draw with more than ASCII and Han characters", ""),
)
# fmt: on


def _keep(name: str) -> Any:
    def keep(ctx: typer.Context, _param: Any, value: Any) -> None:
        if value is not None and not ctx.resilient_parsing:
            ctx.meta.setdefault(KEY, {})[name] = value

    return keep


def shared_options(kind: str, taken: Iterable[str] = ()) -> list[TyperOption]:
    """Return the shared options of `reads`, `writes`, or `all` (before the subcommand).

    A spelling that the command itself has `taken` is left to it: `vote --yes 8`, but `vote -y`.
    """
    options: list[TyperOption] = []
    own = set(taken)
    for one in SHARED_OPTIONS:
        spellings = [text for text in one.spellings if text not in own]
        hidden = kind == one.hidden_on
        if not spellings or not (kind == "all" or kind in one.on.split() or hidden):
            continue
        declared: Any = TyperOption(
            param_decls=[f"shared_{one.name}", *spellings],
            type=str if one.metavar else bool,
            is_flag=not one.metavar,
            metavar=one.metavar or None,
            help=one.help,
            hidden=hidden,
            expose_value=False,
            callback=_keep(one.name),
        )
        declared.accepted = Accepted(one.values)
        options.append(declared)
    return options


def shared_values(ctx: typer.Context) -> dict[str, Any]:
    """Return the shared options that were typed, by name."""
    found: dict[str, Any] = ctx.meta.get(KEY, {})
    return found


def examples_of(command: Any) -> tuple[str, ...]:
    """Return the examples of a command or group of the parser, each as it is typed."""
    return tuple(f"orglife {words}" for words in getattr(command, "examples", ()))

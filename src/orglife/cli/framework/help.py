"""Help, in the language asked for and no wider than the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from orglife.cli.process import environment, output
from orglife.messages import Message, say
from orglife.reports.language import Language
from orglife.reports.text_width import pad, width, wrap

FIRST_STEPS = (
    'orglife init branch.json --name "Riverside" --sector community --founded 2015-06-01',
    "orglife import roster.csv",
    "orglife demo",
)
WIDEST = 100


def command_help(command: Any, ctx: Any) -> str:
    """Return the help of a command or group: usage, what it does, arguments, options, commands."""
    language: Language = ctx.find_root().obj.language
    columns = min(environment.width_of(sys.stdout) or 80, WIDEST)
    usage = say("Usage: {usage}", usage=_usage(command, ctx))
    lines = [
        *wrap(language.text(usage), columns),
        "",
        *_paragraphs(language.look_up(command.help or ""), columns),
        *_examples(ctx, language, columns),
    ]
    arguments, own, shared = _parameters(command, ctx, language)
    commands = list(_commands(command, ctx, language))
    for title, rows in (
        (say("Arguments"), arguments),
        (say("Options"), own),
        *commands,
        (say("Options that every command shares"), shared),
    ):
        if rows:
            lines += ["", language.text(title), *_two_columns(rows, columns)]
    return "\n".join(lines)


def _examples(ctx: Any, language: Language, columns: int) -> list[str]:
    from orglife.cli.framework.options import examples_of

    lines: list[str] = []
    for example in examples_of(ctx.command):
        first, *rest = wrap(example, columns - 4)
        lines += [f"  {first}", *(f"    {line}" for line in rest)]
    return ["", language.text(say("Examples")), *lines] if lines else []


def first_steps(session: Any) -> None:
    """Print the three commands to begin with; what `orglife` says where there is no file."""
    language: Language = session.language
    columns = min(environment.width_of(sys.stdout) or 80, WIDEST)
    lines = wrap(language.text(say("There is no branch file here yet. To begin:")), columns)
    explained = (
        say("make the file of your branch"),
        say("bring in a roster, then a register"),
        say("or look around in a made-up branch first"),
    )
    for command, why in zip(FIRST_STEPS, explained, strict=True):
        lines += ["", *(f"  {line}" for line in wrap(command, columns - 2))]
        lines += [f"      {line}" for line in wrap(language.text(why), columns - 6)]
    lines += ["", *wrap(language.text(say("All commands: orglife --help")), columns)]
    output.write_out("\n".join(lines) + "\n")


def _usage(command: Any, ctx: Any) -> str:
    if hasattr(command, "list_commands"):
        return f"{ctx.command_path} COMMAND ..."
    arguments = [
        _argument(param) if param.required else f"[{_argument(param)}]"
        for param in command.params
        if param.param_type_name == "argument"
    ]
    return " ".join([ctx.command_path, *arguments, "[OPTIONS]"])


def _argument(param: Any) -> str:
    """Return the name of an argument: `NAME`, with dots where there may be several."""
    name = str(param.metavar or param.name)
    name = name[1:-1] if name[:1] == "[" and name[-1:] == "]" else name
    name = name.removesuffix("...")
    name = name if param.metavar else name.strip("_").upper()
    return name if param.nargs == 1 else f"{name}..."


def _parameters(
    command: Any, ctx: Any, language: Language
) -> tuple[list[tuple[str, str]], list[tuple[str, str]], list[tuple[str, str]]]:
    arguments: list[tuple[str, str]] = []
    own: list[tuple[str, str]] = []
    shared: list[tuple[str, str]] = []
    for param in command.get_params(ctx):
        if getattr(param, "hidden", False):
            continue
        said = language.look_up(getattr(param, "help", "") or "")
        if param.name == "help":
            said = language.text(say("Show this"))
        row = (_name(param), said)
        if param.param_type_name == "argument":
            arguments.append(row)
        elif (param.name or "").startswith("shared_") or param.name == "help":
            shared.append(row)
        else:
            own.append(row)
    return arguments, own, shared


def _name(param: Any) -> str:
    if param.param_type_name == "argument":
        return _argument(param)
    name = ", ".join((*param.opts, *param.secondary_opts))
    if param.is_flag:
        return name
    return f"{name} {param.metavar or max(param.opts, key=len).lstrip('-').upper()}"


def _commands(
    command: Any, ctx: Any, language: Language
) -> Iterator[tuple[Message, list[tuple[str, str]]]]:
    table = getattr(command, "table", None)
    if table is not None:
        for panel in dict.fromkeys(lazy.panel for lazy in table.values()):
            rows = [
                (name, language.look_up(lazy.help))
                for name, lazy in table.items()
                if lazy.panel == panel
            ]
            yield Message(panel, {}), rows
    elif hasattr(command, "list_commands"):
        rows = []
        for name in command.list_commands(ctx):
            found = command.get_command(ctx, name)
            if not found.hidden:
                first = (found.help or "").partition("\n\n")[0].replace("\n", " ")
                rows.append((name, language.look_up(first)))
        yield say("Commands"), rows


def _paragraphs(text: str, columns: int) -> list[str]:
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        if lines:
            lines.append("")
        if any(line.startswith("    ") for line in paragraph.split("\n")):  # an example stays
            lines += [piece for line in paragraph.split("\n") for piece in wrap(line, columns)]
        else:
            lines += wrap(" ".join(paragraph.split()), columns)
    return lines


def _two_columns(rows: list[tuple[str, str]], columns: int) -> list[str]:
    first = min(max(width(name) for name, _ in rows), 28)
    lines: list[str] = []
    for name, text in rows:
        told = wrap(text, columns - first - 4)
        if width(name) > first:
            lines += [f"  {line}" for line in wrap(name, columns - 2)]
            lines += [f"{' ' * (first + 4)}{line}" for line in told]
            continue
        lines.append(f"  {pad(name, first)}  {told[0]}".rstrip())
        lines += [f"{' ' * (first + 4)}{line}" for line in told[1:]]
    return lines

"""Write what is said of every command from the commands themselves: `make reference`.

A page in Markdown (docs/reference/commands.md) and a manual page (docs/man/orglife.1), which the
wheel puts into share/man. Both are held by a test.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from orglife.cli import commands, main
from orglife.cli.framework.help import _argument
from orglife.cli.framework.options import SHARED_OPTIONS, examples_of

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "commands.md"
MANUAL = ROOT / "docs" / "man" / "orglife.1"
EXIT_CODES = ROOT / "docs" / "reference" / "exit-codes.md"


class Entry(NamedTuple):
    """One command as it is told: path, usage, paragraphs, examples, arguments and own options."""

    path: str
    usage: str
    paragraphs: tuple[str, ...]
    examples: tuple[str, ...]
    arguments: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...]


def panels() -> Iterator[tuple[str, list[Entry]]]:
    """Yield the commands by task, in the order of the help."""
    root = main.root()
    for panel in dict.fromkeys(lazy.panel for lazy in commands.COMMANDS.values()):
        names = [name for name, lazy in commands.COMMANDS.items() if lazy.panel == panel]
        yield panel, [one for name in names for one in _entries(root.get_command(None, name), name)]


def _entries(command: Any, path: str) -> Iterator[Entry]:
    inner = getattr(command, "commands", {})
    if inner:
        for name, one in inner.items():
            yield from _entries(one, f"{path} {name}")
        return
    own = [param for param in command.params if not (param.name or "").startswith("shared_")]
    arguments = [param for param in own if param.param_type_name == "argument"]
    usage = [_argument(one) if one.required else f"[{_argument(one)}]" for one in arguments]
    yield Entry(
        path,
        " ".join(["orglife", path, *usage, "[OPTIONS]"]),
        tuple(" ".join(part.split()) for part in (command.help or "").split("\n\n")),
        examples_of(command),
        tuple((_argument(one), one.help or "") for one in arguments),
        tuple((_option(one), one.help or "") for one in own if one.param_type_name == "option"),
    )


def _option(param: Any) -> str:
    names = ", ".join((*param.opts, *param.secondary_opts))
    if param.is_flag:
        return names
    return f"{names} {param.metavar or max(param.opts, key=len).lstrip('-').upper()}"


def _shared() -> Iterator[tuple[str, str]]:
    for one in SHARED_OPTIONS:
        yield " ".join([", ".join(one.spellings), one.metavar]).strip(), one.help


def page() -> str:
    """Return the page in Markdown."""
    lines = [
        "# Commands",
        "",
        "Written from the commands themselves by `make reference`; `orglife COMMAND -h` says",
        "the same. Kinds, states and other values are accepted as code, in English, in Chinese, or",
        "as a beginning that fits only one.",
        "",
        "## Options that every command shares",
        "",
        "They may stand before or after the subcommand.",
        "",
        *_table("Option", _shared()),
    ]
    for panel, entries in panels():
        lines += ["", f"## {panel}"]
        for one in entries:
            lines += ["", f"### {one.path}", ""]
            lines += [f"`{one.usage}`"]
            for paragraph in one.paragraphs:
                lines += ["", paragraph]
            if one.examples:
                lines += ["", "```console", *(f"$ {line}" for line in one.examples), "```"]
            rows = (*one.arguments, *one.options)
            if rows:
                lines += ["", *_table("Argument or option", rows)]
    return "\n".join(lines) + "\n"


def _table(head: str, rows: Any) -> Iterator[str]:
    yield f"| {head} | What it is |"
    yield "|---|---|"
    for name, text in rows:
        yield f"| `{_cell(name)}` | {_cell(text)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def manual() -> str:
    """Return the manual page."""
    lines = [
        '.TH ORGLIFE 1 "" "orglife" "User commands"',
        ".SH NAME",
        r"orglife \- the organizational life of a Party branch, kept in one local file",
        ".SH SYNOPSIS",
        ".B orglife",
        "[OPTIONS] COMMAND ...",
        ".SH DESCRIPTION",
        "An administrative record of one branch: who is in which group, what was held and who",
        "was there, what was voted and agreed, and whether all of it happened as the rules ask.",
        "Without a command the state of the branch is shown, or how to begin.",
        ".SH OPTIONS THAT EVERY COMMAND SHARES",
    ]
    for name, text in _shared():
        lines += [".TP", rf"\fB{_roff(name)}\fR", _roff(text) + "."]
    for panel, entries in panels():
        lines.append(f".SH {_roff(panel).upper()}")
        for one in entries:
            lines += [".SS " + _roff(one.usage)]
            for paragraph in one.paragraphs:
                lines += [".PP", _roff(paragraph)]
            for name, text in (*one.arguments, *one.options):
                lines += [".TP", rf"\fB{_roff(name)}\fR", _roff(text) or "."]
            if one.examples:
                lines += [".PP", ".nf", *(rf"    {_roff(line)}" for line in one.examples), ".fi"]
    lines.append(".SH EXIT STATUS")
    for code, meaning in exit_codes():
        lines += [".TP", rf"\fB{code}\fR", _roff(meaning)]
    lines += [
        ".SH ENVIRONMENT",
        ".TP", r"\fBORGLIFE_FILE\fR", "The branch file where none is named.",
        ".TP", r"\fBORGLIFE_LANG\fR", "The language, en or zh.",
        ".TP", r"\fBORGLIFE_ACCESSIBLE\fR", "1: one field a line in place of tables.",
        ".TP", r"\fBORGLIFE_PAGER, PAGER\fR", "What shows long output on a terminal.",
        ".TP", r"\fBNO_COLOR, FORCE_COLOR, TERM\fR", "Whether there is colour.",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def exit_codes() -> Iterator[tuple[str, str]]:
    """Yield the codes and their meaning, as their page has them."""
    for line in EXIT_CODES.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0][:1].isdigit():
            yield cells[0], cells[1].replace("`", "")


def _roff(text: str) -> str:
    """Return text that roff reads as text: no backslash, no hyphen that breaks, no request."""
    safe = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{safe}" if safe[:1] in ".'" else safe


def write() -> None:
    """Write both pages."""
    for path, text in ((PAGE, page()), (MANUAL, manual())):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    write()

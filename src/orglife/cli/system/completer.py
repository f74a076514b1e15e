"""Answers the shell.

What may come next on a command line that is being typed: asked by the shell, answered fast.

The words up to the cursor come in, and lines `value<TAB>what it is` go out. Whatever goes wrong,
nothing is said: completion never disturbs a prompt. The branch file is read only where members,
groups or other records of it are meant.

How a shell spells the words of a command line, and the scripts that make it ask orglife.

The scripts lie in `shells/`. Each keeps to what its shell has had for years (bash 3.2, zsh 5,
fish 3, PowerShell 5.1). Values are data of the branch: nothing of them is ever evaluated.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from orglife.model.branch import Branch
    from orglife.model.terms import Term

VARIABLE = "_ORGLIFE_COMPLETE"
"""Set by the shell: its name. Then the arguments are the words so far, the last one unfinished."""
LIST = (";", "；")


class Completion(NamedTuple):
    """One way to go on, and what it is."""

    value: str
    help: str = ""


def complete_line(shell: str, words: list[str], program: Callable[[], Any]) -> int:
    """Print the candidates for the shell; always 0. `program` builds `orglife` itself."""
    try:
        if shell == "bash":
            words, spell = bash_words(*words)
        else:
            spell = str
            if shell == "fish":  # hands over the last word as it is typed
                words = [*words[:-1], *split_line(words[-1])[0][-1:]]
        found = candidates(words, program())
        # A line is a candidate, so a value with line breaks or other control signs is none.
        text = "".join(
            f"{spell(one.value)}\t{_on_a_line(one.help)}".rstrip() + "\n"
            for one in found
            if one.value.isprintable()
        )
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    except Exception:  # noqa: BLE001  # at a prompt nobody wants a traceback
        return 0
    return 0


def _on_a_line(help: str) -> str:  # noqa: A002  # as `Candidate` calls it
    return "".join(one if one.isprintable() else " " for one in help)


def candidates(words: list[str], program: Any) -> list[Completion]:
    """Return what the last of the words may become; nothing where a file may stand."""
    *before, unfinished = words or [""]
    place = _CompletionParser(program, before)
    return list(place.candidates(unfinished))


class _CompletionParser:
    """Where on the command line the cursor is."""

    def __init__(self, program: Any, before: list[str]) -> None:
        self.command = program
        self.file = ""
        self.option: Any = None
        """The option that waits for its value."""
        self.arguments = 0
        for word in before:
            self._take(word)

    def _take(self, word: str) -> None:
        if self.option is not None:
            if self.option.name == "shared_file":
                self.file = word
            self.option = None
        elif word.startswith("-") and len(word) > 1:
            name, sign, value = word.partition("=")
            option = self._option(name)
            if option is not None and not option.is_flag:
                if not sign:
                    self.option = option
                elif option.name == "shared_file":
                    self.file = value
        elif hasattr(self.command, "list_commands"):
            self.command = self.command.get_command(None, word) or self.command
        else:
            self.arguments += 1

    def _option(self, name: str) -> Any:
        return next(
            (one for one in self._options() if name in (*one.opts, *one.secondary_opts)), None
        )

    def _options(self) -> list[Any]:
        return [one for one in self.command.params if one.param_type_name == "option"]

    def candidates(self, unfinished: str) -> Iterator[Completion]:
        """Yield what the unfinished word may become."""
        if self.option is not None:
            yield from self._values(self.option, unfinished)
        elif unfinished.startswith("-") and "=" in unfinished:
            name, _, value = unfinished.partition("=")
            option = self._option(name)
            if option is not None:
                for one in self._values(option, value):
                    yield Completion(f"{name}={one.value}", one.help)
        elif unfinished.startswith("-"):
            for option in self._options():
                if not option.hidden:
                    name = max((*option.opts, *option.secondary_opts), key=len)
                    if name.startswith(unfinished):
                        yield Completion(name, option.help or "")
        elif hasattr(self.command, "list_commands"):
            yield from self._commands(unfinished)
        else:
            arguments = [one for one in self.command.params if one.param_type_name == "argument"]
            if arguments[self.arguments :] or (arguments and arguments[-1].nargs != 1):
                yield from self._values(
                    arguments[min(self.arguments, len(arguments) - 1)], unfinished
                )

    def _commands(self, unfinished: str) -> Iterator[Completion]:
        table = getattr(self.command, "table", None)
        for name in self.command.list_commands(None):
            if name.startswith(unfinished):
                said = (
                    table[name].help
                    if table is not None
                    else self.command.get_command(None, name).help
                )
                yield Completion(name, (said or "").partition("\n")[0])

    def _values(self, param: Any, unfinished: str) -> Iterator[Completion]:
        from orglife.cli.framework.options import accepted
        from orglife.cli.framework.value_sources import terms_of

        declared = accepted(param)
        source = declared.values
        terms = terms_of(source, self._branch, self._today)
        kept = ""
        separators = ("+", "＋") if source == "kinds" else LIST if declared.several else ()
        for sign in separators:
            if sign in unfinished:
                head, _, unfinished = unfinished.rpartition(sign)
                kept = f"{head}{sign} " if sign in LIST else f"{head}{sign}"
        for term in terms:
            value = _fitting(term, unfinished.strip())
            if value:
                title = term.title("en")
                yield Completion(kept + value, "" if title in (value, term.code) else title)

    def _branch(self) -> Branch:
        from orglife.cli.user.settings import Settings
        from orglife.storage.store import Store

        chosen = Settings({"file": self.file or None}, lambda: None).file
        return Store(chosen.value).load()

    def _today(self) -> Any:
        from orglife.cli.process import environment

        return environment.now().date()


def _fitting(term: Term, unfinished: str) -> str:
    """Return the code of a term, or the title that was begun; nothing where none fits."""
    from orglife.model.terms import normalize

    wanted = normalize(unfinished)
    if normalize(term.code).startswith(wanted):
        return term.code
    for title in reversed(term.names[1:]):  # English stands beside it in the list of the shell
        if normalize(title).startswith(wanted):
            return title
    return ""


SCRIPTS = {
    "bash": "orglife.bash",
    "zsh": "orglife.zsh",
    "fish": "orglife.fish",
    "powershell": "orglife.ps1",
}


def script(shell: str) -> str:
    """Return the script for one of `SCRIPTS`."""
    from importlib.resources import files

    folder = files("orglife") / "cli" / "system" / "shells"
    return (folder / SCRIPTS[shell]).read_text(encoding="utf-8")


BREAKS = "=:"
"""Where bash begins a new word for completion, though the shell itself does not."""
PLAIN = "-_./+,@%^#"


def bash_words(line: str, current: str) -> tuple[list[str], Callable[[str], str]]:
    """Return the words of a line up to the cursor, and how a value is spelled in reply.

    bash replaces only `current`, the piece after the last `=` or `:`; what stands before is left
    out of the reply. Within an open quotation mark it takes the reply as it is, so that what means
    something there is escaped by the mark that is open. Within `$'...'`, where still other signs
    mean something, and where a mark opens in the middle of a word, nothing is proposed.

    Raises:
        ValueError: the line ends within such a quotation.
    """
    words, raw, quote = split_line(line)
    if quote and not raw.startswith(quote):
        raise ValueError("a quotation that begins within a word")
    kept = 0
    if not quote:
        piece = "" if current in tuple(BREAKS) else current
        kept = len(raw) - len(piece) if raw.endswith(piece) else 0

    def spell(value: str) -> str:
        return within(quote, value) if quote else bash_escape(value)[kept:]

    return words[1:], spell


def split_line(line: str) -> tuple[list[str], str, str]:
    """Return the words of a line, the last one as typed, and the quotation mark still open."""
    words = [""]
    raw = quote = ""
    begun = escape = False
    for one in line:
        if not (quote or escape) and one in " \t":
            if begun:
                words.append("")
            raw, begun = "", False
            continue
        raw, begun = raw + one, True
        if escape:
            words[-1] += one
            escape = False
        elif one == "\\" and quote != "'":
            escape = True
        elif one == quote:
            quote = ""
        elif not quote and one in "\"'":
            quote = one
        else:
            words[-1] += one
    return words, raw, quote


def within(quote: str, value: str) -> str:
    """Return a value as it is typed within an open quotation mark of bash."""
    if quote == "'":
        return value.replace("'", "'\\''")
    kept = "".join(f"\\{one}" if one in '"$`\\' else one for one in value)
    return kept.replace(
        "!", "\"'!'\""
    )  # the history is expanded within double marks, escaped or not


def bash_escape(value: str) -> str:
    """Return a value as one word of bash; a `#` that begins it would begin a comment."""
    word = "".join(
        one if one.isalnum() or one in PLAIN or one in BREAKS or ord(one) > 0x2FFF else f"\\{one}"
        for one in value
    )
    return f"\\{word}" if word.startswith("#") else word

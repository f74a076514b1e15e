"""One run of one command: its options, the file, the day, the language and the streams."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Self

from typer import Context, Exit

from orglife.cli.frame.days import Days
from orglife.cli.own.settings import DEFAULT_FILE, Settings
from orglife.cli.process import environment, output
from orglife.cli.typed.option_checks import refuse_misplaced
from orglife.cli.typed.options import given
from orglife.errors import MissingFileError, OrglifeError
from orglife.messages import Message, say
from orglife.reports.language import Language

if TYPE_CHECKING:
    from orglife.model.branch import Branch
    from orglife.storage import Store

ASKED = "orglife.asked"
"""Where the context keeps what was asked for."""


class Run(Days):
    """What is known of a run, and saying a line. What commands work with is a `Session`."""

    def __init__(
        self, options: dict[str, Any], *, kind: str = "reads", command: Callable[[], str] = str
    ) -> None:
        self.options = options
        self.kind = kind
        self._command = command
        self._branch: Branch | None = None
        self.settings = Settings(options, self._said_in)
        self.asked = False
        """Whether something was asked for, so that what was understood is to be confirmed."""
        self.purpose = ""
        """What the command does, in the words of its help."""
        self.retold = False
        """Whether the command was said as one line."""
        refuse_misplaced(options, kind)

    @classmethod
    def of(cls, ctx: Context, *, kind: str, private: tuple[str, ...] = ()) -> Self:
        """Return the run of a command that was called on the command line."""

        def command() -> str:
            from orglife.cli.typed.command_line import command_line

            return command_line(ctx, private)

        session = cls(given(ctx), kind=kind, command=command)
        session.asked = ASKED in ctx.meta
        session.purpose = (ctx.command.help or "").partition("\n\n")[0].replace("\n", " ")
        if ctx.obj is not None:  # the border, which then tells errors in the file's language
            ctx.obj.session = session
        return session

    # --- what was asked for -------------------------------------------------------------------

    @property
    def file(self) -> Path:
        """The branch file: `--file`, else ORGLIFE_FILE, `./branch.json`, the branch in `use`."""
        return Path(self.settings.file.value)

    @property
    def program(self) -> str:
        """How commands begin that are proposed: with the -f that was given, where it is needed."""
        path = self.options.get("file")
        if not path or self._would_be_found(path):
            return "orglife"
        from orglife.cli.typed.command_line import quote

        return f"orglife -f {quote(str(path))}"

    def _would_be_found(self, path: str) -> bool:
        """Whether a command without -f means this file, typed in this folder and environment."""
        found = environment.named_file() or DEFAULT_FILE
        return Path(path).absolute() == Path(found).absolute()

    @property
    def quiet(self) -> bool:
        """Whether nothing but errors is said."""
        return bool(self.options.get("quiet"))

    @property
    def dry_run(self) -> bool:
        """Whether nothing is to be written."""
        return bool(self.options.get("dry_run"))

    @property
    def yes(self) -> bool:
        """Whether everything asked is confirmed beforehand."""
        return bool(self.options.get("yes"))

    @property
    def interactive(self) -> bool:
        """Whether somebody can be asked."""
        return (
            not self.options.get("no_input")
            and environment.is_terminal(sys.stdin)
            and environment.is_terminal(sys.stderr)
        )

    @property
    def format(self) -> str:
        """The format: `--format`, else by the extension of `--output`, else `table`."""
        from orglife.reports.formats.render import by_extension

        name = self.options.get("format")
        if name:
            return str(name)
        path = self.options.get("output")
        return by_extension(path) if path else "table"

    @property
    def json(self) -> bool:
        """Whether a program reads the answer."""
        return self.options.get("format") == "json"

    @property
    def language(self) -> Language:
        """The language that is spoken; see `Settings.language`."""
        return self._language(self.settings.language.value)

    @property
    def data_language(self) -> Language:
        """The language of JSON: English unless `--lang` is given."""
        return self._language(environment.language_of(self.options.get("lang") or "") or "en")

    def _language(self, code: str) -> Language:
        kept: Language | None = self.__dict__.get("_kept")
        if kept is None or kept.code != code:
            kept = self.__dict__["_kept"] = Language(code)
        return kept

    # --- the file -----------------------------------------------------------------------------

    @property
    def store(self) -> Store:
        """The branch file as a store.

        Raises:
            MissingFileError: no file was named and there is none here.
        """
        from orglife.storage import Store

        path = self.file
        if not (self.settings.file_is_named or path.exists()):
            raise MissingFileError(
                say("there is no {file} in this folder", file=DEFAULT_FILE),
                hint=say("name the branch file with -f, or make one: orglife init branch.json"),
            )
        return Store(path)

    def load(self) -> Branch:
        """Return the branch; the file is read once a run."""
        if self._branch is None:
            self._branch = self.store.load()
            if self.options.get("known_on"):
                self._branch = self._known_on(self.options["known_on"])
        return self._branch

    def _known_on(self, text: str) -> Branch:
        """Return the branch as the file had it at the end of the day that was typed.

        Raises:
            DateError: the day can't be read.
            RefusedError: the file was made later.
        """
        from datetime import datetime, time

        from orglife.cli.process import clock
        from orglife.model.dates import read_day

        now = clock.now(self.load().meta.timezone)
        day = read_day(text, today=now.date())
        return self.store.known_at(datetime.combine(day, time.max, now.tzinfo))

    def _said_in(self) -> Branch | None:
        """Return the branch for its language: as read, else read for this, if it can be."""
        if self._branch is None and not self.apart:
            return self._glimpse
        return self._branch

    @cached_property
    def _glimpse(self) -> Branch | None:
        """The branch in the file, where it is there and sound; never what a change is made of."""
        try:
            if not self.file.is_file():
                return None
            from orglife.storage import Store

            return Store(self.file).load()
        except OrglifeError:
            return None

    def hold(self, branch: Branch) -> Branch:
        """Keep the branch that an update has read, so that the day and language are its own."""
        self._branch = branch
        return branch

    @property
    def command(self) -> str:
        """The command line as the history keeps it, without private text."""
        return self._command()

    def retell(self, command: str) -> None:
        """Keep another command line in the history: the one that says all that was asked for."""
        self._command = lambda: command

    # --- what is said -------------------------------------------------------------------------

    def say(self, message: Message, *, weekdays: bool = False) -> None:
        """Say something on stderr, in lines that fit the terminal; nothing with `-q`."""
        if not self.quiet:
            from orglife.cli.frame.lines import fitted
            from orglife.reports.visible import visible

            text = visible(self.language.text(message, weekdays=weekdays))
            output.write_err(fitted(text, message))

    def warn(self, message: Message) -> None:
        """Say a warning on stderr; nothing with `-q`."""
        self.say(say("Warning: {warning}", warning=message))

    def leave(self, code: int) -> NoReturn:
        """End the command with an exit code."""
        raise Exit(code)

"""`Session`, the state of one command run: options, branch file, day, language and branch.

Also the command line as the history keeps it, and the refusal of shared options that a command
has no use for.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Self

from typer import Context, Exit

from orglife.cli.framework.options import ASKED, examples_of, shared_values
from orglife.cli.process import environment, output
from orglife.cli.user.settings import DEFAULT_FILE, Settings
from orglife.errors import ChoiceError, MissingFileError, OrglifeError, UsageError
from orglife.messages import Message, say
from orglife.reports.language import Language

if TYPE_CHECKING:
    from orglife.model.branch import Branch
    from orglife.model.calendar import Period
    from orglife.model.history import HistoryEvent
    from orglife.storage.store import Store


class Session:
    """What a command works with: options, branch file, day, language, branch, messages.

    It does not print views or write changes: see `show`, `change` and `confirm` of `command.py`.
    """

    without_branch = False
    """Whether the command is about no branch of its own, so that no file says the day's zone."""

    def __init__(
        self, options: dict[str, Any], *, kind: str = "reads", command: Callable[[], str] = str
    ) -> None:
        self.options = options
        self.kind = kind
        self._command = command
        self._branch: Branch | None = None
        self.settings = Settings(options, self._said_in)
        self._purge_looked_for = False
        self.asked = False
        """Whether something was asked for, so that what was understood is to be confirmed."""
        self.purpose = ""
        """What the command does, in the words of its help."""
        self.examples: tuple[str, ...] = ()
        """Examples of the command, each as it is typed."""
        self.retold = False
        """Whether the command was said as one line."""
        refuse_misplaced(options, kind)

    @classmethod
    def of(cls, ctx: Context, *, kind: str, private: tuple[str, ...] = ()) -> Self:
        """Return the run of a command that was called on the command line."""

        def command() -> str:

            return command_line(ctx, private)

        session = cls(shared_values(ctx), kind=kind, command=command)
        session.asked = ASKED in ctx.meta
        session.examples = examples_of(ctx.command)
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
        from orglife.reports.formats.registry import by_extension

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

    # --- the day ------------------------------------------------------------------------------

    @property
    def today(self) -> date:
        """`--as-of`, else the day by the clock in the branch's time zone."""
        asked = self.options.get("as_of")
        if asked:
            from orglife.model.dates import iso_day, read_day

            # The usual way to write a day needs no clock, whose time zones cost 2 ms to import.
            return iso_day(asked) or read_day(asked, today=self._clock_day)
        return self._clock_day

    @cached_property
    def _clock_day(self) -> date:
        return environment.now(self._zone()).date()

    def _zone(self) -> str:
        if (
            self._branch is None
            and not self.without_branch
            and (self.kind == "reads" or self.file.exists())
        ):
            self.load()
        return self._branch.meta.timezone if self._branch is not None else ""

    def day(self, text: str, *, future: bool = False) -> date:
        """Return the day that was typed; without a text, today.

        Without a year it is the nearest past, or with `future` the nearest to come. Call it inside
        the function given to `change`, so that the file is read once.

        Raises:
            DateError: it can't be read, or in two ways.
        """
        if not text:
            return self.today
        from orglife.model.dates import read_day

        return read_day(text, today=self.today, future=future)

    def period(self, text: str) -> Period:
        """Return the period that was typed; without a text, this year."""
        from orglife.model.calendar import Period

        if not text:
            return Period.year(self.today.year)
        from orglife.model.dates import read_period

        return read_period(text, today=self.today)

    # --- the file -----------------------------------------------------------------------------

    @property
    def store(self) -> Store:
        """The branch file as a store.

        Raises:
            MissingFileError: no file was named and there is none here.
        """
        from orglife.storage.store import Store

        path = self.file
        if not (self.settings.file_is_named or path.exists()):
            raise MissingFileError(
                say("there is no {file} in this folder", file=DEFAULT_FILE),
                hint=say("name the branch file with -f, or make one: orglife init branch.json"),
            )
        self._finish_purge(path)
        return Store(path)

    def _finish_purge(self, path: Path) -> None:
        """Finish a purge of the file that was broken off, once a run: before anything else."""
        if self._purge_looked_for:
            return
        self._purge_looked_for = True
        if os.path.lexists(os.path.realpath(path) + ".purging"):
            from orglife.cli.framework.purging import finish_broken_purge

            finish_broken_purge(self, str(path))
            self._branch = None

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

        from orglife.model.dates import read_day

        now = environment.now(self.load().meta.timezone)
        day = read_day(text, today=now.date())
        return self.store.known_at(datetime.combine(day, time.max, now.tzinfo))

    def _said_in(self) -> Branch | None:
        """Return the branch for its language: as read, else read for this, if it can be."""
        if self._branch is None and not self.without_branch:
            return self._glimpse
        return self._branch

    @cached_property
    def _glimpse(self) -> Branch | None:
        """The branch in the file, where it is there and sound; never what a change is made of."""
        try:
            if not self.file.is_file():
                return None
            from orglife.storage.store import Store

            return Store(self.file).load()
        except OrglifeError:
            return None

    def use_branch(self, branch: Branch) -> Branch:
        """Keep the branch that an update has read, so that the day and language are its own."""
        self._branch = branch
        return branch

    @property
    def command(self) -> str:
        """The command line as the history keeps it, without private text."""
        return self._command()

    def record_command(self, command: str) -> None:
        """Keep another command line in the history: the one that says all that was asked for."""
        self._command = lambda: command

    # --- what is said -------------------------------------------------------------------------

    def say(self, message: Message, *, weekdays: bool = False) -> None:
        """Say something on stderr, in lines that fit the terminal; nothing with `-q`."""
        if not self.quiet:
            from orglife.cli.framework.terminal_lines import fit_to_terminal
            from orglife.reports.language import escape_unprintable

            text = escape_unprintable(self.language.text(message, weekdays=weekdays))
            output.write_err(fit_to_terminal(text, message))

    def warn(self, message: Message) -> None:
        """Say a warning on stderr; nothing with `-q`."""
        self.say(say("Warning: {warning}", warning=message))

    def leave(self, code: int) -> NoReturn:
        """End the command with an exit code."""
        raise Exit(code)


def local_events(session: Session) -> tuple[Branch, tuple[HistoryEvent, ...]]:
    """Return the branch and its history, with times as the branch's clock showed them."""
    branch, events = session.store.past()
    session.use_branch(branch)
    zone = environment.now(branch.meta.timezone).tzinfo
    return branch, tuple(event._replace(at=event.at.astimezone(zone)) for event in events)


READING = (("as_of", "--as-of"), ("known_on", "--known-on"), ("output", "--output"))


def refuse_misplaced(options: dict[str, Any], kind: str) -> None:
    """Refuse options that the `kind` of command (`reads`, `writes`) has no use for.

    Raises:
        UsageError: a reading command's option on one that writes.
        ChoiceError: an unknown format, colour or language.
    """
    if kind == "writes":
        for name, option in READING:
            if options.get(name) is not None:
                raise UsageError(
                    say("{option} can't be used with a command that writes", option=option),
                    hint=say("leave it out")
                    if name == "output"
                    else say("leave it out; when something happened is said with --on"),
                )
    _refuse_unknown(options)


def _refuse_unknown(options: dict[str, Any]) -> None:
    from orglife.messages import LANGUAGE_CODES
    from orglife.model.names import suggest_nearest
    from orglife.reports.formats.registry import FORMATS

    for name, allowed in (
        ("format", tuple(FORMATS)),
        ("color", ("auto", "always", "never")),
        ("lang", LANGUAGE_CODES),
    ):
        value = options.get(name)
        if value is None or value in allowed:
            continue
        if not (name == "lang" and environment.language_of(str(value))):
            raise ChoiceError(
                say("{value} is no value of --{name}", value=value, name=name),
                hint=suggest_nearest(str(value), allowed) or say("one of: {codes}", codes=allowed),
            )


PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=+.,:/#@%")
EXPANDED = "$`!"
IDEOGRAPHIC_SPACE = "\u3000"


def quote(text: str) -> str:
    """Return `text` as one word of a command line.

    What a shell would put something else for (`$HOME`, `!!`) stands between single quotation
    marks, all else between double ones, which cmd knows too.
    """
    if text and text[0] != "#" and all(one in PLAIN or one > IDEOGRAPHIC_SPACE for one in text):
        return text
    if any(one in EXPANDED for one in text):
        return "'" + text.replace("'", "'\\''") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def command_line(ctx: Context, private: tuple[str, ...]) -> str:
    """Return `orglife group create "Group 4" --member ...` without values of `private` ones."""
    words = [ctx.command_path]
    for param in ctx.command.params:
        if param.name is None or param.name not in ctx.params:
            continue
        source = ctx.get_parameter_source(param.name)
        if source is not None and source.name == "COMMANDLINE":
            hidden = param.name in private
            words.extend(_words(param, ctx.params[param.name], hidden))
    return " ".join(words)


def _words(param: Any, value: Any, hidden: bool) -> Iterator[str]:
    values = list(value) if isinstance(value, (list, tuple)) else [value]
    if param.param_type_name == "argument":
        yield from ("..." if hidden else quote(str(one)) for one in values)
        return
    option = max(param.opts, key=len)
    for one in values:
        if one is True:
            yield option
        elif one is False:
            yield from param.secondary_opts[:1]
        else:
            yield option
            yield "..." if hidden else quote(str(one))


def say_command(session: Session) -> None:
    """Say the one line that does what was asked for; once a run."""
    from orglife.messages import say

    if not session.retold:
        session.retold = True
        session.say(say("The same as: {command}", command=session.command))

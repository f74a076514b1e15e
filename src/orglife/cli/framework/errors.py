"""The one place where errors become exit codes and lines on stderr.

An `OrglifeError` is something to mend: its message and hint. Everything unforeseen is a bug: its
traceback and code 70. See `docs/reference/exit-codes.md`.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from typer import Abort, Exit
from typer._click.exceptions import ClickException

from orglife.cli.process import environment
from orglife.cli.user.settings import DEFAULT_FILE
from orglife.errors import OrglifeError, StoreError
from orglife.messages import Message, say
from orglife.reports.language import Language

BUG = 70
INTERRUPTED = 130
OUTPUT_CLOSED = 141


class ErrorHandler:
    """Runs a command line and says what went wrong, in the manner that `args` ask for."""

    def __init__(self, args: list[str]) -> None:
        self.json = _value(args, "--format") == "json"
        self._lang = environment.language_of(_value(args, "--lang"))
        self._file = _value(args, "--file") or _value(args, "-f")
        self.session: Any = None
        """Set when the command begins; it knows the language of the file."""

    @property
    def language(self) -> Language:
        """The language in which errors and help are told."""
        if self.json:
            return Language(self._lang or "en")
        if self.session is None and not Path(self._found).is_file():  # help of no branch: at once
            code = self._lang or environment.chosen_language() or environment.locale_language()
            return Language(code)
        language: Language = self._begun().language
        return language

    @property
    def _found(self) -> str:
        """The file whose language counts where no command has begun."""
        return self._file or environment.named_file() or DEFAULT_FILE

    def _begun(self) -> Any:
        """Return the session; where no command has begun, one that only knows the language."""
        if self.session is None:
            from orglife.cli.framework.session import Session

            self.session = Session({"lang": self._lang, "file": self._file})
        return self.session

    def run(self, command: Callable[[], object]) -> int:
        """Run `command` and return the exit code."""
        try:
            code = self._guarded(command)
            sys.stdout.flush()
        except BrokenPipeError:
            _drop_output()
            return OUTPUT_CLOSED
        except OSError as error:
            _drop_output()
            self.tell(StoreError(_reason(error)))
            return StoreError.exit_code
        return code

    def _guarded(self, command: Callable[[], object]) -> int:
        try:
            command()
        except Exit as leaving:
            return leaving.exit_code
        except OrglifeError as error:
            self.tell(error)
            return error.exit_code
        except ClickException as error:
            from orglife.cli.framework.parser_errors import usage_error

            usage = usage_error(error)
            self.tell(usage)
            return usage.exit_code
        except (KeyboardInterrupt, Abort, EOFError):
            sys.stderr.write("\n")
            return INTERRUPTED
        except OSError as error:
            if isinstance(error, BrokenPipeError) or error.errno in (errno.ENOSPC, errno.EIO):
                raise
            if error.filename is None:
                return self.tell_bug(error)
            self.tell(StoreError(_reason(error)))
            return StoreError.exit_code
        except Exception as error:  # noqa: BLE001  # the border: whatever comes is a bug
            return self.tell_bug(error)
        return 0

    def tell(self, error: OrglifeError) -> None:
        """Write the error to stderr: two lines, or one JSON object."""
        self._write(error.exit_code, error.message, error.hint, error.details)

    def tell_bug(self, error: Exception) -> int:
        """Write the traceback to stderr and return 70."""
        import traceback

        from orglife.reports.language import escape_unprintable

        message = say("this is a bug in orglife: {error}", error=f"{type(error).__name__}: {error}")
        if not self.json:
            for line in "".join(traceback.format_exception(error)).splitlines():
                sys.stderr.write(escape_unprintable(line) + "\n")
        self._write(BUG, message, say("report it with the lines above; the file was not changed"))
        return BUG

    def _write(
        self, code: int, message: Message, hint: Message | None, details: tuple[Message, ...] = ()
    ) -> None:
        if not self.json:
            self._begun()
        language = self.language
        if self.json:
            from orglife.reports.formats.to_json import encode_json

            answer = {"schema": "orglife.error/1", "code": code, "message": message, "hint": hint}
            if details:
                answer["details"] = list(details)
            sys.stderr.write(encode_json(answer, language))
            return
        from orglife.cli.framework.terminal_lines import fit_to_terminal
        from orglife.reports.language import escape_unprintable

        lines = [
            say("Error: {error}", error=message),
            *(say("  {one}", one=one) for one in details),
        ]
        if hint is not None:
            lines.append(say("Hint: {hint}", hint=hint))
        for line in lines:
            sys.stderr.write(fit_to_terminal(escape_unprintable(language.text(line)), line) + "\n")


def _reason(error: OSError) -> Message:
    why = error.strerror or str(error)
    if error.filename is None:
        return say("can't write the output: {why}", why=why)
    return say("{path}: {why}", path=str(error.filename), why=why)


def _drop_output() -> None:
    """Send what is still in stdout's buffer nowhere, or the interpreter complains when it ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # stdout is no file: nothing is left to be written
        pass


def _value(args: list[str], option: str) -> str:
    """Return what follows `option`, before anything is parsed: errors of the parser need it."""
    for position, word in enumerate(args):
        if word == option and position + 1 < len(args):
            return args[position + 1]
        if word.startswith(option + "="):
            return word[len(option) + 1 :]
    return ""

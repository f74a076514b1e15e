"""Asking on a terminal: one question a field, asked again where the answer can't be read.

`<` goes back to the field before. Questions stand on stderr, since stdout is for data.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from orglife.cli.frame.lines import fitted, fitted_prompt
from orglife.cli.frame.run import Run
from orglife.cli.process import environment
from orglife.errors import OrglifeError, RefusedError, UsageError
from orglife.messages import Message, say
from orglife.model.answers import says_no, says_yes
from orglife.model.terms import Term
from orglife.reports.blocks.width import width
from orglife.reports.view import Capital
from orglife.reports.visible import visible

T = TypeVar("T")
BACK = ("<", "＜")
HELP = ("?", "？")
NARROW = 60


class GoBack(Exception):  # noqa: N818  # no error: somebody typed `<`
    """The field before is to be asked again."""


class Dialogue:
    """Questions of one command, in the session's language."""

    def __init__(self, session: Run) -> None:
        self.session = session
        self._command = ""

    def examples_of(self, command: str) -> None:
        """Show the examples of this command (`member add`) to whoever types `?`."""
        self._command = command

    def ask(
        self, question: Message, read: Callable[[str], T], *, default: str = "", shown: object = ""
    ) -> T:
        """Return what `read` makes of the answer; asks again where it refuses.

        An empty answer is `default`, which stands in brackets as `shown`.

        Raises:
            GoBack: `<` was typed.
            EOFError: the input ended; nothing is written then.
        """
        prompt = visible(self._text(question))
        if shown or default:
            prompt += f"  [{visible(self._text(shown or default))}]"
        return self._asked(prompt, read, default)

    def choose(self, question: Message, terms: Sequence[Term], *, default: str = "") -> str:
        """Return the code of one of `terms`, chosen by number, code, title or prefix."""
        from orglife.model.names import nearest
        from orglife.model.terms import fold, match

        number = next((at for at, term in enumerate(terms, 1) if term.code == default), 0)

        def read(answer: str) -> str:
            bare = fold(answer)
            if bare.isascii() and bare.isdecimal() and 1 <= int(bare[:6]) <= len(terms):
                return terms[int(bare[:6]) - 1].code
            found = match(answer, terms)
            if len(found) != 1:
                names = [name for term in terms for name in (term.code, term.en, term.zh)]
                raise UsageError(
                    say("{answer}: choose one by its number or name", answer=answer),
                    hint=nearest(answer, names),
                )
            return found[0].code

        pieces = [visible(self._text(question)), *self._numbered(terms)]
        if number:
            pieces.append(f"[{number}]")
        return self._asked(self._lines(pieces), read, str(number) if number else "")

    def show_values(self, terms: Sequence[Term]) -> None:
        """Show values, numbered."""
        sys.stderr.write(self._lines(["", *self._numbered(terms)]) + "\n")

    def show_records(self, terms: Sequence[Term]) -> None:
        """Show records by the numbers that they have, which are also what is typed."""
        titles = (f"#{term.code} {visible(self._text(Capital(term)))}" for term in terms)
        if terms:
            sys.stderr.write(self._lines(["", *titles]) + "\n")

    def _asked(self, prompt: str, read: Callable[[str], T], default: str) -> T:
        while True:
            answer = self._line(f"{prompt}: ").strip()
            if answer in BACK:
                raise GoBack
            if answer in HELP:
                self._help()
                continue
            try:
                return read(answer or default)
            except OrglifeError as error:
                self.tell(error.message)
                if error.hint is not None:
                    self.tell(error.hint)

    def _numbered(self, terms: Sequence[Term]) -> Iterator[str]:
        return (f"{at} {visible(self._text(Capital(term)))}" for at, term in enumerate(terms, 1))

    def _lines(self, pieces: Iterable[str]) -> str:
        """Return pieces two spaces apart, in lines of the terminal's width; later ones indented."""
        columns = self._columns - 2
        lines = [""]
        for piece in pieces:
            if lines[-1].strip() and width(lines[-1]) + 2 + width(piece) > columns:
                lines.append(f"  {piece}")
            else:
                lines[-1] = f"{lines[-1]}  {piece}" if lines[-1] else piece or " "
        return "\n".join(lines)

    def confirm_writing(self) -> None:
        """Ask whether to write what was summed up; Enter is yes.

        Raises:
            GoBack: `<` was typed.
            RefusedError: the answer was no.
        """
        if not self.agreed(say("Write it?")):
            raise RefusedError(say("not confirmed; nothing was written"))

    def agreed(self, question: Message) -> bool:
        """Return whether the answer is yes; Enter is yes. What is neither is asked again.

        Raises:
            GoBack: `<` was typed.
        """
        prompt = f"{visible(self._text(question))} [Y/n]"

        def read(answer: str) -> bool:
            if says_yes(answer) or says_no(answer):
                return says_yes(answer)
            raise UsageError(say("{answer}: answer y or n", answer=answer))

        return self._asked(prompt, read, "y")

    def tell(self, message: Message) -> None:
        """Say something between the questions, indented."""
        text = visible(self.session.language.text(message, weekdays=True))
        sys.stderr.write(fitted(text, message, indent="  ") + "\n")

    def sum_up(self, pieces: Iterable[object]) -> None:
        """Show what was understood, piece by piece, as wide as the terminal."""
        said = [visible(self._text(piece)) for piece in pieces]
        sys.stderr.write(fitted_prompt(self._lines([piece for piece in said if piece])) + "\n")

    def rule(self) -> None:
        """Draw a line before the summary."""
        sys.stderr.write("-" * min(NARROW, self._columns) + "\n")

    def _help(self) -> None:
        self.tell(say("Enter takes what stands in brackets; a name, a number or its beginning do."))
        self.tell(say("< goes back to the question before; Ctrl-C leaves, and nothing is written."))
        self.tell(say("Days: today, friday, last friday, 11-20, 2026-11-20, 3 days ago"))
        from orglife.cli.typed.examples import examples_of

        for example in examples_of(self._command):
            self.tell(say("Example: {command}", command=example))

    @property
    def _columns(self) -> int:
        return environment.width_of(sys.stderr) or NARROW

    def _text(self, value: object) -> str:
        return self.session.language.text(value, weekdays=True)

    def _line(self, prompt: str) -> str:
        sys.stderr.write(fitted_prompt(prompt))
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line


def run(steps: Sequence[Callable[[], bool]]) -> None:
    """Run the steps in order; `<` in one goes back to the last before it that asked something.

    A step returns whether it asked, and may change which steps follow it.
    """
    asked: list[int] = []
    at = 0
    while at < len(steps):
        try:
            if steps[at]():
                asked.append(at)
        except GoBack:
            at = asked.pop() if asked else at
            continue
        at += 1

"""Asking on a terminal: one question a field, asked again where the answer can't be read.

`<` goes back to the field before. Questions stand on stderr, since stdout is for data.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from orglife.cli import environment
from orglife.cli.session import Session
from orglife.errors import OrglifeError, UsageError
from orglife.messages import Message, say
from orglife.model.terms import Term
from orglife.reports.view import Capital
from orglife.reports.visible import visible
from orglife.reports.width import width

T = TypeVar("T")
BACK = ("<", "＜")
NARROW = 60


class GoBack(Exception):  # noqa: N818  # no error: somebody typed `<`
    """The field before is to be asked again."""


class Dialogue:
    """Questions of one command, in the session's language."""

    def __init__(self, session: Session) -> None:
        self.session = session

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
            prompt += f" [{visible(self._text(shown or default))}]"
        while True:
            answer = self._line(f"{prompt}: ").strip()
            if answer in BACK:
                raise GoBack
            try:
                return read(answer or default)
            except OrglifeError as error:
                self.tell(error.message)
                if error.hint is not None:
                    self.tell(error.hint)

    def choose(self, question: Message, terms: Sequence[Term], *, default: str = "") -> str:
        """Return the code of one of `terms`, chosen by number, code, title or prefix."""
        from orglife.model.terms import fold, match

        number = next((at for at, term in enumerate(terms, 1) if term.code == default), 0)
        self._list(terms)

        def read(answer: str) -> str:
            bare = fold(answer)
            if bare.isascii() and bare.isdecimal() and 1 <= int(bare[:6]) <= len(terms):
                return terms[int(bare[:6]) - 1].code
            found = match(answer, terms)
            if len(found) != 1:
                raise UsageError(say("{answer}: choose one by its number or name", answer=answer))
            return found[0].code

        return self.ask(question, read, default=str(number) if number else "")

    def confirm(self, question: Message) -> bool:
        """Return whether the answer is yes; Enter is yes."""
        answer = self._line(f"{visible(self._text(question))} [Y/n]: ").strip().casefold()
        if answer in BACK:
            raise GoBack
        return answer in ("", "y", "yes", "是", "好")

    def tell(self, message: Message) -> None:
        """Say something between the questions, indented."""
        sys.stderr.write(f"  {visible(self.session.language.text(message, weekdays=True))}\n")

    def rule(self) -> None:
        """Draw a line before the summary."""
        sys.stderr.write("-" * NARROW + "\n")

    def _text(self, value: object) -> str:
        return self.session.language.text(value, weekdays=True)

    def _line(self, prompt: str) -> str:
        sys.stderr.write(prompt)
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line

    def _list(self, terms: Sequence[Term]) -> None:
        columns = environment.width_of(sys.stderr) or NARROW
        current = ""
        for at, term in enumerate(terms, 1):
            piece = f"{at} {visible(self._text(Capital(term)))}"
            if current and width(current) + 2 + width(piece) > columns - 2:
                sys.stderr.write(f"  {current}\n")
                current = piece
            else:
                current = f"{current}  {piece}" if current else piece
        sys.stderr.write(f"  {current}\n")


def run(steps: Sequence[Callable[[], bool]]) -> None:
    """Run the steps in order; `<` in one goes back to the last before it that asked something.

    A step returns whether it asked.
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

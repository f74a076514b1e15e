"""Questions on a terminal: `PromptingParser`, `Dialogue`, `ask_confirmation`.

A command asks for the parameters that it can't do without. Each answer is put behind the words
that were typed and the whole line is parsed again, so that answers and typed words are treated
alike; in the end the command is said as one line. The help of a parameter is its question, its
values are the choices. `<` goes back to the question before. Questions stand on stderr, since
stdout is for data.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from typer._click.exceptions import MissingParameter

from orglife.cli.framework.options import (
    ASKED,
    Accepted,
    Values,
    accepted,
    examples_of,
    missing_parameter,
)
from orglife.cli.framework.session import Session, say_command
from orglife.cli.framework.terminal_lines import fit_to_terminal, fitted_prompt
from orglife.cli.framework.value_sources import terms_of
from orglife.cli.process import environment
from orglife.errors import OrglifeError, RefusedError, UsageError
from orglife.messages import Message, say
from orglife.model.terms import Term, parse_yes_no
from orglife.reports.language import Capitalized, escape_unprintable
from orglife.reports.text_width import width

Parse = Callable[[list[str]], list[str]]


class PromptingParser:
    """Parses a command line and prompts on the terminal for missing parameters.

    Each answer is appended to the words, and the whole line is parsed again.
    """

    def __init__(self, typed: list[str], parse: Parse) -> None:
        self.typed = typed
        self.parse = parse
        self.answers: list[list[str]] = []

    def complete(self, ctx: Any) -> list[str]:
        """Parse the words; ask for what is missing until nothing is.

        Raises:
            MissingParameter: an argument is missing, and the parser does not say which.
        """
        while True:
            try:
                rest = self.parse([*self.typed, *(word for one in self.answers for word in one)])
                wanted = missing_parameter(ctx)
            except MissingParameter as error:
                wanted = error.param
                if wanted is None:
                    raise
            if wanted is None:
                return rest
            self._ask(ctx, wanted)

    def _ask(self, ctx: Any, wanted: Any) -> None:
        ctx.meta[ASKED] = self
        try:
            self.answers.append(_words(ctx, wanted))
        except GoBack:
            del self.answers[-1:]


def invoke(ctx: Any, run: Callable[[], Any]) -> Any:
    """Run a command that was asked for; `<` at its summary asks for the last answer again.

    In the end the command is said as one line.
    """
    asked: PromptingParser = ctx.meta[ASKED]
    while True:
        try:
            done = run()
        except GoBack:
            del asked.answers[-1:]
            asked.complete(ctx)
            continue
        say_command(ctx.find_root().obj.session)
        return done


def _words(ctx: Any, param: Any) -> list[str]:
    """Return the words that the answer adds to the command line."""
    kind = getattr(ctx.command.callback, "orglife_kind", "reads")
    session = Session.of(ctx, kind=kind)

    values = prompt_for(session, param, examples_of(ctx.command))
    if param.param_type_name == "argument":
        return list(values)
    option = max(param.opts, key=len)
    return [word for value in values for word in (option, value)]


LISTED = 60
"""No more values than these are listed before a question."""
NAMED: dict[Values, tuple[str, ...]] = {
    "activities": ("held", "planned"),
    "plans": ("planned",),
    "votes": ("held",),
}
"""The sources of one activity, named in words as on the command line, with its states."""
TASKS = "tasks"


def prompt_for(session: Session, param: Any, examples: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values that were answered: one, or several where the parameter takes several.

    Raises:
        GoBack: `<` was typed.
        EOFError: the input ended.
    """
    declared = accepted(param)
    source = declared.values
    talk = Dialogue(session, examples)
    terms = terms_of(source, session.load, lambda: session.today)
    question = Message(session.language.look_up(param.help or param.name).rstrip("."), {})
    if source in NAMED:
        if terms and len(terms) <= LISTED:
            talk.show_records(terms)
        return talk.ask(question, _activity(session, source))
    if source == TASKS:
        talk.show_records(terms)
        return (talk.ask(question, lambda text: _task(text, terms)),)
    if declared.several or param.multiple or param.nargs != 1:
        several = say("{question} (several with ; between them)", question=question)
        if terms and len(terms) <= LISTED:
            talk.show_values(terms)
        return talk.ask(several, lambda text: _several(text, terms))
    if terms and len(terms) <= LISTED:
        return (talk.choose(question, terms),)
    default = str(param.default) if declared.asked_along else ""
    return (talk.ask(question, _reader(session, declared), default=default),)


def _activity(session: Session, source: Values) -> Callable[[str], tuple[str, ...]]:
    """Return what reads one activity: by its number or in words, as the command itself reads it."""
    from orglife.model.activity_lookup import find_activity

    def read(text: str) -> tuple[str, ...]:
        if not text:
            raise UsageError(say("this can't be left out"))
        branch = session.load()
        found = find_activity(branch, text, today=session.today, states=NAMED[source])
        if source == "votes":  # told now, and not after all other questions
            from orglife.actions.meetings.votes import refuse_non_voting

            refuse_non_voting(branch, found)
        return (str(found.id),)

    return read


def _reader(session: Session, declared: Accepted) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not text:
            raise UsageError(say("this can't be left out"))
        if declared.values == "day":
            return session.day(text, future=declared.future).isoformat()
        if declared.values == "number" and not text.isdecimal():
            raise UsageError(say("{text} is no number", text=text))
        if declared.values != "files" and text.startswith("-"):
            raise UsageError(say("a value can't begin with a dash"))
        return text

    return read


def _task(text: str, terms: list[Term]) -> str:
    """Return the number of a task: as it was typed, or of the one whose subject begins so."""
    from orglife.model.terms import match_terms

    number = text.lstrip("#＃")
    if number.isdecimal():
        return number
    found = match_terms(text, terms)
    if len(found) != 1:
        raise UsageError(say("{answer}: choose one by its number or name", answer=text))
    return found[0].code


def _several(text: str, terms: list[Term]) -> tuple[str, ...]:
    """Return the values of `1; Li Si; 3`: by number or name where the values are known."""
    from orglife.model.name_lists import split_names

    found = tuple(_one(piece, terms) for piece in split_names(text))
    if not found:
        raise UsageError(say("this can't be left out"))
    return found


def _one(piece: str, terms: list[Term]) -> str:
    from orglife.model.names import suggest_nearest
    from orglife.model.terms import match_terms

    if not terms:
        return piece
    if piece.isdecimal() and 1 <= int(piece) <= len(terms):
        return terms[int(piece) - 1].code
    found = match_terms(piece, terms)
    if len(found) != 1:
        raise UsageError(
            say("{answer}: choose one by its number or name", answer=piece),
            hint=suggest_nearest(piece, [term.title("en") for term in terms]),
        )
    return found[0].code


T = TypeVar("T")
BACK = ("<", "＜")
HELP = ("?", "？")
NARROW = 60


class GoBack(Exception):  # noqa: N818  # no error: somebody typed `<`
    """The field before is to be asked again."""


class Dialogue:
    """Questions of one command, in the session's language."""

    def __init__(self, session: Session, examples: tuple[str, ...] = ()) -> None:
        self.session = session
        self.examples = examples
        """Shown to whoever types `?`."""

    def ask(
        self, question: Message, read: Callable[[str], T], *, default: str = "", shown: object = ""
    ) -> T:
        """Return what `read` makes of the answer; asks again where it refuses.

        An empty answer is `default`, which stands in brackets as `shown`.

        Raises:
            GoBack: `<` was typed.
            EOFError: the input ended; nothing is written then.
        """
        prompt = escape_unprintable(self._text(question))
        if shown or default:
            prompt += f"  [{escape_unprintable(self._text(shown or default))}]"
        return self._asked(prompt, read, default)

    def choose(self, question: Message, terms: Sequence[Term], *, default: str = "") -> str:
        """Return the code of one of `terms`, chosen by number, code, title or prefix."""
        from orglife.model.names import suggest_nearest
        from orglife.model.terms import match_terms, normalize

        number = next((at for at, term in enumerate(terms, 1) if term.code == default), 0)

        def read(answer: str) -> str:
            bare = normalize(answer)
            if bare.isascii() and bare.isdecimal() and 1 <= int(bare[:6]) <= len(terms):
                return terms[int(bare[:6]) - 1].code
            found = match_terms(answer, terms)
            if len(found) != 1:
                names = [name for term in terms for name in term.names]
                raise UsageError(
                    say("{answer}: choose one by its number or name", answer=answer),
                    hint=suggest_nearest(answer, names),
                )
            return found[0].code

        pieces = [escape_unprintable(self._text(question)), *self._numbered(terms)]
        if number:
            pieces.append(f"[{number}]")
        return self._asked(self._lines(pieces), read, str(number) if number else "")

    def show_values(self, terms: Sequence[Term]) -> None:
        """Show values, numbered."""
        sys.stderr.write(self._lines(["", *self._numbered(terms)]) + "\n")

    def show_records(self, terms: Sequence[Term]) -> None:
        """Show records by the numbers that they have, which are also what is typed."""
        titles = (
            f"#{term.code} {escape_unprintable(self._text(Capitalized(term)))}" for term in terms
        )
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
        return (
            f"{at} {escape_unprintable(self._text(Capitalized(term)))}"
            for at, term in enumerate(terms, 1)
        )

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
        prompt = f"{escape_unprintable(self._text(question))} [Y/n]"

        def read(answer: str) -> bool:
            agreed = parse_yes_no(answer, "question")
            if agreed is None:
                raise UsageError(say("{answer}: answer y or n", answer=answer))
            return agreed

        return self._asked(prompt, read, "y")

    def tell(self, message: Message) -> None:
        """Say something between the questions, indented."""
        text = escape_unprintable(self.session.language.text(message, weekdays=True))
        sys.stderr.write(fit_to_terminal(text, message, indent="  ") + "\n")

    def sum_up(self, pieces: Iterable[object]) -> None:
        """Show what was understood, piece by piece, as wide as the terminal."""
        said = [escape_unprintable(self._text(piece)) for piece in pieces]
        sys.stderr.write(fitted_prompt(self._lines([piece for piece in said if piece])) + "\n")

    def rule(self) -> None:
        """Draw a line before the summary."""
        sys.stderr.write("-" * min(NARROW, self._columns) + "\n")

    def _help(self) -> None:
        self.tell(say("Enter takes what stands in brackets; a name, a number or its beginning do."))
        self.tell(say("< goes back to the question before; Ctrl-C leaves, and nothing is written."))
        self.tell(say("Days: today, friday, last friday, 11-20, 2026-11-20, 3 days ago"))
        for example in self.examples:
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


def run_steps(steps: Sequence[Callable[[], bool]]) -> None:
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


def ask_confirmation(session: Session, question: Message) -> None:
    """Ask until the answer is a yes or a no; Enter and the end of the input are a no.

    Returns without asking if `-y` was typed. See `confirm` of `command.py`.

    Raises:
        UsageError: nobody can be asked.
        RefusedError: the answer was no.
    """
    if session.yes:
        return
    if not session.interactive:
        raise UsageError(
            say("this needs a confirmation: {question}", question=question),
            hint=say("confirm it with -y"),
        )
    prompt = fitted_prompt(f"{escape_unprintable(session.language.text(question))} [y/N]: ")
    agreed: bool | None = None
    while agreed is None:
        sys.stderr.write(prompt)
        sys.stderr.flush()
        answer = sys.stdin.readline().strip()
        agreed = parse_yes_no(answer, "question") if answer else False
        if agreed is None:
            Dialogue(session).tell(say("{answer}: answer y or n", answer=answer))
    if not agreed:
        raise RefusedError(say("not confirmed; nothing was written"))

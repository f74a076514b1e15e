"""One question about one parameter: its help is the question, its values are the choices."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from orglife.cli.frame.dialogue import Dialogue
from orglife.cli.typed.needs import ALONG, FUTURE
from orglife.cli.typed.values import DAY, FILES, MANY, NUMBER, source_of, terms_of
from orglife.errors import UsageError
from orglife.messages import Message, say

if TYPE_CHECKING:
    from orglife.cli.frame.run import Run
    from orglife.model.terms import Term

LISTED = 60
"""No more values than these are listed before a question."""
NAMED: dict[str, tuple[str, ...]] = {
    "activities": ("held", "planned"),
    "plans": ("planned",),
    "votes": ("held",),
}
"""The sources of one activity, named in words as on the command line, with its states."""
TASKS = "tasks"


def answer_to(session: Run, command: str, param: Any) -> tuple[str, ...]:
    """Return the values that were answered: one, or several where the parameter takes several.

    Raises:
        GoBack: `<` was typed.
        EOFError: the input ended.
    """
    talk = Dialogue(session)
    source = source_of(command, param.name)
    terms = terms_of(source, session.load, lambda: session.today)
    talk.examples_of(command)
    question = Message(session.language.look_up(param.help or param.name).rstrip("."), {})
    if source in NAMED:
        if terms and len(terms) <= LISTED:
            talk.show_records(terms)
        return talk.ask(question, _activity(session, source))
    if source == TASKS:
        talk.show_records(terms)
        return (talk.ask(question, lambda text: _task(text, terms)),)
    if param.name in MANY or param.multiple or param.nargs != 1:
        several = say("{question} (several with ; between them)", question=question)
        if terms and len(terms) <= LISTED:
            talk.show_values(terms)
        return talk.ask(several, lambda text: _several(text, terms))
    if terms and len(terms) <= LISTED:
        return (talk.choose(question, terms),)
    default = str(param.default) if f"{command} {param.name}" in ALONG else ""
    read = _reader(session, source, f"{command} {param.name}")
    return (talk.ask(question, read, default=default),)


def _activity(session: Run, source: str) -> Callable[[str], tuple[str, ...]]:
    """Return what reads one activity: by its number or in words, as the command itself reads it."""
    from orglife.model.which import find_activity

    def read(text: str) -> tuple[str, ...]:
        if not text:
            raise UsageError(say("this can't be left out"))
        branch = session.load()
        found = find_activity(branch, text, today=session.today, states=NAMED[source])
        if source == "votes":  # told now, and not after all other questions
            from orglife.actions.meetings.vote_checks import refuse_meeting

            refuse_meeting(branch, found)
        return (str(found.id),)

    return read


def _reader(session: Run, source: str, where: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not text:
            raise UsageError(say("this can't be left out"))
        if source == DAY:
            return session.day(text, future=where in FUTURE).isoformat()
        if source == NUMBER and not text.isdecimal():
            raise UsageError(say("{text} is no number", text=text))
        if source != FILES and text.startswith("-"):
            raise UsageError(say("a value can't begin with a dash"))
        return text

    return read


def _task(text: str, terms: list[Term]) -> str:
    """Return the number of a task: as it was typed, or of the one whose subject begins so."""
    from orglife.model.terms import match

    number = text.lstrip("#＃")
    if number.isdecimal():
        return number
    found = match(text, terms)
    if len(found) != 1:
        raise UsageError(say("{answer}: choose one by its number or name", answer=text))
    return found[0].code


def _several(text: str, terms: list[Term]) -> tuple[str, ...]:
    """Return the values of `1; Li Si; 3`: by number or name where the values are known."""
    from orglife.model.listed import split_names

    found = tuple(_one(piece, terms) for piece in split_names(text))
    if not found:
        raise UsageError(say("this can't be left out"))
    return found


def _one(piece: str, terms: list[Term]) -> str:
    from orglife.model.names import nearest
    from orglife.model.terms import match

    if not terms:
        return piece
    if piece.isdecimal() and 1 <= int(piece) <= len(terms):
        return terms[int(piece) - 1].code
    found = match(piece, terms)
    if len(found) != 1:
        raise UsageError(
            say("{answer}: choose one by its number or name", answer=piece),
            hint=nearest(piece, [term.en for term in terms]),
        )
    return found[0].code

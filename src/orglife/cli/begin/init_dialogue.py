"""`orglife init` on a terminal: asks for name, sector and founding, whatever is missing of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from orglife.actions.wording import tidy_title
from orglife.cli.frame.dialogue import Dialogue, run
from orglife.cli.frame.session import Session
from orglife.cli.typed.command_line import quote
from orglife.errors import InvalidRecordError
from orglife.messages import Message, say
from orglife.model.dates import read_day
from orglife.model.terms import SECTORS


def ask(session: Session, told: dict[str, str], today: date) -> dict[str, str]:
    """Return `told` (option to value) with what was missing; asked, summed up and confirmed.

    Raises:
        RefusedError: it was not confirmed.
        EOFError: the input ended.
    """
    questions = _Questions(session, told, today)
    run((questions.name, questions.sector, questions.founded, questions.confirm))
    added = {option: value for option, value in questions.told.items() if not told[option].strip()}
    words = [f"{option} {quote(value)}" for option, value in added.items()]
    session.retell(" ".join((session.command, *words)))
    return questions.told


class _Questions:
    def __init__(self, session: Session, told: dict[str, str], today: date) -> None:
        self.talk = Dialogue(session)
        self.given = {option for option, value in told.items() if value.strip()}
        self.told = dict(told)
        self.today = today

    def name(self) -> bool:
        what = say("name of the branch")
        return self._ask("--name", say("Name of the branch"), lambda text: tidy_title(text, what))

    def sector(self) -> bool:
        if "--sector" in self.given:
            return False
        question = say("Which sector?")
        self.told["--sector"] = self.talk.choose(question, tuple(SECTORS.values()))
        return True

    def founded(self) -> bool:
        def read(text: str) -> str:
            day = read_day(text, today=self.today)
            if day > self.today:
                raise InvalidRecordError(say("founded {day}: that is still to come", day=day))
            return day.isoformat()

        return self._ask("--founded", say("Founded on which day?"), read)

    def confirm(self) -> bool:
        self.talk.rule()
        self.talk.tell(
            say(
                "{name}: {sector}, founded on {founded}",
                name=self.told["--name"],
                sector=SECTORS.get(self.told["--sector"], self.told["--sector"]),
                founded=self.told["--founded"],
            )
        )
        self.talk.confirm_writing()
        return True

    def _ask(self, option: str, question: Message, read: Callable[[str], str]) -> bool:
        if option in self.given:
            return False
        self.told[option] = self.talk.ask(question, read)
        return True

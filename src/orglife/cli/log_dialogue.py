"""`orglife log` on a terminal: asks for what is missing, sums it up, says it as a command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from orglife.actions.entry import TWO, ActivityEntry, kinds_named
from orglife.actions.log import activity_records
from orglife.actions.said import activity_said
from orglife.cli.command_line import quote
from orglife.cli.dialogue import Dialogue, run
from orglife.cli.session import Session
from orglife.errors import RefusedError
from orglife.messages import say
from orglife.model.absentees import Absentee, absentee_text, read_absentees
from orglife.model.branch import Branch
from orglife.model.names import find_group, find_member, kinds_of
from orglife.model.roster import groups_on
from orglife.model.terms import ATTENDANCE, Term

STATES = tuple(ATTENDANCE[code] for code in ("excused", "absent", "unstated"))

Told = dict[str, Any]
"""What was typed and answered, by the name of the option: texts, and tuples of texts."""


def missing(branch: Branch, told: Told) -> bool:
    """Whether something is missing without which nothing can be recorded."""
    if not told["kind"] or not told["on"]:
        return True
    return _needs_group(branch, told) or _needs_two(branch, told)


def ask(session: Session, told: Told, entry_of: Callable[[Told], ActivityEntry]) -> Told:
    """Return `told` with what was missing; asked, summed up and confirmed.

    Raises:
        RefusedError: it was not confirmed.
        EOFError: the input ended.
    """
    return _Questions(session, dict(told), entry_of).run()


def as_command(typed: str, told: Told, answered: Told) -> str:
    """Return the command line that was typed, with what was answered besides."""
    start = "orglife log"
    words = [start]
    if not told["kind"]:
        words.append(quote(answered["kind"]))
    words.append(typed.removeprefix(start).strip())
    for name, value in answered.items():
        if name != "kind" and value and not told[name]:
            for one in value if isinstance(value, tuple) else (value,):
                words += [f"--{name}", quote(str(one))]
    return " ".join(word for word in words if word)


def _needs_group(branch: Branch, told: Told) -> bool:
    kinds = kinds_named(branch, told["kind"])
    return not told["group"] and any(kind.scope == "group" for kind in kinds)


def _needs_two(branch: Branch, told: Told) -> bool:
    kinds = kinds_named(branch, told["kind"])
    return not told["with"] and any(kind.code in TWO for kind in kinds)


class _Questions:
    def __init__(
        self, session: Session, told: Told, entry_of: Callable[[Told], ActivityEntry]
    ) -> None:
        self.session = session
        self.branch = session.load()
        self.talk = Dialogue(session)
        self.told = told
        self.given = {name for name, value in told.items() if value}
        self.entry_of = entry_of

    def run(self) -> Told:
        run((self.kind, self.group, self.day, self.two, self.topic, self.absent, self.confirm))
        return self.told

    def kind(self) -> bool:
        if "kind" in self.given:
            return False
        terms = [kind.term for kind in kinds_of(self.branch).values()]
        self.told["kind"] = self.talk.choose(say("What was held?"), terms)
        return True

    def group(self) -> bool:
        if "group" in self.given:
            return False
        self.told["group"] = ""
        if not _needs_group(self.branch, self.told):
            return False
        groups = groups_on(self.branch, self.session.today)
        terms = [Term(str(group.id), group.name, group.name) for group in groups]
        chosen = self.talk.choose(say("Which group?"), terms)
        self.told["group"] = find_group(self.branch, f"#{chosen}").name
        return True

    def day(self) -> bool:
        if "on" in self.given:
            return False
        from orglife.actions.log import refuse_day

        today = self.session.today

        def read(answer: str) -> str:
            day = self.session.day(answer)
            refuse_day(self.branch, day, today)
            return day.isoformat()

        shown = say("today, {day}", day=today)
        self.told["on"] = self.talk.ask(say("On which day?"), read, shown=shown)
        self.talk.tell(say("-> {day}", day=self.session.day(self.told["on"])))
        return True

    def two(self) -> bool:
        if "with" in self.given or not _needs_two(self.branch, self.told):
            return False

        def read(answer: str) -> tuple[str, ...]:
            found = tuple(one.name for one in read_absentees(answer))
            for name in found:
                find_member(self.branch, name)
            activity_records(
                self.branch,
                self.entry_of({**self.told, "with": found}),
                recorded=self.session.today,
            )
            return found

        self.told["with"] = self.talk.ask(say("Who were the two? NAME; NAME"), read)
        return True

    def topic(self) -> bool:
        if "topic" in self.given:
            return False
        text = self.talk.ask(say("Topic"), str)
        self.told["topic"] = (text,) if text else ()
        return True

    def absent(self) -> bool:
        if {"absent", "present", "with"} & self.given or self.told["with"]:
            return False

        def read(answer: str) -> tuple[Absentee, ...]:
            found = read_absentees(answer)
            self._try(found)
            return found

        self.told["absent"] = ()
        found = self.talk.ask(say("Absent? Enter = all present"), read)
        told = tuple(self._explained(one) for one in found)
        self._try(told)
        self.told["absent"] = ("; ".join(absentee_text(one) for one in told),) if told else ()
        return True

    def confirm(self) -> bool:
        made = activity_records(self.branch, self.entry_of(self.told), recorded=self.session.today)
        self.talk.rule()
        self.talk.tell(activity_said(self.branch, made.activities))
        for warning in made.warnings:
            self.talk.tell(warning)
        if not self.talk.confirm(say("Write it?")):
            raise RefusedError(say("not confirmed; nothing was written"))
        return True

    def _explained(self, one: Absentee) -> Absentee:
        """Ask why somebody whose name stands alone was not there."""
        if one.state != "unstated" or one.reason:
            return one
        name = find_member(self.branch, one.name).name
        state = self.talk.choose(
            say("Why was {name} absent?", name=name), STATES, default="unstated"
        )
        reason = ""
        if state == "excused":
            reason = self.talk.ask(say("Reason"), str)
        return Absentee(one.name, state, reason)

    def _try(self, absent: tuple[Absentee, ...]) -> None:
        texts = ("; ".join(absentee_text(one) for one in absent),) if absent else ()
        entry = self.entry_of({**self.told, "absent": texts})
        activity_records(self.branch, entry, recorded=self.session.today)

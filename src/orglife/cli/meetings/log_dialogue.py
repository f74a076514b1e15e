"""Its questions, its draft.

`orglife log` on a terminal: asks for what is missing, sums it up, says it as a command.

Going on with an entry that was broken off.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from orglife.actions.meetings.activity_entry import PAIR_KINDS, ActivityEntry, kinds_named
from orglife.actions.meetings.activity_record import absentee_summary
from orglife.actions.meetings.log import activity_records
from orglife.cli.framework.prompts import Dialogue, run_steps
from orglife.cli.framework.session import Session, quote
from orglife.cli.user import user_files
from orglife.messages import say
from orglife.model.activity import Activity, Attendance
from orglife.model.branch import Branch
from orglife.model.name_lists import Absentee, format_absentee, read_absentees, split_names
from orglife.model.names import find_group, find_member, is_member, kind_term, kinds_of
from orglife.model.roster import groups_on
from orglife.model.terms import ATTENDANCE, Term
from orglife.reports.language import Capitalized, DayWithWeekday

STATES = tuple(ATTENDANCE[code] for code in ("excused", "absent", "unstated"))

Told = dict[str, Any]
"""What was typed and answered, by the name of the option: texts, and tuples of texts."""


def missing(branch: Branch, told: Told) -> bool:
    """Whether something is missing without which nothing can be recorded."""
    if not told["kind"] or not told["on"]:
        return True
    return _needs_group(branch, told) or _needs_two(branch, told)


def ask_log_questions(
    session: Session, told: Told, entry_of: Callable[[Branch, Told], ActivityEntry]
) -> Told:
    """Return `told` with what was missing; asked, summed up and confirmed.

    Raises:
        RefusedError: it was not confirmed.
        EOFError: the input ended.
    """
    questions = _LogQuestions(session, {**told, **resume_draft(session, told)}, entry_of)
    with keep_draft_on_interrupt(session, questions.told):
        return questions.run()


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
    return not told["with"] and any(kind.code in PAIR_KINDS for kind in kinds)


class _LogQuestions:
    def __init__(
        self, session: Session, told: Told, entry_of: Callable[[Branch, Told], ActivityEntry]
    ) -> None:
        self.session = session
        self.branch = session.load()
        self.talk = Dialogue(session, session.examples)
        self.told = told
        self.given = {name for name, value in told.items() if value}
        self.last = max(self.branch.activities.values(), key=lambda one: one.id, default=None)
        self.entry_of = entry_of
        self.absentees: list[Absentee] = []
        self.steps: list[Callable[[], bool]] = [
            self.kind,
            self.group,
            self.day,
            self.two,
            self.topic,
            self.absent,
        ]
        self.steps += [self.settle, self.confirm]

    def run(self) -> Told:
        run_steps(self.steps)
        return self.told

    def kind(self) -> bool:
        if "kind" in self.given:
            return False
        terms = [kind.term for kind in kinds_of(self.branch).values()]
        usual = self.last.kind if self.last is not None else ""
        self.told["kind"] = self.talk.choose(say("What was held?"), terms, default=usual)
        return True

    def group(self) -> bool:
        if "group" in self.given:
            return False
        self.told["group"] = ""
        if not _needs_group(self.branch, self.told):
            return False
        groups = groups_on(self.branch, self.session.today)
        terms = [Term(str(group.id), en=group.name) for group in groups]
        chosen = self.talk.choose(say("Which group?"), terms, default=self._usual_group())
        self.told["group"] = find_group(self.branch, f"#{chosen}").name
        return True

    def _usual_group(self) -> str:
        """Return the id of the group that held the last of this kind; of the only one there is."""
        codes = [kind.code for kind in kinds_named(self.branch, self.told["kind"])]
        similar = [
            one
            for one in self.branch.activities.values()
            if one.kind in codes and one.group is not None
        ]
        last = max(similar, key=lambda one: one.id, default=None)
        return str(last.group) if last is not None else ""

    def day(self) -> bool:
        if "on" in self.given:
            return False
        from orglife.actions.meetings.log_checks import refuse_day

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
            found = tuple(split_names(answer))
            for name in found:
                find_member(self.branch, name)
            activity_records(
                self.branch,
                self.entry_of(self.branch, {**self.told, "with": found}),
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
        if not self._asks_absent():
            return False

        def read(answer: str) -> tuple[Absentee, ...]:
            found = read_absentees(answer, known=is_member(self.branch))
            self._try(found)
            return found

        self.absentees = list(self.talk.ask(say("Absent? Enter = all present"), read))
        first, last = self.steps.index(self.absent) + 1, self.steps.index(self.settle)
        self.steps[first:last] = [
            step
            for at, one in enumerate(self.absentees)
            if one.state == "unstated" and not one.reason
            for step in (partial(self.state, at), partial(self.reason, at))
        ]
        return True

    def state(self, at: int) -> bool:
        """Ask why somebody whose name stands alone was not there."""
        one = self.absentees[at]
        name = find_member(self.branch, one.name).name
        state = self.talk.choose(say("  {name}:", name=name), STATES, default="unstated")
        self.absentees[at] = Absentee(one.name, state, "")
        return True

    def reason(self, at: int) -> bool:
        one = self.absentees[at]
        if one.state != "excused":
            return False
        reason = self.talk.ask(say("  reason"), str)
        self.absentees[at] = Absentee(one.name, one.state, reason)
        return True

    def settle(self) -> bool:
        """Put together who was absent; nothing is asked."""
        if not self._asks_absent():
            return False
        self._try(tuple(self.absentees))
        texts = (format_absentee(one) for one in self.absentees)
        self.told["absent"] = ("; ".join(texts),) if self.absentees else ()
        return False

    def _asks_absent(self) -> bool:
        return not ({"absent", "present", "with"} & self.given or self.told["with"])

    def confirm(self) -> bool:
        made = activity_records(
            self.branch, self.entry_of(self.branch, self.told), recorded=self.session.today
        )
        self.talk.rule()
        for activity in made.activities:
            self.talk.sum_up(self._pieces(activity))
        for warning in made.warnings:
            self.talk.tell(warning)
        self.talk.confirm_writing()
        return True

    def _pieces(self, activity: Activity) -> Iterator[object]:
        """Yield what is summed up: kind, group, day, who was there, topics."""
        attendance = activity.attendance or Attendance()
        yield Capitalized(kind_term(self.branch, activity.kind))
        if activity.group is not None:
            yield self.branch.groups[activity.group].name
        yield DayWithWeekday(activity.day)
        if activity.scope == "members":
            names = (self.branch.members[key].name for key in sorted(attendance.expected))
            yield say("with {names}", names=tuple(names))
        else:
            counts = {"came": len(attendance.attendees), "expected": len(attendance.expected)}
            absent = absentee_summary(self.branch, attendance)
            yield (
                say("present {came} of {expected} ({absent})", absent=absent, **counts)
                if absent
                else say("present {came} of {expected}", **counts)
            )
        yield from activity.topics

    def _try(self, absent: tuple[Absentee, ...]) -> None:
        texts = ("; ".join(format_absentee(one) for one in absent),) if absent else ()
        entry = self.entry_of(self.branch, {**self.told, "absent": texts})
        activity_records(self.branch, entry, recorded=self.session.today)


@contextmanager
def keep_draft_on_interrupt(session: Session, told: Told) -> Iterator[None]:
    """Keep what was answered by the time of a Ctrl-C, and say so."""
    try:
        yield
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        if user_files.save_draft(session.file, told, session.today.isoformat()):
            session.say(say("Kept as a draft; the next 'orglife log' goes on with it."))
        raise


def resume_draft(session: Session, told: Told) -> Told:
    """Return the answers of a draft that is gone on with; nothing where there is none.

    Whoever names a kind means a new entry: the draft waits.
    """
    kept = user_files.load_draft(session.file)
    if kept is None or told["kind"]:
        return {}
    answers: Told = {**kept.texts, **kept.lists}
    begun = tuple(kept.texts[name] for name in ("kind", "group", "on") if name in kept.texts)
    question = say("Go on with the entry of {day} ({begun})?", day=kept.day, begun=begun)
    agreed: list[bool] = []

    def ask() -> bool:
        agreed[:] = [Dialogue(session).agreed(question)]
        return True

    run_steps([ask])  # there is no question before it that `<` could go back to
    if agreed[0]:
        return {name: value for name, value in answers.items() if name in told and not told[name]}
    user_files.delete_draft(session.file)
    return {}

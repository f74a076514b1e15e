"""A criticism session: steps, self-criticism, opinions, measures (branch regulation, Art. 17)."""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import say
from orglife.model.activity import Activity, Session
from orglife.model.session import OLM, measures_of, problems_of
from orglife.model.terms import PROBLEM_FIELDS, SESSION_STEPS
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Reference, Sum, evidence
from orglife.rules.parameter import Parameter

STEP_PARAMETERS = {
    "steps": Parameter(list, list(SESSION_STEPS), choices=tuple(SESSION_STEPS)),
}


def session_steps(case: Case) -> Iterator[Judgement]:
    """Everything that goes before the session was done by its day."""
    steps = case.texts("steps")
    for activity in case.held(OLM):
        dated = activity.session.steps if activity.session is not None else {}
        missing = tuple(
            SESSION_STEPS[step] for step in steps if step not in dated or dated[step] > activity.day
        )
        yield case.of_record(
            activity.day,
            met=not missing,
            details=lambda: Details(
                case.the_activity(activity),
                say("not recorded before the session: {steps}", steps=missing)
                if missing
                else say("prepared: {steps}", steps=tuple(SESSION_STEPS[step] for step in steps)),
                Sum(len(steps), len(steps) - len(missing), records=evidence([activity])),
            ),
        )


def session_self(case: Case) -> Iterator[Judgement]:
    """Every member who was there made a self-criticism: whether, never what."""
    for activity, session in _sessions(case):
        came = sorted(activity.attendance.came) if activity.attendance is not None else []
        without = [key for key in came if key not in session.parts or not session.parts[key].made]
        yield case.of_record(
            activity.day,
            met=not without,
            details=lambda: Details(
                case.the_activity(activity),
                say("without self-criticism: {names}", names=case.names(without))
                if without
                else say("every member who was there made a self-criticism"),
                Sum(len(came), len(came) - len(without), records=evidence([activity])),
            ),
        )


def session_received(case: Case) -> Iterator[Judgement]:
    """Somebody received an opinion, and not all of them came from one person."""
    for activity, session in _sessions(case):
        if not session.parts:
            continue
        received = sum(part.received for part in session.parts.values())
        givers = [key for key, part in session.parts.items() if part.given]
        yield case.of_record(
            activity.day,
            met=received > 0 and len(givers) != 1,
            details=lambda: Details(
                case.the_activity(activity),
                say("nobody received an opinion")
                if not received
                else say("every opinion came from {name}", name=case.names(givers)[0])
                if len(givers) == 1
                else say("opinions received: {received}", received=received),
                Sum(1, received, records=evidence([activity])),
            ),
        )


def session_measures(case: Case) -> Iterator[Judgement]:
    """A session that found problems has measures; still open until the session is closed."""
    for activity, session in _sessions(case):
        fields = problems_of(session)
        if not fields:
            continue
        measures = [task.id for task in measures_of(case.branch, activity)]
        closed = activity.finalized or session.closed
        named = tuple(PROBLEM_FIELDS[code] for code in PROBLEM_FIELDS if code in fields)
        yield case.of_record(
            activity.day,
            met=bool(measures),
            pending=closed is None or closed > case.facts.as_of,
            details=lambda: Details(
                case.the_activity(activity),
                say(
                    "problems found: {fields}; measures: {measures}",
                    fields=named,
                    measures=len(measures),
                ),
                Sum(
                    1,
                    len(measures),
                    len(fields),
                    records=(
                        *evidence([activity]),
                        *(Reference("task", measure) for measure in measures),
                    ),
                ),
            ),
        )


def _sessions(case: Case) -> Iterator[tuple[Activity, Session]]:
    for activity in case.held(OLM):
        if activity.session is not None:
            yield activity, activity.session

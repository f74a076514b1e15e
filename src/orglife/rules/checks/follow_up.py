"""What an activity left to be followed up is followed up: a reply given, a visit paid again."""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import say
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Sum, evidence


def followed_up(case: Case) -> Iterator[Judgement]:
    """An activity with a follow-up date has an outcome by that day.

    The founding article asks for effect and not for publicity. When the outcome was written down
    is not kept, and changes nothing: one that is there counts.
    """
    activities = case.branch.activities.values()
    for activity, due in [(one, one.follow_up) for one in activities if one.follow_up is not None]:
        if not activity.held_by(case.facts.as_of):
            continue
        if not case.asks_for(activity.day, due):
            continue
        done = bool(activity.outcome.strip())
        yield case.of_record(
            due,
            met=done,
            pending=case.facts.as_of <= due,
            deadline=due,
            details=lambda: Details(
                case.the_activity(activity),
                say("followed up: an outcome is recorded")
                if done
                else say("to be followed up by {due}; no outcome is recorded", due=due),
                Sum(1, int(done), records=evidence([activity])),
            ),
        )

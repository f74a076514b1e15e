"""Several activities of one sitting each keep a record of their own."""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import say
from orglife.model.activity import Activity
from orglife.model.names import kind_term
from orglife.rules.case import Case
from orglife.rules.finding import Details, Judgement, Sum, evidence


def sitting_same(case: Case) -> Iterator[Judgement]:
    """No two activities of a sitting have the same minutes; one finding a sitting."""
    sittings: dict[int, list[Activity]] = {}
    for activity in case.held():
        if activity.sitting is not None and activity.minutes.strip():
            sittings.setdefault(activity.sitting, []).append(activity)
    for several in sittings.values():
        if len(several) < 2:
            continue
        texts = [" ".join(one.minutes.split()) for one in several]
        same = [one for one, text in zip(several, texts, strict=True) if texts.count(text) > 1]
        yield case.of_record(
            several[0].day,
            met=not same,
            details=lambda: Details(
                case.the_activity(several[0]),
                say(
                    "the same minutes in: {kinds}",
                    kinds=tuple(kind_term(case.branch, one.kind) for one in same),
                )
                if same
                else say("each activity of the sitting has its own minutes"),
                Sum(len(several), len(set(texts)), records=evidence(same or several)),
            ),
        )

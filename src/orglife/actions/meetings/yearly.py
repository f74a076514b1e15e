"""Open what is held once for a year: the organizational-life meeting, the appraisal."""

from __future__ import annotations

from datetime import date

from orglife.actions.meetings.entry import ActivityEntry, places_of
from orglife.errors import InvalidRecordError
from orglife.messages import say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.names import kinds_of
from orglife.model.which import in_short


def plan_for_year(
    branch: Branch,
    kind: str,
    year: int,
    *,
    form: str,
    group: str,
    planned: date | None,
    today: date,
) -> Activity:
    """Return the planned record of `kind` for `year`, not yet in the branch.

    Without a day it is planned for the end of the year, or today where that has passed.

    Raises:
        InvalidRecordError: the year is before the founding or too far ahead, the day has passed, or
            one of this form is planned for the year.
        UsageError: the form of a group meeting without a group.
    """
    if not branch.meta.founded.year <= year <= today.year + 1:
        raise InvalidRecordError(
            say(
                "the year {year} can't be: the branch was founded on {founded}, today is {today}",
                year=str(year),
                founded=branch.meta.founded,
                today=today,
            )
        )
    if planned is not None and planned < today:
        raise InvalidRecordError(
            say("{day} has passed: it can't be planned", day=planned),
            hint=say("what was held is recorded with: orglife log {kind} --on DATE", kind=kind),
        )
    day = planned or max(today, date(year, 12, 31))
    entry = ActivityEntry(kind, day, group=group, form=form or ("group" if group else "general"))
    place = places_of(branch, (kinds_of(branch)[kind],), entry)[0]
    for other in branch.activities.values():
        same = (other.kind, other.scope, other.group) == (kind, place.scope, place.group)
        if same and other.state == "planned" and other.for_year == year:
            raise InvalidRecordError(
                say(
                    "it is open for {year} already: {activity}",
                    year=str(year),
                    activity=in_short(branch, other),
                )
            )
    return Activity(
        id=branch.next_id("activities"),
        kind=kind,
        state="planned",
        planned=day,
        recorded=today,
        scope=place.scope,
        group=place.group,
        for_year=year,
    )

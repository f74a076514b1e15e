"""What is held once for a year, the organizational-life meeting, the appraisal: opened, found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from orglife.actions.meetings.entry import ActivityEntry, places_of
from orglife.actions.meetings.record import refuse_finalized
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


def year_of(activity: Activity) -> int:
    """Return the year that a meeting is about; that of its day where none is stated."""
    return activity.for_year or activity.day.year


def of_latest_year(found: Sequence[Activity]) -> list[Activity]:
    """Return those of `found` that are about the latest year."""
    latest = max((year_of(one) for one in found), default=None)
    return [one for one in found if year_of(one) == latest]


def the_one(branch: Branch, found: Sequence[Activity]) -> Activity:
    """Return the one of those that may be meant, of which there is one at least.

    Raises:
        InvalidRecordError: there are several.
    """
    if len(found) > 1:
        raise InvalidRecordError(
            say(
                "several are meant: {activities}",
                activities=tuple(in_short(branch, one) for one in found),
            ),
            hint=say("name one, as in: --meeting {id}", id=found[0].id),
        )
    return found[0]


def refuse_over(branch: Branch, activity: Activity, closed: date | None) -> None:
    """Refuse to add to what is over.

    Raises:
        InvalidRecordError: it is finalized, or was closed on a day.
    """
    refuse_finalized(branch, activity)
    if closed is not None:
        raise InvalidRecordError(
            say("{activity} was closed on {day}", activity=in_short(branch, activity), day=closed),
            hint=say("'orglife undo' takes the last change back"),
        )

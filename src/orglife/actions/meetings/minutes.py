"""Minutes: written, frozen with a digest, and amended with a reason, never overwritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from orglife.actions.change import Change
from orglife.actions.meetings.activity_edit import edit_activity, refuse_no_minutes
from orglife.actions.meetings.activity_record import (
    activity_phrase,
    put_activity,
    refuse_finalized,
    refuse_unheld,
)
from orglife.actions.meetings.attendance_edit import set_attendance
from orglife.errors import InvalidRecordError, RuleBrokenError, UsageError
from orglife.messages import Message, say
from orglife.model.activity import Activity, Amendment, problems_of
from orglife.model.branch import Branch, measures_of
from orglife.model.name_lists import Absentee
from orglife.model.names import describe_activity


def write_minutes(branch: Branch, activity: Activity, text: str) -> Change:
    """Keep the minutes of an activity that was held.

    Raises:
        InvalidRecordError: not held, finalized, or an empty text.
    """
    refuse_finalized(branch, activity)
    refuse_unheld(branch, activity)
    refuse_no_minutes(text)
    changed = replace(activity, minutes=text.strip())
    if changed == activity:
        return Change(branch, say("The minutes stand there so already."))
    said = say(
        "Minutes of {activity} of {day}: {length} characters.",
        activity=activity_phrase(branch, activity),
        day=activity.day,
        length=len(changed.minutes),
    )
    return put_activity(branch, changed, said)


def finalize(branch: Branch, activity: Activity, *, draft: str, on: date) -> Change:
    """Freeze an activity; without minutes, the `draft` of what is on record becomes them.

    Raises:
        InvalidRecordError: not held, or finalized already.
        RuleBrokenError: a session with problems and no measure (OLM-MEASURES).
    """
    refuse_finalized(branch, activity)
    refuse_unheld(branch, activity)
    session = activity.session
    if session is not None and problems_of(session) and not measures_of(branch, activity):
        raise RuleBrokenError(
            say("problems were found and no measure resolved (OLM-MEASURES)"),
            hint=say("add one: orglife criticism add NAME --measure TEXT --due DATE"),
        )
    minutes = activity.minutes or draft.strip()
    changed = replace(activity, minutes=minutes, finalized=on, digest=digest_of(minutes))
    lacking = tuple(_lacking(activity))
    warnings = (say("the record does not name: {parts}", parts=lacking),) if lacking else ()
    said = say(
        "Finalized {activity} of {day}, digest {digest}.",
        activity=activity_phrase(branch, activity),
        day=activity.day,
        digest=changed.digest[:12],
    )
    return put_activity(branch, changed, said, warnings)


def amend(
    branch: Branch,
    activity: Activity,
    changes: Mapping[str, Any],
    *,
    attended: Sequence[Absentee] = (),
    reason: str,
    today: date,
) -> Change:
    """Change a finalized record; the reason stays with it, what it was stays in the history.

    `attended` are those whose attendance is set, `unexpected` takes them off the list.

    Raises:
        InvalidRecordError: it is not finalized, or nothing is changed; as `edit_activity`
            and `set_attendance`.
        UsageError: no reason.
    """
    if activity.finalized is None:
        raise InvalidRecordError(
            say("{activity} is not finalized", activity=describe_activity(branch, activity)),
            hint=say("'orglife activity edit' changes it"),
        )
    if not reason.strip():
        raise UsageError(say("why is it amended?"), hint=say("give the reason with --reason"))
    opened = replace(activity, finalized=None)
    change = edit_activity(branch.put("activities", opened), opened, changes, today=today)
    warnings = change.warnings
    for one in attended:
        opened = change.branch.activities[activity.id]
        change = set_attendance(change.branch, opened, one.name, one.state, reason=one.reason)
        warnings += change.warnings
    changed = change.branch.activities[activity.id]
    digest = digest_of(changed.minutes)
    changed = replace(changed, digest=digest, finalized=activity.finalized)
    if changed == activity:
        raise InvalidRecordError(
            say("nothing is amended"), hint=say("say what is to be changed, as with --place TEXT")
        )
    amendment = Amendment(on=today, reason=reason.strip())
    changed = replace(changed, amendments=(*activity.amendments, amendment))
    said = say(
        "Amended {activity} of {day}: {reason}.",
        activity=activity_phrase(branch, changed),
        day=changed.day,
        reason=reason.strip(),
    )
    return put_activity(branch, changed, said, warnings)


def digest_of(minutes: str) -> str:
    """Return the SHA-256 of the minutes, in hexadecimal digits."""
    from hashlib import sha256

    return sha256(minutes.encode("utf-8")).hexdigest()


def _lacking(activity: Activity) -> list[Message]:
    """Return what inspectors look for and do not find."""
    parts = (
        (activity.chair is None, say("chair")),
        (activity.recorder is None, say("recorder")),
        (not activity.place and not activity.online, say("place")),
        (not activity.topics, say("topic")),
    )
    return [name for missing, name in parts if missing]

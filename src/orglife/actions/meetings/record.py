"""One activity on record: what its state refuses, and how it is put back changed."""

from __future__ import annotations

from orglife.actions.change import Change, Changed
from orglife.errors import InvalidRecordError
from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.which import in_short


def refuse_finalized(branch: Branch, activity: Activity) -> None:
    """Refuse to change a finalized record.

    Raises:
        InvalidRecordError: it is finalized.
    """
    if activity.finalized is not None:
        raise InvalidRecordError(
            say(
                "{activity} was finalized on {day}",
                activity=in_short(branch, activity),
                day=activity.finalized,
            ),
            hint=say("'orglife activity amend' changes it, with a reason"),
        )


def refuse_unheld(branch: Branch, activity: Activity, hint: Message | None = None) -> None:
    """Refuse what can only be said of something that was held; `hint` says what can be done.

    Raises:
        InvalidRecordError: it is planned, or was cancelled.
    """
    if activity.state != "held":
        raise InvalidRecordError(
            say("{activity} was not held", activity=in_short(branch, activity)), hint=hint
        )


def put_activity(
    branch: Branch, activity: Activity, said: Message, warnings: tuple[Message, ...] = ()
) -> Change:
    """Return the change of one activity; the branch as it was given where it is so already."""
    if branch.activities.get(activity.id) == activity:
        return Change(branch, said)
    return Change(
        branch.put("activities", activity), said, (Changed("activities", activity.id),), warnings
    )

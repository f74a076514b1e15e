"""The verdict on an election, and what comes next: an election fills no seat by itself."""

from __future__ import annotations

from orglife.messages import say
from orglife.model.activity import Activity, Motion
from orglife.model.branch import Branch
from orglife.model.election import elected
from orglife.model.names import members_named
from orglife.reports.meetings.votes import vote_view
from orglife.reports.view import Line, View


def election_view(branch: Branch, activity: Activity, motion: Motion, program: str) -> View:
    """Return the verdict on an election, and the command that seats those elected.

    `program` is `orglife`, with its -f. An election fills no seat by itself: who of those elected
    takes which is decided after it.
    """
    view = vote_view(branch, activity, motion)
    chosen = elected(branch, activity, motion)
    if not chosen:
        return view
    pairs = " ".join(f'SEAT="{_typed(branch, key)}"' for key in chosen)
    command = f"{program} committee seat {pairs} --on {activity.day.isoformat()}"
    blocks = (
        *view.blocks,
        Line(say("Next, seat them: {command}", command=command), "hint"),
    )
    return View({**view.data, "next": command}, blocks)


def _typed(branch: Branch, key: int) -> str:
    """Return how a command names a member: namesakes by `#id`."""
    name = branch.members[key].name
    return name if len(members_named(branch, name)) == 1 else f"#{key}"

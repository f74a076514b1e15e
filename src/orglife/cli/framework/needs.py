"""What a command can't do without, beside the arguments that its parser requires.

In the order in which it is asked for on a terminal; `a|b` is satisfied by either, and asks for the
first. Off a terminal the command itself refuses, with the option's name.
"""

from __future__ import annotations

NEEDS = {
    "plan add": ("on",),
    "plan move": ("reason",),
    "plan cancel": ("reason",),
    "activity amend": ("reason",),
    "vote": ("activity", "motion", "yes"),
    "criticism hold": ("on",),
    "member add": ("standing|full_since",),
    "member excuse": ("from_|until",),
    "member exempt": ("from_|until",),
    "member mobile": ("from_|until",),
    "member transfer-out": ("on|received",),
    "group create": ("member",),
    "committee elect": ("seats", "issued", "returned", "votes"),
    "admission add": ("applied",),
    "admission advance": ("to",),
    "admission training": ("days|hours",),
    "admission extend": ("months",),
    "admission end": ("reason",),
    "report changes": ("since",),
}
ALONG = frozenset({"vote no", "vote abstain"})
"""What is asked for where something else is, though it has a value of its own: Enter takes that."""
FUTURE = frozenset({"plan add on", "plan move day", "task add due", "task edit due"})
"""Days without a year that are to come."""

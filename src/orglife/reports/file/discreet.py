"""What the history does not tell: texts that are kept apart, and what care is about."""

from __future__ import annotations

from orglife.messages import Message, say
from orglife.model.past import Event, Step

TASKS = "orglife task"


def is_private(step: Step) -> bool:
    """Whether a step changed a text that is kept apart, or a task of a private kind."""
    states = (step.before, step.after)
    return step.table == "private" or any(getattr(one, "is_private", False) for one in states)


def typed(event: Event) -> str:
    """Return the command of an invocation; about care without what was said of it."""
    command = event.command
    if not command.startswith(f"{TASKS} ") or not any(map(is_private, event.steps)):
        return command
    verb = command.removeprefix(TASKS).split()[0]
    return f"{TASKS} {verb} ..."


def command_of(event: Event) -> Message | str:
    """Return the command of an invocation, or that it was erased."""
    return typed(event) or say("(erased)")

"""What `verify` found: whether the chain holds, and whether a state handed in earlier is in it."""

from __future__ import annotations

from orglife.errors import RefusedError
from orglife.messages import Message, say, say_n
from orglife.model.branch import Branch
from orglife.reports.view import Heading, Line, View

SHORTEST = 8
"""Characters of a digest that say which is meant."""


def verdict_view(
    branch: Branch,
    problems: tuple[Message, ...],
    heads: tuple[str, ...],
    erased: int,
    head: str = "",
) -> View:
    """Return the verdict. `heads` are those of the chain, the oldest first; `head` is asked for.

    A head that is not in the chain is one more problem: the past was rewritten since, or the
    digest is that of another branch.

    Raises:
        RefusedError: `head` is too short to say anything.
    """
    place = _place(heads, head) if head else None
    if head and place is None:
        problems = (
            *problems,
            say("the state {head} is not in this file's past: it was rewritten", head=head),
        )
    lines = [Line(one, "error") for one in problems]
    if not problems:
        lines.append(
            Line(
                say_n(
                    "the history of {n} entry holds, and every record is what it says",
                    "the history of {n} entries holds, and every record is what it says",
                    len(heads),
                )
            )
        )
    if erased:
        lines.append(
            Line(
                say_n(
                    "{n} content was erased by purge", "{n} contents were erased by purge", erased
                )
            )
        )
    if place is not None:
        later = len(heads) - place
        lines.append(
            Line(
                say("the state {head} is that of now", head=head)
                if not later
                else say_n(
                    "the state {head} is that after entry {place}; {n} entry was made since",
                    "the state {head} is that after entry {place}; {n} entries were made since",
                    later,
                    head=head,
                    place=place,
                )
            )
        )
    newest = heads[-1] if heads else ""
    lines.append(Line(say("head of the history: {head}", head=newest)))
    data = {
        "schema": "orglife.verify/1",
        "branch": branch.meta.name,
        "head": newest,
        "entries": len(heads),
        "erased": erased,
        "asked": head or None,
        "found_after": place,
        "problems": list(problems),
    }
    return View(
        data,
        (Heading(say("{branch}: the file against its history", branch=branch.meta.name)), *lines),
    )


def _place(heads: tuple[str, ...], head: str) -> int | None:
    """Return the number of the entry after which the head was this one."""
    wanted = head.strip().lower()
    if len(wanted) < SHORTEST:
        raise RefusedError(
            say("{head} is too short for a digest", head=head),
            hint=say("give at least {n} of its characters", n=SHORTEST),
        )
    return next((place for place, one in enumerate(heads, 1) if one.startswith(wanted)), None)

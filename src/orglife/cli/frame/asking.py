"""On a terminal any command asks for what it can't do without, and then says itself as one line.

The answers are put behind the words that were typed, and the whole is parsed again: what is asked
for and what is typed take the same way.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from typer._click.exceptions import MissingParameter

from orglife.cli.frame.run import ASKED, Run
from orglife.cli.process import environment
from orglife.cli.typed.options import given

Parse = Callable[[list[str]], list[str]]


def path_of(ctx: Any) -> str:
    """Return the command without `orglife`: `member add`."""
    return str(ctx.command_path).partition(" ")[2]


class Asked:
    """What was typed, and the words that each answer added."""

    def __init__(self, typed: list[str], parse: Parse) -> None:
        self.typed = typed
        self.parse = parse
        self.answers: list[list[str]] = []

    def complete(self, ctx: Any) -> list[str]:
        """Parse the words; ask for what is missing until nothing is.

        Raises:
            MissingParameter: an argument is missing and nobody can be asked.
        """
        while True:
            try:
                rest = self.parse([*self.typed, *(word for one in self.answers for word in one)])
                wanted = _needed(ctx) if _somebody(ctx) else None
            except MissingParameter as error:
                wanted = error.param
                if wanted is None or not _somebody(ctx):
                    raise
            if wanted is None:
                return rest
            self._ask(ctx, wanted)

    def _ask(self, ctx: Any, wanted: Any) -> None:
        from orglife.cli.frame.dialogue import GoBack

        ctx.meta[ASKED] = self
        try:
            self.answers.append(_words(ctx, wanted))
        except GoBack:
            del self.answers[-1:]


def invoke(ctx: Any, run: Callable[[], Any]) -> Any:
    """Run the command; `<` at its summary asks for the last answer again.

    Where something was asked for, the command is said as one line in the end.
    """
    asked: Asked | None = ctx.meta.get(ASKED)
    if asked is None:
        return run()
    from orglife.cli.frame.dialogue import GoBack

    while True:
        try:
            done = run()
        except GoBack:
            del asked.answers[-1:]
            asked.complete(ctx)
            continue
        same_as(ctx.find_root().obj.session)
        return done


def _somebody(ctx: Any) -> bool:
    options = given(ctx)
    return (
        not ctx.resilient_parsing
        and not options.get("no_input")
        and options.get("format") != "json"
        and environment.is_terminal(sys.stdin)
        and environment.is_terminal(sys.stderr)
    )


def _needed(ctx: Any) -> Any:
    """Return the first parameter that the command needs and does not have."""
    from orglife.cli.typed.needs import NEEDS

    for names in NEEDS.get(path_of(ctx), ()):
        if not any(_has(ctx, name) for name in names.split("|")):
            wanted = names.partition("|")[0]
            return next(one for one in ctx.command.params if one.name == wanted)
    return _along(ctx) if ASKED in ctx.meta else None


def _along(ctx: Any) -> Any:
    """Return the first parameter to be asked for along with others, if it was not typed."""
    from orglife.cli.typed.needs import ALONG

    for param in ctx.command.params:
        source = ctx.get_parameter_source(param.name)
        if f"{path_of(ctx)} {param.name}" in ALONG and source.name == "DEFAULT":
            return param
    return None


def _has(ctx: Any, name: str) -> bool:
    value = ctx.params.get(name)
    return value is not None and value not in ("", [], ())


def _words(ctx: Any, param: Any) -> list[str]:
    """Return the words that the answer adds to the command line."""
    kind = getattr(ctx.command.callback, "orglife_kind", "reads")
    session = Run.of(ctx, kind=kind)
    from orglife.cli.frame.question import answer_to

    values = answer_to(session, path_of(ctx), param)
    if param.param_type_name == "argument":
        return list(values)
    option = max(param.opts, key=len)
    return [word for value in values for word in (option, value)]


def same_as(session: Run) -> None:
    """Say the one line that does what was asked for; once a run."""
    from orglife.messages import say

    if not session.retold:
        session.retold = True
        session.say(say("The same as: {command}", command=session.command))

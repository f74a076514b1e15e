"""`noun`, `reads`, `writes`; `show`, `change`, `confirm`.

What a command module needs: `Session`, `noun`, `reads`, `writes`.

    app = noun("group", "Groups: who is in them and who leads them")

    @app.command("create")
    @writes
    def create(session: Session, name: Annotated[str, typer.Argument(help="...")]) -> None:
        "Create a group of three or more members, one of them a full member."
        from orglife.actions.people.group import create_group

        session.change(lambda branch: create_group(branch, name, day=session.day("")))

See `docs/how-to/add-a-command.md`.

`Session`: what a command works with; the command only says what is to be shown or changed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import get_annotations
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, overload

import typer

from orglife.cli.framework.session import Run
from orglife.cli.framework.typer_classes import OrglifeGroup
from orglife.messages import Message

if TYPE_CHECKING:
    from orglife.actions.change import Change
    from orglife.model.branch import Branch
    from orglife.reports.view import View

__all__ = ["Session", "noun", "reads", "writes"]

WHOLE = (int, int | None)
MOST = 9_999_999
"""No branch counts ten millions of anything; what is counted stays far below 2^53."""

P = ParamSpec("P")
Framed = Callable[..., None]


def noun(name: str, help: str) -> typer.Typer:  # noqa: A002  # the name that typer uses
    """Return the group of commands of one noun: `orglife group create|list|...`."""
    return typer.Typer(
        name=name,
        help=help,
        cls=OrglifeGroup,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
    )


def reads(command: Callable[Concatenate[Session, P], None]) -> Framed:
    """Make a command that only reads: `--as-of`, `--known-on`, `-o` and the rest are added."""
    return _framed(command, "reads", ())


class Session(Run):
    """A run, and the three things that a command does with it. Each is imported when it is done."""

    def change(
        self,
        action: Callable[[Branch], Change],
        answer: Callable[[Change], View] | None = None,
    ) -> Change:
        """Write what `action` makes of the branch, in one update, and say what was done.

        With `--dry-run` nothing is written. An action that changes nothing writes nothing. An
        `answer`, such as the verdict on a vote, goes to stdout.
        """
        from orglife.cli.framework.change import apply_change

        return apply_change(self, action, answer)

    def show(self, view: View) -> None:
        """Print the view in the format asked for, or write it to `--output`."""
        from orglife.cli.framework.show import print_view

        print_view(self, view)

    def confirm(self, question: Message) -> None:
        """Ask whether to go on; `-y` answers beforehand.

        Raises:
            UsageError: nobody can be asked.
            RefusedError: the answer was no.
        """
        from orglife.cli.framework.prompts import ask_confirmation

        ask_confirmation(self, question)
        self.asked = False


@overload
def writes(command: Callable[Concatenate[Session, P], None]) -> Framed: ...


@overload
def writes(
    *, private: tuple[str, ...]
) -> Callable[[Callable[Concatenate[Session, P], None]], Framed]: ...


def writes(
    command: Callable[..., None] | None = None, *, private: tuple[str, ...] = ()
) -> Framed | Callable[[Callable[..., None]], Framed]:
    """Make a command that may change the file: `-y`, `-n` and the rest are added.

    `private` names parameters whose values never reach the history (texts of talks, criticism).
    """
    if command is not None:
        return _framed(command, "writes", private)
    return lambda function: _framed(function, "writes", private)


def _framed(command: Callable[..., None], kind: str, private: tuple[str, ...]) -> Framed:
    # Typer hands the context to the parameter that is annotated with it; the wrapper makes a
    # session of it. The others are evaluated here once; Typer would do so twice.
    command.__annotations__["session"] = typer.Context
    command.__annotations__.update(get_annotations(command, eval_str=True))
    _bound(command.__annotations__)

    @wraps(command)
    def run(session: typer.Context, **values: Any) -> None:
        command(Session.of(session, kind=kind, private=private), **values)

    run.orglife_kind = kind  # type: ignore[attr-defined]  # read where the command is built
    return run


def _bound(annotations: dict[str, Any]) -> None:
    """Give every whole number that is typed its bounds: from 0 to `MOST`, if it has no others."""
    for annotation in annotations.values():
        if getattr(annotation, "__origin__", None) in WHOLE:
            for told in annotation.__metadata__:
                told.min = 0 if told.min is None else told.min
                told.max = MOST if told.max is None else told.max

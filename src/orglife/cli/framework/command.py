"""What a command module imports: `noun`, `reads`, `writes`, `show`, `change`, `confirm`, `Session`.

    app = noun("group", "Groups: who is in them and who leads them", examples=("group list",))

    @app.command("create")
    @writes(examples=('group create "Group 4" --member "Li Si; Wang Wu; Zhao Min"',))
    def group_create(session: Session, name: Annotated[str, argument("Its name")]) -> None:
        "Create a group of three or more members, one of them a full member."
        from orglife.actions.people.groups import create_group

        change(session, lambda branch: create_group(branch, name, day=session.today))

See `docs/how-to/add-a-command.md`. `show`, `change` and `confirm` import what they need when they
are called; `argument` and `option` are in `options.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import get_annotations
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

import typer

from orglife.cli.framework.session import Session
from orglife.cli.framework.typer_classes import OrglifeGroup
from orglife.messages import Message

if TYPE_CHECKING:
    from orglife.actions.change import Change
    from orglife.model.branch import Branch
    from orglife.reports.view import View

__all__ = ["Session", "change", "confirm", "noun", "reads", "show", "writes"]

WHOLE = (int, int | None)
MOST = 9_999_999
"""No branch counts ten millions of anything; what is counted stays far below 2^53."""

P = ParamSpec("P")
Framed = Callable[..., None]


def noun(
    name: str,
    help: str,  # noqa: A002  # the name that Typer uses
    *,
    examples: tuple[str, ...] = (),
) -> typer.Typer:
    """Return the group of commands of one noun: `orglife group create|list|...`.

    `examples` are command lines without `orglife`; its help begins with them.
    """
    return typer.Typer(
        name=name,
        help=help,
        cls=type("OrglifeNoun", (OrglifeGroup,), {"examples": examples}),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
    )


def reads(
    *, examples: tuple[str, ...] = ()
) -> Callable[[Callable[Concatenate[Session, P], None]], Framed]:
    """Make a command that only reads: `--as-of`, `--known-on`, `-o` and the rest are added.

    `examples` are command lines without `orglife`; its help begins with them.
    """
    return lambda command: _framed(command, "reads", examples)


def writes(
    *,
    examples: tuple[str, ...] = (),
    private: tuple[str, ...] = (),
    stdin: tuple[str, ...] = (),
) -> Callable[[Callable[Concatenate[Session, P], None]], Framed]:
    """Make a command that may change the file: `-y`, `-n` and the rest are added.

    `examples` are command lines without `orglife`; its help begins with them. `private` names
    parameters whose values never reach the history (texts of talks, criticism); these, and those
    in `stdin`, are read from stdin if their value is `-`.
    """
    return lambda command: _framed(command, "writes", examples, private, stdin)


def _framed(
    command: Callable[..., None],
    kind: str,
    examples: tuple[str, ...],
    private: tuple[str, ...] = (),
    stdin: tuple[str, ...] = (),
) -> Framed:
    # Typer hands the context to the parameter that is annotated with it; the wrapper makes a
    # session of it. The others are evaluated here once; Typer would do so twice.
    command.__annotations__["session"] = typer.Context
    command.__annotations__.update(get_annotations(command, eval_str=True))
    _bound(command.__annotations__)

    @wraps(command)
    def run(session: typer.Context, **values: Any) -> None:
        made = Session.of(session, kind=kind, private=private)
        if private or stdin:
            from orglife.cli.framework.private_text import with_stdin

            values = with_stdin(made, values, (*private, *stdin))
        command(made, **values)

    # Read where the command is built.
    run.orglife_kind = kind  # type: ignore[attr-defined]
    run.orglife_examples = examples  # type: ignore[attr-defined]
    run.orglife_accepted = {  # type: ignore[attr-defined]
        name: declared.accepted
        for name, annotation in command.__annotations__.items()
        for declared in getattr(annotation, "__metadata__", ())
        if hasattr(declared, "accepted")
    }
    return run


def _bound(annotations: dict[str, Any]) -> None:
    """Give every whole number that is typed its bounds: from 0 to `MOST`, if it has no others."""
    for annotation in annotations.values():
        if getattr(annotation, "__origin__", None) in WHOLE:
            for told in annotation.__metadata__:
                told.min = 0 if told.min is None else told.min
                told.max = MOST if told.max is None else told.max


def show(session: Session, view: View) -> None:
    """Print `view` in the format of `--format`, or write it to the file of `--output`."""
    from orglife.cli.framework.show import print_view

    print_view(session, view)


def change(
    session: Session,
    action: Callable[[Branch], Change],
    answer: Callable[[Change], View] | None = None,
) -> Change:
    """Write what `action` makes of the branch in one update of the store; return its `Change`.

    Warnings, summary and how to undo it go to stderr. With `--dry-run`, or if the branch comes
    out equal, nothing is written. The view of `answer`, such as the result of a vote, goes to
    stdout.

    Raises:
        RefusedError: values were asked for on the terminal, and writing was not confirmed.
    """
    from orglife.cli.framework.change import apply_change

    return apply_change(session, action, answer)


def confirm(session: Session, question: Message) -> None:
    """Ask a yes/no question on the terminal and return if the answer is yes; `-y` is a yes.

    Raises:
        UsageError: nobody can be asked.
        RefusedError: the answer was no.
    """
    from orglife.cli.framework.prompts import ask_confirmation

    ask_confirmation(session, question)
    session.asked = False

"""`record_options`: the options of a command that set fields of a record, from its table.

    @app.command("edit")
    @writes()
    @record_options(MEMBER_FIELDS, EDIT)
    def member_edit(session: Session, name: ..., *, fields: TypedFields) -> None:
        change(session, lambda branch: edit_member(branch, name, fields.parse(session), ...))

A new field of the record, or a new command for it, is then said in `model/fields/` alone.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

from orglife.cli.framework.options import option as option_of
from orglife.model.fields.field import AMEND, EDIT, Command
from orglife.model.fields.values import COUNT, FILE, FLAG

if TYPE_CHECKING:
    from orglife.cli.framework.session import Session
    from orglife.model.fields.field import FieldTable, Option
    from orglife.model.fields.values import ValueType

CORRECTING = EDIT | AMEND
"""Commands whose options replace what is on record: what was not typed is None."""


class TypedFields:
    """The values of a record's fields as they were typed, by the names that actions know."""

    def __init__(self, table: FieldTable, command: Command, typed: dict[str, Any]) -> None:
        self.typed = typed
        self._table = table
        self._command = command
        self._texts: dict[str, str] = {}

    def read_files(self) -> None:
        """Read the texts that are typed as names of files, once; for before a lock is taken.

        Raises:
            MissingFileError, StoreError: there is no such file, or it can't be read.
        """
        from orglife.cli.framework.arguments import read_text

        for name, value_type, _ in self._table.options(self._command):
            if value_type is FILE and self.typed[name] and name not in self._texts:
                self._texts[name] = read_text(self.typed[name])

    def parse(self, session: Session, **answers: Any) -> dict[str, Any]:
        """Return the values that were typed, parsed, by name; `answers` replace what was typed.

        A correction (`EDIT`) has every value that was typed, an empty text too if it may clear the
        field; a list only if it names something. Other commands have what is not empty.

        Raises:
            OrglifeError: a value can't be read.
        """
        self.read_files()
        found: dict[str, Any] = {}
        for name, value_type, option in self._table.options(self._command):
            typed = answers.get(name, self.typed[name])
            if typed is None:
                continue
            if value_type is FILE:
                value = self._texts.get(name)
                if value is not None:
                    found[name] = value
            elif value_type in (FLAG, COUNT):
                if typed is not False or self._command in CORRECTING:
                    found[name] = typed
            elif self._command is EDIT and isinstance(typed, str) and value_type.clearable:
                found[name] = value_type.parse(typed, session, option.name)
            elif typed and (value := value_type.parse(typed, session, option.name)):
                found[name] = value
        return found


def record_options(
    table: FieldTable, command: Command
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add the options of `command` in `table` to a function; it gets them as `fields`.

    They stand after its own parameters, in the order of the record's fields.
    """

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        hints = inspect.get_annotations(function, eval_str=True)
        own = [
            parameter.replace(annotation=hints.get(name, parameter.annotation))
            for name, parameter in inspect.signature(function).parameters.items()
            if name != "fields"
        ]
        taken = {parameter.name for parameter in own}
        named = {
            _parameter_name(option, taken): (name, value_type, option)
            for name, value_type, option in table.options(command)
        }
        added = [
            _parameter(key, value_type, option, command)
            for key, (_, value_type, option) in named.items()
        ]

        @wraps(function)
        def run(*arguments: Any, **values: Any) -> None:
            typed = {name: values.pop(key) for key, (name, _, _) in named.items()}
            function(*arguments, **values, fields=TypedFields(table, command, typed))

        signature = inspect.Signature([*own, *added])
        run.__signature__ = signature  # type: ignore[attr-defined]
        run.__annotations__ = {one.name: one.annotation for one in signature.parameters.values()}
        return run

    return decorate


def _parameter_name(option: Option, taken: set[str]) -> str:
    """Return `for_year` of `--for-year`; `new_name` where the command has a `name` of its own."""
    name = option.name.split("/")[0].removeprefix("--").replace("-", "_")
    return f"new_{name}" if name in taken else name


def _parameter(
    name: str, value_type: ValueType, option: Option, command: Command
) -> inspect.Parameter:
    correcting = command in CORRECTING
    several = value_type.annotation == list[str]
    optional = (
        not several
        and value_type is not FILE
        and ((correcting and (command is EDIT or value_type is FLAG)) or value_type is COUNT)
    )
    blank: Any = [] if several else False if value_type is FLAG else ""
    accepts: Any = option.values or value_type.values
    info = option_of(
        option.name if correcting else option.name.split("/")[0],
        metavar=option.metavar or None,
        help=option.help_on(command),
        values=accepts,
        needed=command in option.needed_on,
        unless=option.unless if command in option.needed_on else "",
        future=value_type.future,
    )
    annotation = value_type.annotation | None if optional else value_type.annotation
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        default=None if optional else blank,
        annotation=Annotated[annotation, info],
    )

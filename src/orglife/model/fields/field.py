"""`Field`, `FieldTable`, and `field_table`, which finds the table of a record.

A record keeps its typed Struct; its table says the rest of each field once: the word for it, its
option on each command, its columns in sheets, its line in `show`. `tests/model/test_fields.py`
compares the two. Commands that only check rules import nothing of this folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Flag, auto
from functools import lru_cache
from types import EllipsisType
from typing import Any, Final

from msgspec import Struct

from orglife.messages import Message
from orglife.model.branch import Branch
from orglife.model.fields.values import ValueType
from orglife.model.terms import Term

Order = tuple[str | EllipsisType, ...]
"""Names in their order; `...` stands for all that are not named."""


class Command(Flag):
    """The commands whose options set fields of a record."""

    LOG = auto()
    EDIT = auto()
    AMEND = auto()
    HOLD = auto()
    PLAN = auto()
    ADD = auto()
    DONE = auto()


LOG, EDIT, AMEND, HOLD, PLAN, ADD, DONE = Command


class Option(Struct, frozen=True):
    """How commands take a field. `name` may hold both forms of a flag: `--online/--not-online`.

    `helps` replaces `help` for some commands. `key` is the value's name where it is only a part of
    the field, which then has a `type` of its own. `clear`: `--clear` may empty it. `values` is what
    it takes where the type does not say that. On the commands of `needed_on` it is asked for on a
    terminal, `unless` the parameter of that name was typed.
    """

    name: str
    help: str
    on: Command
    helps: dict[Command, str] = {}
    metavar: str = ""
    key: str = ""
    type: ValueType | None = None
    clear: bool = False
    values: str = ""
    needed_on: Command = Command(0)
    unless: str = ""

    def help_on(self, command: Command) -> str:
        """Return what the help of `command` says."""
        return next((text for on, text in self.helps.items() if command in on), self.help)


class SheetField(Struct, frozen=True):
    """A column of the register, the roster or the tasks.

    `key` names it for `--map`; `zh` is its Chinese heading, else the field's word; `also` are
    further headings, apart by `|`, under which an import finds it. `exported_as` is the heading of
    an export, else the key; `exported` is False where only an import knows it. A sitting has one
    row: with `first_part` its first activity speaks for it, else any that has a value.
    """

    key: str
    zh: str = ""
    also: str = ""
    exported_as: str = ""
    exported: bool = True
    first_part: bool = True


class Field(Struct, frozen=True):
    """A field of a record, for people.

    `line` is its line in `show`, with `{text}` for the value; None where there is none, or the
    view says it in its own way. `in_json` is False where `show` leaves it out of JSON.
    """

    name: str
    term: Term
    type: ValueType
    options: tuple[Option, ...] = ()
    sheets: tuple[SheetField, ...] = ()
    line: Message | None = None
    in_json: bool = True


def field(
    name: str,
    value_type: ValueType,
    *parts: Option | SheetField,
    zh: str,
    en: str = "",
    line: Message | None = None,
    in_json: bool = True,
) -> Field:
    """Return a field with its options and columns; its English word is its name, if not `en`."""
    return Field(
        name,
        Term(name, en=en or name.replace("_", " "), zh=zh),
        value_type,
        tuple(part for part in parts if isinstance(part, Option)),
        tuple(part for part in parts if isinstance(part, SheetField)),
        line,
        in_json,
    )


class FieldColumn(Struct, frozen=True):
    """A column of a sheet with the field it belongs to."""

    sheet: SheetField
    field: Field

    @property
    def zh(self) -> str:
        """The Chinese heading."""
        return self.sheet.zh or self.field.term.title("zh")

    @property
    def titles(self) -> tuple[str, ...]:
        """Every heading under which an import finds it.

        Not a Chinese heading with a bracketed hint: an import compares headings without the hints.
        """
        also = self.sheet.also.split("|") if self.sheet.also else ()
        named = () if "（" in self.zh else (self.zh,)
        exported = (self.sheet.exported_as,) if self.sheet.exported_as else ()
        return (self.sheet.key, *exported, *named, *also)


class FieldTable:
    """The fields of one record, by name in the record's order."""

    def __init__(self, record: type, fields: Iterable[Field]) -> None:
        self.record = record
        self.fields: Final = {one.name: one for one in fields}
        self._in_json = tuple(name for name, one in self.fields.items() if one.in_json)
        self._said = tuple(name for name, one in self.fields.items() if one.line is not None)

    def __getitem__(self, name: str) -> Field:
        return self.fields[name]

    def lines(
        self, branch: Branch, record: Any, order: Order, own: Mapping[str, Message | None]
    ) -> Iterator[Message]:
        """Yield the lines of a record in `order`; what is not known is left out.

        A message of `own` replaces the line of its name; None leaves the line out.
        """
        for name in ordered(order, (*own, *self._said)):
            if name in own:
                said = own[name]
                if said is not None:
                    yield said
            elif value := getattr(record, name):
                text = self.fields[name].line
                if text is not None:
                    yield Message(text.text, {"text": self.fields[name].type.shown(branch, value)})

    def data(
        self,
        branch: Branch,
        record: Any,
        order: Order,
        own: Mapping[str, Any],
        without: Iterable[str] = (),
    ) -> dict[str, Any]:
        """Return a record for programs, its keys in `order`, those of `without` left out.

        `own` has the keys that are derived, and the values of fields that are said otherwise.
        """
        left_out = set(without)
        return {
            name: own[name]
            if name in own
            else self.fields[name].type.data(branch, getattr(record, name))
            for name in ordered(order, (*own, *self._in_json))
            if name not in left_out
        }

    def options(self, command: Command) -> Iterator[tuple[str, ValueType, Option]]:
        """Yield name, type and option of every value that `command` sets, in the fields' order."""
        for one in self.fields.values():
            for option in one.options:
                if command in option.on:
                    yield option.key or one.name, option.type or one.type, option

    def columns(self) -> Iterator[FieldColumn]:
        """Yield the columns of the fields in sheets, in the fields' order."""
        for one in self.fields.values():
            for sheet in one.sheets:
                yield FieldColumn(sheet, one)


@lru_cache
def ordered(order: Order, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return `names` in `order`; those that it does not name stand at its `...`."""
    known = dict.fromkeys(names)
    rest = [name for name in known if name not in order]
    return tuple(
        name
        for one in order
        for name in (rest if isinstance(one, EllipsisType) else [one] if one in known else [])
    )


def field_table(record: type) -> FieldTable:
    """Return the table of a record type, of those that stand in a branch's file.

    Raises:
        KeyError: another type.
    """
    from importlib import import_module

    module, name = TABLES[record.__name__].split(":")
    table: FieldTable = getattr(import_module(f"orglife.model.fields.{module}"), name)
    return table


TABLES = {
    "Activity": "activity:ACTIVITY_FIELDS",
    "Task": "task:TASK_FIELDS",
    "Member": "people:MEMBER_FIELDS",
    "Group": "people:GROUP_FIELDS",
    "Post": "people:POST_FIELDS",
    "Meta": "branch:META_FIELDS",
    "LocalKind": "branch:LOCAL_KIND_FIELDS",
    "LocalRule": "branch:LOCAL_RULE_FIELDS",
    "Waiver": "branch:WAIVER_FIELDS",
    "PrivateText": "branch:PRIVATE_TEXT_FIELDS",
}
"""The table of each record that has one of its own in the file."""

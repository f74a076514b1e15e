"""`Field`, `FieldTable`, the types of values, and `field_table`, which finds the table of a record.

A record keeps its typed Struct; its table says the rest of each field once: the word for it, its
option on each command, its columns in sheets, its line in `show`. `tests/model/test_fields.py`
compares the two. Commands that only check rules import nothing of this folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Flag, auto
from functools import lru_cache
from types import EllipsisType
from typing import Any, Final, Protocol

from msgspec import Struct

from orglife.messages import Message
from orglife.model.branch import Branch
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


class ParseContext(Protocol):
    """What a typed value is read with: a session of the command line, or a test's own."""

    @property
    def today(self) -> date:
        """The day of the command."""

    def day(self, text: str, *, future: bool = False) -> date:
        """Return the day that `text` means; today for an empty one."""


class ValueType:
    """A type of value: how it is typed, resolved in a branch, shown, and written to JSON and cells.

    `annotation` is the type of an option; a list is an option that may be repeated. `stored` is
    the type of the record's field, None where any may stand.
    """

    annotation: Any = str
    stored: Any = str
    clearable: bool = True
    """Whether an empty text, typed in a correction, empties the field."""
    values: str = "text"
    """What an option takes, for completion and questions: `members`, `day`, ..."""
    future: bool = False
    """Whether a day without a year is the nearest to come."""

    def parse(self, typed: Any, context: ParseContext, option: str) -> Any:  # noqa: ARG002
        """Return the value of what was typed, names still as text; `option` is named in errors."""
        return typed

    def resolve(self, branch: Branch, value: Any, guests: tuple[str, ...]) -> Any:  # noqa: ARG002
        """Return the value as the record keeps it: texts stripped, names as ids."""
        return value.strip()

    def shown(self, branch: Branch, value: Any) -> Any:  # noqa: ARG002
        """Return the value as it stands in a sentence."""
        return value

    def data(self, branch: Branch, value: Any) -> Any:
        """Return the value as it stands in JSON."""
        return self.shown(branch, value)

    def cell(self, branch: Branch, value: Any, names: Mapping[int, str]) -> Any:  # noqa: ARG002
        """Return the value as a cell of a sheet, None for nothing; `names` is id to unique name."""
        return value or None


class _Texts(ValueType):
    annotation = list[str]
    stored = tuple[str, ...]

    def parse(self, typed: Any, context: ParseContext, option: str) -> Any:  # noqa: ARG002
        return tuple(typed)

    def resolve(self, branch: Branch, value: Any, guests: tuple[str, ...]) -> Any:  # noqa: ARG002
        return tuple(text.strip() for text in value if text.strip())

    def data(self, branch: Branch, value: Any) -> Any:  # noqa: ARG002
        return list(value)

    def cell(self, branch: Branch, value: Any, names: Mapping[int, str]) -> Any:  # noqa: ARG002
        return "; ".join(value) or None


class _Names(_Texts):
    def parse(self, typed: Any, context: ParseContext, option: str) -> Any:  # noqa: ARG002
        from orglife.model.name_lists import split_names

        return tuple(dict.fromkeys(name for text in typed for name in split_names(text)))


class _Kept(ValueType):
    """A value that is kept as it was parsed."""

    def resolve(self, branch: Branch, value: Any, guests: tuple[str, ...]) -> Any:  # noqa: ARG002
        return value


class _Day(_Kept):
    """A day. `future`: without a year the nearest to come; `clearable`: an empty text is None."""

    stored = date
    values = "day"

    def __init__(self, *, future: bool = False, clearable: bool = True) -> None:
        self.future, self.clearable = future, clearable

    def parse(self, typed: Any, context: ParseContext, option: str) -> Any:  # noqa: ARG002
        if self.clearable and not typed:
            return None
        return context.day(typed, future=self.future)


class _PartialDay(_Kept):
    stored = None
    clearable = False
    values = "day"

    def parse(self, typed: Any, context: ParseContext, option: str) -> Any:  # noqa: ARG002
        from orglife.model.dates import read_partial

        return read_partial(typed, today=context.today) if typed else None

    def data(self, branch: Branch, value: Any) -> Any:  # noqa: ARG002
        return str(value) if value is not None else None

    def cell(self, branch: Branch, value: Any, names: Mapping[int, str]) -> Any:  # noqa: ARG002
        """Return a whole date as a day; a month stays the text that it is."""
        if value is None:
            return None
        return value.first if value.day is not None else str(value)


class _Clock(_Kept):
    def parse(self, typed: Any, context: ParseContext, option: str) -> Any:  # noqa: ARG002
        from orglife.model.duration import read_clock

        return read_clock(typed)


class _Minutes(_Kept):
    """A length in whole minutes, typed and shown as hours."""

    stored = int

    def parse(self, typed: Any, context: ParseContext, option: str) -> Any:  # noqa: ARG002
        from orglife.model.duration import read_hours

        return read_hours(typed)

    def shown(self, branch: Branch, value: Any) -> Any:  # noqa: ARG002
        from orglife.model.duration import hours_text

        return hours_text(value)

    def data(self, branch: Branch, value: Any) -> Any:  # noqa: ARG002
        return value


class _Year(_Kept):
    stored = int

    def parse(self, typed: Any, context: ParseContext, option: str) -> Any:  # noqa: ARG002
        from orglife.model.dates import parse_year

        return parse_year(typed, option)

    def shown(self, branch: Branch, value: Any) -> Any:  # noqa: ARG002
        return str(value)

    def data(self, branch: Branch, value: Any) -> Any:  # noqa: ARG002
        return value

    def cell(self, branch: Branch, value: Any, names: Mapping[int, str]) -> Any:  # noqa: ARG002
        return str(value) if value is not None else None


class _Count(_Kept):
    annotation = int
    stored = int


class _Flag(_Kept):
    annotation = bool
    stored = bool

    def cell(self, branch: Branch, value: Any, names: Mapping[int, str]) -> Any:  # noqa: ARG002
        return Term("yes", en="yes", zh="是") if value else None


class _Person(ValueType):
    """A member, kept by id."""

    stored = int
    values = "members"

    def resolve(self, branch: Branch, value: Any, guests: tuple[str, ...]) -> Any:  # noqa: ARG002
        from orglife.model.names import find_member

        return find_member(branch, value).id if value else None

    def shown(self, branch: Branch, value: Any) -> Any:
        return branch.members[value].name if isinstance(value, int) else value

    def cell(self, branch: Branch, value: Any, names: Mapping[int, str]) -> Any:  # noqa: ARG002
        return names[value] if isinstance(value, int) else value


class _Participant(_Person):
    """A chair or recorder: a member by id, or one of the guests by name."""

    stored = int | str

    def resolve(self, branch: Branch, value: Any, guests: tuple[str, ...]) -> Any:
        """Return a member's id, or the name of a guest; None for an empty text.

        Raises:
            UnknownNameError, AmbiguousNameError: neither, or two members.
        """
        from orglife.model.names import find_member, members_named
        from orglife.model.terms import normalize

        if not value.strip():
            return None
        if normalize(value) in map(normalize, guests) and not members_named(branch, value):
            return value.strip()
        return find_member(branch, value).id


class _Lecturer(_Person):
    """A lecturer: a member by id, or anybody else by name, since many come from outside."""

    stored = int | str

    def resolve(self, branch: Branch, value: Any, guests: tuple[str, ...]) -> Any:  # noqa: ARG002
        from orglife.model.names import find_member, members_named

        if not value.strip():
            return None
        if members_named(branch, value) or value.strip().startswith(("#", "＃")):
            return find_member(branch, value).id
        return value.strip()


class _TextFile(_Kept):
    """A text, typed as the name of the file that holds it; read before it comes here."""

    values = "files"


class Code(_Kept):
    """A code out of a vocabulary, shown by its term; parsed by the action, which refuses others."""

    def __init__(self, *tables: Mapping[str, Term]) -> None:
        self.terms: Final[dict[str, Term]] = {
            code: term for table in tables for code, term in table.items()
        }

    def shown(self, branch: Branch, value: Any) -> Any:  # noqa: ARG002
        """Return the term of a code."""
        return self.terms.get(value, value)

    def data(self, branch: Branch, value: Any) -> Any:  # noqa: ARG002
        """Return the code itself."""
        return value

    def cell(self, branch: Branch, value: Any, names: Mapping[int, str]) -> Any:  # noqa: ARG002
        """Return the term of a code, None for an empty one."""
        return self.terms[value] if value else None


class _Reference(_Kept):
    """The id of another record."""

    stored = int


class _Group(_Reference):
    def shown(self, branch: Branch, value: Any) -> Any:
        return branch.groups[value].name

    def cell(self, branch: Branch, value: Any, names: Mapping[int, str]) -> Any:  # noqa: ARG002
        return branch.groups[value].name if value is not None else None


class _Record(_Reference):
    def cell(self, branch: Branch, value: Any, names: Mapping[int, str]) -> Any:  # noqa: ARG002
        return f"#{value}" if value is not None else None


class _Opaque(_Kept):
    """A record within the record, or several: whoever shows it has its own way."""

    stored = None


TEXT, TEXTS, NAMES, FILE = ValueType(), _Texts(), _Names(), _TextFile()
DAY, DAY_TO_COME, FIXED_DAY = _Day(), _Day(future=True), _Day(clearable=False)
PARTIAL_DAY, CLOCK, MINUTES, YEAR = _PartialDay(), _Clock(), _Minutes(), _Year()
COUNT, FLAG, MEMBER, PARTICIPANT = _Count(), _Flag(), _Person(), _Participant()
LECTURER, REFERENCE, GROUP, RECORD, OPAQUE = (
    *(_Lecturer(), _Reference(), _Group(), _Record()),
    _Opaque(),
)


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

"""Types of values of fields: how each is typed, resolved in a branch, shown, in JSON, in cells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Protocol

from orglife.messages import say
from orglife.model.branch import Branch
from orglife.model.terms import Term


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

    def parse_cell(self, text: str) -> Any:
        """Return the value of a cell that is not empty, as `parse` returns it."""
        return " ".join(text.split())


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

    def parse_cell(self, text: str) -> Any:
        return tuple(part.strip() for part in text.replace("；", ";").split(";") if part.strip())


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

    def parse_cell(self, text: str) -> Any:
        from orglife.model.duration import read_clock

        return read_clock(text)


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

    def parse_cell(self, text: str) -> Any:
        """Return the number of a cell.

        Raises:
            InvalidRecordError: it is no whole number.
        """
        from orglife.errors import InvalidRecordError

        if not (text.isascii() and text.isdecimal() and len(text) < 8):
            raise InvalidRecordError(say("{text} is not a whole number", text=text))
        return int(text)


class _Flag(_Kept):
    annotation = bool
    stored = bool

    def cell(self, branch: Branch, value: Any, names: Mapping[int, str]) -> Any:  # noqa: ARG002
        return Term("yes", en="yes", zh="是") if value else None

    def parse_cell(self, text: str) -> Any:
        from orglife.model.terms import is_yes_answer

        return is_yes_answer(text)


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
        return self.terms.get(value, value) or None


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

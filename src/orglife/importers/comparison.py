"""Rows compared with the records that they mean: same, changed, new, gone, or a near match.

Shared by roster and register. What identifies a row is theirs; here is what follows from it: which
fields changed, which a later command decided, which an empty cell would clear, and what was said
about a row by `--match` and `--new`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from orglife.errors import RefusedError, UsageError
from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.group import Group, Post
from orglife.model.history import HistoryEvent, RecordChange, RecordState
from orglife.model.names import name_key
from orglife.model.terms import Term, normalize

Shown = str | Message | Term | tuple[str | Term | Message, ...]
"""A value as it is shown; empty where there is none."""
RecordPlace = tuple[str, int]
"""The table and id of a record."""
IMPORT_COMMANDS = ("import", "init")


class FieldChange(NamedTuple):
    """A field of a record that a sheet has otherwise: its name, what is on record, what it says."""

    field: str
    label: Message | Term | str
    old: Shown
    new: Shown
    key: str = ""
    """Where one field is decided in parts, as attendance is by person: the part's own name."""

    @property
    def clears(self) -> bool:
        """Whether the sheet has nothing where something is on record."""
        return bool(self.old) and not self.new

    @property
    def said(self) -> Message:
        """The change in words: `unit: A -> B`."""
        return say(
            "{field}: {old} -> {new}",
            field=self.label,
            old=self.old or say("(empty)"),
            new=self.new or say("(empty)"),
        )


class RowComparison(NamedTuple):
    """What a row has otherwise than its record."""

    changes: tuple[FieldChange, ...] = ()
    """To be applied."""
    kept: tuple[FieldChange, ...] = ()
    """Decided otherwise by a command since; left as on record."""
    uncleared: tuple[FieldChange, ...] = ()
    """Filled on record and empty in the sheet; left as on record without `--clear`."""

    @property
    def state(self) -> str:
        """The state of the row: `changed`, `kept` or `same`."""
        return "changed" if self.changes else "kept" if self.kept else "same"


class Choices(NamedTuple):
    """What was decided beforehand about the rows of an import."""

    match: Mapping[str, int] = {}
    """Row, as `3` or `SHEET!3`, to the id of the record that it means."""
    new: frozenset[str] = frozenset()
    """Rows that mean no record, whatever they resemble."""
    clear: bool = False
    prefer_sheet: bool = False
    decided: Callable[[], Mapping[RecordPlace, frozenset[str]]] = dict
    """Return of each record the fields that a command decided since a sheet said them."""


class RowChoices:
    """What was decided about rows by `--match` and `--new`, found by sheet and row."""

    def __init__(self, choices: Choices, sheets: Sequence[str]) -> None:
        self.match: dict[tuple[str, str], int] = {}
        self.new: set[tuple[str, str]] = set()
        self.several = len(sheets) > 1
        self._unused: dict[tuple[str, str], str] = {}
        for text, record in choices.match.items():
            place = self._place(text, sheets, "--match")
            self.match[place] = record
            self._unused[place] = f"--match {text}=#{record}"
        for text in sorted(choices.new):
            place = self._place(text, sheets, "--new")
            if place in self.match:
                raise UsageError(
                    say("row {row} can't be both: --match and --new", row=text),
                    hint=say("leave one of them out"),
                )
            self.new.add(place)
            self._unused[place] = f"--new {text}"

    def _place(self, text: str, sheets: Sequence[str], option: str) -> tuple[str, str]:
        name, mark, row = text.rpartition("!")
        row = row.strip().upper()
        if not mark and len(sheets) == 1:
            return sheets[0], row
        found = [sheet for sheet in sheets if mark and normalize(sheet) == normalize(name)]
        if found:
            return found[0], row
        if not mark:
            raise RefusedError(
                say("{option} {row}: of which sheet?", option=option, row=text),
                hint=say(
                    "several are imported; name it, as in {option} '{example}'",
                    option=option,
                    example=f"{sheets[0]}!{text}",
                ),
            )
        raise RefusedError(
            say("{option} {row}: no such sheet is imported", option=option, row=text),
            hint=say("the sheets: {names}", names=tuple(sheets)),
        )

    def option_for(self, sheet: str, row: str) -> str:
        """Return how a row is named in `--match` and `--new`."""
        return f"{sheet}!{row}" if self.several else row

    def matched(self, sheet: str, row: str) -> int | None:
        """Return the id that a row was said to mean, or None."""
        self._unused.pop((sheet, row), None)
        return self.match.get((sheet, row))

    def is_new(self, sheet: str, row: str) -> bool:
        """Whether a row was said to mean no record."""
        return (sheet, row) in self.new

    def refuse_unused(self) -> None:
        """Refuse what was said of a row that is none.

        Raises:
            RefusedError: it names a row in which there are no data.
        """
        if self._unused:
            raise RefusedError(
                say(
                    "{options}: there is no such row of data", options=tuple(self._unused.values())
                ),
                hint=say("rows are counted as the spreadsheet counts them; --dry-run shows them"),
            )


def compare_fields(
    pairs: Iterable[FieldChange], decided: frozenset[str], choices: Choices
) -> RowComparison:
    """Return what of `pairs`, fields that differ, is applied, kept and not cleared."""
    changes: list[FieldChange] = []
    kept: list[FieldChange] = []
    uncleared: list[FieldChange] = []
    for pair in pairs:
        if pair.clears and not choices.clear:
            uncleared.append(pair)
        elif (pair.key or pair.field) in decided and not choices.prefer_sheet:
            kept.append(pair)
        else:
            changes.append(pair)
    return RowComparison(tuple(changes), tuple(kept), tuple(uncleared))


def alike_text(one: str, other: str) -> bool:
    """Whether two texts are the same but for kinds of space, line breaks and what can't be seen."""
    return one == other or spaced_plainly(one) == spaced_plainly(other)


def spaced_plainly(text: str) -> str:
    """Return a text with every run of spaces as one plain space, and without invisible signs."""
    if text.isascii():
        return " ".join(text.split())
    import unicodedata

    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return " ".join(unicodedata.normalize("NFC", seen).split())


def nearly_same_name(one: str, other: str) -> bool:
    """Whether one name may be a slip of the other, or its form in other characters.

    One character more, less or other; of names in Latin letters one in each six.
    """
    from orglife.model.han_variants import usual_form

    first, second = usual_form(name_key(one)), usual_form(name_key(other))
    if first == second:
        return True
    longest = max(len(first), len(second))
    if min(len(first), len(second)) < 2:
        return False
    allowed = max(1, longest // 6) if first.isascii() else 1
    return edit_distance(first, second, allowed) <= allowed


def edit_distance(one: str, other: str, most: int) -> int:
    """Return how many characters differ, are missing or are swapped; `most + 1` for more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for place, theirs in enumerate(other, 1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (sign != theirs))
            swapped = at > 1 and place > 1 and sign == other[place - 2] and one[at - 2] == theirs
            if swapped:
                cost = min(cost, earlier[place - 2] + 1)
            row.append(cost)
    return min(row[-1], most + 1)


def decided_since(events: Sequence[HistoryEvent]) -> dict[RecordPlace, frozenset[str]]:
    """Return of each record the fields that a command changed after an import had touched it.

    What was undone never happened. A place in a group, a seat and the lead of a group count as
    fields of the member: `group`, `post`, `leader`.
    """
    undone: set[int] = set()
    for event in events:
        undone.update(event.undoes)
        undone.difference_update(event.redoes)
    imported: set[RecordPlace] = set()
    last: dict[RecordPlace, dict[str, bool]] = {}
    for event in events:
        if event.number in undone or event.undoes or event.redoes or event.schema:
            continue
        by_sheet = is_import(event.command)
        for step in event.steps:
            for place, fields in _touched(step):
                if by_sheet:
                    imported.add(place)
                elif place not in imported:
                    continue
                last.setdefault(place, {}).update(dict.fromkeys(fields, by_sheet))
    return {
        place: decided
        for place, fields in last.items()
        if (decided := frozenset(field for field, by_sheet in fields.items() if not by_sheet))
    }


def is_import(command: str) -> bool:
    """Whether a command line of the history is one of an import."""
    words = command.split()
    named = [word for word in words[:4] if word in IMPORT_COMMANDS]
    return bool(named) and named[0] == "import"


def _touched(step: RecordChange) -> list[tuple[RecordPlace, set[str]]]:
    """Return the records that a step touched, and which of their fields it changed."""
    found: list[tuple[RecordPlace, set[str]]] = []
    before, after = step.before, step.after
    if step.table == "groups":
        for field, rows in (("group", "memberships"), ("leader", "leaders")):
            members = _members_differing(before, after, rows)
            found += [(("members", member), {field}) for member in members]
        return found
    if step.table == "posts":
        members = {one.member for one in (before, after) if isinstance(one, Post)}
        return [(("members", member), {"post"}) for member in members]
    if step.table in ("members", "activities"):
        found.append(((step.table, step.id), _differing(before, after)))
    return found


def _members_differing(before: RecordState, after: RecordState, rows: str) -> set[int]:
    """Return the members whose rows (memberships, leads) a step changed."""
    sides = [
        set(getattr(one, rows)) if isinstance(one, Group) else set() for one in (before, after)
    ]
    return {row.member for row in sides[0] ^ sides[1]}


def _differing(before: RecordState, after: RecordState) -> set[str]:
    if before is None or after is None or isinstance(before, str) or isinstance(after, str):
        return set()
    fields = {
        name
        for name in getattr(before, "__struct_fields__", ())
        if getattr(before, name) != getattr(after, name, None)
    }
    if "attendance" in fields and isinstance(before, Activity) and isinstance(after, Activity):
        fields |= _attendance_differing(before, after)
    if "stages" in fields:
        fields |= {"standing", "joined", "full since"}
    return fields


def _attendance_differing(before: Activity, after: Activity) -> set[str]:
    """Return `attendance:5` for each member whose attendance differs."""
    found = set()
    people: set[int] = set()
    for one in (before, after):
        if one.attendance is not None:
            people |= one.attendance.expected
    for member in people:
        states = [
            None
            if one.attendance is None or member not in one.attendance.expected
            else one.attendance.others.get(member, "present")
            for one in (before, after)
        ]
        if states[0] != states[1]:
            found.add(attendance_key(member))
    return found


def attendance_key(member: int) -> str:
    """Return the name of one member's part of the attendance."""
    return f"attendance:{member}"

"""The options of `orglife import` about fields and rows, from text to values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orglife.errors import UsageError
from orglife.importers.comparison import Choices
from orglife.importers.header import field_named
from orglife.importers.import_result import collapse_warnings
from orglife.messages import Message, say
from orglife.model.terms import normalize

WARNED = 12
"""So many warnings are said one by one; the rest is counted, and the dry run shows them."""


def few_warnings(warnings: tuple[Message, ...]) -> tuple[Message, ...]:
    """Return warnings with those alike as one, and no more of them than anybody reads."""
    warnings = collapse_warnings(warnings)
    if len(warnings) <= WARNED:
        return warnings
    more = len(warnings) - WARNED
    return (*warnings[:WARNED], say("{n} more of these: --dry-run shows them", n=more))


def defaults_of(texts: Sequence[str], kind: str) -> dict[str, str]:
    """Return what `--default FIELD=VALUE` and `--kind` say, field to value.

    Raises:
        UsageError: one has no two sides.
        ChoiceError: there is no such field.
    """
    found: dict[str, str] = {}
    for text in texts:
        field, equals, value = text.partition("=")
        if not equals or not field.strip() or not value.strip():
            raise UsageError(
                say("{text} is not FIELD=VALUE", text=text),
                hint=say("write it as in --default {example}", example="standing=full"),
            )
        found[field_named(field)] = value.strip()
    if kind.strip():
        found["kind"] = kind.strip()
    return found


def choices_of(
    match: Sequence[str], new: Sequence[str], *, clear: bool, prefer_sheet: bool
) -> Choices:
    """Return what is said of rows with `--match ROW=#ID` and `--new ROW`.

    Raises:
        UsageError: one is not of that form, or a row is named twice.
    """
    matches: dict[str, int] = {}
    for text in match:
        row, equals, record = text.rpartition("=")
        number = normalize(record).removeprefix("#")
        if not equals or not row.strip() or not (number.isascii() and number.isdecimal()):
            raise UsageError(
                say("{text} is not ROW=#ID", text=text),
                hint=say("write it as in --match {example}", example="3=#2"),
            )
        if matches.setdefault(row.strip(), int(number)) != int(number):
            raise UsageError(
                say("row {row} can't be two records", row=row), hint=say("leave one of them out")
            )
    return Choices(matches, frozenset(row.strip() for row in new), clear, prefer_sheet)


def with_answers(choices: Choices, match: Mapping[str, int], new: Sequence[str]) -> Choices:
    """Return choices with what was answered about rows."""
    return choices._replace(match={**choices.match, **match}, new=choices.new | frozenset(new))

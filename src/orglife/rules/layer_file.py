"""A file of rules that a branch puts over the central pack: `[[rule]]` entries as in the pack.

An entry with a title is a whole rule. One without changes a rule that there is: `enabled`, and
parameters of its `check`. Everything unknown is refused by name; all problems are told at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from orglife.messages import Message, say
from orglife.model.names import nearest
from orglife.rules.rule import Rule
from orglife.rules.validate import check_problems, problems

FIELDS = tuple(field.name for field in msgspec.structs.fields(Rule))
CHANGEABLE = ("id", "enabled", "check")


class Entry(NamedTuple):
    """One entry: a whole rule, or what is changed about one that there is."""

    rule: str
    whole: Rule | None
    enabled: bool | None
    values: dict[str, Any]


class LayerFile(NamedTuple):
    """What a file says, and everything that is wrong with it."""

    entries: tuple[Entry, ...]
    problems: tuple[Message, ...]


def read_layer(text: str, rules: Mapping[str, Rule], kinds: Mapping[str, object]) -> LayerFile:
    """Read a layer's TOML; `rules` and `kinds` of activity are those that the branch knows."""
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return LayerFile((), (say("this is no TOML: {problem}", problem=str(error)),))
    found = [unknown("key", key, ("rule",)) for key in data if key != "rule"]
    tables = data.get("rule", [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        return LayerFile((), (*found, say("rules stand in [[rule]] tables")))
    if not tables and not found:
        found.append(say("there is no [[rule]] in it"))
    entries: list[Entry] = []
    for place, table in enumerate(tables, 1):
        entry, wrong = _entry(table, place, rules, kinds)
        found += wrong
        if entry is not None:
            if entry.rule in {one.rule for one in entries}:
                found.append(say("{rule}: it stands there twice", rule=entry.rule))
            entries.append(entry)
    return LayerFile(tuple(entries), tuple(found))


def _entry(
    table: dict[str, Any], place: int, rules: Mapping[str, Rule], kinds: Mapping[str, object]
) -> tuple[Entry | None, list[Message]]:
    name = table.get("id")
    if not isinstance(name, str) or not name:
        return None, [say("rule {place}: it needs an id", place=place)]
    wrong = [
        say("{rule}: {problem}", rule=name, problem=unknown("key", key, FIELDS))
        for key in table
        if key not in FIELDS
    ]
    if wrong:
        return None, wrong
    if "title" in table:
        return _whole(table, name, kinds)
    return _partial(table, name, rules, kinds)


def _whole(
    table: dict[str, Any], name: str, kinds: Mapping[str, object]
) -> tuple[Entry | None, list[Message]]:
    try:
        rule = msgspec.convert(table, Rule)
    except msgspec.ValidationError as error:
        return None, [say("{rule}: {problem}", rule=name, problem=str(error))]
    wrong = problems(rule) + list(kind_problems(rule, kinds))
    return (None, wrong) if wrong else (Entry(rule.id, rule, None, {}), [])


def _partial(
    table: dict[str, Any], name: str, rules: Mapping[str, Rule], kinds: Mapping[str, object]
) -> tuple[Entry | None, list[Message]]:
    if name not in rules:
        hint = nearest(name, rules) or say("'orglife rules list' shows the rules")
        return None, [
            say(
                "there is no rule {name} to change ({hint}); a new one needs a title",
                name=name,
                hint=hint,
            )
        ]
    fixed = [key for key in table if key not in CHANGEABLE]
    if fixed:
        return None, [
            say(
                "{rule}: only enabled and check can be changed, and not {key}",
                rule=name,
                key=key,
            )
            for key in fixed
        ]
    enabled, values = table.get("enabled"), table.get("check", {})
    if enabled is not None and not isinstance(enabled, bool):
        return None, [say("{rule}: enabled is true or false", rule=name)]
    if not isinstance(values, dict):
        return None, [say("{rule}: check is a table of parameters", rule=name)]
    rule = rules[name]
    if values and not rule.check:
        return None, [say("{rule}: no record answers it, so it has no parameters", rule=name)]
    values = {key: value for key, value in values.items() if key != "kind"}
    changed = msgspec.structs.replace(rule, check={**rule.check, **values})
    wrong = (
        [say("{rule}: {problem}", rule=name, problem=one) for one in check_problems(changed)]
        if values
        else []
    )
    wrong += kind_problems(changed, kinds)
    return (None, wrong) if wrong else (Entry(name, None, enabled, values), [])


def kind_problems(rule: Rule, kinds: Mapping[str, object]) -> Iterator[Message]:
    """Yield the kinds of activity that a rule names and the branch does not have."""
    for parameter in ("activity", "leave_out"):
        named = rule.check.get(parameter, [])
        for code in [named] if isinstance(named, str) else named if isinstance(named, list) else []:
            if code not in kinds:
                yield say(
                    "{rule}: {problem}",
                    rule=rule.id,
                    problem=unknown("kind of activity", code, kinds),
                )


def unknown(what: str, name: str, known: Mapping[str, object] | tuple[str, ...]) -> Message:
    """Return that `name` is unknown, with the nearest that are known."""
    hint = nearest(name, known) or say("one of: {codes}", codes=tuple(known))
    return say("unknown {what} {value} ({hint})", what=what, value=name, hint=hint)

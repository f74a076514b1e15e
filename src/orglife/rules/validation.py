"""What is wrong with a rule, or with a file of `[[rule]]` entries over the central pack.

An entry with a title is a whole rule. Without a title it changes a known rule: `enabled`, and
parameters of its `check`. Unknown names are refused by name; all problems are reported together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from orglife.messages import Message, say
from orglife.model.names import suggest_nearest
from orglife.model.terms import SECTORS, SEVERITIES, STRENGTHS
from orglife.rules.checks import CHECK_KINDS
from orglife.rules.context import CONDITIONS
from orglife.rules.rule import REQUIRED, Parameter, Rule

TYPES = {
    int: say("a whole number"),
    str: say("a text"),
    bool: say("true or false"),
    list: say("one code, or a list of codes"),
}


def rule_problems(rule: Rule) -> list[Message]:
    """Return everything about `rule` that can't be used; empty where all is well."""
    return [
        say("{rule}: {problem}", rule=rule.id or "?", problem=problem)
        for problem in (*_all(rule), *_of_sources(rule))
    ]


def _all(rule: Rule) -> Iterator[Message]:
    bare = rule.id.replace("-", "")
    if not (bare.isascii() and bare.isalnum() and rule.id == rule.id.upper() and rule.id[0] != "-"):
        yield say("an id has capital letters, digits and hyphens, as in TALK-TWICE")
    if rule.strength not in STRENGTHS:
        yield _unknown("strength", rule.strength, STRENGTHS)
    if rule.grade and rule.grade not in SEVERITIES:
        yield _unknown("grade", rule.grade, SEVERITIES)
    if rule.since is not None and rule.until is not None and rule.until < rule.since:
        yield say("until ({until}) lies before since ({since})", until=rule.until, since=rule.since)
    for name, value in rule.applies.items():
        if name not in CONDITIONS:
            yield _unknown("applies", name, CONDITIONS)
        elif name == "sector":
            for sector in value if isinstance(value, list) else (value,):
                if sector not in SECTORS:
                    yield _unknown("sector", sector, SECTORS)
        elif not isinstance(value, bool):
            yield _wrong_type(name, value, bool)
    if rule.check:
        yield from check_problems(rule)


def _of_sources(rule: Rule) -> Iterator[Message]:
    if rule.sources and rule.sources[0] != rule.source:
        yield say("sources begin with the source: {source}", source=rule.source)


def check_problems(rule: Rule) -> Iterator[Message]:
    """Yield what is wrong with the check of `rule` and its parameters."""
    kind = rule.check.get("kind")
    if kind is None:
        yield say("the check has no kind")
        return
    if not isinstance(kind, str) or kind not in CHECK_KINDS:
        yield _unknown("kind", kind, CHECK_KINDS)
        return
    known = CHECK_KINDS[kind].parameters
    for name, value in rule.check.items():
        problem = parameter_problem(name, value, known) if name != "kind" else None
        if problem is not None:
            yield problem
    for name, parameter in known.items():
        if parameter.default is REQUIRED and name not in rule.check:
            yield say("{kind} needs {name}", kind=kind, name=name)


def parameter_problem(name: str, value: object, known: Mapping[str, Parameter]) -> Message | None:
    """Return what is wrong with a parameter of a check that has the `known` ones, or None."""
    if name not in known:
        return _unknown("parameter", name, known)
    return value_problem(name, value, known[name])


MOST_CODES = 200
"""No rule asks for so many kinds; each is compared with every activity."""


def value_problem(name: str, value: object, parameter: Parameter) -> Message | None:
    """Return what is wrong with the value of one parameter, or None."""
    if parameter.type is list:
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(code, str) for code in values):
            return _wrong_type(name, value, list)
        strange = [code for code in values if parameter.choices and code not in parameter.choices]
        if strange:
            return _unknown(name, strange[0], parameter.choices)
        if len(values) > MOST_CODES:
            return say("{name} names more than {limit}", name=name, limit=MOST_CODES)
        twice = [code for code in values if values.count(code) > 1]
        return say("{name} names {value} twice", name=name, value=twice[0]) if twice else None
    if not isinstance(value, parameter.type) or (
        isinstance(value, bool) and parameter.type is not bool
    ):
        return _wrong_type(name, value, parameter.type)
    if isinstance(value, int) and not parameter.least <= value <= parameter.most:
        return say(
            "{name} is {value} and should be from {least} to {most}",
            name=name,
            value=value,
            least=parameter.least,
            most=parameter.most,
        )
    if parameter.choices and value not in parameter.choices:
        return _unknown(name, value, parameter.choices)
    return None


def _wrong_type(name: str, value: object, wanted: type) -> Message:
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    return say("{name} is {value} and should be {type}", name=name, value=shown, type=TYPES[wanted])


def _unknown(what: str, value: object, known: object) -> Message:
    names = [str(name) for name in known] if hasattr(known, "__iter__") else []
    hint = suggest_nearest(str(value), names)
    if hint is None:
        hint = say("one of: {codes}", codes=tuple(names)) if names else say("there are none")
    return say("unknown {what} {value} ({hint})", what=what, value=str(value), hint=hint)


FIELDS = tuple(field.name for field in msgspec.structs.fields(Rule))
CHANGEABLE = ("id", "enabled", "check")


class RuleEntry(NamedTuple):
    """One entry: a whole rule, or changes to a known rule."""

    rule: str
    whole: Rule | None
    enabled: bool | None
    values: dict[str, Any]


class RulesFile(NamedTuple):
    """What a file says, and everything that is wrong with it."""

    entries: tuple[RuleEntry, ...]
    problems: tuple[Message, ...]


LARGEST = 256 * 1024
LONGEST_LINE = 10_000
MOST_DOTS = 200
"""Signs of a file, signs and dots of a line: what is more is no set of rules, and may be made to
keep a reader of TOML busy, whose dotted keys cost the square of their length."""


def _burden(text: str) -> Message | None:
    """Return what makes a text too much to be read as TOML, or None."""
    if len(text) > LARGEST:
        return say("it has more than {limit} signs", limit=LARGEST)
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LONGEST_LINE or line.count(".") > MOST_DOTS:
            return say(
                "line {number} is too long, or has more than {limit} dots",
                number=number,
                limit=MOST_DOTS,
            )
    return None


def read_layer(text: str, rules: Mapping[str, Rule], kinds: Mapping[str, object]) -> RulesFile:
    """Read a layer's TOML; `rules` and `kinds` of activity are those that the branch knows."""
    import tomllib

    if (burden := _burden(text)) is not None:
        return RulesFile((), (burden,))
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return RulesFile((), (say("this is no TOML: {problem}", problem=str(error)),))
    found = [unknown("key", key, ("rule",)) for key in data if key != "rule"]
    tables = data.get("rule", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        return RulesFile((), (*found, say("rules stand in [[rule]] tables")))
    if not tables and not found:
        found.append(say("there is no [[rule]] in it"))
    entries: list[RuleEntry] = []
    for place, table in enumerate(tables, 1):
        entry, wrong = _entry(table, place, rules, kinds)
        found += wrong
        if entry is not None:
            if entry.rule in {earlier.rule for earlier in entries}:
                found.append(say("{rule}: it stands there twice", rule=entry.rule))
            entries.append(entry)
    return RulesFile(tuple(entries), tuple(found))


def _entry(
    table: dict[str, Any], place: int, rules: Mapping[str, Rule], kinds: Mapping[str, object]
) -> tuple[RuleEntry | None, list[Message]]:
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
) -> tuple[RuleEntry | None, list[Message]]:
    try:
        rule = msgspec.convert(table, Rule)
    except msgspec.ValidationError as error:
        return None, [say("{rule}: {problem}", rule=name, problem=str(error))]
    wrong = rule_problems(rule) + list(kind_problems(rule, kinds))
    return (None, wrong) if wrong else (RuleEntry(rule.id, rule, None, {}), [])


def _partial(
    table: dict[str, Any], name: str, rules: Mapping[str, Rule], kinds: Mapping[str, object]
) -> tuple[RuleEntry | None, list[Message]]:
    if name not in rules:
        hint = suggest_nearest(name, rules) or say("'orglife rules list' shows the rules")
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
        [
            say("{rule}: {problem}", rule=name, problem=problem)
            for problem in check_problems(changed)
        ]
        if values
        else []
    )
    wrong += kind_problems(changed, kinds)
    return (None, wrong) if wrong else (RuleEntry(name, None, enabled, values), [])


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
    hint = suggest_nearest(name, known) or say("one of: {codes}", codes=tuple(known))
    return say("unknown {what} {value} ({hint})", what=what, value=name, hint=hint)

"""What is wrong with a rule: every unknown name and every value of another type, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from orglife.messages import Message, say
from orglife.model.names import nearest
from orglife.model.terms import SECTORS, SEVERITIES, STRENGTHS
from orglife.rules.parameter import REQUIRED, Parameter
from orglife.rules.registry import CHECKS
from orglife.rules.rule import Rule
from orglife.rules.scope import CONDITIONS

TYPES = {
    int: say("a whole number"),
    str: say("a text"),
    bool: say("true or false"),
    list: say("one code, or a list of codes"),
}


def problems(rule: Rule) -> list[Message]:
    """Return everything about `rule` that can't be used; empty where all is well."""
    return [
        say("{rule}: {problem}", rule=rule.id or "?", problem=problem) for problem in _all(rule)
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
            for one in value if isinstance(value, list) else (value,):
                if one not in SECTORS:
                    yield _unknown("sector", one, SECTORS)
        elif not isinstance(value, bool):
            yield _wrong_type(name, value, bool)
    if rule.check:
        yield from check_problems(rule)


def check_problems(rule: Rule) -> Iterator[Message]:
    """Yield what is wrong with the check of `rule` and its parameters."""
    kind = rule.check.get("kind")
    if kind is None:
        yield say("the check has no kind")
        return
    if not isinstance(kind, str) or kind not in CHECKS:
        yield _unknown("kind", kind, CHECKS)
        return
    known = CHECKS[kind].parameters
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


def value_problem(name: str, value: object, parameter: Parameter) -> Message | None:
    """Return what is wrong with the value of one parameter, or None."""
    if parameter.type is list:
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            return _wrong_type(name, value, list)
        strange = [one for one in values if parameter.choices and one not in parameter.choices]
        if strange:
            return _unknown(name, strange[0], parameter.choices)
        twice = [one for one in values if values.count(one) > 1]
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
    names = [str(one) for one in known] if hasattr(known, "__iter__") else []
    hint = nearest(str(value), names)
    if hint is None:
        hint = say("one of: {codes}", codes=tuple(names)) if names else say("there are none")
    return say("unknown {what} {value} ({hint})", what=what, value=str(value), hint=hint)

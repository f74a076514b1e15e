"""The branch's own rules and kinds of activity: switched, set, applied, added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from orglife.actions.change import Change, ChangedRecord
from orglife.errors import InvalidRecordError, UnknownNameError
from orglife.messages import Message, say, say_n
from orglife.model.branch import Branch, LocalKind, LocalRule
from orglife.model.names import kinds_of, parse_term, suggest_nearest
from orglife.model.terms import SCOPES, Term, is_no_answer, is_yes_answer, normalize
from orglife.rules.branch_rules import (
    local_rule,
    local_rule_definition,
    overlay_rules,
    unknown_rule,
)
from orglife.rules.checks import CHECK_KINDS
from orglife.rules.rule import Parameter, Rule, Value, central_rules
from orglife.rules.validation import RuleEntry, kind_problems, read_layer, value_problem

DIGITS = 20
"""More of a number need not be read to see that it is out of bounds."""


def find_rule(branch: Branch, text: str) -> Rule:
    """Return the one rule of that id, as the branch has it; case does not matter.

    Raises:
        UnknownNameError: there is none; the hint names the nearest.
        DamagedRulesError: the branch added it, and what it added can't be used.
    """
    wanted = text.strip().upper()
    own = local_rule(branch, wanted)
    if own is not None and own.define:
        local_rule_definition(own)
    rules = usable_rules(branch)
    rule = rules.get(wanted)
    if rule is None:
        raise unknown_rule(text, rules)
    return rule


def usable_rules(branch: Branch) -> dict[str, Rule]:
    """Return the rules by id without what can't be used of the branch's layer: it can be mended."""
    return {rule.id: rule for rule in overlay_rules(branch)[0]}


def layer_problems(branch: Branch) -> tuple[Message, ...]:
    """Return what is wrong with the branch's layer; empty where all is well."""
    return overlay_rules(branch)[1]


def switch_rule(branch: Branch, text: str, *, on: bool) -> Change:
    """Switch a rule on or off.

    Raises:
        UnknownNameError: there is no such rule.
        InvalidRecordError: no record answers it, so that nothing could be checked.
    """
    rule = find_rule(branch, text)
    if on and not rule.check:
        raise InvalidRecordError(
            say("{rule} is listed and never checked: no record answers it", rule=rule.id)
        )
    if rule.enabled == on:
        said = (
            say("{rule} is on already.", rule=rule.id)
            if on
            else say("{rule} is off already.", rule=rule.id)
        )
        return Change(branch, said)
    after, records = _changed(branch, rule.id, enabled=on)
    said = (
        say("{rule} is on: {title}.", rule=rule.id, title=rule.term)
        if on
        else say("{rule} is off: {title}.", rule=rule.id, title=rule.term)
    )
    return Change(after, said, records)


def set_parameter(branch: Branch, text: str, key: str, value: str) -> Change:
    """Change one parameter of a rule's check, told as text.

    Raises:
        UnknownNameError: there is no such rule, or it has no such parameter.
        InvalidRecordError: the value is of another type, or none that it may have.
    """
    rule = find_rule(branch, text)
    known = _known(rule)
    if key not in known:
        raise UnknownNameError(
            say("{rule} has no parameter {key}", rule=rule.id, key=key),
            hint=suggest_nearest(key, known) or _one_of(tuple(known)),
        )
    wanted = _typed(key, value, known[key])
    own = local_rule(branch, rule.id)
    stored = own.values.get(key) if own is not None else None
    if _value(rule, key) == wanted and (stored is None or _normal(stored, known[key]) == wanted):
        return Change(branch, say("{rule} has {key} {value} already.", **_told(rule, key, wanted)))
    changed = replace(rule, check={**rule.check, key: wanted})
    wrong = list(kind_problems(changed, kinds_of(branch)))
    if wrong:
        raise InvalidRecordError(wrong[0])
    after, records = _changed(branch, rule.id, values={key: wanted})
    said = say("{rule}: {key} is {value} now.", **_told(rule, key, wanted))
    return Change(after, said, records)


def apply_layer(branch: Branch, text: str) -> Change:
    """Put the rules of a TOML text over the central pack, all or none.

    Raises:
        InvalidRecordError: anything in it is wrong; every problem is told.
    """
    read = read_layer(text, usable_rules(branch), kinds_of(branch))
    if read.problems:
        raise InvalidRecordError(
            say("these rules can't be used: {problems}", problems=read.problems),
            hint=say("nothing was applied; 'orglife rules validate' looks without changing"),
        )
    after = branch
    records: list[ChangedRecord] = []
    for entry in read.entries:
        after, changed = _applied(after, entry)
        records += changed
    if after == branch:
        return Change(branch, say("The rules are so already."))
    said = say_n(
        "{n} rule was applied: {rules}.",
        "{n} rules were applied: {rules}.",
        len(records),
        rules=tuple(after.rules[one.id].rule for one in records if one.id in after.rules),
    )
    return Change(after, said, tuple(records))


def _applied(branch: Branch, entry: RuleEntry) -> tuple[Branch, tuple[ChangedRecord, ...]]:
    if entry.whole is None:
        return _changed(branch, entry.rule, enabled=entry.enabled, values=entry.values)
    text = msgspec.json.encode(entry.whole).decode()
    own = local_rule(branch, entry.rule)
    if own is None:
        return _added(branch, LocalRule(id=branch.next_id("rules"), rule=entry.rule, define=text))
    return _put(branch, own, LocalRule(id=own.id, rule=entry.rule, define=text))


def _changed(
    branch: Branch, rule: str, *, enabled: bool | None = None, values: dict[str, Any] | None = None
) -> tuple[Branch, tuple[ChangedRecord, ...]]:
    """Return the branch with something changed about a rule; what is as in the pack is not kept."""
    own = local_rule(branch, rule)
    base = own or LocalRule(id=branch.next_id("rules"), rule=rule)
    under = (
        local_rule_definition(base)
        if base.define
        else next(one for one in central_rules() if one.id == rule)
    )
    known = _known(under)
    merged = {
        key: _normal(value, known[key])
        for key, value in {**base.values, **(values or {})}.items()
        if key in known
    }
    wanted = replace(
        base,
        enabled=_differs(base.enabled if enabled is None else enabled, under.enabled),
        values={key: value for key, value in merged.items() if _value(under, key) != value},
    )
    if wanted == LocalRule(id=wanted.id, rule=rule):
        if own is None:
            return branch, ()
        return branch.drop("rules", own.id), (ChangedRecord("rules", own.id),)
    return _added(branch, wanted) if own is None else _put(branch, own, wanted)


def _added(branch: Branch, own: LocalRule) -> tuple[Branch, tuple[ChangedRecord, ...]]:
    return branch.add("rules", own), (ChangedRecord("rules", own.id),)


def _put(
    branch: Branch, before: LocalRule, own: LocalRule
) -> tuple[Branch, tuple[ChangedRecord, ...]]:
    if own == before:
        return branch, ()
    return branch.put("rules", own), (ChangedRecord("rules", own.id),)


def _differs(wanted: bool | None, under: bool) -> bool | None:
    return None if wanted == under else wanted


def _value(rule: Rule, key: str) -> object:
    """Return a parameter that its kind has, as `rule` states it or by default."""
    parameter = _known(rule)[key]
    return _normal(rule.check.get(key, parameter.default), parameter)


def _known(rule: Rule) -> Mapping[str, Parameter]:
    """Return the parameters that the kind of a rule has."""
    kind = rule.check.get("kind")
    return CHECK_KINDS[kind].parameters if isinstance(kind, str) else {}


def _normal(value: Any, parameter: Parameter) -> Any:
    """Return one code as the list that it stands for."""
    return [value] if parameter.type is list and isinstance(value, str) else value


def _typed(key: str, text: str, parameter: Parameter) -> Value:
    """Return a told value in the parameter's type."""
    bare = text.strip()
    value: Value = bare
    if parameter.type is int and bare.removeprefix("-").isdecimal():
        value = int(bare[:DIGITS])
    elif parameter.type is bool and (is_yes_answer(text) or is_no_answer(text)):
        value = is_yes_answer(text)
    elif parameter.type is list:
        parts = text.replace("，", ",").replace("、", ",").replace("；", ",").replace(";", ",")
        value = [part.strip() for part in parts.split(",") if part.strip()]
    problem = value_problem(key, value, parameter)
    if problem is not None:
        raise InvalidRecordError(problem)
    return value


def _told(rule: Rule, key: str, value: Value) -> dict[str, object]:
    if isinstance(value, list):
        shown: object = tuple(value)
    else:
        shown = str(value).lower() if isinstance(value, bool) else value
    return {"rule": rule.id, "key": key, "value": shown}


def _one_of(names: tuple[str, ...]) -> Message:
    if not names:
        return say("it has no parameters")
    return say("one of: {codes}", codes=names)


def add_kind(
    branch: Branch, code: str, *, en: str, zh: str, scope: str = "branch", study: bool = False
) -> Change:
    """Add a kind of activity; `study` counts its length as study hours.

    Raises:
        InvalidRecordError: the code or a title is taken, or the code is none.
        ChoiceError: the scope is unknown.
    """
    code, en, zh = code.strip(), en.strip(), zh.strip()
    bare = code.replace("-", "")
    if not (bare.isascii() and bare.isalnum() and code == code.lower() and code[0] != "-"):
        raise InvalidRecordError(
            say("{code} can't be the code of a kind", code=code or "''"),
            hint=say("use small letters, digits and hyphens, as in reading-circle"),
        )
    if not en or not zh:
        raise InvalidRecordError(
            say("a kind needs a title in English and in Chinese"),
            hint=say("give --en and --zh"),
        )
    own = LocalKind(
        id=branch.next_id("kinds"),
        code=code,
        en=en,
        zh=zh,
        scope=parse_term(scope, SCOPES, say("scope")),
        study=study,
    )
    for existing in branch.kinds.values():
        if existing.code == code and _same(existing, own):
            return Change(branch, say("The kind {kind} is there already.", kind=code))
    for kind in kinds_of(branch).values():
        spellings = {normalize(name) for name in kind.term.spellings}
        taken = [name for name in (code, en, zh) if normalize(name) in spellings]
        if taken:
            raise InvalidRecordError(
                say("{name} already means the kind {kind}", name=taken[0], kind=kind.code),
                hint=say("'orglife kinds list' shows the kinds"),
            )
    return Change(
        branch.add("kinds", own),
        say("Added the kind {kind}.", kind=Term(code, en=f"{en} ({code})", zh=f"{zh}（{code}）")),
        (ChangedRecord("kinds", own.id),),
    )


def _same(one: LocalKind, other: LocalKind) -> bool:
    return (one.en, one.zh, one.scope, one.study) == (other.en, other.zh, other.scope, other.study)

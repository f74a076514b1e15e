"""Central rules with the branch's own over them; rules selected by id or prefix.

The local rules of a branch file are validated at every use: another program, or an orglife with
other kinds of check, may have written them. What can't be used is reported, never dropped.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice

import msgspec
from msgspec.structs import replace

from orglife.errors import DamagedRulesError, UnknownNameError
from orglife.messages import Message, say
from orglife.model.branch import Branch, LocalRule
from orglife.model.names import suggest_nearest
from orglife.rules.rule import Rule, central_rules

MENDING = say("'orglife rules set' puts a value right, 'orglife rules apply' a whole rule")


def rules_of(branch: Branch) -> dict[str, Rule]:
    """Return the rules by id, in the order of the pack, own ones last; the newest version of each.

    Rules that are switched off and rules that no record answers are among them.

    Raises:
        DamagedRulesError: something in the branch's layer can't be used.
    """
    return {rule.id: rule for rule in rule_versions(branch)}


def rule_versions(branch: Branch, pack: Sequence[Rule] = ()) -> list[Rule]:
    """Return every version of every rule, oldest first; `pack` stands for the central one.

    Raises:
        DamagedRulesError: something in the branch's layer can't be used.
    """
    rules, wrong = overlay_rules(branch, pack)
    if wrong:
        raise _damaged(wrong)
    return rules


MOST_OWN = 500
"""So many rules a branch may change or add."""


def overlay_rules(
    branch: Branch, pack: Sequence[Rule] = ()
) -> tuple[list[Rule], tuple[Message, ...]]:
    """Return the versions with what can be used of the layer over them, and what is wrong in it."""
    rules = list(pack or central_rules())
    wrong: list[Message] = []
    if len(branch.rules) > MOST_OWN:
        wrong.append(say("there are more than {limit} of them", limit=MOST_OWN))
    for own in islice(branch.rules.values(), MOST_OWN):
        if own.define:
            rule, problems = _defined(own)
            wrong += problems
            if rule is not None:
                rules = [version for version in rules if version.id != own.rule]
                rules.append(rule)
        found = [version for version in rules if version.id == own.rule]
        unusable = dict(_unusable(found[-1], own)) if found else {}
        wrong += unusable.values()
        rules = [
            _changed(version, own, unusable) if version.id == own.rule else version
            for version in rules
        ]
    return rules, tuple(wrong)


def local_rule_definition(own: LocalRule) -> Rule:
    """Return the whole rule that the branch added.

    Raises:
        DamagedRulesError: it can't be used.
    """
    rule, wrong = _defined(own)
    if rule is None:
        raise _damaged(wrong)
    return rule


def local_rule(branch: Branch, rule: str) -> LocalRule | None:
    """Return what the branch changed about a rule, or None."""
    return next((own for own in branch.rules.values() if own.rule == rule), None)


def _changed(rule: Rule, own: LocalRule, unusable: Container[str]) -> Rule:
    """Return `rule` with what the branch changed about it."""
    enabled = rule.enabled if own.enabled is None else own.enabled
    values = {key: value for key, value in own.values.items() if key not in unusable}
    return replace(rule, enabled=enabled, check={**rule.check, **values})


def _defined(own: LocalRule) -> tuple[Rule | None, tuple[Message, ...]]:
    """Return the rule that a branch added, or else what is wrong with it."""
    from orglife.rules.validation import rule_problems

    try:
        rule = msgspec.json.decode(own.define, type=Rule)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        return None, (say("{rule}: {problem}", rule=own.rule, problem=str(error)),)
    wrong = tuple(rule_problems(rule))
    if rule.id != own.rule:
        wrong = (say("{rule}: it is called {name} too", rule=own.rule, name=rule.id),)
    return (None, wrong) if wrong else (rule, ())


def _unusable(rule: Rule, own: LocalRule) -> Iterator[tuple[str, Message]]:
    """Yield the parameters that a branch changed and that `rule` can't have so."""
    if not own.values:
        return
    from orglife.rules.checks import CHECK_KINDS
    from orglife.rules.validation import parameter_problem

    kind = rule.check.get("kind")
    known = CHECK_KINDS[kind].parameters if isinstance(kind, str) else {}
    for key, value in own.values.items():
        problem = parameter_problem(key, value, known)
        if problem is not None:
            yield key, say("{rule}: {problem}", rule=rule.id, problem=problem)


def _damaged(wrong: tuple[Message, ...]) -> DamagedRulesError:
    return DamagedRulesError(
        say("the branch's own rules can't be used: {problems}", problems=wrong),
        hint=MENDING,
    )


def select_rules(known: Iterable[str], only: Sequence[str]) -> set[str]:
    """Return the ids of `known` that `only` names: whole ids first, else those that begin so.

    Everything where `only` is empty. Case does not matter.

    Raises:
        UnknownNameError: something names no rule; the hint gives the nearest.
    """
    ids = list(dict.fromkeys(known))
    if not only:
        return set(ids)
    chosen: set[str] = set()
    for text in only:
        wanted = text.strip().upper()
        found = [rule for rule in ids if rule == wanted]
        found = found or [rule for rule in ids if wanted and rule.startswith(wanted)]
        if not found:
            raise unknown_rule(text, ids)
        chosen.update(found)
    return chosen


def unknown_rule(text: str, ids: Iterable[str]) -> UnknownNameError:
    """Return the refusal of a rule that does not exist, naming the nearest."""
    return UnknownNameError(
        say("there is no rule {name}", name=text),
        hint=suggest_nearest(text, ids) or say("'orglife rules list' shows the rules"),
    )

"""The rules of one branch: the central pack with the branch's own layer over it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from orglife.model.branch import Branch
from orglife.model.layer import OwnRule
from orglife.rules.pack import central
from orglife.rules.rule import Rule


def rules_of(branch: Branch) -> dict[str, Rule]:
    """Return the rules by id, in the order of the pack, own ones last; the newest version of each.

    Rules that are switched off and rules that no record answers are among them.
    """
    return {rule.id: rule for rule in versions_of(branch)}


def versions_of(branch: Branch, pack: Sequence[Rule] = ()) -> list[Rule]:
    """Return every version of every rule, oldest first; `pack` stands for the central one."""
    rules = list(pack or central())
    for own in branch.rules.values():
        if own.define:
            rules = [rule for rule in rules if rule.id != own.rule]
            rules.append(defined(own))
        rules = [_changed(rule, own) if rule.id == own.rule else rule for rule in rules]
    return rules


def defined(own: OwnRule) -> Rule:
    """Return the whole rule that the branch added."""
    return msgspec.json.decode(own.define, type=Rule)


def layer_of(branch: Branch, rule: str) -> OwnRule | None:
    """Return what the branch changed about a rule, or None."""
    return next((own for own in branch.rules.values() if own.rule == rule), None)


def _changed(rule: Rule, own: OwnRule) -> Rule:
    """Return `rule` with what the branch changed about it."""
    enabled = rule.enabled if own.enabled is None else own.enabled
    return replace(rule, enabled=enabled, check={**rule.check, **own.values})

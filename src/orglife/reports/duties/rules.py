"""Views of rules: the list, one rule with its source and parameters, kinds, waivers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from orglife.messages import LANGUAGE_CODES, Message, say, say_n
from orglife.model.branch import Branch, LocalRule
from orglife.model.kinds import CENTRAL, ActivityKind
from orglife.model.names import kinds_of
from orglife.model.terms import SCOPES, SEVERITIES, SOURCES, STRENGTHS, Term
from orglife.reports.columns import RecordColumn, records_view
from orglife.reports.language import DayWithWeekday
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table, View
from orglife.rules.branch_rules import rules_of
from orglife.rules.checks import CHECK_KINDS
from orglife.rules.rule import Rule, central_rules

RULE_COLUMNS = (
    Column("id", say("Rule")),
    Column("title", say("What it asks")),
    Column("severity", say("Severity")),
    Column("article", say("Article"), "right"),
    Column("state", say("State")),
)
LOCAL = "local"
"""The source of a rule that is custom: there is no wording to be read."""
STATES = {
    "on": say("on"),
    "off": say("off"),
    "never": say("not checked"),
}


def rules_view(branch: Branch | None) -> View:
    """Return the rules of a branch, or of the central pack where there is none."""
    rules, own = _known(branch)
    shown = sorted(rules.values(), key=lambda rule: rule.id)
    data = {
        "schema": "orglife.rules/1",
        "branch": branch.meta.name if branch is not None else None,
        "rules": [rule_data(rule, own.get(rule.id)) for rule in shown],
    }
    checked = sum(_state(rule) == "on" for rule in shown)
    table = Table(
        RULE_COLUMNS,
        tuple(_rule_row(rule, own.get(rule.id)) for rule in shown),
        styles=tuple("" if _state(rule) == "on" else "hint" for rule in shown),
    )
    return View(
        data,
        (
            table,
            Line(
                say_n(
                    "{n} rule is checked of {all}; 'orglife rules show ID' tells more",
                    "{n} rules are checked of {all}; 'orglife rules show ID' tells more",
                    checked,
                    all=len(shown),
                ),
                "hint",
            ),
        ),
    )


def rule_view(rule: Rule, branch: Branch | None) -> View:
    """Return one rule: what it asks, where it is written, how it is checked, what is changed."""
    own = _known(branch)[1].get(rule.id)
    data = {"schema": "orglife.rule/1", **rule_data(rule, own)}
    blocks: list[Block] = [
        Heading(rule.id, STATES[_state(rule)]),
        Line(say("{title}", title=rule.term)),
        Line(_source(rule)),
        Line(
            say(
                "Strength: {strength}; a breach is: {severity}",
                strength=STRENGTHS[rule.strength],
                severity=SEVERITIES[rule.severity],
            )
        ),
    ]
    if rule.source != LOCAL:
        blocks.append(
            Line(
                say("Verified: the wording was read in the source named")
                if rule.verified
                else say(
                    "Not verified: only a secondary copy was read, or the number is not certain"
                ),
                "" if rule.verified else "warning",
            )
        )
    if rule.since is not None:
        blocks.append(Line(say("In force since {since}", since=rule.since)))
    if rule.until is not None:
        blocks.append(Line(say("In force until {until}", until=rule.until)))
    if rule.check:
        blocks.append(_parameters(rule, own))
    else:
        blocks.append(Line(say("Never checked: no record answers it"), "hint"))
    blocks += [Line(text) for text in _changes(own)]
    return View(data, tuple(blocks))


def valid_view(rules: tuple[str, ...]) -> View:
    """Return that a file of rules can be applied."""
    said = say_n(
        "{n} rule can be applied: {rules}",
        "{n} rules can be applied: {rules}",
        len(rules),
        rules=rules,
    )
    return View({"schema": "orglife.rules-validated/1", "rules": list(rules)}, (Line(said),))


def rule_data(rule: Rule, own: LocalRule | None) -> dict[str, Any]:
    """Return a rule as data."""
    return {
        "id": rule.id,
        "title": rule.term,
        "name": rule.short,
        "source": rule.source,
        "sources": list(rule.cited),
        "article": rule.article,
        "strength": rule.strength,
        "severity": rule.severity,
        "verified": rule.verified,
        "since": rule.since,
        "until": rule.until,
        "enabled": rule.enabled,
        "state": _state(rule),
        "applies": dict(rule.applies),
        "check": _check(rule),
        "changed": sorted(own.values) if own is not None else [],
        "own": bool(own.define) if own is not None else False,
    }


def _known(branch: Branch | None) -> tuple[Mapping[str, Rule], dict[str, LocalRule]]:
    if branch is None:
        return {rule.id: rule for rule in central_rules()}, {}
    return rules_of(branch), {own.rule: own for own in branch.rules.values()}


def _state(rule: Rule) -> str:
    if not rule.check:
        return "never"
    return "on" if rule.enabled else "off"


def _check(rule: Rule) -> dict[str, Any]:
    """Return the check with the parameters that it has by default."""
    kind = rule.check.get("kind")
    if not isinstance(kind, str):
        return {}
    stated = {
        name: rule.check.get(name, parameter.default)
        for name, parameter in CHECK_KINDS[kind].parameters.items()
    }
    return {"kind": kind, **stated}


def _rule_row(rule: Rule, own: LocalRule | None) -> tuple[Cell, ...]:
    state: Message = STATES[_state(rule)]
    if own is not None:
        state = say("{state}, changed here", state=state)
    return (
        rule.id,
        rule.term,
        SEVERITIES[rule.severity],
        rule.article,
        state,
    )


def _source(rule: Rule) -> Message:
    source: Term | str = SOURCES.get(rule.source, rule.source)
    if rule.article:
        return say("Source: {source}, Art. {article}", source=source, article=rule.article)
    return say("Source: {source}", source=source)


def _parameters(rule: Rule, own: LocalRule | None) -> Table:
    changed = own.values if own is not None else {}
    rows: list[tuple[Cell, ...]] = []
    for name, value in _check(rule).items():
        shown: Cell = value if isinstance(value, str) else str(value).lower()
        if isinstance(value, int) and not isinstance(value, bool):
            shown = value
        elif isinstance(value, list | tuple):
            shown = ", ".join(str(one) for one in value)
        rows.append((name, shown, say("changed here") if name in changed else None))
    columns = (
        Column("parameter", say("Parameter")),
        Column("value", say("Value")),
        Column("changed", say("Remark")),
    )
    return Table(columns, tuple(rows))


def _changes(own: LocalRule | None) -> list[Message]:
    said: list[Message] = []
    if own is None:
        return said
    if own.define:
        said.append(say("This branch added it, or put it in place of the central one"))
    if own.enabled is not None:
        said.append(
            say("This branch switched it on") if own.enabled else say("This branch switched it off")
        )
    if own.values:
        said.append(say("This branch changed: {names}", names=tuple(sorted(own.values))))
    return said


def _title_in(language: str) -> Callable[[ActivityKind], str]:
    return lambda kind: kind.term.title(language)


KIND_COLUMNS = (
    RecordColumn("kind", say("Code"), lambda kind: kind.code),
    RecordColumn("title", say("Kind"), lambda kind: kind.term),
    *(RecordColumn(code, data=_title_in(code)) for code in LANGUAGE_CODES),
    RecordColumn(
        "scope",
        say("Whom it concerns"),
        lambda kind: say(
            "{scopes}", scopes=tuple(SCOPES[one] for one in (kind.scope, *kind.also_scopes))
        ),
        lambda kind: kind.scope,
    ),
    RecordColumn("also_scopes", data=lambda kind: list(kind.also_scopes)),
    RecordColumn(
        "study",
        say("Study"),
        lambda kind: say("counts as study hours") if kind.study else None,
        lambda kind: kind.study,
    ),
    RecordColumn("required", data=lambda kind: kind.required),
    RecordColumn(
        "own",
        say("Remark"),
        lambda kind: say("of this branch") if kind.code not in CENTRAL else None,
        lambda kind: kind.code not in CENTRAL,
    ),
)


def kinds_view(branch: Branch | None) -> View:
    """Return the kinds of a branch, own ones last; the central ones where there is none."""
    kinds = list((CENTRAL if branch is None else kinds_of(branch)).values())
    head = {
        "schema": "orglife.kinds/1",
        "branch": branch.meta.name if branch is not None else None,
    }
    return records_view(head, "kinds", kinds, KIND_COLUMNS)


def _waiver_columns(branch: Branch) -> tuple[RecordColumn, ...]:
    names = {key: group.name for key, group in branch.groups.items()}
    return (
        RecordColumn("id", say("No."), lambda one: f"#{one.id}", lambda one: one.id, "right"),
        RecordColumn("rule", say("Rule"), lambda one: one.rule),
        RecordColumn("period", say("Period"), lambda one: one.period),
        RecordColumn(
            "group",
            say("Group"),
            lambda one: None if one.group is None else names[one.group],
            lambda one: None if one.group is None else {"id": one.group, "name": names[one.group]},
        ),
        RecordColumn("by", say("Decided by"), lambda one: one.by),
        RecordColumn("reason", say("Reason"), lambda one: one.reason),
        RecordColumn("recorded", say("Recorded"), lambda one: one.recorded),
    )


def waivers_view(branch: Branch, day: date) -> View:
    """Return every waiver, by id. The number is what `waivers withdraw` takes."""
    heading = Heading(
        say("{branch}: waived", branch=branch.meta.name),
        say("as of {day}", day=DayWithWeekday(day)),
    )
    return records_view(
        {"schema": "orglife.waivers/1", "branch": branch.meta.name, "as_of": day},
        "waivers",
        list(branch.waivers.values()),
        _waiver_columns(branch),
        above=(heading,),
        empty=say("Nothing was waived."),
    )

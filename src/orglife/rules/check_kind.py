"""`CheckKind`, `@register_check`, `CHECK_KINDS`, and what these say about one rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from orglife.messages import Message
from orglife.model.calendar import LENGTHS, Period
from orglife.model.terms import SUBJECT_TYPES
from orglife.rules.context import CheckContext
from orglife.rules.finding import Finding, Judgement
from orglife.rules.rule import Parameter, Rule

Check = Callable[[CheckContext], Iterator[Judgement]]


class CheckKind(Struct, frozen=True):
    """A kind of check as it was registered."""

    check: Check
    about: str
    """The type of the subjects of its findings, a code of `SUBJECT_TYPES`."""
    parameters: dict[str, Parameter] = {}
    periodic: bool = False
    """It asks for something in every period, and has a row in the calendar of duties."""
    kinds: tuple[str, ...] = ()
    """Codes of the kinds of activity that it counts, where no parameter `activity` names them."""
    titled_by_kind: bool = False
    """A rule that names one kind of activity and no topic is called by that kind in a table."""
    frequency: Callable[[int], Message] | None = None
    """`at_least` in words, as `2 a year/pair`; None: by the rule's period and subject."""
    next_command: str | Callable[[Finding], str] = ""
    """The command to type after a finding, without `orglife`; `{id}` is the subject's.

    Empty: the command that shows the subject. A finding about an activity or a task is always
    followed by the command that shows it.
    """

    def command_after(self, finding: Finding) -> str:
        """Return the command to type after `finding`, without `orglife`; empty if there is none."""
        if isinstance(self.next_command, str):
            return self.next_command.format(id=finding.subject.id)
        return self.next_command(finding)


CHECK_KINDS: dict[str, CheckKind] = {}
"""The kinds of check by their code in the pack, filled when `rules/checks` is imported.

Import it and the functions below from `orglife.rules.checks`: from here it may still be empty.
"""


def register_check(
    code: str,
    *,
    about: str,
    parameters: dict[str, Parameter] | None = None,
    periodic: bool = False,
    kinds: tuple[str, ...] = (),
    titled_by_kind: bool = False,
    frequency: Callable[[int], Message] | None = None,
    next_command: str | Callable[[Finding], str] = "",
) -> Callable[[Check], Check]:
    """Return a decorator that enters a check into `CHECK_KINDS` and returns it unchanged.

    The keywords are the fields of `CheckKind`.

    Raises:
        ValueError: `code` is registered already, or `about` is no type of subject.
    """
    if code in CHECK_KINDS:
        raise ValueError(f"a check {code} is registered already")
    if about not in SUBJECT_TYPES:
        raise ValueError(f"{code} is about {about}, which is no type of subject")

    def register(check: Check) -> Check:
        CHECK_KINDS[code] = CheckKind(
            check,
            about,
            parameters or {},
            periodic,
            kinds,
            titled_by_kind,
            frequency,
            next_command,
        )
        return check

    return register


def check_kind_of(rule: Rule) -> CheckKind | None:
    """Return the kind of check of `rule`; None if no record answers it or its kind is unknown."""
    kind = rule.check.get("kind")
    return CHECK_KINDS.get(kind) if isinstance(kind, str) else None


def concerns_groups(rule: Rule) -> bool:
    """Whether the findings of `rule` are about groups, so that one group can be waived."""
    kind = check_kind_of(rule)
    if kind is None:
        return False
    return kind.about == "group" or (
        "scope" in kind.parameters and rule.check.get("scope") == "group"
    )


def activity_kinds(rule: Rule) -> tuple[str, ...]:
    """Return the codes of the kinds of activity that `rule` is about; empty if it names none."""
    kind = check_kind_of(rule)
    if kind is not None and kind.kinds:
        return kind.kinds
    named = rule.check.get("activity", ())
    if isinstance(named, str):
        return (named,)
    return tuple(named) if isinstance(named, (list, tuple)) else ()


def titling_kind(rule: Rule) -> str | None:
    """Return the code of the kind of activity by which `rule` is called in a table, or None."""
    kind = check_kind_of(rule)
    codes = activity_kinds(rule)
    if kind is None or not kind.titled_by_kind or len(codes) != 1 or rule.check.get("topic"):
        return None
    return codes[0]


def whole_unit(rule: Rule, period: Period) -> Period | None:
    """Return the period to name where a waiver for `period` could cover no finding of `rule`.

    For `2026-05` the quarter, where the rule asks by quarters; None where it covers some.
    """
    unit = rule.check.get("per")
    if not isinstance(unit, str) or unit not in LENGTHS:
        return None
    if any(period.first <= part.first for part in period.split(unit)):
        return None
    return Period.containing(period.last, unit)

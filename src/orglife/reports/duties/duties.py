"""Duties in words: title and frequency of a rule, counts done, the command that comes next."""

from __future__ import annotations

from collections.abc import Iterable

from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.calendar import LENGTHS, Period
from orglife.model.names import kinds_of
from orglife.model.terms import SUBJECT_TYPES, Term
from orglife.reports.language import Capitalized
from orglife.rules.checks import check_kind_of, titling_kind
from orglife.rules.finding import Finding
from orglife.rules.rule import Rule


def is_duty(finding: Finding) -> bool:
    """Whether its rule asks for something to be done in every month, quarter, half or year."""
    kind = check_kind_of(finding.rule)
    return kind is not None and kind.periodic and finding.rule.check.get("per") in LENGTHS


def duty_title(rule: Rule, branch: Branch) -> Term:
    """Return what a rule is called in a table: its kind of activity, else its own title."""
    code = titling_kind(rule)
    kind = kinds_of(branch).get(code) if code is not None else None
    return rule.short if kind is None else kind.term


def row_owner(finding: Finding, branch: Branch) -> Term | str:
    """Return the label of a finding's row: the group where each group owes it, else the duty."""
    if finding.subject.type == "group":
        return finding.subject.name
    return duty_title(finding.rule, branch)


NAMED = ("member", "group", "post")
"""Subjects whose name says who is meant; the number of a post would be taken for its holder's."""


def subject_text(finding: Finding) -> Capitalized | str:
    """Return whom a finding is about, in a list of one branch; records with their number."""
    subject = finding.subject
    if subject.type == "branch":
        return Capitalized(SUBJECT_TYPES["branch"])
    if subject.type in NAMED and isinstance(subject.name, str):
        return subject.name
    return Capitalized(say("{name} #{id}", name=subject.name, id=subject.id))


def frequency_text(rule: Rule, subject: str) -> Message:
    """Return how often a rule asks for something: `1 a month/group`."""
    needed = rule.check.get("at_least", 1)
    n = needed if isinstance(needed, int) else 1
    unit = rule.check.get("per")
    kind = check_kind_of(rule)
    if kind is not None and kind.frequency is not None:
        return kind.frequency(n)
    if subject == "group":
        return {
            "month": say("{n} a month/group", n=n),
            "quarter": say("{n} a quarter/group", n=n),
            "half": say("{n} a half-year/group", n=n),
        }.get(str(unit), say("{n} a year/group", n=n))
    if subject == "member":
        return {
            "month": say("{n} a month/member", n=n),
            "quarter": say("{n} a quarter/member", n=n),
            "half": say("{n} a half-year/member", n=n),
        }.get(str(unit), say("{n} a year/member", n=n))
    return {
        "month": say("{n} a month", n=n),
        "quarter": say("{n} a quarter", n=n),
        "half": say("{n} a half-year", n=n),
    }.get(str(unit), say("{n} a year", n=n))


def period_of(finding: Finding) -> Period | None:
    """Return the period of a finding, or None where it is a day."""
    text = finding.period
    try:
        year = int(text[:4])
        rest = text[5:]
        if not rest:
            return Period.year(year)
        if rest[0] in "QH" and len(rest) == 2:
            length = 3 if rest[0] == "Q" else 6
            return Period.months(year, (int(rest[1]) - 1) * length + 1, length)
        return Period.months(year, int(rest), 1) if len(rest) == 2 else None
    except ValueError:
        return None


def done_counts(findings: list[Finding]) -> tuple[int, int]:
    """Return how much is asked and how much of it was done, what is exempt left out.

    Duties of members count members; others count what was needed and found, at most what was
    needed, since a second meeting in March makes up for none in April.
    """
    asked = [one for one in findings if one.status not in ("exempt", "waived", "unrecorded")]
    if any(one.subject.type == "member" or one.needed is None for one in asked):
        return len(asked), sum(one.status in ("met", "late") for one in asked)
    needed = sum(one.needed or 0 for one in asked)
    return needed, sum(min(one.found or 0, one.needed or 0) for one in asked)


def next_command(finding: Finding, program: str) -> str:
    """Return the command that comes next for a finding; `program` is `orglife`, with its -f.

    Of an activity or a task the command that shows it; else the `next_command` of the check; else
    the command that shows the subject.
    """
    subject = finding.subject
    if subject.type == "task":
        return f"{program} task show {subject.id}"
    if subject.type == "activity":
        return f"{program} activity show {subject.id}"
    kind = check_kind_of(finding.rule)
    command = kind.command_after(finding) if kind is not None else ""
    if command:
        return f"{program} {command}"
    if subject.type == "group":
        return f"{program} group show {subject.id}"
    if subject.type == "post":
        return f"{program} committee list"
    if subject.type == "member":
        return f'{program} member show "#{subject.id}"'
    return f"{program} rules show {finding.rule.id}"


def next_commands(findings: Iterable[Finding], program: str, limit: int = 3) -> tuple[str, ...]:
    """Return the first few different commands for findings in their order."""
    found = dict.fromkeys(next_command(finding, program) for finding in findings)
    return tuple(found)[:limit]

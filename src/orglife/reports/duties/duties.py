"""Titles, frequency, counts, next commands.

Duties: rules that ask something in every period; what they are called, how often they ask.

What to do next: commands that can be typed as they stand, from what is still open or missed.
"""

from __future__ import annotations

from collections.abc import Iterable

from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.calendar import LENGTHS, Period
from orglife.model.names import kinds_of
from orglife.model.terms import SUBJECT_TYPES, Term
from orglife.reports.language import Capitalized
from orglife.rules.finding import Finding
from orglife.rules.rule import Rule

DUTIES = ("held", "talks", "attended", "hours")
"""The kinds of check that ask for something to be done in every period."""


def is_duty(finding: Finding) -> bool:
    """Whether its rule asks for something to be done in every month, quarter, half or year."""
    check = finding.rule.check
    return check.get("kind") in DUTIES and check.get("per") in LENGTHS


def kinds_asked(rule: Rule) -> tuple[str, ...]:
    """Return the codes of the kinds of activity that a rule is about."""
    if rule.check.get("kind") == "talks":
        return ("talk",)
    asked = rule.check.get("activity", ())
    if isinstance(asked, str):
        return (asked,)
    return tuple(asked) if isinstance(asked, (list, tuple)) else ()


def duty_title(rule: Rule, branch: Branch) -> Term:
    """Return what a rule is called in a table: its kind of activity, else its own title."""
    asked = kinds_asked(rule)
    if rule.check.get("kind") == "held" and len(asked) == 1 and not rule.check.get("topic"):
        kind = kinds_of(branch).get(asked[0])
        if kind is not None:
            return kind.term
    return rule.short


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
    if rule.check.get("kind") == "hours":
        return say("{n} h a year/member", n=n)
    if rule.check.get("kind") == "talks":
        return say("{n} a year/pair", n=n)
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


BY_CHECK = {
    "branch-size": "member list",
    "committee-needed": "committee list",
    "committee-size": "committee list",
    "complete": "activity list",
    "convened": "activity list",
    "divided": "group suggest",
    "group-size": "group suggest",
    "placed": "group list",
    "seats": "committee list",
    "term": "committee list",
}
"""Where a kind of check sends somebody who wants to mend what it found."""

ADMISSION = ("admission", "probation")
"""Beginnings of the kinds of check that are about the way into the Party."""


def next_command(finding: Finding, program: str) -> str:
    """Return the command that comes next for a finding; `program` is `orglife`, with its -f."""
    kinds = kinds_asked(finding.rule)
    subject = finding.subject
    if subject.type == "task":
        return f"{program} task show {subject.id}"
    if subject.type == "activity":
        return f"{program} activity show {subject.id}"
    if finding.rule.check.get("kind") == "held" and kinds:
        if kinds[0] == "organizational-life-meeting":
            return f"{program} criticism open {finding.period[:4]}"
        group = f" --group {subject.id}" if subject.type == "group" else ""
        return f"{program} log {kinds[0]}{group}"
    if finding.rule.check.get("kind") == "talks":
        return f"{program} log talk --with NAME --with NAME"
    if finding.rule.check.get("kind") == "hours":
        return f"{program} log study --hours 2"
    if finding.rule.check.get("kind") == "attended" and kinds:
        return f'{program} log {kinds[0]} --with "#{subject.id}"'
    known = BY_CHECK.get(str(finding.rule.check.get("kind")))
    if known is not None:
        return f"{program} {known}"
    if subject.type == "group":
        return f"{program} group show {subject.id}"
    if subject.type == "post":
        return f"{program} committee list"
    if subject.type == "member":
        return f'{program} {_noun(finding)} show "#{subject.id}"'
    return f"{program} rules show {finding.rule.id}"


def _noun(finding: Finding) -> str:
    """Return the noun whose `show` tells most about a member: `member`, or `admission`."""
    about_admission = str(finding.rule.check.get("kind")).startswith(ADMISSION)
    return "admission" if about_admission else "member"


def next_commands(findings: Iterable[Finding], program: str, limit: int = 3) -> tuple[str, ...]:
    """Return the first few different commands for findings in their order."""
    found = dict.fromkeys(next_command(finding, program) for finding in findings)
    return tuple(found)[:limit]

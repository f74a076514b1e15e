"""What an HTML report has besides its blocks: figures on top, anchors, the texts of its rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from orglife.messages import Message, say
from orglife.model.activity import Attendance
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.model.roster import members_on
from orglife.model.terms import SOURCES, STRENGTHS, Term
from orglife.reports.duties.duties import done_counts, is_duty
from orglife.rules.finding import Finding
from orglife.rules.rule import Rule


class Figure(Struct, frozen=True):
    """A number that is read first, what it counts, and the section that it leads to."""

    value: str
    label: Message
    anchor: str = ""


class RuleText(Struct, frozen=True):
    """A rule as the report quotes it."""

    id: str
    title: Term
    source: Message | Term | str
    strength: Term
    verified: bool


class ReportPage(Struct, frozen=True):
    """The parts of a page around its blocks."""

    figures: tuple[Figure, ...]
    rules: tuple[RuleText, ...]


def report_page(branch: Branch, findings: list[Finding], period: Period, day: date) -> ReportPage:
    """Return figures and rule texts of a report on `findings`, in the order of the rules."""
    shown = [one for one in findings if one.status != "unrecorded"]
    rules = {one.rule.id: one.rule for one in shown}
    return ReportPage(
        tuple(_figures(branch, findings, period, day)),
        tuple(_rule_text(rules[key]) for key in sorted(rules)),
    )


def _figures(
    branch: Branch, findings: list[Finding], period: Period, day: date
) -> Iterable[Figure]:
    end = min(period.last, day)
    members = members_on(branch, end)
    full = sum(member.stage_on(end) == "full" for member in members)
    yield Figure(
        str(len(members)),
        say("members ({full} full, {rest} probationary)", full=full, rest=len(members) - full),
    )
    duties = [one for one in findings if is_duty(one)]
    for units, label in (
        (("month", "quarter"), say("monthly and quarterly duties, done/asked")),
        (("half", "year"), say("yearly duties, done/asked")),
    ):
        needed, done = _sum(one for one in duties if one.rule.check.get("per") in units)
        yield Figure(f"{done}/{needed}", label, "cal")
    missed = sum(one.status == "missed" for one in findings)
    pending = sum(one.status == "pending" for one in findings)
    yield Figure(str(missed), say("missed; still open: {n}", n=pending), "missed")
    asked, came = _attendance(branch, period, end)
    if asked:
        share = f"{100 * came / asked:.0f}%"
        yield Figure(share, say("attendance ({came} of {asked})", came=came, asked=asked))


def _sum(findings: Iterable[Finding]) -> tuple[int, int]:
    """Return asked and done, rule by rule, since duties of members count members."""
    rules: dict[tuple[str, int], list[Finding]] = {}
    for one in findings:
        group = one.subject.id if one.subject.type == "group" else 0
        rules.setdefault((one.rule.id, group), []).append(one)
    pairs = [done_counts(several) for several in rules.values()]
    return sum(needed for needed, _ in pairs), sum(done for _, done in pairs)


def _attendance(branch: Branch, period: Period, end: date) -> tuple[int, int]:
    from orglife.model.names import kinds_of

    required = {kind.code for kind in kinds_of(branch).values() if kind.required}
    asked = came = 0
    for activity in branch.activities.values():
        if activity.kind in required and activity.held_by(end) and activity.day in period:
            frozen = activity.attendance or Attendance()
            exempt = sum(absence.state == "exempt" for absence in frozen.others.values())
            asked += len(frozen.expected) - exempt
            came += len(frozen.attendees)
    return asked, came


def _rule_text(rule: Rule) -> RuleText:
    source: Message | Term | str = SOURCES.get(rule.source, rule.source)
    if rule.article:
        source = say("{source}, Art. {article}", source=source, article=rule.article)
    return RuleText(rule.id, rule.term, source, STRENGTHS[rule.strength], rule.verified)

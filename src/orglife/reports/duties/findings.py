"""Findings as columns, grouped, worst status.

Findings as data: the same keys in `check`, `due` and every report.

Findings of one rule about many members in one row, all of them named.

The one status that stands for several.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from orglife.messages import Message, say, say_n
from orglife.model.terms import SEVERITIES, STATUSES, STRENGTHS, SUBJECT_TYPES, Term
from orglife.reports.duties.duties import subject_text
from orglife.reports.view import Cell, Column, Table
from orglife.rules.finding import Finding

SEVERITY_RANK = {code: rank for rank, code in enumerate(("information", "warning", "error"))}
"""Severities, the mildest first."""
YES, NO = Term("yes", en="yes", zh="是"), Term("no", en="no", zh="否")


def finding_data(finding: Finding) -> dict[str, Any]:
    """Return a finding as it stands in JSON."""
    rule = finding.rule
    return {
        "rule": rule.id,
        "title": rule.term,
        "article": rule.article,
        "source": rule.source,
        "sources": list(rule.cited),
        "verified": rule.verified,
        "strength": rule.strength,
        "severity": finding.severity,
        "status": finding.status,
        "subject": {
            "type": finding.subject.type,
            "id": finding.subject.id,
            "name": finding.subject.name,
        },
        "period": finding.period,
        "deadline": finding.deadline,
        "needed": finding.needed,
        "found": finding.found,
        "base": finding.base,
        "excluded": [
            {"id": one.id, "name": one.name, "reason": one.reason} for one in finding.excluded
        ],
        "records": [{"type": one.type, "id": one.id} for one in finding.records],
        "reason": finding.reason,
        "message": finding_message(finding),
    }


def finding_message(finding: Finding) -> Message:
    """Return the message of a finding; that of an unverified rule says so."""
    if finding.rule.verified:
        return finding.message
    return say("{message} (wording of the rule not verified)", message=finding.message)


def findings_sheet(findings: list[Finding]) -> Table:
    """Return every finding with all its columns, for CSV and XLSX."""
    columns = (
        Column("rule", say("Rule")),
        Column("title", say("Title")),
        Column("article", say("Article")),
        Column("source", say("Source")),
        Column("verified", say("Verified")),
        Column("strength", say("Strength")),
        Column("severity", say("Severity")),
        Column("status", say("Status")),
        Column("subject_type", say("About")),
        Column("subject_id", say("Number"), "right"),
        Column("subject", say("Name")),
        Column("period", say("Period")),
        Column("deadline", say("Deadline")),
        Column("needed", say("Needed"), "right"),
        Column("found", say("Found"), "right"),
        Column("base", say("Base"), "right"),
        Column("excluded", say("Left out")),
        Column("records", say("Records")),
        Column("reason", say("Reason")),
        Column("message", say("Message")),
    )
    return Table(columns, tuple(_row(one) for one in findings), styles=_styles(findings))


def _row(finding: Finding) -> tuple[Any, ...]:
    rule = finding.rule
    return (
        rule.id,
        rule.term,
        rule.article,
        rule.source,
        YES if rule.verified else NO,
        _coded(STRENGTHS[rule.strength]),
        _coded(SEVERITIES[finding.severity]),
        _coded(STATUSES[finding.status]),
        _coded(SUBJECT_TYPES[finding.subject.type]),
        finding.subject.id,
        finding.subject.name,
        finding.period,
        finding.deadline,
        finding.needed,
        finding.found,
        finding.base,
        " ".join(one.name for one in finding.excluded),
        " ".join(f"{one.type}#{one.id}" for one in finding.records),
        finding.reason if finding.reason is not None else "",
        finding_message(finding),
    )


def _coded(term: Term) -> Term:
    """Return a term that is its code where English is spoken, since programs read it there."""
    return term.with_titles(en=term.code)


def _styles(findings: list[Finding]) -> tuple[str, ...]:
    return tuple(one.status for one in findings)


FEW = 3
"""Up to so many members have a row each."""


def group_findings(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """Yield the findings in their order, those that make one row in one list.

    One row are the findings of one rule, period, status and severity about more than a few members.
    """
    rows: dict[tuple[str, ...], list[Finding]] = {}
    for number, one in enumerate(findings):
        key = (one.rule.id, one.period, one.status, one.severity)
        apart = one.subject.type != "member" or one.reason is not None
        rows.setdefault((*key, str(number)) if apart else key, []).append(one)
    for several in rows.values():
        if len(several) > FEW:
            yield several
        else:
            yield from ([one] for one in several)


def subjects_text(findings: list[Finding]) -> Cell:
    """Return whom a row is about."""
    if len(findings) == 1:
        return subject_text(findings[0])
    return say_n("{n} member", "{n} members", len(findings))


def findings_text(findings: list[Finding]) -> Message:
    """Return what a row says: the message of the one finding, or every name with its numbers."""
    first = findings[0]
    if len(findings) == 1:
        if first.reason is None:
            return finding_message(first)
        return say("{message} ({reason})", message=finding_message(first), reason=first.reason)
    counted = first.needed is not None and first.needed > 1
    form = "{name} {found}/{needed}" if counted else "{name}"
    names = tuple(
        Message(form, {"name": one.subject.name, "found": one.found, "needed": one.needed})
        for one in findings
    )
    return say("{names}", names=names)


ORDER = ("missed", "pending", "late", "met", "waived", "exempt", "unrecorded")
"""Whatever asks for attention first."""


def worst_status(statuses: Iterable[str]) -> str | None:
    """Return the status that asks most for attention, or None where there is none."""
    found = set(statuses)
    return next((status for status in ORDER if status in found), None)

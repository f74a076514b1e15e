"""Findings as data: the same keys in `check`, `due` and every report."""

from __future__ import annotations

from typing import Any

from orglife.messages import Message, say
from orglife.model.terms import SEVERITIES, STATUSES, STRENGTHS, SUBJECT_TYPES, Term
from orglife.reports.view import Column, Table
from orglife.rules.finding import Finding

GRADES = {code: rank for rank, code in enumerate(("information", "warning", "error"))}
"""Severities, the mildest first."""
YES, NO = Term("yes", "yes", "是"), Term("no", "no", "否")


def finding_data(finding: Finding) -> dict[str, Any]:
    """Return a finding as it stands in JSON."""
    rule = finding.rule
    return {
        "rule": rule.id,
        "title": rule.term,
        "article": rule.article,
        "source": rule.source,
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
        "message": told(finding),
    }


def told(finding: Finding) -> Message:
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
        told(finding),
    )


def _coded(term: Term) -> Term:
    """Return a term that is its code where English is spoken, since programs read it there."""
    return Term(term.code, term.code, term.zh)


def _styles(findings: list[Finding]) -> tuple[str, ...]:
    return tuple(one.status for one in findings)

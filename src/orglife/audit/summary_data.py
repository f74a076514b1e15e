"""The summary of an audit for programs: the JSON of `--format json`."""

from __future__ import annotations

from typing import Any

from orglife.audit.question import rules
from orglife.audit.records import Begun
from orglife.audit.totals import LISTED, Row, Totals
from orglife.model.terms import SEVERITIES, STATUSES, Term


def data(begun: Begun, totals: Totals) -> dict[str, Any]:
    """Return the summary as programs read it."""
    return {
        "schema": "orglife.audit/1",
        "orglife": begun.orglife,
        "pack": begun.rules,
        "period": begun.period,
        "as_of": begun.as_of,
        "names": begun.names,
        "sample": begun.sample,
        "seed": begun.seed,
        "files": totals.files,
        "unreadable": sum(totals.codes.values()),
        "unreadable_codes": dict(sorted(totals.codes.items())),
        "copies": totals.copied,
        "left_aside": totals.left_aside,
        **_row_data(totals.all),
        "rules": [
            {
                "rule": rule,
                "title": rule_titles().get(rule),
                "branches": row.branches,
                **{status: row.statuses.get(status, 0) for status in STATUSES},
            }
            for rule, row in sorted(totals.rules.items())
        ],
        "superiors": [
            {"superior": name, **_row_data(row)} for name, row in sorted(totals.superiors.items())
        ],
        "sectors": [
            {"sector": code, **_row_data(row)} for code, row in sorted(totals.sectors.items())
        ],
        "listed_at_most": LISTED,
        "branches_listed": [
            {
                "file": one.file,
                "uid": one.uid,
                "name": one.name,
                "superior": one.superior,
                "sector": one.sector,
                "missed": _missed(one.missed),
            }
            for one in totals.branches
        ],
        "unreadable_listed": [
            {"file": one.file, "code": one.code, "message": one.message}
            for one in totals.unreadable
        ],
        "copies_listed": [
            {"file": one.file, "uid": one.uid, "judged": one.judged, "why": one.why}
            for one in totals.copies
        ],
    }


def _row_data(row: Row) -> dict[str, Any]:
    return {
        "branches": row.branches,
        "branches_with_missed": row.with_missed,
        "missed": _missed(row.missed),
    }


def _missed(counts: dict[str, int]) -> dict[str, int]:
    return {severity: counts.get(severity, 0) for severity in SEVERITIES}


def rule_titles() -> dict[str, Term]:
    """Return the titles of the rules of the central pack, by their ids."""
    return {rule.id: rule.term for rule in rules()}

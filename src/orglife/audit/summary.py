"""The summary of an audit: as JSON, as lines and tables, and as one table for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from orglife.audit.judge import rules
from orglife.audit.records import LISTED, AuditHeader, MissedCounts, Totals
from orglife.messages import Message, say, say_n
from orglife.model.terms import SECTORS, SEVERITIES, STATUSES, Term
from orglife.reports.view import Block, Cell, Column, Heading, Line, Separator, Table, View


def summary_view(begun: AuditHeader, totals: Totals) -> View:
    """Return the summary; the same for the same records, however they were come by."""
    return View(summary_data(begun, totals), tuple(blocks(begun, totals)), summary_sheet(totals))


def exit_code(totals: Totals, fail_on: str) -> int:
    """Return 7 where a file could not be read, 1 where something was found, else 0.

    Found is what is missed of severity `fail_on` or worse, and any file that is not what its
    history says; with `never` nothing is.
    """
    if totals.codes:
        return 7
    grades = tuple(SEVERITIES)
    if fail_on == "never":
        return 0
    if totals.changed:
        return 1
    enough = grades[: grades.index(fail_on) + 1]
    return int(any(totals.all.missed.get(one) for one in enough))


CODES = {
    "missing": say("no such file"),
    "unreadable": say("can't be read"),
    "damaged": say("damaged"),
    "newer": say("from a newer orglife"),
    "failed": say("orglife failed on it"),
}
"""What is said for the code of an unreadable file."""

WHY = {
    "identical": say("the same content"),
    "older": say("written less often"),
    "diverged": say("changed apart: has changes of its own"),
}
"""Why a copy was set aside."""


def blocks(begun: AuditHeader, totals: Totals) -> Iterator[Block]:
    """Yield the summary as it is read on a screen or on paper."""
    yield Heading(
        say_n(
            "Audit of {n} branch, {period}",
            "Audit of {n} branches, {period}",
            totals.all.branches,
            period=begun.period,
        ),
        say("as of {day}", day=begun.as_of),
    )
    yield Separator()
    if begun.sample is not None:
        yield Line(say("A sample of {n}, drawn with seed {seed}", n=begun.sample, seed=begun.seed))
    yield Line(_files(totals))
    if totals.left_aside:
        yield Line(
            say_n(
                "Left aside: {n} file that is no branch file",
                "Left aside: {n} files that are no branch files",
                totals.left_aside,
            )
        )
    yield Line(_all_missed(totals.all))
    if totals.verified:
        yield Line(
            say(
                "Histories verified: {n}; not what they should be: {changed}",
                n=totals.verified,
                changed=totals.changed,
            )
        )
    yield from _named(totals)
    yield from _rolled_up(totals)
    if totals.branches:
        yield _branches(totals)
    left_out = totals.all.branches - len(totals.branches)
    if left_out > 0:
        yield Line(
            say_n(
                "{n} more branch is in the findings only (--findings).",
                "{n} more branches are in the findings only (--findings).",
                left_out,
            ),
            "hint",
        )


def _files(totals: Totals) -> Message:
    unreadable = sum(totals.codes.values())
    return say(
        "{files}: {judged} judged, {copies} set aside as copies, {unreadable} not readable",
        files=say_n("{n} file", "{n} files", totals.files),
        judged=totals.all.branches,
        copies=totals.copied,
        unreadable=unreadable,
    )


def _all_missed(row: MissedCounts) -> Message:
    return say(
        "Missed in {some} of {all} branches: {numbers}",
        some=row.with_missed,
        all=row.branches,
        numbers=tuple(
            say("{severity} {n}", severity=term, n=row.missed.get(code, 0))
            for code, term in SEVERITIES.items()
        ),
    )


def _named(totals: Totals) -> Iterator[Block]:
    """Yield what was not judged, by name."""
    if totals.unreadable:
        yield Table(
            (
                Column("file", say("File")),
                Column("code", say("Why")),
                Column("message", say("What is wrong")),
            ),
            tuple((one.file, CODES[one.code], one.message) for one in totals.unreadable),
            title=_title(say("Not readable"), sum(totals.codes.values())),
        )
    if totals.copies:
        yield Table(
            (
                Column("file", say("File")),
                Column("judged", say("Judged instead")),
                Column("why", say("Why")),
            ),
            tuple((one.file, one.judged, WHY[one.why]) for one in totals.copies),
            title=_title(say("Copies of one branch, counted once"), totals.copied),
        )

    if totals.histories:
        yield Table(
            (Column("file", say("File")), Column("history", say("What is to be told"))),
            tuple(
                (file, text)
                for file, one in totals.histories
                for text in (*one.problems, *one.notes)
            ),
            title=_title(say("Histories"), len(totals.histories)),
        )


def _title(title: Message, n: int) -> Message:
    return say("{title} ({n})", title=title, n=n)


def _rolled_up(totals: Totals) -> Iterator[Block]:
    if totals.rules:
        yield _rules(totals)
    if len(totals.superiors) > 1 or next(iter(totals.superiors), ""):
        rows = sorted(totals.superiors.items())
        yield _roll_up(
            say("By superior"),
            Column("superior", say("Superior")),
            [(name or say("none stated"), row) for name, row in rows],
        )
    if len(totals.sectors) > 1:
        rows = sorted(totals.sectors.items())
        yield _roll_up(
            say("By kind of unit"),
            Column("sector", say("Unit")),
            [(SECTORS.get(code, code), row) for code, row in rows],
        )


_MISSED = tuple(
    Column(code, say("{term}", term=term), "right") for code, term in SEVERITIES.items()
)


def _roll_up(title: Message, first: Column, rows: list[tuple[Cell, MissedCounts]]) -> Table:
    columns = (
        first,
        Column("branches", say("Branches"), "right"),
        Column("branches_with_missed", say("With missed"), "right"),
        *_MISSED,
    )
    return Table(columns, tuple((name, *_cells(row)) for name, row in rows), title=title)


def _cells(row: MissedCounts) -> tuple[Cell, ...]:
    return (row.branches, row.with_missed, *(row.missed.get(code, 0) for code in SEVERITIES))


def _rules(totals: Totals) -> Table:
    titles = rule_titles()
    statuses = [code for code in STATUSES if any(code in r.statuses for r in totals.rules.values())]
    columns = (
        Column("rule", say("Rule")),
        Column("title", say("Title")),
        Column("branches", say("Branches that missed"), "right"),
        *(Column(code, say("{term}", term=STATUSES[code]), "right") for code in statuses),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            rule,
            titles.get(rule, say("a rule of a branch's own")),
            row.branches,
            *(row.statuses.get(code, 0) for code in statuses),
        )
        for rule, row in sorted(totals.rules.items())
    )
    return Table(columns, rows, title=say("By rule"))


def _branches(totals: Totals) -> Table:
    columns = (
        Column("branch", say("Branch")),
        Column("superior", say("Superior")),
        *_MISSED,
        Column("file", say("File")),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.name, one.superior, *(one.missed.get(code, 0) for code in SEVERITIES), one.file)
        for one in totals.branches
    )
    return Table(columns, rows, title=say("By branch"))


def summary_sheet(totals: Totals) -> Table:
    """Return one table of everything that is rolled up, for spreadsheets."""
    columns = (
        Column("level", say("Level")),
        Column("name", say("Name")),
        Column("branches", say("Branches"), "right"),
        Column("branches_with_missed", say("With missed"), "right"),
        *_MISSED,
        Column("file", say("File")),
    )
    rows: list[tuple[Cell, ...]] = [("all", "", *_cells(totals.all), "")]
    rows += [("superior", name, *_cells(row), "") for name, row in sorted(totals.superiors.items())]
    rows += [("unit", code, *_cells(row), "") for code, row in sorted(totals.sectors.items())]
    for one in totals.branches:
        missed = tuple(one.missed.get(code, 0) for code in SEVERITIES)
        rows.append(("branch", one.name, 1, int(bool(one.missed)), *missed, one.file))
    rows += [
        ("unreadable", CODES[one.code], None, None, None, None, None, one.file)
        for one in totals.unreadable
    ]
    rows += [
        ("copy", WHY[one.why], None, None, None, None, None, one.file) for one in totals.copies
    ]
    return Table(columns, tuple(rows))


def summary_data(begun: AuditHeader, totals: Totals) -> dict[str, Any]:
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
        "verified": totals.verified,
        "changed_outside": totals.changed,
        "clock_backwards": totals.backwards,
        "old_rule": totals.old_rule,
        "histories_listed": [
            {
                "file": file,
                "uid": one.uid,
                "problems": list(one.problems),
                "notes": list(one.notes),
            }
            for file, one in totals.histories
        ],
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


def _row_data(row: MissedCounts) -> dict[str, Any]:
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

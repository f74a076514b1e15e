"""Findings of one rule about many members in one row, all of them named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orglife.messages import Message, say, say_n
from orglife.reports.duties.duty import who
from orglife.reports.duties.findings import told
from orglife.reports.view import Cell
from orglife.rules.finding import Finding

FEW = 3
"""Up to so many members have a row each."""


def together(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
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


def whom(findings: list[Finding]) -> Cell:
    """Return whom a row is about."""
    if len(findings) == 1:
        return who(findings[0])
    return say_n("{n} member", "{n} members", len(findings))


def what(findings: list[Finding]) -> Message:
    """Return what a row says: the message of the one finding, or every name with its numbers."""
    first = findings[0]
    if len(findings) == 1:
        if first.reason is None:
            return told(first)
        return say("{message} ({reason})", message=told(first), reason=first.reason)
    counted = first.needed is not None and first.needed > 1
    form = "{name} {found}/{needed}" if counted else "{name}"
    names = tuple(
        Message(form, {"name": one.subject.name, "found": one.found, "needed": one.needed})
        for one in findings
    )
    return say("{names}", names=names)

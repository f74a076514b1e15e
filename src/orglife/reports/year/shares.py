"""Quarter by quarter: what groups and the branch held, how varied, how large, in what mode.

Described, never scored: small, flexible, diverse, pragmatic is for people to judge.
"""

from __future__ import annotations

from typing import Any

from orglife.messages import say
from orglife.model.activity import Activity
from orglife.model.period import Period
from orglife.reports.view import Cell, Column, Heading, Table
from orglife.reports.year.given import Given, Part

CHOSEN = "members"


def shares(given: Given) -> Part:
    """Return a row for each quarter of the period that has begun."""
    quarters = [one for one in given.period.split("quarter") if one.first <= given.day]
    rows = [_quarter(given, one) for one in quarters or [given.period]]
    table = Table(
        (
            Column("quarter", say("Quarter")),
            Column("activities", say("Held"), "right"),
            Column("groups", say("By groups"), "right"),
            Column("branch", say("By the branch"), "right"),
            Column("share", say("Share of groups"), "right"),
            Column("kinds", say("Kinds"), "right"),
            Column("size", say("Present, least to most"), "right"),
            Column("length", say("Minutes, least to most"), "right"),
            Column("online", say("Online"), "right"),
        ),
        tuple(_cells(one) for one in rows),
    )
    return {"quarters": rows}, (Heading(say("Groups and branch, variety and size"), level=2), table)


def _quarter(given: Given, quarter: Period) -> dict[str, Any]:
    held = [one for one in given.held if one.day in quarter]
    by_groups = sum(one.scope == "group" for one in held)
    common = [one for one in held if one.scope != CHOSEN]
    return {
        "quarter": quarter.label,
        "activities": len(held),
        "by_groups": by_groups,
        "by_branch": len(common) - by_groups,
        "kinds": len({one.kind for one in held}),
        "present": _range([_size(one) for one in common]),
        "minutes_long": _range([one.minutes_long for one in held]),
        "online": sum(one.online for one in held),
    }


def _size(one: Activity) -> int:
    return len(one.attendance.came) if one.attendance is not None else 0


def _range(numbers: list[int]) -> list[int] | None:
    """Return the least and the most of what is known."""
    known = [number for number in numbers if number]
    return [min(known), max(known)] if known else None


def _cells(row: dict[str, Any]) -> tuple[Cell, ...]:
    common = row["by_groups"] + row["by_branch"]
    return (
        row["quarter"],
        row["activities"],
        row["by_groups"],
        row["by_branch"],
        f"{100 * row['by_groups'] // common} %" if common else None,
        row["kinds"],
        _span(row["present"]),
        _span(row["minutes_long"]),
        row["online"],
    )


def _span(numbers: list[int] | None) -> str | None:
    if numbers is None:
        return None
    least, most = numbers
    return str(least) if least == most else f"{least}-{most}"

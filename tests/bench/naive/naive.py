"""Yardstick N: the same work by a plain Typer, stock TinyDB and Rich program.

Written as such programs are: everything imported at the top, the file read whole by TinyDB, every
answer from plain dictionaries, every table by Rich. It keeps no history, no seal and no backup,
judges a handful of what orglife judges, and a crash while it writes loses the file.
"""

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from tinydb import TinyDB, where

app = typer.Typer()
EVERY = {
    "committee-meeting": 1,
    "theme-day": 1,
    "group-meeting": 1,
    "general-meeting": 3,
    "lecture": 3,
}
"""Kinds of activity and the months within which each is held once."""


def findings_of(db: TinyDB, year: int) -> list[dict[str, object]]:
    """Return what was met and missed in a year: meetings a period, study hours a member."""
    held = [
        one
        for one in db.table("activities").search(where("held").exists())
        if date.fromisoformat(one["held"]).year == year
    ]
    found: list[dict[str, object]] = []
    groups = db.table("groups").all()
    for kind, months in EVERY.items():
        for first in range(1, 13, months):
            span = range(first, first + months)
            inside = [
                one
                for one in held
                if one["kind"] == kind and date.fromisoformat(one["held"]).month in span
            ]
            for group in groups if kind == "group-meeting" else [None]:
                counted = [one for one in inside if not group or one.get("group") == group["id"]]
                found.append(
                    {
                        "rule": kind,
                        "subject": group["name"] if group else "branch",
                        "period": f"{year}-{first:02}",
                        "status": "met" if counted else "missed",
                        "found": len(counted),
                        "records": [one["id"] for one in counted],
                        "message": f"{len(counted)} of 1 held",
                    }
                )
    minutes: Counter[int] = Counter()
    for one in held:
        for member in one["attendance"]["present"]:
            minutes[member] += one.get("minutes_long", 0)
    for member in db.table("members").all():
        hours = minutes[member["id"]] // 60
        found.append(
            {
                "rule": "hours",
                "subject": member["name"],
                "period": str(year),
                "status": "met" if hours >= 32 else "missed",
                "found": hours,
                "records": [],
                "message": f"{hours} of 32 hours",
            }
        )
    return found


def show(title: str, rows: list[list[str]], heads: list[str]) -> None:
    """Print rows as a Rich table."""
    table = Table(title=title)
    for head in heads:
        table.add_column(head)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


@app.command()
def status(path: Path) -> None:
    """Show how each duty stands this year."""
    db = TinyDB(path)
    counts: dict[str, Counter[str]] = {}
    for one in findings_of(db, 2025):
        counts.setdefault(str(one["rule"]), Counter())[str(one["status"])] += 1
    show(
        "Status",
        [[rule, str(n["met"]), str(n["missed"])] for rule, n in counts.items()],
        ["Rule", "Met", "Missed"],
    )


@app.command()
def check(path: Path, year: int, as_json: bool = typer.Option(False, "--json")) -> None:
    """Check a year."""
    found = findings_of(TinyDB(path), year)
    if as_json:
        print(json.dumps(found, indent=1))
        return
    rows = [
        [str(one[key]) for key in ("rule", "subject", "period", "status", "message")]
        for one in found
    ]
    show("Check", rows, ["Rule", "Who", "Period", "Status", "Found"])


@app.command()
def log(path: Path, kind: str, on: str, topic: str) -> None:
    """Record an activity; everybody was there."""
    db = TinyDB(path)
    members = [one["id"] for one in db.table("members").all()]
    activities = db.table("activities")
    number = len(activities) + 1
    activities.insert(
        {
            "id": number,
            "kind": kind,
            "held": on,
            "topics": [topic],
            "attendance": {"present": members, "others": {}},
        }
    )
    Console().print(f"Recorded {kind} #{number}")


@app.command("import")
def import_(path: Path, register: Path) -> None:
    """Bring in the rows of a register."""
    db = TinyDB(path)
    members = {one["name"]: one["id"] for one in db.table("members").all()}
    activities = db.table("activities")
    number = len(activities)
    rows = []
    with register.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            number += 1
            rows.append(
                {
                    "id": number,
                    "kind": row["kind"],
                    "held": row["date"],
                    "topics": [row["topic"]],
                    "chair": members[row["chair"]],
                    "attendance": {"present": list(members.values()), "others": {}},
                    "minutes_long": int(float(row["hours"]) * 60),
                }
            )
    activities.insert_multiple(rows)
    Console().print(f"Imported {len(rows)} rows")


@app.command("list")
def list_(path: Path) -> None:
    """List the activities."""
    rows = [
        [
            str(one["id"]),
            one["held"],
            one["kind"],
            str(one.get("group", "")),
            ", ".join(one["topics"]),
            str(len(one["attendance"]["present"])),
        ]
        for one in sorted(TinyDB(path).table("activities").all(), key=lambda one: one["held"])
    ]
    show("Activities", rows, ["No.", "Day", "Kind", "Group", "Topic", "Present"])


app()

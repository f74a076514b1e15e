"""Very many branch files, some of them broken, and what is to be found in them.

What is expected is counted from the branches in memory, by the engine that `check` asks: neither
the files nor anything of `orglife.audit` is in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from audit_files import branches, file_of, path_of
from damages import DAMAGES

from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.rules.engine import check_branch

YEAR = 2025
PERIOD = Period(date(YEAR, 1, 1), date(YEAR, 12, 31))
AS_OF = date(2026, 11, 22)
ASKED = ("--period", str(YEAR), "--as-of", AS_OF.isoformat(), "--format", "json")
LISTED = 1000
"""So many branches are listed by name in a summary."""

Counts = Counter[tuple[str, ...]]
"""Everything that a summary says in numbers: what is counted, to how often."""


def broken_of(number: int) -> dict[int, str]:
    """Return which of so many files are broken, and how: a hundredth, every way as often."""
    several = max(len(DAMAGES), number // 100)
    step = number // several
    ways = list(DAMAGES)
    # Not always the same place of its hundred, so that units, sizes and gaps differ too.
    return {at * step + at % step: ways[at % len(ways)] for at in range(several)}


def make_part(folder: Path, number: int, part: int, parts: int) -> Counts:
    """Write every `parts`-th file from `part` on, break those to be broken, and count the rest."""
    broken = broken_of(number)
    listed = set(islice((n for n in range(number) if n not in broken), LISTED))
    found: Counts = Counter()
    for n, branch in _every(number, part, parts):
        path = folder / path_of(n)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file_of(branch))
        found["files",] += 1
        if n in broken:
            damage = DAMAGES[broken[n]]
            damage.apply(path)
            found["unreadable", damage.code] += 1
            found["named", _called(folder, n), damage.code] += 1
        else:
            found.update(_counted(branch, _called(folder, n) if n in listed else ""))
    return found


def _every(number: int, part: int, parts: int) -> Iterator[tuple[int, Branch]]:
    return islice(enumerate(branches(number, year=YEAR)), part, None, parts)


def _called(folder: Path, n: int) -> str:
    return str(Path(folder.name) / path_of(n))


def _counted(branch: Branch, listed: str) -> Counts:
    meta = branch.meta
    findings = check_branch(branch, PERIOD, as_of=AS_OF)
    missed = Counter(one.severity for one in findings if one.status == "missed")
    found: Counts = Counter(("rule", one.rule.id, one.status) for one in findings)
    for rule in {one.rule.id for one in findings if one.status == "missed"}:
        found["rule", rule, "branches"] = 1
    rows = [("all",), ("superior", meta.superior), ("sector", meta.sector)]
    if listed:
        rows.append(("listed", listed, meta.uid, meta.name))
    for row in rows:
        found[(*row, "branches")] = 1
        found[(*row, "with missed")] = int(bool(missed))
        found.update({(*row, severity): times for severity, times in missed.items()})
    return found


def counts_of(summary: dict[str, Any]) -> Counts:
    """Return what a summary says, as it is expected."""
    found: Counts = Counter({("files",): summary["files"]})
    found.update({("unreadable", code): n for code, n in summary["unreadable_codes"].items()})
    for one in summary["unreadable_listed"]:
        found["named", one["file"], one["code"]] += 1
    for rule in summary["rules"]:
        name = rule.pop("rule")
        del rule["title"]
        found.update({("rule", name, key): n for key, n in rule.items()})
    found.update(_row(("all",), summary))
    for kind in ("superior", "sector"):
        for row in summary[f"{kind}s"]:
            found.update(_row((kind, row[kind]), row))
    for one in summary["branches_listed"]:
        row = {"missed": one["missed"], "branches": 1}
        row["branches_with_missed"] = int(any(one["missed"].values()))
        found.update(_row(("listed", one["file"], one["uid"], one["name"]), row))
    return +found  # without what is none


def _row(name: tuple[str, ...], row: dict[str, Any]) -> Counts:
    return Counter(
        {
            (*name, "branches"): row["branches"],
            (*name, "with missed"): row["branches_with_missed"],
            **{(*name, severity): n for severity, n in row["missed"].items()},
        }
    )

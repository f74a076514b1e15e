"""Many branch files of one year, for measuring audits and for testing them; all made up.

Each is a branch of its own with its own people and gaps, and a history as commands leave it: an
entry for each activity that was logged.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from generate import branch_of
from msgspec.structs import replace

from orglife.model.branch import Branch
from orglife.storage.filesystem import FILES
from orglife.storage.format import NO_HISTORY, encode_file
from orglife.storage.history import HistoryHead, append, history_head, make_entry

SECTORS = ("community", "school", "enterprise", "rural", "hospital")
BEGUN = datetime(2025, 1, 1, 8, tzinfo=UTC)


def file_of(branch: Branch, *, logged: bool = True) -> bytes:
    """Return the bytes of the branch's file, with the history of commands that logged it."""
    if not logged:
        return encode_file(branch, NO_HISTORY, sequence=1)
    history, last = NO_HISTORY, HistoryHead()
    first = [("meta", 1, None, branch.meta)]
    for table in ("members", "groups", "posts"):
        first += [(table, key, None, one) for key, one in getattr(branch, table).items()]
    steps = [("import roster.csv", first)]
    steps += [
        (
            f"log {one.kind} --on {one.held} --topic {one.topics[0]!r}",
            [("activities", key, None, one)],
        )
        for key, one in branch.activities.items()
    ]
    for number, (command, changed) in enumerate(steps):
        now = BEGUN + timedelta(days=4 * number)
        history = append(history, make_entry(last, changed, command=command, now=now, fs=FILES))
        last = history_head(history)
    return encode_file(branch, history, sequence=len(steps))


def branches(number: int, *, year: int, members: int = 50) -> Iterator[Branch]:
    """Yield different branches: sizes, superiors, units and gaps vary with their number."""
    kinds = [
        branch_of(last=year, years=1, members=max(10, members - 3 * step)) for step in range(5)
    ]
    for n in range(number):
        base = kinds[n % len(kinds)]
        gaps = {(n * 7 + step * 13) % len(base.activities) + 1 for step in range(n % 4)}
        yield replace(
            base,
            meta=replace(
                base.meta,
                uid=f"{n:032x}",
                name=f"Branch {n} (made up)",
                superior=f"Committee {n // 25}",
                sector=SECTORS[n % len(SECTORS)],
            ),
            activities={key: one for key, one in base.activities.items() if key not in gaps},
        )


def path_of(n: int) -> Path:
    """Return where the file of the branch with that number lies: a hundred to a folder."""
    return Path(f"{n // 100:04}", f"branch-{n:06}.json")


def make_files(
    folder: Path, number: int, *, year: int = 2025, members: int = 50, logged: bool = True
) -> list[Path]:
    """Write so many branch files into folders of a hundred, and return their paths."""
    made = []
    for n, branch in enumerate(branches(number, year=year, members=members)):
        path = folder / path_of(n)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file_of(branch, logged=logged))
        made.append(path)
    return made

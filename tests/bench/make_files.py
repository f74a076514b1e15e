"""Write every file that `run.py` times programs on; run by the environment that has orglife.

    python make_files.py FOLDER

In a process of its own: the one that times is kept small, since a child's peak memory is never
less than what its parent had when it made the child.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from audit_files import file_of
from generate import branch_of
from msgspec.structs import replace

from orglife.model.branch import Branch

LAST = 2025
MANY = 10_000
ROWS = 1_000


def branches() -> Iterator[tuple[str, Branch]]:
    """Yield each branch under the name of its file."""
    yield "empty", branch_of(last=LAST, years=1, times=0)
    for years in (1, 10, 40):
        yield f"{years}-years", branch_of(last=LAST, years=years)
    many = branch_of(last=LAST, years=10, times=13)
    kept = dict(list(many.activities.items())[-MANY:])
    activities = {new: replace(one, id=new) for new, one in enumerate(kept.values(), 1)}
    counts = {**many.meta.next, "activities": MANY + 1}
    yield "many", replace(many, activities=activities, meta=replace(many.meta, next=counts))


def naive(branch: bytes) -> str:
    """Return the same records as stock TinyDB writes them."""
    tables = json.loads(branch)
    return json.dumps({name: tables[name] for name in ("members", "groups", "activities")})


def register(rows: int) -> str:
    """Return a register of so many meetings."""
    lines = ["date,kind,group,topic,chair,recorder,absent,hours,for year,recorded"]
    for number in range(rows):
        day = date(2025, number % 12 + 1, number % 28 + 1)
        who = number % 50 + 1
        lines.append(
            f"{day},volunteering,,Topic {number},Made Up {who},Made Up {who % 50 + 1},"
            f"Made Up {(who + 7) % 50 + 1}:excused:ill,1.5,,{day}"
        )
    return "\n".join(lines) + "\n"


def tasks(number: int) -> str:
    """Return so many tasks as `task import` reads them."""
    return "\n".join(
        json.dumps(
            {
                "uuid": f"00000000-0000-4000-8000-{n:012x}",
                "description": f"Meeting {n}: topic {n % 40}",
                "entry": f"2025{n % 12 + 1:02}{n % 28 + 1:02}T080000Z",
                "status": "pending",
                "project": f"group{n % 5}",
            }
        )
        for n in range(number)
    )


def journal(number: int) -> str:
    """Return so many transactions of hours as hledger reads them."""
    return "\n".join(
        f"{date.fromordinal(date(2016, 1, 1).toordinal() + n // 3)} Meeting {n}, topic {n % 40}\n"
        f"    study:group{n % 5}    1.50 h\n    time\n"
        for n in range(number)
    )


def diary(number: int) -> str:
    """Return so many entries as jrnl keeps them."""
    return "\n".join(
        f"[{date.fromordinal(date(2016, 1, 1).toordinal() + n // 3)} 08:00] "
        f"Meeting {n}, topic {n % 40}. Present: 48 of 50.\n"
        for n in range(number)
    )


def main() -> None:
    folder = Path(sys.argv[1])
    for name, branch in branches():
        data = file_of(branch)
        (folder / f"{name}.json").write_bytes(data)
        (folder / f"{name}.naive.json").write_text(naive(data))
    (folder / "register.csv").write_text(register(ROWS))
    (folder / "tasks.json").write_text(tasks(MANY))
    (folder / "hours.journal").write_text(journal(MANY))
    (folder / "diary.txt").write_text(diary(MANY))


main()

"""Decode files as an audit does, on as many processes, and judge nothing: what is left to judge in.

`python audit_decode.py LIST JOBS`, with the interpreter of the orglife that is measured.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from orglife.audit.chunk import readable
from orglife.audit.pool import Pool


def batches(paths: list[str], size: int) -> Iterable[list[str]]:
    """Return the paths, so many at a time."""
    return (paths[start : start + size] for start in range(0, len(paths), size))


def main() -> None:
    paths = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    with Pool(int(sys.argv[2])) as pool:
        for several in pool.map(readable, batches(paths, 64)):
            if not all(several):
                raise SystemExit("a file can't be read")


if __name__ == "__main__":
    main()

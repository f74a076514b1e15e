"""Decode files as an audit does, on as many processes, and judge nothing: what is left to judge in.

`python audit_decode.py LIST JOBS`, with the interpreter of the orglife that is measured.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from orglife.audit.engines import ProcessEngine
from orglife.audit.sources import read_bytes
from orglife.storage.decode import decode_file


def batches(paths: list[str], size: int) -> Iterable[list[str]]:
    """Return the paths, so many at a time."""
    return (paths[start : start + size] for start in range(0, len(paths), size))


def decoded(paths: list[str]) -> int:
    """Decode files, and return how many; an error where one can't be."""
    return len([decode_file(read_bytes(path)) for path in paths])


def main() -> None:
    paths = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    with ProcessEngine(int(sys.argv[2])) as pool:
        if sum(pool.map(decoded, batches(paths, 64))) != len(paths):
            raise SystemExit("not every file was decoded")


if __name__ == "__main__":
    main()

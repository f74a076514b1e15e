"""Change model and rules one place at a time and see whether a test fails: `make mutants`.

A mutant that every test passes has survived. Survivors that change nothing a user could see stand
in `equivalent.toml` with the reason; any other ends the run with 1. Each mutant is a forked
process, in which the changed module takes the place of the real one; the disk is not changed.
"""

from __future__ import annotations

import argparse
import ast
import importlib.abc
import importlib.util
import io
import os
import signal
import sys
import tomllib
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SOURCE = ROOT / "src" / "orglife"
FOLDERS = ("model", "rules")
TESTS = {
    "rules": ("tests/rules", "tests/actions/test_rule_actions.py"),
    "model": ("tests/model", "tests/rules", "tests/actions", "tests/importers"),
}
LONGEST = 120
"""Seconds after which a mutant that does not end counts as found."""

sys.path.insert(0, str(HERE))


class Place(NamedTuple):
    """One mutant of one module."""

    module: str
    file: str
    line: int
    change: str
    tree: ast.Module


class Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Puts a changed module in place of the real one."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def find_spec(self, name: str, _path: Any, _target: Any = None) -> Any:
        if name != self.place.module:
            return None
        return importlib.util.spec_from_file_location(
            name,
            SOURCE / self.place.file,
            loader=self,  # type: ignore[arg-type]  # it has what the import needs
        )

    def create_module(self, _spec: Any) -> None:
        return None

    def exec_module(self, module: Any) -> None:
        tree = ast.fix_missing_locations(self.place.tree)
        exec(compile(tree, str(SOURCE / self.place.file), "exec"), module.__dict__)


def places(wanted: list[str]) -> Iterator[Place]:
    from change import mutants

    for folder in FOLDERS:
        for path in sorted((SOURCE / folder).rglob("*.py")):
            file = path.relative_to(SOURCE).as_posix()
            if wanted and not any(word in file for word in wanted):
                continue
            module = "orglife." + file.removesuffix(".py").removesuffix("/__init__").replace(
                "/", "."
            )
            for one in mutants(path.read_text(encoding="utf-8")):
                change = f"{one.before}  ->  {one.after}"
                yield Place(module, file, one.line, change, one.tree)


def tests_of(file: str) -> list[str]:
    folder = file.partition("/")[0]
    stem = Path(file).stem
    own = sorted(
        str(path.relative_to(ROOT)) for path in ROOT.glob(f"tests/{folder}/test_{stem}*.py")
    )
    return [*own, *TESTS[folder]]


def survives(place: Place | None, tests: list[str]) -> bool:
    """Run the tests on a mutant (or on nothing changed) in a child; whether all of them pass."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            signal.alarm(LONGEST)
            if place is not None:
                sys.meta_path.insert(0, Instead(place))
            import pytest

            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                code = pytest.main(["-x", "-q", "-n0", "--no-header", "-W", "ignore", *tests])
        finally:
            os._exit(int(code))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


def equivalent() -> dict[tuple[str, str], str]:
    told = tomllib.loads((HERE / "equivalent.toml").read_text(encoding="utf-8"))
    return {(one["file"], one["change"]): one["why"] for one in told.get("mutant", [])}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", help="parts of file names, as in checks/held")
    parser.add_argument("--shard", default="1/1", help="K/N: the K-th of N parts")
    words = parser.parse_args()
    part, parts = (int(number) for number in words.shard.split("/"))
    os.chdir(ROOT)
    import hypothesis  # noqa: F401  # what every child needs is imported once
    import msgspec  # noqa: F401
    import pytest  # noqa: F401

    known = equivalent()
    passing: set[str] = set()
    count = survived = 0
    for number, place in enumerate(places(words.files)):
        if number % parts != part - 1:
            continue
        folder = place.file.partition("/")[0]
        if folder not in passing and not survives(None, list(TESTS[folder])):
            print(f"{' '.join(TESTS[folder])}: they fail without any change, mend them first")
            return 2
        passing.add(folder)
        count += 1
        if not survives(place, tests_of(place.file)):
            continue
        why = known.get((place.file, place.change))
        if why is None:
            survived += 1
            print(f"survived: {place.file}:{place.line}: {place.change}", flush=True)
    print(f"{count} mutants, {survived} survived without a reason in equivalent.toml")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())

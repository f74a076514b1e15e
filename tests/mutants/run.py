"""Change model and rules one place at a time and see whether a test fails: `make mutants`.

A mutant that every test passes has survived. Survivors that change nothing a user could see stand
in `equivalent.toml` with the reason and are left out; any other ends the run with 1. Each mutant is
a forked process; the disk is not changed. A change in a function is tried on the tests that reach
its lines (`quick.py`); one that takes effect at import, on all tests, imported anew.
"""

from __future__ import annotations

import argparse
import importlib.abc
import importlib.util
import io
import os
import sys
import tomllib
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from itertools import groupby
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SOURCE = ROOT / "src" / "orglife"
TESTS = {
    "model": ("tests/model", "tests/rules", "tests/actions", "tests/importers"),
    "rules": ("tests/rules", "tests/actions/test_rule_actions.py"),
}
LONGEST = 120
"""Seconds of the processor after which a run of all tests that does not end counts as failed."""

sys.path.insert(0, str(HERE))

from change import Mutant, changed, mutants  # noqa: E402  # it lies beside this file
from quick import Session, in_child, steady  # noqa: E402

Key = tuple[str, str, str]
"""File, function and change, as an entry of `equivalent.toml` names them."""


class Module(NamedTuple):
    """A file below `src/orglife`, as `model/calendar.py`."""

    file: str

    @property
    def name(self) -> str:
        stem = self.file.removesuffix(".py").removesuffix("/__init__")
        return "orglife." + stem.replace("/", ".")

    @property
    def path(self) -> str:
        return str(SOURCE / self.file)

    @property
    def source(self) -> str:
        return Path(self.path).read_text(encoding="utf-8")


class Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Puts a changed module in place of the real one."""

    def __init__(self, module: Module, mutant: Mutant) -> None:
        self.module = module
        self.tree = changed(module.source, mutant)

    def find_spec(self, name: str, _path: Any, _target: Any = None) -> Any:
        if name != self.module.name:
            return None
        return importlib.util.spec_from_file_location(
            name,
            self.module.path,
            loader=self,  # type: ignore[arg-type]  # it has what the import needs
        )

    def create_module(self, _spec: Any) -> None:
        return None

    def exec_module(self, module: Any) -> None:
        exec(compile(self.tree, self.module.path, "exec"), module.__dict__)


class Loaded:
    """A process that has loaded the tests of one folder, and knows which lines each reaches."""

    def __init__(self, folder: str) -> None:
        self.line, there = Pipe()
        modules = [module.name for module in modules_of(folder)]
        if os.fork() == 0:
            self.line.close()
            self.serve(there, folder, modules)
        there.close()
        self.tests, self.failing = self.line.recv()

    @staticmethod
    def serve(line: Connection, folder: str, modules: list[str]) -> None:
        try:
            root = str(SOURCE / folder) + os.sep
            pytest_quietly(list(TESTS[folder]), plugins=[Session(line, root, modules)])
        finally:
            os._exit(0)

    def kills(self, module: Module, mutant: Mutant) -> bool | None:
        tree = changed(module.source, mutant)
        self.line.send((module.path, module.name, mutant.function, mutant.reach, tree))
        answer: bool | None = self.line.recv()
        return answer


def pytest_quietly(tests: list[str], plugins: list[Any] | None = None) -> int:
    import pytest

    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        return int(pytest.main(["-x", "-q", "-n0", "--no-header", "-W", "ignore", *tests], plugins))


def imported_anew_kills(module: Module, mutant: Mutant) -> bool:
    folder = module.file.partition("/")[0]
    own = ROOT.glob(f"tests/{folder}/test_{Path(module.file).stem}*.py")
    tests = [*sorted(str(path.relative_to(ROOT)) for path in own), *TESTS[folder]]

    def survives() -> bool:
        sys.meta_path.insert(0, Instead(module, mutant))
        return pytest_quietly(tests) == 0

    return not in_child(survives, LONGEST)


def modules_of(folder: str) -> Iterator[Module]:
    for path in sorted((SOURCE / folder).rglob("*.py")):
        yield Module(path.relative_to(SOURCE).as_posix())


def equivalent() -> dict[Key, str]:
    told = tomllib.loads((HERE / "equivalent.toml").read_text(encoding="utf-8"))
    return {(one["file"], one["in"], one["change"]): one["why"] for one in told.get("mutant", [])}


def try_all(module: Module, loaded: Loaded, known: set[Key], lines: set[int]) -> int:
    """Try each mutant of a module; tell what is to be answered and return how much that is."""
    count = left_out = survived = 0
    unmet = {key for key in known if key[0] == module.file}
    for mutant in mutants(module.source):
        if lines and mutant.line not in lines:
            continue
        change = f"{mutant.before}  ->  {mutant.after}"
        count += 1
        if (key := (module.file, mutant.function, change)) in known:
            unmet.discard(key)
            left_out += 1
            continue
        killed = loaded.kills(module, mutant)
        if killed is None:
            killed = imported_anew_kills(module, mutant)
        if not killed:
            survived += 1
            print(
                f"  {module.file}:{mutant.line} in {mutant.function or '-'}: {change}", flush=True
            )
    if lines:
        unmet.clear()
    if unmet:
        print("  no longer there, take it out of equivalent.toml:", *sorted(unmet), sep="\n    ")
    if count:
        killed = count - left_out - survived
        print(f"{module.file}: {count} mutants, {killed} killed, {left_out} equivalent, ", end="")
        print(f"{survived} survived", flush=True)
    return survived + len(unmet)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "files", nargs="*", help="files or folders, as in model/calendar.py or model/calendar.py:35"
    )
    words = parser.parse_args()
    chosen = list(wanted(words.files))
    for word in words.files:
        if not any(word.partition(":")[0] in module.file for module, _ in chosen):
            parser.error(f"no module below src/orglife/model or rules is called {word}")
    os.chdir(ROOT)
    steady()
    known = set(equivalent())
    survived = 0
    for folder, modules in groupby(chosen, lambda one: one[0].file.partition("/")[0]):
        loaded = Loaded(folder)
        if loaded.failing or not loaded.tests:
            print("they fail without any change, mend them first:", *loaded.failing, sep="\n")
            return 2
        survived += sum(try_all(module, loaded, known, lines) for module, lines in modules)
    print(f"{survived} survived without a reason in equivalent.toml")
    return 1 if survived else 0


def wanted(words: list[str]) -> Iterator[tuple[Module, set[int]]]:
    """Yield the modules that are asked for, with the lines of each (none is all)."""
    asked = [word.partition(":") for word in words]
    for folder in TESTS:
        for module in modules_of(folder):
            fitting = [line for file, _, line in asked if file in module.file]
            if fitting or not words:
                yield module, {int(line) for line in fitting if line}


if __name__ == "__main__":
    sys.exit(main())

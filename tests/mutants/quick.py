"""Runs on a mutant only the tests that reach it, in a session whose tests are loaded already.

One process collects the tests once and notes which lines each of them reaches. Then every mutant
of a function is a fork of that process, in which the function gets the changed code.
"""

from __future__ import annotations

import ast
import importlib
import os
import pickle
import resource
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, NamedTuple

import hypothesis
import pytest

MEMORY = 4 << 30
"""Bytes that a mutant may take until it counts as found: a loop without end may also grow."""


class Reached(NamedTuple):
    """What one test did without any change."""

    lines: frozenset[tuple[str, int]]
    seconds: float
    failure: str


class Tracer:
    """Notes the lines of the files below `root` that are run."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.lines: set[tuple[str, int]] = set()

    def __call__(self, frame: Any, _event: str, _arg: Any) -> Any:
        return self.note if frame.f_code.co_filename.startswith(self.root) else None

    def note(self, frame: Any, event: str, _arg: Any) -> Any:
        if event == "line":
            self.lines.add((frame.f_code.co_filename, frame.f_lineno))
        return self.note


class Session:
    """The plugin that answers, in place of running the tests once.

    It is asked through `line` with a mutant (file, module, function, lines, changed tree) and
    answers whether a test that reaches it failed; with None where none did and the change takes
    effect while tests are imported too, so that they must be imported again.
    """

    def __init__(self, line: Connection, root: str, modules: list[str]) -> None:
        self.line = line
        self.failure = ""
        self.tracer = Tracer(root)
        sys.settrace(self.tracer)
        for module in modules:
            importlib.import_module(module)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failure = f"{report.nodeid}\n{report.longreprtext}"

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        sys.settrace(None)
        reached: list[Reached] = in_child(lambda: self.reach(session), 3600) or []
        failing = [one.failure for one in reached if one.failure]
        self.line.send((len(reached), failing))
        while (asked := self.line.recv()) is not None:
            self.line.send(self.answer(session, reached, *asked))
        return True

    def reach(self, session: pytest.Session) -> list[Reached]:
        found = []
        for number in range(len(session.items)):
            tracer = Tracer(self.tracer.root)
            two = session.items[number : number + 2]
            self.failure, start = "", time.process_time()
            sys.settrace(tracer)
            run_items(session, two, only=1)
            sys.settrace(None)
            seconds = time.process_time() - start
            if self.failure:  # a test that counts calls, for one, minds the tracing
                self.failure = ""
                run_items(session, two, only=1)
            found.append(Reached(frozenset(tracer.lines), seconds, self.failure))
        return found

    def answer(
        self,
        session: pytest.Session,
        reached: list[Reached],
        file: str,
        module: str,
        function: str,
        lines: range,
        tree: ast.Module,
    ) -> bool | None:
        places = {(file, line) for line in lines}
        live = function_of(module, function)
        if live is None:
            return None
        stem = Path(file).stem
        chosen = sorted(
            (number for number, one in enumerate(reached) if places & one.lines),
            key=lambda number: (
                not is_of(stem, session.items[number].path.stem),
                reached[number].seconds,
            ),
        )
        code = code_of(compile(tree, file, "exec"), function)
        items = [session.items[number] for number in chosen]
        seconds = sum(reached[number].seconds for number in chosen)

        def survives() -> bool:
            live.__code__ = code
            run_items(session, items)
            return not session.testsfailed

        if not in_child(survives, 5 + seconds):
            return True
        return None if places & self.tracer.lines else False


def run_items(session: pytest.Session, items: list[pytest.Item], only: int = 0) -> None:
    """Run `items` (or the first `only` of them) until one fails."""
    failed = session.testsfailed
    for item, following in zip(items[: only or None], [*items[1:], None], strict=False):
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed > failed:
            return


def is_of(module: str, tests: str) -> bool:
    """Whether `test_dates` is of `dates_en`, and `test_admission_stages` of `admission`."""
    own = tests.removeprefix("test_")
    return own in module or module in own


def function_of(module: str, function: str) -> FunctionType | None:
    """Return the function as it is loaded, or None where it is not one that can be changed."""
    found: Any = sys.modules.get(module)
    for name in function.split("."):
        if not name or found is None:
            return None
        found = vars(found).get(name)
        if isinstance(found, staticmethod | classmethod):
            found = found.__func__
        elif isinstance(found, property):
            found = found.fget
    return found if isinstance(found, FunctionType) and not hasattr(found, "__wrapped__") else None


def code_of(code: CodeType, function: str) -> CodeType:
    """Return the code of a function within the code of its module."""
    for name in function.split("."):
        code = next(
            one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == name
        )
    return code


def in_child(work: Callable[[], Any], seconds: float) -> Any:
    """Return what `work` returns in a fork of this process; None when it ends in another way.

    `seconds` are of the processor, so that a busy machine kills nothing.
    """
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(out)
            signal.setitimer(signal.ITIMER_PROF, seconds)
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            result = work()
            with os.fdopen(into, "wb") as stream:
                pickle.dump(result, stream)
        finally:
            os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as stream:
        told = stream.read()
    os.waitpid(child, 0)
    return pickle.loads(told) if told else None


def steady() -> None:
    """Let Hypothesis try the same few examples each time, and end with the first that fails."""
    hypothesis.settings.register_profile(
        "mutants",
        derandomize=True,
        max_examples=50,
        database=None,
        deadline=None,
        phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
    )
    hypothesis.settings.load_profile("mutants")

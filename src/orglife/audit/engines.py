"""Where the files of an audit are judged: this process, several processes, or a Dask cluster.

Results come in the order of the tasks, and only a few tasks run at a time, so memory stays
constant. On a cluster the same function runs; workers read the files from a shared folder or an
object store, and the scheduler replaces a lost worker.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from types import TracebackType
from typing import Any, Generic, NamedTuple, Protocol, Self, TypeVar

from orglife.errors import StoreError, UsageError
from orglife.messages import say

A = TypeVar("A")
B = TypeVar("B")

AHEAD = 3
"""So many tasks a process are under way or waiting."""


class LostTask(NamedTuple, Generic[A, B]):
    """What becomes of a task that a process did not survive."""

    parts: Callable[[A], list[A]]
    """The same work as smaller tasks; none where it can't be divided."""
    lost: Callable[[A], B]
    """The result of a task that ends every process that tries it."""


class Engine(Protocol):
    """Something that runs tasks: this process, a pool, a cluster."""

    @property
    def width(self) -> int:
        """How many tasks run at once."""

    def map(
        self,
        work: Callable[[A], B],
        tasks: Iterable[A],
        rescue: LostTask[A, B] | None = None,
    ) -> Iterator[B]:
        """Yield the results of the tasks in their order."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class SerialEngine:
    """This process does everything."""

    width = 1

    def map(
        self,
        work: Callable[[A], B],
        tasks: Iterable[A],
        rescue: LostTask[A, B] | None = None,  # noqa: ARG002  # every engine's
    ) -> Iterator[B]:
        """Yield the results of the tasks in their order."""
        return map(work, tasks)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class ProcessEngine:
    """Several processes on this machine, started when there is more than one task."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._running: ProcessPoolExecutor | None = None

    def map(
        self,
        work: Callable[[A], B],
        tasks: Iterable[A],
        rescue: LostTask[A, B] | None = None,
    ) -> Iterator[B]:
        """Yield the results of the tasks in their order.

        A process that is ended from outside is replaced, and its tasks are done again; a task that
        ends every process is divided, to find the part that does it.
        """
        under_way: deque[tuple[A, Future[B]]] = deque()
        waiting = iter(tasks)
        beginning = list(islice(waiting, 2))
        if len(beginning) < 2:
            yield from map(work, beginning)
            return
        for task in chain(beginning, waiting):
            under_way.append((task, self._submit(work, task)))
            if len(under_way) < AHEAD * self.width:
                continue
            yield from self._first(work, under_way, rescue)
        while under_way:
            yield from self._first(work, under_way, rescue)

    def _first(
        self,
        work: Callable[[A], B],
        under_way: deque[tuple[A, Future[B]]],
        rescue: LostTask[A, B] | None,
    ) -> Iterator[B]:
        task, result = under_way.popleft()
        try:
            found = result.result()
        except BrokenProcessPool:
            # Which task did it is not known: each that has no result yet is tried by itself.
            again = [task, *(one for one, _ in under_way)]
            under_way.clear()
            for one in again:
                yield from self._carefully(work, one, rescue)
            self._stop()
        else:
            yield found

    def _carefully(
        self, work: Callable[[A], B], task: A, rescue: LostTask[A, B] | None
    ) -> Iterator[B]:
        self._stop()
        try:
            found = self._submit(work, task).result()
        except BrokenProcessPool:
            if rescue is None:
                raise
            parts = rescue.parts(task)
            if not parts:
                yield rescue.lost(task)
            for part in parts:
                yield from self._carefully(work, part, rescue)
        else:
            yield found

    def _submit(self, work: Callable[[A], B], task: A) -> Future[B]:
        try:
            return self._processes().submit(work, task)
        except BrokenProcessPool as error:
            failed: Future[B] = Future()
            failed.set_exception(error)
            return failed

    def _processes(self) -> ProcessPoolExecutor:
        if self._running is None:
            self._running = _start(self.width)
        return self._running

    def _stop(self) -> None:
        if self._running is not None:
            self._running.shutdown(wait=True, cancel_futures=True)
            self._running = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()


def _start(width: int) -> ProcessPoolExecutor:
    # A copy of this process starts ten times faster than a new one, but only where it is safe.
    fork = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if fork else "spawn")
    return ProcessPoolExecutor(width, mp_context=context, initializer=_begin)


def _begin() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says that it was interrupted
    tune_garbage_collection()


def tune_garbage_collection() -> None:
    """Make this process one that runs for long: what is garbage is collected, but not too often."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    gc.enable()


PATIENCE = 10
"""Seconds to wait for the scheduler and a first worker."""


class ClusterEngine:
    """The workers of one scheduler."""

    def __init__(self, address: str) -> None:
        """Connect to the scheduler at `address`, as in `tls://10.0.0.1:8786`.

        Raises:
            UsageError: dask.distributed is not installed, or the address is none.
            StoreError: nobody answers, or it has no workers.
        """
        try:
            from distributed import Client
        except ImportError as error:
            raise UsageError(
                say("--scheduler needs dask.distributed, which is not installed"),
                hint=say("install it with: pip install 'orglife[cluster]'"),
            ) from error
        # What it does about a lost worker is its own affair: the result is the same.
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            self._client: Any = Client(address, timeout=PATIENCE, set_as_default=False)
        except ValueError as error:
            raise UsageError(
                say("{address} is no address of a scheduler", address=address),
                hint=say("write it as in tls://10.0.0.1:8786"),
            ) from error
        except (OSError, TimeoutError) as error:
            raise StoreError(
                say("no scheduler answers at {address}", address=address),
                hint=say("start one with: dask scheduler"),
            ) from error
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            self._client.close()
            raise StoreError(
                say("the scheduler at {address} has no workers", address=address),
                hint=say("start some with: dask worker {address}", address=address),
            ) from error

    @property
    def width(self) -> int:
        """How many threads the workers have."""
        threads: int = sum(self._client.ncores().values())
        return max(1, threads)

    def map(
        self,
        work: Callable[[A], B],
        tasks: Iterable[A],
        rescue: LostTask[A, B] | None = None,
    ) -> Iterator[B]:
        """Yield the results of the tasks in their order."""
        under_way: deque[tuple[A, Any]] = deque()
        for task in tasks:
            under_way.append((task, self._client.submit(work, task, pure=False)))
            if len(under_way) >= AHEAD * self.width:
                yield from self._first(work, under_way, rescue)
        while under_way:
            yield from self._first(work, under_way, rescue)

    def _first(
        self,
        work: Callable[[A], B],
        under_way: deque[tuple[A, Any]],
        rescue: LostTask[A, B] | None,
    ) -> Iterator[B]:
        from distributed import KilledWorker

        task, future = under_way.popleft()
        try:
            found = future.result()
        except KilledWorker:  # several workers did not survive it
            if rescue is None:
                raise
            parts = rescue.parts(task)
            if not parts:
                yield rescue.lost(task)
                return
            again = deque((part, self._client.submit(work, part, pure=False)) for part in parts)
            while again:
                yield from self._first(work, again, rescue)
        else:
            yield found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

"""Work on a cluster that exists already: the scheduler of dask.distributed at an address.

The same function runs there as here; files are read by the workers, from a folder that all of them
share or from an object store. A worker that is lost is replaced by another by the scheduler.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Self, TypeVar

from orglife.audit.pool import AHEAD, Rescue
from orglife.errors import StoreError, UsageError
from orglife.messages import say

A = TypeVar("A")
B = TypeVar("B")

PATIENCE = 10
"""Seconds to wait for the scheduler and a first worker."""


class Cluster:
    """The workers of one scheduler."""

    def __init__(self, address: str) -> None:
        """Connect to the scheduler at `address`, as in `tcp://10.0.0.1:8786`.

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
                hint=say("write it as in tcp://10.0.0.1:8786"),
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
        rescue: Rescue[A, B] | None = None,
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
        rescue: Rescue[A, B] | None,
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

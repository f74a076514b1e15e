"""A limit of time and memory for work on what somebody else wrote: one file, one template."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple, NoReturn

from orglife.errors import StoreError
from orglife.messages import say

MIB = 1 << 20


class Limit(NamedTuple):
    """How long work may take, and how much memory more than before; 0 for any."""

    seconds: float = 60
    mebibytes: int = 1024


class TooMuchError(StoreError):
    """Work on a file took more than its limit."""


class _TimeUp(BaseException):
    """Raised by the clock; no handler of other errors takes it for one."""


@contextmanager
def bounded(limit: Limit) -> Iterator[None]:
    """End the work within at the limit, where the system can: the main thread of a Unix process.

    Raises:
        TooMuchError: it took longer, or more memory.
    """
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    before = signal.signal(signal.SIGALRM, _time_up)
    kept = _limit_memory(limit.mebibytes)
    signal.setitimer(signal.ITIMER_REAL, limit.seconds)
    try:
        yield
    except _TimeUp:
        raise TooMuchError(
            say("it takes longer than {n} seconds", n=f"{limit.seconds:g}")
        ) from None
    except MemoryError:
        why = say("it takes more than {n} MiB of memory", n=limit.mebibytes)
        raise TooMuchError(why) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        _restore_memory(kept)


def _time_up(*_: object) -> NoReturn:
    raise _TimeUp


def _limit_memory(mebibytes: int) -> tuple[int, int] | None:
    """Let the process have so much memory more than now; return the limit of before, if any was."""
    if not mebibytes or not sys.platform.startswith("linux"):
        return None
    import resource

    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123
            now = int(file.read().split()[0]) * resource.getpagesize()
        kept = resource.getrlimit(resource.RLIMIT_AS)
        wanted = now + mebibytes * MIB
        if kept[0] == resource.RLIM_INFINITY or wanted < kept[0]:
            resource.setrlimit(resource.RLIMIT_AS, (wanted, kept[1]))
    except (OSError, ValueError, IndexError):
        return None
    return kept


def _restore_memory(kept: tuple[int, int] | None) -> None:
    if kept is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, kept)


def read_limit(text: str) -> Limit:
    """Return the limit that `5s,256M`, `5s`, `256M` or `none` means; the rest is as built in.

    Raises:
        ValueError: it means none of these.
    """
    if text.strip().lower() == "none":
        return Limit(0, 0)
    limit = Limit()
    for part in text.split(","):
        number, unit = part.strip()[:-1], part.strip()[-1:].lower()
        if not (number.isascii() and number.isdecimal() and 0 < int(number) <= 1_000_000):
            raise ValueError(text)
        if unit == "s":
            limit = limit._replace(seconds=float(number))
        elif unit == "m":
            limit = limit._replace(mebibytes=int(number))
        else:
            raise ValueError(text)
    return limit

"""A handful of files at a time: the unit of work that is sent to a process or a cluster.

`judge_chunk` is the one function that a pool, a cluster and a single process run alike. It is pure
apart from reading the files and looking into the cache.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from orglife import __version__
from orglife.audit.cache import Cache
from orglife.audit.judge import Answer, answer, check_readable
from orglife.audit.question import Question, rules_digest
from orglife.audit.reading import read, trouble
from orglife.audit.records import Copied, Judged, Unreadable, line, placed
from orglife.audit.totals import Totals
from orglife.errors import RefusedError
from orglife.messages import say
from orglife.reports.language import Language


class Item(NamedTuple):
    """A file to judge, or one that is set aside for another."""

    n: int
    path: str
    """Where it is read; whole, where other machines read it."""
    file: str
    """What it is called."""
    aside: Copied | None = None


class Chunk(NamedTuple):
    """Some files in their order, and what is asked of them."""

    items: tuple[Item, ...]
    question: Question
    cache: str = ""
    """The path of the cache; empty for none."""
    signature: str = ""
    """What an answer in the cache depends on, beside the file."""
    version: str = ""
    """Who asks; another orglife may judge differently."""


class Done(NamedTuple):
    """What became of a chunk."""

    lines: bytes
    """Its records; branches and findings only where the question asks for them."""
    totals: Totals
    notices: tuple[tuple[str, str, str], ...] = ()
    """Name and uid of a branch, and its notice."""
    fresh: tuple[tuple[bytes, bytes], ...] = ()
    """What the cache did not know: digest of a file, and its answer."""


def judge_chunk(chunk: Chunk) -> Done:
    """Judge the files of a chunk, in their order.

    Raises:
        RefusedError: a worker of a cluster has another orglife than who asks.
    """
    if chunk.version != version():
        raise RefusedError(
            say("a worker has orglife {theirs}, not {ours}", theirs=version(), ours=chunk.version),
            hint=say("install the same orglife on every worker"),
        )
    totals = Totals()
    lines: list[bytes] = []
    notices: list[tuple[str, str, str]] = []
    fresh: list[tuple[bytes, bytes]] = []
    cache = Cache.to_read(chunk.cache, chunk.signature) if chunk.cache else None
    try:
        for item in chunk.items:
            if item.aside is not None:
                totals.add_copy(item.aside)
                lines.append(line(item.aside))
                continue
            try:
                found = _answer(item, chunk.question, cache, fresh)
            except Exception as error:  # noqa: BLE001  # one file must not end the audit of others
                unreadable = _unreadable(item, error, chunk.question)
                totals.add_unreadable(unreadable)
                lines.append(line(unreadable))
                continue
            record = _JUDGED.decode(b'{"record":"branch",' + found.branch)
            totals.add_branch(item.file, record)
            if chunk.question.listed:
                lines.append(placed("branch", item.n, item.file, found.branch))
                lines += [placed("finding", item.n, item.file, one) for one in found.findings]
            if chunk.question.notices:
                notices.append((record.name, record.uid, found.notice))
    finally:
        if cache is not None:
            cache.close()
    return Done(b"".join(lines), totals, tuple(notices), tuple(fresh))


def version() -> str:
    """Return what must be the same wherever an audit is judged."""
    return f"{__version__} ({rules_digest()})"


def readable(paths: list[str]) -> list[bool]:
    """Return which of these files could be judged, without judging them."""
    return [_readable(path) for path in paths]


def _readable(path: str) -> bool:
    try:
        check_readable(read(path))
    except Exception:  # noqa: BLE001  # whatever it is, it is reported when it is judged
        return False
    return True


def _answer(
    item: Item, question: Question, cache: Cache | None, fresh: list[tuple[bytes, bytes]]
) -> Answer:
    # Called the same on every machine, whatever leads to it there.
    data = read(item.path, item.file)
    if cache is None:
        return answer(data, question)
    key = cache.key(data)
    known = cache.get(key)
    if known is not None:
        return _ANSWER.decode(known)
    found = answer(data, question)
    fresh.append((key, _WRITE.encode(found)))
    return found


def _unreadable(item: Item, error: Exception, question: Question) -> Unreadable:
    why = trouble(error)
    message = Language(question.language).text(why.message)
    return Unreadable(n=item.n, file=item.file, code=why.code, message=message)


_JUDGED = msgspec.json.Decoder(Judged)
_ANSWER = msgspec.msgpack.Decoder(Answer)
_WRITE = msgspec.msgpack.Encoder()

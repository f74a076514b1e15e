"""A handful of files at a time: the unit of work that is sent to a process or a cluster.

`judge_chunk` is the one function that a pool, a cluster and a single process run alike. It is pure
apart from reading the files and looking into the cache.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import msgspec

from orglife import __version__
from orglife.audit.bounds import Limit, bounded
from orglife.audit.cache import Cache
from orglife.audit.judge import AuditRequest, FileResult, judge_file, past_of, rules_digest
from orglife.audit.records import (
    LISTED,
    CopyRecord,
    JudgedRecord,
    Totals,
    Unreadable,
    Verified,
    line,
    positioned_line,
)
from orglife.audit.sources import read_bytes, read_problem
from orglife.errors import RefusedError
from orglife.messages import say
from orglife.reports.language import Language
from orglife.storage.events import Heads, continues_history, history_heads, history_in


class ChunkItem(NamedTuple):
    """A file to judge, or one that is set aside for another."""

    n: int
    path: str
    """Where it is read; whole, where other machines read it."""
    file: str
    """What it is called."""
    digest: bytes = b""
    """Of what was read when it was looked at, if it was; what the cache knows of that, counts."""
    aside: CopyRecord | None = None
    kept: tuple[str, int, str] | None = None
    """A head of its branch that was kept: the head, after how many entries, and the day."""


class Chunk(NamedTuple):
    """Some files in their order, and what is asked of them."""

    items: tuple[ChunkItem, ...]
    question: AuditRequest
    cache: str = ""
    """The path of the cache; empty for none."""
    secret: bytes = b""
    """Of the user, by which answers in the cache are known."""
    signature: str = ""
    """What an answer in the cache depends on, beside the file."""
    version: str = ""
    """Who asks; another orglife may judge differently."""
    protocols: tuple[str, ...] = ()
    """Over which stores may be asked."""
    limit: Limit = Limit(0, 0)
    """Of time and memory, for each file."""
    named: int = LISTED
    """So many branches at most are still to be named in the summary."""


class ChunkResult(NamedTuple):
    """What became of a chunk."""

    lines: bytes
    """Its records; branches and findings only where the question asks for them."""
    totals: Totals
    notices: tuple[tuple[str, str, str], ...] = ()
    """Name and uid of a branch, and its notice."""
    fresh: tuple[tuple[bytes, bytes], ...] = ()
    """What the cache did not know: digest of a file, and its answer."""
    heads: tuple[tuple[str, str, int], ...] = ()
    """Uid, newest head and number of entries of each branch whose history holds."""


def judge_chunk(chunk: Chunk) -> ChunkResult:
    """Judge the files of a chunk, in their order.

    Raises:
        RefusedError: a worker of a cluster has another orglife than who asks.
    """
    if chunk.version != code_version():
        raise RefusedError(
            say(
                "a worker has orglife {theirs}, not {ours}",
                theirs=code_version(),
                ours=chunk.version,
            ),
            hint=say("install the same orglife on every worker"),
        )
    totals = Totals(chunk.named)
    lines: list[bytes] = []
    notices: list[tuple[str, str, str]] = []
    fresh: list[tuple[bytes, bytes]] = []
    heads: list[tuple[str, str, int]] = []
    with _cache(chunk) as cache:
        saved = _saved(chunk, cache)
        for item in chunk.items:
            if item.aside is not None:
                totals.add_copy(item.aside)
                lines.append(line(item.aside))
                continue
            try:
                with bounded(chunk.limit):
                    found = _known(item, saved) or _judged(item, chunk, cache, fresh)
            except Exception as error:  # noqa: BLE001  # one file must not end the audit of others
                unreadable = _unreadable(item, error, chunk.question)
                totals.add_unreadable(unreadable)
                lines.append(line(unreadable))
                continue
            record = _JUDGED.decode(b'{"record":"branch",' + found.branch)
            totals.add_branch(item.file, record)
            if chunk.question.listed:
                lines.append(positioned_line("branch", item.n, item.file, found.branch))
                lines += [
                    positioned_line("finding", item.n, item.file, one) for one in found.findings
                ]
            if chunk.question.verify:
                history = _history(item, found, chunk.question, chunk.protocols)
                totals.add_history(item.file, history)
                if history.problems or history.notes or history.old_rule:
                    lines.append(positioned_line("history", item.n, item.file, _rest_of(history)))
                if not history.problems:
                    heads.append((history.uid, history.head, history.entries))
            if chunk.question.notices:
                notices.append((record.name, record.uid, found.notice))
    return ChunkResult(b"".join(lines), totals, tuple(notices), tuple(fresh), tuple(heads))


def _history(
    item: ChunkItem, found: FileResult, question: AuditRequest, protocols: tuple[str, ...]
) -> Verified:
    """Return what verifying found, with what a kept head of the branch tells."""
    history = _VERIFIED.decode(found.history)
    if item.kept is None:
        return history
    head, number, day = item.kept
    if (history.head, history.entries) == (head, number):
        return history
    if history_heads(past_of(_read(item, protocols))).get(number) == head:
        return history
    wrong = Language(question.language).text(
        say("its head of {day} is not in its history: its past was rewritten", day=day)
    )
    return msgspec.structs.replace(history, problems=(*history.problems, wrong))


def _rest_of(history: Verified) -> bytes:
    """Return the line of a history after its place."""
    return line(history).rstrip(b"\n").removeprefix(b'{"record":"history",')


def code_version() -> str:
    """Return what must be the same wherever an audit is judged."""
    return f"{__version__} ({rules_digest()})"


class Compared(NamedTuple):
    """How a copy stands to the newest one that is readable; `apart`: it has what that has not."""

    readable: bool = False
    apart: bool = False


def compare_copies(chunk: Chunk) -> list[Compared]:
    """Return how the copies of a branch stand to each other, the newest first; nothing is judged.

    Two that were changed apart from each other have histories that went apart.
    """
    found: list[Compared] = []
    newest: Heads | None = None
    with _cache(chunk) as cache:
        digests = {item.digest for item in chunk.items}
        if len(digests) == 1 and cache is not None and cache.get(digests):
            return [Compared(readable=True)] * len(chunk.items)  # the same bytes: not read again
        for item in chunk.items:
            heads = _heads(item, cache, chunk)
            if heads is None:
                found.append(Compared())
                continue
            newest = heads if newest is None else newest
            found.append(Compared(readable=True, apart=not continues_history(newest, heads)))
    return found


def _heads(item: ChunkItem, cache: Cache | None, chunk: Chunk) -> Heads | None:
    """Return the heads of a file's history; None where it can't be read."""
    known = cache is not None and item.digest and cache.get([item.digest])
    try:
        with bounded(chunk.limit):
            data = _read(item, chunk.protocols)
            return history_heads(history_in(data) if known else past_of(data))
    except Exception:  # noqa: BLE001  # whatever it is, it is reported when it is judged
        return None


@contextmanager
def _cache(chunk: Chunk) -> Iterator[Cache | None]:
    cache = Cache.to_read(chunk.cache, chunk.signature, chunk.secret) if chunk.cache else None
    try:
        yield cache
    finally:
        if cache is not None:
            cache.close()


def _saved(chunk: Chunk, cache: Cache | None) -> dict[bytes, bytes]:
    """Return what the cache knows of the files that were read whole when they were looked at."""
    if cache is None:
        return {}
    return cache.get(one.digest for one in chunk.items if one.digest and one.aside is None)


def _known(item: ChunkItem, saved: dict[bytes, bytes]) -> FileResult | None:
    found = saved.get(item.digest)
    return None if found is None else _ANSWER.decode(found)


def _judged(
    item: ChunkItem, chunk: Chunk, cache: Cache | None, fresh: list[tuple[bytes, bytes]]
) -> FileResult:
    # Called the same on every machine, whatever leads to it there.
    question = chunk.question
    data = _read(item, chunk.protocols)
    if cache is None:
        return judge_file(data, question)
    key = cache.key(data)
    saved = cache.get([key])
    if saved:
        return _ANSWER.decode(saved[key])
    found = judge_file(data, question)
    fresh.append((key, _WRITE.encode(found)))
    return found


def _read(item: ChunkItem, protocols: tuple[str, ...]) -> bytes:
    """Return the bytes of a file."""
    if protocols:
        return read_bytes(item.path, item.file, protocols)
    return read_bytes(item.path, item.file)


def _unreadable(item: ChunkItem, error: Exception, question: AuditRequest) -> Unreadable:
    why = read_problem(error)
    message = Language(question.language).text(why.message)
    return Unreadable(n=item.n, file=item.file, code=why.code, message=message)


_JUDGED = msgspec.json.Decoder(JudgedRecord)
_VERIFIED = msgspec.json.Decoder(Verified)
_ANSWER = msgspec.msgpack.Decoder(FileResult)
_WRITE = msgspec.msgpack.Encoder()

"""The audit itself: the files listed, copies and a sample settled, then judged in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

from orglife import __version__
from orglife.audit.bounds import Limit
from orglife.audit.cache import Cache
from orglife.audit.chunk import (
    Chunk,
    ChunkItem,
    ChunkResult,
    code_version,
    compare_copies,
    judge_chunk,
)
from orglife.audit.engines import Engine, LostTask
from orglife.audit.index import FileScan, Index, Listed, ScanBatch, glance_all
from orglife.audit.judge import AuditRequest, rules_digest
from orglife.audit.records import (
    LISTED,
    AuditFooter,
    AuditHeader,
    CopyRecord,
    Totals,
    Unreadable,
    line,
)
from orglife.audit.sources import Source, is_remote, shown
from orglife.messages import say
from orglife.reports.language import Language

T = TypeVar("T")

GLANCES = 256
"""So many files are looked at by one task."""
LEAST, MOST, MOST_LISTED, MOST_KNOWN = 4, 64, 16, 256
"""At least and at most so many files are judged by one task; fewer where findings are told, more
where the cache knows most."""


class Shard(NamedTuple):
    """One part of several, from 1."""

    part: int
    parts: int


class AuditPlan(NamedTuple):
    """What is to be done, beside the question."""

    question: AuditRequest
    sources: Iterable[Source]
    sample: int | None = None
    seed: int = 1
    shard: Shard | None = None
    cache: str = ""
    secret: bytes = b""
    """Of the user, by which answers in the cache are known."""
    protocols: tuple[str, ...] = ()
    """Over which stores may be asked."""
    limit: Limit = Limit()
    """Of time and memory, for each file."""
    kept: Mapping[str, tuple[str, int, str]] = {}
    """Of each branch whose head was kept before, by uid: head, entries, day."""
    folder: str = ""
    """From where paths lead on, for machines that stand elsewhere; empty for this process's."""


def header(plan: AuditPlan) -> AuditHeader:
    """Return the first record of the audit."""
    question = plan.question
    sampled = plan.sample is not None
    return AuditHeader(
        orglife=__version__,
        rules=rules_digest(),
        period=question.period.label,
        as_of=question.as_of.isoformat(),
        names=question.names,
        statuses=question.statuses,
        verified=question.verify,
        sample=plan.sample,
        seed=plan.seed if sampled else None,
        shard=plan.shard.part if plan.shard else None,
        shards=plan.shard.parts if plan.shard else None,
    )


class Audit:
    """One audit under way. Close it; iterating gives what is done, chunk by chunk, in order."""

    def __init__(self, plan: AuditPlan, engine: Engine) -> None:
        self._plan = plan
        self._engine = engine
        self._index = Index()
        self._signature = plan.question.signature() if plan.cache else ""
        # Of a sample only a few are judged: not worth reading all of them.
        self._digested = (
            bool(plan.cache)
            and plan.sample is None
            and Cache.has(plan.cache, self._signature, plan.secret)
        )
        self._unnamed = LISTED
        """So many of the branches that the summary names are not known yet."""
        self.listed = 0
        """How many files were found, other shards' included."""
        self.left_aside = 0
        """How many of them, in this shard, never were branch files."""

    def look(self, seen: Callable[[int], None] = lambda _: None) -> int:
        """Find the files and settle what is judged; return how many there are to do.

        `seen` is told now and then how many were looked at.
        """
        plan, shard = self._plan, self._plan.shard
        for batch, glances in self._glances():
            kept = []
            for (n, one), found in zip(batch, glances, strict=True):
                if found.foreign and one.searched:
                    self.left_aside += shard is None or n % shard.parts == shard.part - 1
                else:
                    kept.append((n, one.path, found))
            self._index.add(kept)
            seen(self.listed)
        self._settle_copies()
        if plan.sample is not None:
            self._index.draw(plan.sample, plan.seed)
            if plan.shard is not None:
                self._index.keep_part(*plan.shard)
        return self._index.count()

    def _glances(self) -> Iterator[tuple[list[tuple[int, Source]], list[FileScan]]]:
        batches: list[list[tuple[int, Source]]] = []

        def looks() -> Iterator[ScanBatch]:
            for batch in _in_batches(self._mine(), GLANCES):
                batches.append(batch)
                paths = tuple(self._from_here(one.path) for _, one in batch)
                yield ScanBatch(paths, self._plan.protocols, self._digested)

        for glances in self._engine.map(glance_all, looks()):
            yield batches.pop(0), glances

    def _mine(self) -> Iterator[tuple[int, Source]]:
        """Yield the files of this shard with their places; a sample is drawn from all of them."""
        shard = self._plan.shard if self._plan.sample is None else None
        for n, source in enumerate(self._plan.sources):
            self.listed += 1
            if shard is None or n % shard.parts == shard.part - 1:
                yield n, source

    def _settle_copies(self) -> None:
        """Decide for each branch with several files which is judged: the newest that is readable.

        What is not readable is left among those to judge, where it is reported.
        """
        groups: list[list[Listed]] = []

        def chunks() -> Iterator[Chunk]:
            for group in self._index.copies():
                groups.append(group)
                yield self._chunk(group)

        for found in self._engine.map(compare_copies, chunks()):
            pairs = zip(groups.pop(0), found, strict=True)
            good = [(one, how) for one, how in pairs if how.readable]
            if good:
                self._index.set_aside((one.n for one, _ in good[1:]), good[0][0].n)
                self._index.mark_apart(one.n for one, how in good if how.apart)

    def __iter__(self) -> Iterator[ChunkResult]:
        plan = self._plan
        yield ChunkResult(line(header(plan)), Totals())
        files = 0
        rescue = _rescue(plan.question)
        for done in self._engine.map(judge_chunk, self._chunks(), rescue):
            files += done.totals.files
            self._unnamed = max(0, self._unnamed - done.totals.all.branches)
            yield done
        yield ended(files, self.left_aside)

    def _chunks(self) -> Iterator[Chunk]:
        question = self._plan.question
        # Small enough that every process has something to do and the first results come soon.
        most = MOST_LISTED if question.listed else MOST
        if self._digested and not question.told:
            most = MOST_KNOWN
        size = max(LEAST, min(most, self._index.count() // (4 * self._engine.width)))
        yield from map(self._chunk, _in_batches(self._index, size))

    def _chunk(self, files: Iterable[Listed]) -> Chunk:
        plan = self._plan
        items = tuple(map(self._item, files))
        return Chunk(
            items,
            plan.question,
            plan.cache,
            plan.secret,
            self._signature,
            code_version(),
            plan.protocols,
            plan.limit,
            self._unnamed,
        )

    def _item(self, one: Listed) -> ChunkItem:
        aside = copy_record(one, self._index.get(one.judged)) if one.judged is not None else None
        kept = self._plan.kept.get(one.uid) if one.uid else None
        return ChunkItem(one.n, self._from_here(one.path), shown(one.path), one.digest, aside, kept)

    def _from_here(self, path: str) -> str:
        folder = self._plan.folder
        return path if is_remote(path) or not folder else str(Path(folder, path))

    def close(self) -> None:
        """Forget the list of files."""
        self._index.close()


def ended(files: int, left_aside: int) -> ChunkResult:
    """Return what ends an audit: its last record, and what was left aside."""
    totals = Totals()
    totals.add_left_aside(left_aside)
    return ChunkResult(line(AuditFooter(files=files, left_aside=left_aside)), totals)


def copy_record(one: Listed, judged: Listed) -> CopyRecord:
    """Return the record of a copy, and why the other is judged."""
    why = "older"
    if one.written == judged.written:
        why = "identical" if one.crc32 == judged.crc32 else "diverged"
    elif one.apart:
        why = "diverged"
    return CopyRecord(
        n=one.n,
        file=shown(one.path),
        uid=one.uid,
        written=one.written,
        crc32=one.crc32,
        judged=shown(judged.path),
        why=why,
    )


def _rescue(question: AuditRequest) -> LostTask[Chunk, ChunkResult]:
    """Return how a file that ends the process that reads it is reported like any other."""

    def parts(task: Chunk) -> list[Chunk]:
        return [task._replace(items=(one,)) for one in task.items] if len(task.items) > 1 else []

    def lost(task: Chunk) -> ChunkResult:
        (item,) = task.items
        message = Language(question.language).text(say("the process that read it was ended"))
        record = Unreadable(n=item.n, file=item.file, code="failed", message=message)
        totals = Totals()
        totals.add_unreadable(record)
        return ChunkResult(line(record), totals)

    return LostTask(parts, lost)


def _in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch

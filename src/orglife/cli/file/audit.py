"""Audit run, merge.

`orglife audit`: many branch files at once, nothing written beside them.

What `audit run` and `audit merge` do with what comes: write, count, and say how far it is.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, NamedTuple

from orglife.cli.framework.command import Session, noun, reads, show
from orglife.cli.framework.options import argument, option
from orglife.cli.process import environment
from orglife.cli.process.output import ProgressBar
from orglife.errors import ChoiceError, MissingFileError, StoreError, UsageError
from orglife.messages import say

if TYPE_CHECKING:
    from orglife.audit.bounds import Limit
    from orglife.audit.chunk import ChunkResult
    from orglife.audit.engines import Engine
    from orglife.audit.merge import Merge
    from orglife.audit.records import AuditHeader, Totals
    from orglife.audit.run import Audit, AuditPlan, Shard
    from orglife.storage.anchors import Anchor

app = noun(
    "audit",
    "Many branch files: judged, added up, none of them changed",
    examples=("audit run files/ --period 2026",),
)

_FINDINGS = "Write findings and unreadable files as NDJSON; - for stdout, as they come"
_FAIL_ON = "Exit 1 when this or worse is missed: error, warning, information or never"


@app.command("run")
@reads(
    examples=(
        "audit run files/ --period 2026 --names",
        "audit run files/ --notices letters --sample 5 --seed 7",
    )
)
def audit_run(
    session: Session,
    paths: Annotated[
        list[str],
        argument(
            "Files, folders, lists of paths; - reads a list", metavar="PATH...", values="files"
        ),
    ],
    period: Annotated[
        str, option("--period", metavar="PERIOD", help="2026, 2026-Q4; else this year")
    ] = "",
    names: Annotated[bool, option("--names", help="Names of persons, not codes")] = False,
    everything: Annotated[
        bool, option("--all", help="List findings of every status, not only what was missed")
    ] = False,
    sample: Annotated[
        int | None, option("--sample", metavar="N", help="Draw so many branches", min=1)
    ] = None,
    seed: Annotated[int, option("--seed", metavar="S", help="What the drawing depends on")] = 1,
    notices: Annotated[
        str, option("--notices", metavar="DIR", help="Write a notice to each branch there")
    ] = "",
    findings: Annotated[str, option("--findings", metavar="FILE", help=_FINDINGS)] = "",
    jobs: Annotated[
        int | None,
        option("--jobs", metavar="N", help="Processes; else one a core", min=1, max=512),
    ] = None,
    cache: Annotated[
        str, option("--cache", metavar="FILE", help="Keep answers for the next run")
    ] = "",
    shard: Annotated[str, option("--shard", metavar="K/N", help="Only the K-th of N parts")] = "",
    verify: Annotated[
        bool | None,
        option("--verify/--no-verify", help="Judge histories too; else for files named one by one"),
    ] = None,
    heads: Annotated[
        str,
        option("--heads", metavar="FILE", help="Compare with heads kept there; keep new ones"),
    ] = "",
    limit: Annotated[
        str, option("--limit", metavar="5s,256M", help="Time and memory a file; none for any")
    ] = "60s,1024M",
    protocol: Annotated[
        list[str],
        option("--protocol", metavar="NAME", help="Read addresses of it too, as s3; repeat"),
    ] = [],
    scheduler: Annotated[
        str, option("--scheduler", metavar="ADDRESS", help="Run on a cluster of Dask")
    ] = "",
    fail_on: Annotated[
        str,
        option(
            "--fail-on",
            metavar="SEVERITY",
            help=_FAIL_ON,
            values=("error", "warning", "information", "never"),
        ),
    ] = "warning",
) -> None:
    """Judge many branch files and sum up what was missed; nothing is written beside them.

    Exit code 7 when a file could not be read, else 1 when a finding of --fail-on (warning) or
    worse is missed, or a file is not what its history says.
    """
    from pathlib import Path

    from orglife.audit.judge import SHOWN, AuditRequest
    from orglife.audit.run import Audit, AuditPlan
    from orglife.audit.sources import files_of
    from orglife.model.terms import STATUSES

    session.without_branch = True
    wanted = AuditOutput.of(session, paths, fail_on, findings, notices, heads)
    anchors = kept_anchors(heads)
    one_by_one = all(path.lower().endswith(".json") and Path(path).is_file() for path in paths)
    asked = session.period(period)
    question = AuditRequest(
        first=asked.first,
        last=asked.last,
        as_of=session.today,
        language=session.data_language.code,
        names=names,
        statuses=tuple(STATUSES) if everything else SHOWN,
        listed=bool(findings),
        notices=bool(notices),
        notice_language=session.language.code,
        verify=bool(heads) or (one_by_one if verify is None else verify),
    )
    plan = AuditPlan(
        question,
        files_of(paths, stdin_lines(), tuple(protocol)),
        sample=sample,
        seed=seed,
        shard=read_shard(shard),
        protocols=tuple(protocol),
        limit=limit_of(limit),
        secret=cache_secret() if cache else b"",
        kept={uid: (one.head, one.entries, one.day) for uid, one in anchors.items()},
        cache=str(Path(cache).absolute()) if cache and scheduler else cache,
        folder=str(Path.cwd()) if scheduler else "",
    )
    with engine_of(jobs, scheduler) as engine:
        run_audit(session, wanted, Audit(plan, engine), plan, anchors)


@app.command("merge")
@reads(examples=("audit merge part-1.json part-2.json",))
def audit_merge(
    session: Session,
    files: Annotated[
        list[str],
        argument("What --findings wrote, of every part", metavar="FILE...", values="files"),
    ],
    findings: Annotated[str, option("--findings", metavar="FILE", help=_FINDINGS)] = "",
    fail_on: Annotated[
        str,
        option(
            "--fail-on",
            metavar="SEVERITY",
            help=_FAIL_ON,
            values=("error", "warning", "information", "never"),
        ),
    ] = "warning",
) -> None:
    """Put the parts of an audit together, as if one run had judged all files.

    Branches of which copies stand in several parts are counted once. Exit codes are those of
    'audit run'.
    """
    from orglife.audit.merge import Merge

    session.without_branch = True
    wanted = AuditOutput.of(session, (), fail_on, findings)
    merge_audits(session, wanted, Merge(files))


Heads = list[tuple[str, str, int]]
"""Uid, newest head and number of entries of branches whose histories hold."""

STDOUT = "-"


class AuditOutput(NamedTuple):
    """What is to be made of an audit; known to be possible before anything is judged."""

    fail_on: str
    findings: str
    notices: str
    heads: str = ""

    @classmethod
    def of(
        cls,
        session: Session,
        paths: Iterable[str],
        fail_on: str,
        findings: str = "",
        notices: str = "",
        heads: str = "",
    ) -> AuditOutput:
        """Return what was asked for.

        Raises:
            UsageError: a file that is to be written exists, or lies where nothing is written.
            ChoiceError: there is no such severity.
        """
        from orglife.reports.duties.findings import SEVERITY_RANK

        allowed = (*reversed(SEVERITY_RANK), "never")
        if fail_on not in allowed:
            raise ChoiceError(
                say("{value} is no value of --{name}", value=fail_on, name="fail-on"),
                hint=say("one of: {codes}", codes=allowed),
            )
        for path in (session.options.get("output"), findings if findings != STDOUT else ""):
            if path and Path(path).exists() and not session.options.get("force"):
                raise UsageError(
                    say("{path} exists already", path=str(path)),
                    hint=say("overwrite it with --force, or name another file"),
                )
        if notices:
            _refuse_inside(Path(notices), paths)
        return cls(fail_on, findings, notices, heads)


def _refuse_inside(folder: Path, paths: Iterable[str]) -> None:
    inner = folder.resolve()
    for path in paths:
        if Path(path).is_dir() and inner.is_relative_to(Path(path).resolve()):
            raise UsageError(
                say("{folder} lies in {path}, where nothing is written", folder=folder, path=path),
                hint=say("name a folder elsewhere with --notices"),
            )


def read_shard(text: str) -> Shard | None:
    """Return the part that `2/8` names; None for no text."""
    from orglife.audit.run import Shard

    if not text:
        return None
    part, _, parts = text.partition("/")
    if not (part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts)):
        raise UsageError(
            say("{text} is no part", text=text),
            hint=say("the second of eight parts is --shard 2/8"),
        )
    return Shard(int(part), int(parts))


def limit_of(text: str) -> Limit:
    """Return the limit of time and memory that was typed.

    Raises:
        UsageError: it is none.
    """
    from orglife.audit.bounds import read_limit

    try:
        return read_limit(text)
    except ValueError:
        raise UsageError(
            say("{text} is no limit of a file", text=text),
            hint=say("as in: --limit 5s,256M, or --limit none"),
        ) from None


def engine_of(jobs: int | None, scheduler: str) -> Engine:
    """Return where the work is done: here, in several processes, on a cluster."""
    from orglife.audit.engines import ProcessEngine, SerialEngine, tune_garbage_collection

    if scheduler:
        from orglife.audit.engines import ClusterEngine

        return ClusterEngine(scheduler)
    tune_garbage_collection()
    width = jobs or environment.cores()
    return ProcessEngine(width) if width > 1 else SerialEngine()


def stdin_lines() -> Iterator[str]:
    """Yield the lines of stdin, read when they are asked for."""
    yield from sys.stdin


SECRET = "audit.secret"  # noqa: S105
"""The name of the file of a user's secret, in the folder of what is unfinished."""


def cache_secret() -> bytes:
    """Return the secret of this user by which answers in caches are known; made when first asked.

    Raises:
        StoreError: it can't be made.
    """
    from orglife.cli.process import output
    from orglife.cli.user import preferences

    path = environment.state_folder() / SECRET
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        found = b""
    except OSError as error:
        raise StoreError(
            say("can't read {path}: {why}", path=str(path), why=error.strerror or str(error))
        ) from error
    if len(found) != 32 or preferences.writable_by_others(path):
        found = os.urandom(32)
        preferences.make_private_folder(path.parent)
        output.write_output_file(path, found, overwrite=True)
    return found


def kept_anchors(path: str) -> dict[str, Anchor]:
    """Return the heads that a file keeps; none where it is not there yet, or none is named.

    Raises:
        StoreError: it can't be read.
        DamagedFileError: it is something else.
    """
    from orglife.storage.anchors import read_heads

    return read_heads(path) if path and os.path.lexists(path) else {}


def _keep_heads(session: Session, path: str, anchors: dict[str, Anchor], done: Heads) -> None:
    """Write the file of heads anew: those of histories that hold, in place of the ones before."""
    from orglife.cli.process import output
    from orglife.storage.anchors import Anchor, heads_bytes

    day = session.today.isoformat()
    newer = {uid: Anchor(head, entries, day) for uid, head, entries in done if head}
    output.write_output_file(Path(path), heads_bytes({**anchors, **newer}), overwrite=True)


def run_audit(
    session: Session, wanted: AuditOutput, audit: Audit, plan: AuditPlan, anchors: dict[str, Anchor]
) -> None:
    """Judge everything, write what was asked for, and leave with the exit code."""
    from orglife.audit.cache import Cache
    from orglife.audit.run import header

    progress = ProgressBar(session.language, quiet=session.quiet)
    with ExitStack() as stack:
        stack.callback(progress.end)
        stack.enter_context(closing(audit))
        total = audit.look(progress.show)
        if audit.listed == audit.left_aside:
            raise MissingFileError(
                say("no branch files there"),
                hint=say("branch files end in .json; name one, a folder, or a list of paths"),
            )
        cache = None
        if plan.cache:
            cache = Cache.to_write(plan.cache, plan.question.signature(), plan.secret)
            stack.enter_context(closing(cache))
        sink = stack.enter_context(_RecordWriter(session, wanted.findings))
        heads: Heads = []
        totals = _counted(
            audit, total, sink, progress, cache, wanted.notices, heads if wanted.heads else None
        )
    if wanted.heads:
        _keep_heads(session, wanted.heads, anchors, heads)
    _conclude(session, wanted, header(plan), totals)


def merge_audits(session: Session, wanted: AuditOutput, merge: Merge) -> None:
    """Merge everything, write what was asked for, and leave with the exit code."""
    progress = ProgressBar(session.language, quiet=session.quiet)
    with ExitStack() as stack:
        stack.callback(progress.end)
        stack.enter_context(closing(merge))
        sink = stack.enter_context(_RecordWriter(session, wanted.findings))
        totals = _counted(merge, merge.count(), sink, progress)
    _conclude(session, wanted, merge.begun, totals)


def _counted(
    work: Iterable[ChunkResult],
    total: int,
    sink: _RecordWriter,
    progress: ProgressBar,
    cache: object = None,
    notices: str = "",
    heads: Heads | None = None,
) -> Totals:
    from orglife.audit.cache import Cache
    from orglife.audit.records import Totals

    totals = Totals()
    for done in work:
        sink.write(done.lines)
        totals.join(done.totals)
        if heads is not None:
            heads += done.heads
        for name, uid, text in done.notices:
            _write_notice(Path(notices), name, uid, text)
        if done.fresh and isinstance(cache, Cache):
            cache.put(done.fresh)
        progress.show(totals.files, total)
    return totals


def _conclude(session: Session, wanted: AuditOutput, begun: AuditHeader, totals: Totals) -> None:
    from orglife.audit.summary import exit_code, summary_view

    if wanted.findings != STDOUT or session.options.get("output"):
        show(session, summary_view(begun, totals))
    if wanted.notices:
        session.say(
            say("Wrote {n} notices to {folder}", n=totals.all.branches, folder=wanted.notices)
        )
    code = exit_code(totals, wanted.fail_on)
    if code:
        session.leave(code)


class _RecordWriter:
    """Where the records go: a new file, stdout, or nowhere.

    Records are written into a file beside the one that was named, which gets that name at the end:
    whatever ends the audit, an older file is left whole, and a new name is still free.
    """

    def __init__(self, session: Session, path: str) -> None:
        self._path = path
        self._overwrite = bool(session.options.get("force"))
        self._file: IO[bytes] | None = None
        self._temporary: Path | None = None

    def __enter__(self) -> _RecordWriter:
        if self._path == STDOUT:
            sys.stdout.flush()
            self._file = sys.stdout.buffer
        elif self._path:
            from orglife.cli.process.outputs import open_beside

            try:
                self._file, self._temporary = open_beside(
                    Path(self._path), overwrite=self._overwrite
                )
            except OSError as error:
                raise _unwritable(self._path, error) from error
        return self

    def write(self, lines: bytes) -> None:
        """Write records, at once: whoever reads along on stdout sees them."""
        if self._file is None:
            return
        try:
            self._file.write(lines)
            self._file.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _unwritable(self._path, error) from error

    def __exit__(self, kind: object, *_: object) -> None:
        if self._file is None or self._temporary is None:
            return
        from orglife.cli.process.outputs import put_in_place

        try:
            self._file.close()
            if kind is None:
                put_in_place(self._temporary, Path(self._path), overwrite=self._overwrite)
        except OSError as error:
            raise _unwritable(self._path, error) from error
        finally:
            self._temporary.unlink(missing_ok=True)


def _write_notice(folder: Path, name: str, uid: str, text: str) -> None:
    """Write a notice, in a file that only its owner may read; one of before is replaced."""
    from hashlib import blake2b

    from orglife.cli.process.outputs import put

    plain = "".join(one if one.isalnum() else "-" for one in name)[:40].strip("-")
    mark = blake2b(uid.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    path = folder / f"{plain or 'branch'}-{mark}.md"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        put(path, text.encode("utf-8", "surrogateescape"), overwrite=True, through_links=False)
    except OSError as error:
        raise _unwritable(str(path), error) from error


def _unwritable(path: str, error: OSError) -> StoreError:
    return StoreError(
        say("can't write {path}: {why}", path=path, why=error.strerror or str(error)),
        hint=say("name a folder that exists and that you may write to"),
    )

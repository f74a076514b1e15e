"""`orglife audit`: many branch files at once, nothing written beside them."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.frame.command import Session, noun, reads

app = noun("audit", "Many branch files: judged, added up, none of them changed")

_FINDINGS = "Write findings and unreadable files as NDJSON; - for stdout, as they come"
_FAIL_ON = "Exit 1 when this or worse is missed: error, warning, information or never"


@app.command("run")
@reads
def run(
    session: Session,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files, folders, lists of paths; - reads a list"),
    ],
    period: Annotated[
        str, typer.Option("--period", metavar="PERIOD", help="2026, 2026-Q4; else this year")
    ] = "",
    names: Annotated[bool, typer.Option("--names", help="Names of persons, not codes")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="List findings of every status, not only what was missed")
    ] = False,
    sample: Annotated[
        int | None, typer.Option("--sample", metavar="N", min=1, help="Draw so many branches")
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", metavar="S", help="What the drawing depends on")
    ] = 1,
    notices: Annotated[
        str, typer.Option("--notices", metavar="DIR", help="Write a notice to each branch there")
    ] = "",
    findings: Annotated[str, typer.Option("--findings", metavar="FILE", help=_FINDINGS)] = "",
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="N", min=1, max=512, help="Processes; else one a core"),
    ] = None,
    cache: Annotated[
        str, typer.Option("--cache", metavar="FILE", help="Keep answers for the next run")
    ] = "",
    shard: Annotated[
        str, typer.Option("--shard", metavar="K/N", help="Only the K-th of N parts")
    ] = "",
    scheduler: Annotated[
        str, typer.Option("--scheduler", metavar="ADDRESS", help="Run on a cluster of Dask")
    ] = "",
    fail_on: Annotated[
        str, typer.Option("--fail-on", metavar="SEVERITY", help=_FAIL_ON)
    ] = "warning",
) -> None:
    """Judge many branch files and sum up what was missed; nothing is written beside them.

    Exit code 7 when a file could not be read, else 1 when a finding of --fail-on (warning) or
    worse is missed.
    """
    from pathlib import Path

    from orglife.audit.question import SHOWN, Question
    from orglife.audit.run import Audit, Plan
    from orglife.audit.sources import files_of
    from orglife.cli.file.auditing import Wanted, engine_of, read_shard, stdin_lines, work_off
    from orglife.model.terms import STATUSES

    session.apart = True
    wanted = Wanted.of(session, paths, fail_on, findings, notices)
    asked = session.period(period)
    question = Question(
        first=asked.first,
        last=asked.last,
        as_of=session.today,
        language=session.data_language.code,
        names=names,
        statuses=tuple(STATUSES) if everything else SHOWN,
        listed=bool(findings),
        notices=bool(notices),
        notice_language=session.language.code,
    )
    plan = Plan(
        question,
        files_of(paths, stdin_lines()),
        sample=sample,
        seed=seed,
        shard=read_shard(shard),
        cache=str(Path(cache).absolute()) if cache and scheduler else cache,
        folder=str(Path.cwd()) if scheduler else "",
    )
    with engine_of(jobs, scheduler) as engine:
        work_off(session, wanted, Audit(plan, engine), plan)


@app.command("merge")
@reads
def merge(
    session: Session,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="What --findings wrote, of every part")
    ],
    findings: Annotated[str, typer.Option("--findings", metavar="FILE", help=_FINDINGS)] = "",
    fail_on: Annotated[
        str, typer.Option("--fail-on", metavar="SEVERITY", help=_FAIL_ON)
    ] = "warning",
) -> None:
    """Put the parts of an audit together, as if one run had judged all files.

    Branches of which copies stand in several parts are counted once. Exit codes are those of
    'audit run'.
    """
    from orglife.audit.merge import Merge
    from orglife.cli.file.auditing import Wanted, put_together

    session.apart = True
    wanted = Wanted.of(session, (), fail_on, findings)
    put_together(session, wanted, Merge(files))

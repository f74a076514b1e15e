"""`orglife import`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from orglife.cli.framework.command import Session, change, confirm, show, writes
from orglife.cli.framework.options import argument, option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orglife.importers.load import ImportTable
    from orglife.importers.rows import ImportResult
    from orglife.messages import Message
    from orglife.model.branch import Branch

WARNED = 12
"""So many warnings are said one by one; the rest is counted, and the dry run shows them."""


@writes(
    examples=(
        "import roster.xlsx --dry-run",
        "import register.xlsx --sheet 2026 -y",
        "import roster.csv --map 成立日=joined --map 分队=",
        "import register-2015.csv --unknown former",
    )
)
def import_(
    session: Session,
    file: Annotated[str, argument("The file; - for stdin", metavar="FILE|-", values="files")],
    mapping: Annotated[
        list[str],
        option(
            "--map",
            metavar="COLUMN=FIELD",
            help="What a column holds, as in --map 成立日=joined; empty to leave it out",
        ),
    ] = [],
    sheet: Annotated[str, option("--sheet", metavar="NAME", help="Which sheet")] = "",
    on_error: Annotated[
        str,
        option(
            "--on-error",
            metavar="stop|skip",
            help="skip: leave bad rows out",
            values=("stop", "skip"),
        ),
    ] = "stop",
    unknown: Annotated[
        str,
        option(
            "--unknown",
            metavar="refuse|former",
            help="former: unknown names of an old register become former members",
            values=("refuse", "former"),
        ),
    ] = "refuse",
) -> None:
    """Bring in a roster, a register, or a branch from the JSON of `export all`.

    What it is, is told from its header. Nothing is written unless every row is good.
    """
    from orglife.cli.user import user_files
    from orglife.importers.whole_branch import is_export
    from orglife.messages import say

    _refuse_other("on-error", on_error, ("stop", "skip"))
    _refuse_other("unknown", unknown, ("refuse", "former"))
    fields = user_files.from_options(mapping)
    data, name = _read(file)
    if not session.dry_run and not session.yes and not session.interactive:
        confirm(session, say("import {file}?", file=name))
    if is_export(data):
        _restore(session, data, name)
        return
    _import(session, data, name, sheet, fields, skip=on_error == "skip", former=unknown == "former")


def _import(
    session: Session,
    data: bytes,
    name: str,
    sheet: str,
    fields: Mapping[str, str],
    *,
    skip: bool,
    former: bool,
) -> None:
    from orglife.actions.change import Change
    from orglife.cli.process.output import ProgressBar
    from orglife.cli.user import user_files
    from orglife.importers.load import import_table, load_table
    from orglife.messages import say
    from orglife.reports.formats.to_csv import unescape_formula

    remembers = session.settings.mappings.value != "never"
    table = load_table(
        data,
        name,
        sheet=sheet,
        mapping=fields,
        remembered=user_files.load_mappings() if remembers else {},
        original=unescape_formula,
    )

    progress = ProgressBar(session.language, quiet=session.quiet, rows=True)
    watched = table.recognised._replace(watch=progress.show)

    def outcome(branch: Branch) -> ImportResult:
        try:
            return import_table(branch, watched, today=session.today, skip=skip, former=former)
        finally:
            progress.end()

    def imported(branch: Branch) -> Change:
        done = outcome(branch)
        if not skip:
            done.refuse_problems()
        for problem in done.problems:
            session.warn(problem.said)
        return Change(done.branch, done.said, done.records, _few(done.warnings))

    branch = session.load()
    for notice in table.notices:
        session.warn(notice)
    if table.remembered:
        said = user_files.describe_mapping(table.remembered)
        session.say(say("As said of this header before, with --map: {columns}", columns=said))
    if session.dry_run:
        _rehearse(session, table, outcome(branch), skip=skip)
        return
    if not session.yes:
        preview = outcome(branch)
        if not skip:
            preview.refuse_problems()
        confirm(session, say("{said} Write it?", said=preview.said))
    change(session, imported)
    if fields and remembers:
        whole = {**table.remembered, **fields}
        if user_files.remember(table.header, whole):
            said = user_files.describe_mapping(whole)
            session.say(say("Remembered for sheets with this header: {columns}", columns=said))


def _rehearse(session: Session, table: ImportTable, done: ImportResult, *, skip: bool) -> None:
    """Show what would happen, row by row."""
    from orglife.reports.file.import_preview import ImportedRow, import_view

    for warning in done.warnings:
        session.warn(warning)
    recognised = table.recognised
    show(
        session,
        import_view(
            done.branch.meta.name,
            recognised.kind.key,
            {
                field: tuple(recognised.headings[at] for at in places)
                for field, places in recognised.columns.items()
            },
            [ImportedRow(one.row, one.state, one.said) for one in done.rows],
            [problem.said for problem in done.problems],
            done.said,
        ),
    )
    if not skip:
        done.refuse_problems()
    for problem in done.problems:
        session.warn(problem.said)
    from orglife.messages import say

    session.say(say("not written (--dry-run): {said}", said=done.said))


def _restore(session: Session, data: bytes, name: str) -> None:
    """Make a new file of a whole export; never over another."""
    from orglife.cli.process import environment
    from orglife.errors import RefusedError
    from orglife.importers.whole_branch import read_branch_export
    from orglife.messages import say
    from orglife.storage.store import Store

    branch = read_branch_export(data, name)
    path = session.file
    if path.exists() or path.is_symlink():
        raise RefusedError(
            say("{path} exists already, and a whole export makes a new file", path=str(path)),
            hint=say("name another with -f NEW.json"),
        )
    counts = (
        say("{n} members", n=len(branch.members)),
        say("{n} activities", n=len(branch.activities)),
    )
    if session.dry_run:
        session.say(say("not written (--dry-run): {counts}", counts=counts))
        return
    confirm(session, say("restore {branch} into {path}?", branch=branch.meta.name, path=str(path)))
    Store(path).create(branch, command=session.command, now=environment.now())
    session.use_branch(branch)
    session.say(
        say(
            "{branch}: restored into {path}: {counts}.",
            branch=branch.meta.name,
            path=str(path),
            counts=counts,
        )
    )


def _read(file: str) -> tuple[bytes, str]:
    """Return the bytes of the file, or of stdin, and what it is called."""
    import sys

    from orglife.cli.process.inputs import read_regular
    from orglife.errors import StoreError
    from orglife.importers.readers import LARGEST
    from orglife.messages import say

    if file == "-":
        buffer = getattr(sys.stdin, "buffer", None)
        data = buffer.read(LARGEST + 1) if buffer is not None else sys.stdin.read().encode()
        return data, "stdin"
    try:
        return read_regular(file, LARGEST), file
    except OSError as error:
        raise StoreError(
            say("can't read {path}: {why}", path=file, why=error.strerror or str(error)),
            hint=say("name the file of a roster or register, or - for stdin"),
        ) from error


def _refuse_other(name: str, value: str, allowed: tuple[str, ...]) -> None:
    from orglife.errors import ChoiceError
    from orglife.messages import say

    if value not in allowed:
        raise ChoiceError(
            say("{value} is no value of --{name}", value=value, name=name),
            hint=say("one of: {codes}", codes=allowed),
        )


def _few(warnings: tuple[Message, ...]) -> tuple[Message, ...]:
    from orglife.importers.rows import collapse_warnings
    from orglife.messages import say

    warnings = collapse_warnings(warnings)
    if len(warnings) <= WARNED:
        return warnings
    more = len(warnings) - WARNED
    return (*warnings[:WARNED], say("{n} more of these: --dry-run shows them", n=more))

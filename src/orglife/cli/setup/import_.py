"""`orglife import`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from orglife.cli.framework.command import Session, change, confirm, show, writes
from orglife.cli.framework.options import argument, option

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from orglife.importers.comparison import Choices
    from orglife.importers.import_result import ImportResult
    from orglife.importers.load import ImportTable
    from orglife.messages import Message
    from orglife.model.branch import Branch


@writes(
    examples=(
        "import roster.xlsx --dry-run",
        "import register.xlsx --sheet 2026 -y",
        "import roster.xlsx -y --match 3=#2 --new 5",
        'import attendance.xlsx --kind "general meeting"',
        "import register.xlsx --every-sheet --default year=2025",
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
            help="What a column holds, as in --map 成立日=joined or --map F=remark by its letter; "
            "empty to leave it out",
        ),
    ] = [],
    sheet: Annotated[
        list[str], option("--sheet", metavar="NAME", help="Which sheet; may be repeated")
    ] = [],
    every_sheet: Annotated[
        bool, option("--every-sheet", help="All sheets that can be imported")
    ] = False,
    kind: Annotated[
        str,
        option(
            "--kind", metavar="KIND", help="The kind of the meetings, where the sheet says none"
        ),
    ] = "",
    default: Annotated[
        list[str],
        option(
            "--default",
            metavar="FIELD=VALUE",
            help="What all rows have, where the sheet has no such column",
        ),
    ] = [],
    match: Annotated[
        list[str],
        option(
            "--match",
            metavar="ROW=#ID",
            help="Which record a row means, as in --match 3=#2 or --match '党员!3=#2'",
        ),
    ] = [],
    new: Annotated[
        list[str],
        option("--new", metavar="ROW", help="A row that means none of the records"),
    ] = [],
    clear: Annotated[
        bool, option("--clear", help="Empty on record what is empty in the sheet")
    ] = False,
    prefer: Annotated[
        str,
        option(
            "--prefer",
            metavar="record|sheet",
            help="sheet: it wins over what a command changed since",
            values=("record", "sheet"),
        ),
    ] = "record",
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
    """Bring in a roster, a register, attendance, or a branch from the JSON of `export all`.

    What it is, is told from its header. What is on record is compared, and changes are shown field
    by field. Nothing is written unless every row is good.
    """
    from orglife.cli.setup.import_options import choices_of, defaults_of
    from orglife.cli.user import user_files
    from orglife.errors import UsageError
    from orglife.importers.whole_branch import is_export
    from orglife.messages import say

    _refuse_other("on-error", on_error, ("stop", "skip"))
    _refuse_other("unknown", unknown, ("refuse", "former"))
    _refuse_other("prefer", prefer, ("record", "sheet"))
    if sheet and every_sheet:
        raise UsageError(
            say("--sheet and --every-sheet don't go together"), hint=say("leave one of them out")
        )
    fields = user_files.from_options(mapping)
    defaults = defaults_of(default, kind)
    choices = choices_of(match, new, clear=clear, prefer_sheet=prefer == "sheet")
    data, name = _read(file)
    if not session.dry_run and not session.yes and not session.interactive:
        confirm(session, say("import {file}?", file=name))
    if is_export(data):
        _restore(session, data, name)
        return
    tables = _load(session, data, name, tuple(sheet), every_sheet, fields, defaults)
    skip, former = on_error == "skip", unknown == "former"
    _import(session, tables, choices, name, fields, skip=skip, former=former)


def _load(
    session: Session,
    data: bytes,
    name: str,
    sheets: tuple[str, ...],
    every: bool,
    fields: Mapping[str, str],
    defaults: Mapping[str, str],
) -> tuple[ImportTable, ...]:
    """Return the sheets to import, each understood; say what is not read of them."""
    from orglife.cli.user import user_files
    from orglife.errors import UsageError
    from orglife.importers.load import load_tables
    from orglife.messages import say
    from orglife.reports.formats.to_csv import unescape_formula

    remembers = session.settings.mappings.value != "never"
    tables = load_tables(
        data,
        name,
        sheets=sheets,
        every=every,
        mapping=fields,
        remembered=user_files.load_mappings() if remembers else {},
        defaults=defaults,
        original=unescape_formula,
    )
    parts = [part for table in tables for part in table.parts]
    for field in defaults:
        if any(field in part.defaults for part in parts if _takes(part.kind.key, field)):
            continue
        if any(field in part.columns for part in parts):
            session.warn(
                say("{field}: the sheet has a column for it, and that counts", field=field)
            )
        else:
            raise UsageError(
                say("{field} says nothing about such a sheet", field=field),
                hint=say("leave it out"),
            )
    return tables


def _takes(kind: str, field: str) -> bool:
    """Whether a kind of sheet has such a field."""
    from orglife.importers.sheet_kinds import KINDS

    if kind == "matrix":
        return field in ("kind", "group", "year")
    return any(one.key == kind and field in {f.key for f in one.fields} for one in KINDS)


def _import(
    session: Session,
    tables: tuple[ImportTable, ...],
    choices: Choices,
    name: str,
    fields: Mapping[str, str],
    *,
    skip: bool,
    former: bool,
) -> None:
    from orglife.actions.change import Change
    from orglife.cli.process.output import ProgressBar
    from orglife.cli.setup import import_dialogue
    from orglife.cli.setup.import_options import few_warnings
    from orglife.importers.load import import_tables

    progress = ProgressBar(session.language, quiet=session.quiet, rows=True)
    watched = tuple(part._replace(watch=progress.show) for table in tables for part in table.parts)
    choices = choices._replace(decided=_decided_since(session))

    def outcome(branch: Branch, decisions: Choices) -> ImportResult:
        try:
            return import_tables(
                branch, watched, today=session.today, skip=skip, former=former, choices=decisions
            )
        finally:
            progress.end()

    branch = session.load()
    _tell_columns(session, tables)
    if session.dry_run:
        _rehearse(session, tables, outcome(branch, choices), skip=skip)
        return
    if not session.yes:
        choices = import_dialogue.agree(session, tables, name, choices, outcome, skip=skip)

    def imported(before: Branch) -> Change:
        done = outcome(before, choices)
        if not skip:
            done.refuse_problems()
        for problem in done.problems:
            session.warn(problem.said)
        told: tuple[Message, ...] = ()
        if session.yes:
            for line in _changes_of(done):
                session.say(line)
            told = (*few_warnings(done.warnings), *_left(done))
        return Change(done.branch, done.said, done.records, told)

    change(session, imported)
    _remember(session, tables, fields)


def _tell_columns(session: Session, tables: tuple[ImportTable, ...]) -> None:
    """Say what is not read of the sheets, and what was said of their headers before."""
    from orglife.cli.user import user_files
    from orglife.messages import say

    for table in tables:
        for notice in table.notices:
            session.warn(notice)
        if table.remembered:
            said = user_files.describe_mapping(table.remembered)
            session.say(say("As said of this header before, with --map: {columns}", columns=said))


def _remember(session: Session, tables: tuple[ImportTable, ...], fields: Mapping[str, str]) -> None:
    """Keep what was said of the headers with `--map`."""
    from orglife.cli.user import user_files
    from orglife.messages import say

    if not fields or session.settings.mappings.value == "never":
        return
    for table in tables:
        whole = {**table.remembered, **fields}
        if table.recognised.header and user_files.remember(table.header, whole):
            said = user_files.describe_mapping(whole)
            session.say(say("Remembered for sheets with this header: {columns}", columns=said))


def _decided_since(session: Session) -> Callable[[], Any]:
    """Return what reads, once and only where it is needed, what commands decided since."""
    found: list[Any] = []

    def read() -> Any:
        if not found:
            from orglife.importers.comparison import decided_since

            found.append(decided_since(session.store.past()[1]))
        return found[0]

    return read


def _changes_of(done: ImportResult) -> list[Message]:
    """Return what changes, row by row, as far as it is few."""
    from orglife.cli.setup.import_options import WARNED
    from orglife.messages import say

    rows = [one for one in done.rows if one.state == "changed"]
    said = [say("row {row}: {change}", row=one.row, change=one.said) for one in rows[:WARNED]]
    if len(rows) > WARNED:
        said.append(say("{n} more of these: --dry-run shows them", n=len(rows) - WARNED))
    return said


def _left(done: ImportResult) -> tuple[Message, ...]:
    """Return what is on record and was left, though the sheet has none of it."""
    from orglife.cli.setup.import_options import WARNED
    from orglife.messages import say, say_n

    found: list[Message] = []
    if done.gone:
        names: list[Message] = [one.said for one in done.gone[:WARNED]]
        if len(done.gone) > WARNED:
            names.append(say("{n} more", n=len(done.gone) - WARNED))
        found.append(
            say(
                "on record and in no row of the sheet, nothing is removed: {names}",
                names=tuple(names),
            )
        )
    if done.uncleared:
        found.append(
            say_n(
                "{n} cell is empty where something is on record, which stays; --clear empties it",
                "{n} cells are empty where something is on record, which stays; --clear empties it",
                done.uncleared,
            )
        )
    return tuple(found)


def _rehearse(
    session: Session, tables: tuple[ImportTable, ...], done: ImportResult, *, skip: bool
) -> None:
    """Show what would happen, row by row."""
    from orglife.cli.setup.import_dialogue import shown_rows
    from orglife.messages import say
    from orglife.reports.file.import_preview import import_view

    for warning in (*done.warnings, *_left(done)):
        session.warn(warning)
    first = tables[0].recognised
    columns = {
        field: tuple(first.headings[at] for at in places) for field, places in first.columns.items()
    }
    show(
        session,
        import_view(
            done.branch.meta.name,
            first.kind.key,
            columns,
            shown_rows(done),
            [problem.said for problem in done.problems],
            done.said,
        ),
    )
    if not skip:
        done.refuse_problems()
    for problem in done.problems:
        session.warn(problem.said)
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

"""The JSON of `export all`, back to the branch it was: ids, entry days and own rules included."""

from __future__ import annotations

from typing import Any, NoReturn

import msgspec

from orglife.actions.duties.rules import layer_problems
from orglife.errors import RefusedError
from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.base import EXPORT_SCHEMA, decode_hook
from orglife.model.branch import TABLES, Branch, LocalKind, LocalRule, Meta, PrivateText, Waiver
from orglife.model.group import Group, Post
from orglife.model.member import Member
from orglife.model.task import Task


class BranchExport(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The export as it is decoded; a table more is one line here too."""

    schema: str
    branch: str
    meta: Meta
    members: list[Member] = []
    groups: list[Group] = []
    posts: list[Post] = []
    activities: list[Activity] = []
    tasks: list[Task] = []
    kinds: list[LocalKind] = []
    rules: list[LocalRule] = []
    waivers: list[Waiver] = []
    private: list[PrivateText] = []


def is_export(data: bytes) -> bool:
    """Whether a file is JSON and not a table."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def read_branch_export(data: bytes, name: str) -> Branch:
    """Return the branch of an export.

    Raises:
        RefusedError: it is none, damaged, has keys or ids twice, or rules that can't be used.
    """
    text = data.removeprefix(b"\xef\xbb\xbf")
    _refuse_duplicates(text, name)
    try:
        whole = msgspec.json.Decoder(BranchExport, dec_hook=decode_hook).decode(text)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError) as error:
        _refuse(name, say("{error}", error=str(error)))
    if whole.schema != EXPORT_SCHEMA:
        _refuse(name, say("its schema is {schema}", schema=whole.schema))
    tables: dict[str, dict[int, Any]] = {}
    for table in TABLES:
        records = sorted(getattr(whole, table), key=lambda record: int(record.id))
        tables[table] = {record.id: record for record in records}
        if len(tables[table]) < len(records):
            _refuse(name, say("{table}: an id stands twice", table=table))
        following = whole.meta.next.get(table, 1)
        if following < 1 or (
            tables[table] and not 0 < min(tables[table]) <= max(tables[table]) < following
        ):
            _refuse(name, say("{table}: the next id does not follow the others", table=table))
    if whole.meta.id != 1:
        _refuse(name, say("{table}: an id stands twice", table="meta"))
    branch = Branch(meta=whole.meta, **tables)
    wrong = layer_problems(branch)
    if wrong:
        _refuse(name, say("{error}", error=wrong))
    return branch


def _refuse_duplicates(text: bytes, name: str) -> None:
    """Refuse JSON in which a key stands twice: readers differ in which of the two they take."""
    import json

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            _refuse(name, say("{key} stands twice in one record", key=twice))
        return found

    def number(constant: str) -> NoReturn:
        _refuse(name, say("{constant} is not a number", constant=constant))

    try:
        json.loads(text, object_pairs_hook=once, parse_constant=number)
    except (ValueError, RecursionError) as error:
        _refuse(name, say("{error}", error=str(error)))


def _refuse(name: str, why: Message) -> NoReturn:
    raise RefusedError(
        say("{file} is no whole export of orglife: {why}", file=name, why=why),
        hint=say("make one with: orglife export all --format json -o all.json"),
    )

"""What is made sure of before the disk is touched: that the new file can be read again."""

from __future__ import annotations

from typing import Any

from orglife.errors import InvalidRecordError
from orglife.messages import say
from orglife.model.branch import TABLES, Branch
from orglife.storage import limits
from orglife.storage.codec import read_record, record_bytes
from orglife.storage.references import dangling


def check_records(branch: Branch, changed: list[tuple[str, int, Any, Any]]) -> None:
    """Refuse a record that would make the file one that is refused when it is read.

    A value of a wrong type is a bug of the caller and keeps its own error.

    Raises:
        InvalidRecordError: a control character, a text too long, an id that leads nowhere.
    """
    for table, key, _, after in changed:
        if after is None:
            continue
        data = _encoded(table, key, after)
        if limits.suspicious(data):
            wrong = limits.breach(limits.decode_any(data))
            if wrong is not None:
                raise InvalidRecordError(
                    say("{table} #{id} can't be kept: {wrong}", table=table, id=key, wrong=wrong)
                )
        if read_record(table, key, data).id != key:
            raise ValueError(f"{table} #{key} has another id in it")
    lost = dangling(branch, _looked_at(branch, changed))
    if lost is not None:
        raise InvalidRecordError(
            lost.message,
            hint=say("change or remove {table} #{id} first", table=lost.table, id=lost.id),
        )
    for name in TABLES:
        rows = getattr(branch, name)
        if rows and max(rows) >= branch.next_id(name):
            raise ValueError(f"{name} #{max(rows)} was not given its id by the branch")


def _looked_at(branch: Branch, changed: list[tuple[str, int, Any, Any]]) -> Branch:
    """Return the records that may lead nowhere: those changed; all, where one was removed."""
    if any(after is None for _, _, _, after in changed):
        return branch
    tables: dict[str, dict[int, Any]] = {}
    for table, key, _, after in changed:
        if table != "meta":
            tables.setdefault(table, {})[key] = after
    return Branch(meta=branch.meta, **tables)


def _encoded(table: str, key: int, record: Any) -> bytes:
    try:
        return record_bytes(record)
    except UnicodeEncodeError as error:
        raise InvalidRecordError(
            say(
                "{table} #{id} can't be kept: {wrong}",
                table=table,
                id=key,
                wrong=limits.breach_of_text(error.object) or str(error),
            )
        ) from None

"""What is made sure of before the disk is touched: that the new file can be read again."""

from __future__ import annotations

from typing import Any

from orglife.errors import InvalidRecordError
from orglife.messages import Message, say
from orglife.model.branch import TABLES, Branch
from orglife.storage import limits
from orglife.storage.codec import read_record, record_bytes
from orglife.storage.references import dangling
from orglife.storage.sense import senseless

_AFTER_IT = b" " * 16
"""As many bytes as may follow a record in the file until the next quotation mark, and more."""


def check_records(
    branch: Branch, changed: list[tuple[str, int, Any, Any]], old: Branch | None = None
) -> None:
    """Refuse a record that would make the file one that is refused when it is read.

    `changed` is in what it differs from `old`, None where there was no branch before. A value of
    a wrong type is a bug of the caller and keeps its own error.

    Raises:
        InvalidRecordError: a control character, a text too long, an id that leads nowhere.
    """
    _check_record("meta", 1, branch.meta)  # whole: the ids that come next are in no difference
    for table, key, _, after in changed:
        if type(key) is not int:  # True is 1 to Python, and another value in the history
            raise ValueError(f"{table}: {key!r} is no id")
        if after is not None and table != "meta":
            _check_record(table, key, after)
    looked_at = _looked_at(branch, changed)
    wrong = senseless(looked_at)
    if wrong is not None:
        raise ValueError(f"it could not be read again: {wrong}")
    lost = dangling(branch, looked_at)
    if lost is not None:
        raise InvalidRecordError(
            lost.message,
            hint=say("change or remove {table} #{id} first", table=lost.table, id=lost.id),
        )
    _check_ids(branch, old)


def _check_record(table: str, key: int, record: Any) -> None:
    data = _encoded(table, key, record)
    wrong = _breach(data)
    if wrong is not None:
        raise InvalidRecordError(
            say("{table} #{id} can't be kept: {wrong}", table=table, id=key, wrong=wrong)
        )
    again = read_record(table, key, data)
    if again.id != key:
        raise ValueError(f"{table} #{key} has another id in it")
    if record_bytes(again) != data:
        raise ValueError(f"{table} #{key} would be read as another record")


def _breach(data: bytes) -> Message | None:
    """Return which limit a record breaks that is asked about when the file is read, or None."""
    if not limits.suspicious(data):
        return None
    wrong = limits.breach(limits.decode_any(data))
    if wrong is None and limits.long_text(data + _AFTER_IT) is not None:
        return limits.TOO_LONG
    return wrong


def _check_ids(branch: Branch, old: Branch | None) -> None:
    """Refuse ids that the branch did not give, and to give one again."""
    for name in TABLES:
        rows, following = getattr(branch, name), branch.next_id(name)
        if following < (1 if old is None else old.next_id(name)):
            raise ValueError(f"the next id of {name} goes back to {following}")
        if rows and not 0 < min(rows) <= max(rows) < following:
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

"""What was changed outside orglife is taken over before it is changed again.

An entry says what each record was before. Where that is not what the history left, every later
`verify` would find the history itself changed, and `doctor --accept` could not take it over.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from orglife.errors import RefusedError
from orglife.messages import say
from orglife.model.branch import Branch
from orglife.storage.codec import record_bytes
from orglife.storage.history import NOTHING, Change, fits


class _Changes(Struct, frozen=True):
    """An entry of the history, as far as it is asked for here."""

    number: int
    changes: tuple[Change, ...] = ()


def refuse_outside(history: bytes, old: Branch, changed: list[tuple[str, int, Any, Any]]) -> None:
    """Refuse to change a record that is not what the history left. 10 ms for 10,000 entries.

    New records, which most commands add, have no past, and nothing is decoded for them.

    Raises:
        RefusedError: one was added, changed or removed outside orglife.
    """
    asked = [
        (table, key, before)
        for table, key, before, _ in changed
        if table == "meta" or key < old.next_id(table)
    ]
    if not asked:
        return
    try:
        entries = msgspec.json.decode(history, type=dict[int, _Changes])
    except ValueError:
        return  # the history is damaged, which `verify` says; the records can still be kept
    last: dict[tuple[str, int], Change] = {}
    for number in sorted(entries):
        last.update(((one.table, one.id), one) for one in entries[number].changes)
    for table, key, before in asked:
        content = bytes(NOTHING) if before is None else record_bytes(before)
        if not fits(content, last.get((table, key))):
            raise RefusedError(
                say("{table} #{id} was changed outside orglife", table=table, id=key),
                hint=say("look, and take it over first: orglife doctor --accept"),
            )

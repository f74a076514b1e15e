"""What `purge` leaves of a backup is a branch file like any other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from branches import NOW, held

from orglife.model.branch import Branch, PrivateText
from orglife.storage.erase import NameTest, RecordEraser, erase_records
from orglife.storage.restore import list_backups, restore_backup
from orglife.storage.store import Store
from orglife.storage.verify import verify_store


def without_bodies(branch: Branch, past: Iterator[Any]) -> tuple[RecordEraser, NameTest | None]:
    return (lambda record: None if isinstance(record, PrivateText) else record), None


def test_a_backup_that_was_erased_from_verifies_where_it_is_all_that_is_left(
    path: Path, store: Store
) -> None:
    body = PrivateText(id=1, table="activities", record=1, text="private", on=date(2020, 1, 1))
    store.update(lambda branch: (branch.add("private", body), None), command="x", now=NOW)
    store.update(held, command="orglife log", now=NOW)
    erase_records(store, without_bodies, command="orglife purge", now=NOW)
    path.write_bytes(b"damaged")

    branch = restore_backup(
        store, list_backups(store)[-1].number, command="orglife restore", now=NOW
    )

    assert store.load() == branch
    assert branch.private == {}
    assert branch.next_id("private") == 2
    assert verify_store(store).problems == ()

"""What a script changed behind orglife's back is not written over before it was taken over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from branches import NOW, files_of, held
from msgspec.structs import replace
from tinydb import TinyDB

from orglife.errors import RefusedError
from orglife.model.branch import Branch
from orglife.model.task import Task
from orglife.storage.accept import accept_edits
from orglife.storage.restore import list_backups, restore_backup
from orglife.storage.store import Store
from orglife.storage.tinydb_storage import SealedStorage
from orglife.storage.verify import verify_store


def do(store: Store, change: Callable[[Branch], Branch]) -> None:
    store.update(lambda branch: (change(branch), None), command="orglife x", now=NOW)


def task(key: int) -> Task:
    return Task(id=key, kind="need", subject="a lamp", opened=date(2026, 11, 1))


@pytest.mark.parametrize("outside", ["changed", "added", "removed"])
def test_the_history_is_not_broken_by_changing_what_was_changed_outside(
    path: Path, store: Store, outside: str
) -> None:
    """No later entry could say what the record was: nothing could take it over any more."""
    do(store, lambda branch: branch.add("tasks", task(1)))
    database = TinyDB(path, storage=SealedStorage)
    tasks = database.table("tasks")
    if outside == "changed":
        tasks.update({"subject": "two lamps"}, doc_ids=[1])
    elif outside == "removed":
        tasks.remove(doc_ids=[1])
    else:
        tasks.insert({"id": 2, "kind": "need", "subject": "b", "opened": "2026-11-01"})
        database.table("meta").update(lambda one: one["next"].update(tasks=3), doc_ids=[1])
    (problem,) = verify_store(store).problems

    def change(branch: Branch) -> Branch:
        if outside == "removed":
            return replace(branch, tasks={1: task(1)})
        key = max(branch.tasks)
        return branch.put("tasks", replace(branch.tasks[key], subject="three lamps"))

    before = files_of(path.parent)
    with pytest.raises(RefusedError, match="outside orglife"):
        do(store, change)
    assert files_of(path.parent) == before
    store.update(held, command="orglife log", now=NOW)  # other records can still be changed
    assert verify_store(store).problems == (problem,)
    accept_edits(store, command="orglife doctor --accept", now=NOW)
    do(store, change)
    assert verify_store(store).problems == ()


def test_going_back_is_a_way_to_be_rid_of_what_was_changed_outside(
    path: Path, store: Store
) -> None:
    do(store, lambda branch: branch.add("tasks", task(1)))
    store.update(held, command="orglife log", now=NOW)
    TinyDB(path, storage=SealedStorage).table("tasks").update({"subject": "two"}, doc_ids=[1])
    outside = store.load()

    branch = restore_backup(
        store, list_backups(store)[-1].number, command="orglife restore", now=NOW
    )

    assert store.load() == branch
    assert branch.tasks == {1: task(1)}
    assert verify_store(store).problems == ()
    store.undo(1, command="orglife undo", now=NOW)
    assert store.load() == outside
    assert verify_store(store).problems == ()

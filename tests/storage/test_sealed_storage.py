"""Under TinyDB, `SealedStorage` behaves as the storages that come with it.

Every test here that takes `db` or `storage` runs on theirs and on ours.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from branches import NOW, files_of, held
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import JSONStorage, Query, Storage, TinyDB, where
from tinydb.middlewares import CachingMiddleware
from tinydb.operations import add, delete, increment
from tinydb.table import Document, Table

import orglife
from orglife.errors import (
    ChangedError,
    DamagedFileError,
    InvalidRecordError,
    MissingFileError,
    StoreError,
    UnwritableFileError,
)
from orglife.storage.store import Store
from orglife.storage.tinydb_storage import SealedStorage
from orglife.storage.verify import verify_store

Open = Callable[..., TinyDB]


def stock(path: Path) -> Storage:
    return JSONStorage(str(path), encoding="utf-8")


def ours(path: Path) -> Storage:
    return SealedStorage(path, create=True)


KINDS = {
    "stock": stock,
    "sealed": ours,
    "stock cached": lambda path: CachingMiddleware(stock)(path),
    "sealed cached": lambda path: CachingMiddleware(ours)(path),
}


@pytest.fixture(params=KINDS)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Call it to open the same file again."""
    databases = []

    def open_it() -> TinyDB:
        databases.append(TinyDB(tmp_path / "db.json", storage=KINDS[request.param]))
        return databases[-1]

    yield open_it
    for one in databases:
        one.close()


@pytest.fixture
def db(opened: Open) -> TinyDB:
    database = opened()
    database.insert_multiple({"name": name, "age": age} for name, age in (("A", 1), ("B", 2)))
    return database


def test_a_new_storage_is_empty_and_then_is_not(tmp_path: Path) -> None:
    storage = SealedStorage(tmp_path / "new.json", create=True)

    assert storage.read() is None
    storage.write({})
    assert storage.read() == {}


def test_documents_are_inserted_found_updated_and_removed(db: TinyDB) -> None:
    person = Query()

    assert db.insert({"name": "C", "age": 3}) == 3
    assert [one["name"] for one in db] == ["A", "B", "C"]
    assert db.search(person.age > 1) == [{"name": "B", "age": 2}, {"name": "C", "age": 3}]
    assert db.update({"age": 9}, where("name") == "A") == [1]
    assert db.update(increment("age"), person.name == "B") == [2]
    assert db.update(add("age", 10), doc_ids=[2]) == [2]
    assert db.update(delete("age"), person.name == "C") == [3]
    assert db.get(doc_id=2) == {"name": "B", "age": 13}
    assert db.get(doc_id=3) == {"name": "C"}
    assert db.remove(person.name == "A") == [1]
    assert db.get(doc_id=1) is None
    assert len(db) == db.count(person.name.exists()) == 2


def test_upsert_updates_or_inserts(db: TinyDB) -> None:
    assert db.upsert({"name": "A", "age": 7}, where("name") == "A") == [1]
    assert db.upsert({"name": "D"}, where("name") == "D") == [3]
    assert db.upsert(Document({"name": "E"}, doc_id=40)) == [40]
    assert db.insert({"name": "F"}) == 41
    assert [one.doc_id for one in db] == [1, 2, 3, 40, 41]


def test_what_was_written_is_there_after_closing_and_opening(opened: Open, db: TinyDB) -> None:
    db.table("another").insert({"deep": [{"x": [1, 2.5, None, True, "你好 \u2028 😀"]}]})
    db.close()

    again = opened()

    assert again.tables() == {"_default", "another"}
    assert [one["name"] for one in again] == ["A", "B"]
    assert again.table("another").all() == [
        {"deep": [{"x": [1, 2.5, None, True, "你好 \u2028 😀"]}]}
    ]


def test_tables_are_dropped_one_or_all(db: TinyDB) -> None:
    db.table("other").insert({})
    db.drop_table("_default")

    assert db.tables() == {"other"}
    assert db.table("other").all() == [{}]
    db.drop_tables()
    assert db.tables() == set()
    assert db.insert({"first": 1}) == 1


def test_truncated_tables_and_persisted_empty_ones_stay(opened: Open, db: TinyDB) -> None:
    db.truncate()
    db.table("empty", persist_empty=True)
    db.close()

    again = opened()

    assert again.tables() == {"_default", "empty"}
    assert again.all() == []


def test_ids_given_by_hand_are_kept_in_the_order_of_inserting(db: TinyDB) -> None:
    db.insert(Document({"n": 1}, doc_id=12))
    db.insert(Document({"n": 2}, doc_id=5))

    assert [one.doc_id for one in db] == [1, 2, 12, 5]
    with pytest.raises(ValueError, match="already exists"):
        db.insert(Document({}, doc_id=5))


def test_keys_may_be_texts(tmp_path: Path, opened: Open) -> None:
    class Named(Table):
        document_id_class = str

    database = opened()
    table = Named(database.storage, "named")
    table.insert(Document({"x": 1}, doc_id='党员 "甲"'))

    assert table.get(doc_id='党员 "甲"') == {"x": 1}


def test_a_value_that_json_does_not_have_is_a_type_error_and_changes_nothing(
    opened: Open, tmp_path: Path
) -> None:
    database = opened()
    if isinstance(database.storage, CachingMiddleware):
        return  # told when the cache is written
    database.insert({"a": 1})
    before = (tmp_path / "db.json").read_bytes()

    with pytest.raises(TypeError):
        database.insert({"a": {1, 2}})
    if isinstance(database.storage, SealedStorage):  # the stock one may have written half of it
        assert (tmp_path / "db.json").read_bytes() == before
        assert database.all() == [{"a": 1}]


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(exclude_categories=["Cs", "Cc"])), inner, max_size=4
        )
    ),
    max_leaves=12,
)
names = st.sampled_from(["seal", "seal_", "history", "", "表"]) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), max_size=8
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(names, values, max_size=4))
def test_any_tables_are_read_back_as_stock_tinydb_would(
    tmp_path: Path, tables: dict[str, Any]
) -> None:
    storage = SealedStorage(tmp_path / "any.json", create=True)

    storage.write(tables)

    assert storage.read() == tables
    assert list(storage.read() or {}) == list(tables)
    with TinyDB(tmp_path / "any.json", encoding="utf-8", access_mode="r") as db:
        raw = db.storage.read()
    seal = raw.pop("seal")
    assert list(raw.values()) == list(tables.values())
    assert set(seal["1"]) == {"schema", "sequence", "crc32"}


@pytest.mark.parametrize(
    "value",
    [2**53, -(2**53), "\x07", "\x7f", "\u0085", {"\x00": 1}, "x" * 1_048_577],
    ids=lambda value: repr(value)[:12],
)
def test_what_could_not_be_read_again_is_not_written(tmp_path: Path, value: object) -> None:
    path = tmp_path / "db.json"
    with TinyDB(path, storage=SealedStorage, create=True) as db:
        db.insert({"a": 1})
        before = path.read_bytes()
        with pytest.raises(InvalidRecordError):
            db.insert({"a": value})
        assert path.read_bytes() == before


def test_more_than_32_levels_nan_and_half_characters_are_not_written(tmp_path: Path) -> None:
    deep: list[Any] = []
    for _ in range(29):
        deep = [deep]
    storage = SealedStorage(tmp_path / "db.json", create=True)
    storage.write({"t": {"1": deep}})

    for value in (deep, float("nan"), float("inf"), "\ud800"):
        with pytest.raises((InvalidRecordError, ValueError)):
            storage.write({"t": {"1": [value]}})
    endless: list[Any] = []
    for _ in range(100_000):
        endless = [endless]
    with pytest.raises(InvalidRecordError):
        storage.write({"t": endless})  # type: ignore[dict-item]
    assert storage.read() == {"t": {"1": deep}}


def test_without_create_a_mistyped_path_is_an_error_and_makes_nothing(tmp_path: Path) -> None:
    for arguments in ({}, {"read_only": True}, {"create": True, "read_only": True}):
        with pytest.raises(MissingFileError):
            TinyDB(tmp_path / "brnach.json", storage=SealedStorage, **arguments)
    with pytest.raises(StoreError):
        TinyDB(tmp_path / "no" / "folder.json", storage=SealedStorage, create=True)
    assert list(tmp_path.iterdir()) == []


def test_an_unsealed_file_is_not_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "stock.json"
    with TinyDB(path) as db:
        db.insert({"a": 1})
    before = path.read_bytes()

    with pytest.raises(DamagedFileError):
        TinyDB(path, storage=SealedStorage, create=True)
    assert path.read_bytes() == before


def test_after_closing_nothing_is_read_or_written(tmp_path: Path) -> None:
    storage = SealedStorage(tmp_path / "db.json", create=True)
    storage.close()

    with pytest.raises(ValueError, match="closed"):
        storage.read()
    with pytest.raises(ValueError, match="closed"):
        storage.write({})


def test_a_write_is_refused_when_the_file_is_not_the_one_that_was_read(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    one = TinyDB(path, storage=CachingMiddleware(SealedStorage), create=True)
    one.insert({"who": "one"})
    with TinyDB(path, storage=SealedStorage) as other:
        other.insert({"who": "other"})

    with pytest.raises(ChangedError):
        one.close()
    with TinyDB(path, storage=SealedStorage) as again:
        assert again.all() == [{"who": "other"}]


def test_two_that_read_before_each_write_both_write(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    with (
        TinyDB(path, storage=SealedStorage, create=True) as one,
        TinyDB(path, storage=SealedStorage, create=True) as other,
    ):
        one.insert({"n": 0})
        for _ in range(5):
            one.update(increment("n"))
            other.update(increment("n"))
        assert one.all() == other.all() == [{"n": 10}]


def test_a_change_that_keeps_size_and_time_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    storage = SealedStorage(path, create=True)
    storage.write({"t": {"1": {"a": 1}}})
    status, data = path.stat(), path.read_bytes()
    with path.open("r+b") as file:
        file.write(data.replace(b'"a":1', b'"a":2'))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    with pytest.raises(ChangedError):
        storage.write({})


def test_open_db_queries_a_branch_and_does_not_write_it(path: Path, store: Store) -> None:
    store.update(held, command="orglife log", now=NOW)
    before = files_of(path.parent)

    with orglife.open_db(path) as db:
        found = db.table("activities").search(where("kind") == "lecture")
        assert [one.doc_id for one in found] == [1]
        assert db.table("members").get(doc_id=2) == {
            "id": 2,
            "name": "李四",
            "stages": {"full": None},
        }
        assert "seal" not in db.tables()
        for change in (
            lambda: db.table("members").insert({"name": "X"}),
            lambda: db.table("members").truncate(),
            db.drop_tables,
        ):
            with pytest.raises(UnwritableFileError, match="opened for reading only"):
                change()
    assert files_of(path.parent) == before


def test_open_db_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        orglife.open_db(tmp_path / "none.json")
    assert list(tmp_path.iterdir()) == []


def test_a_branch_written_through_tinydb_is_read_and_verify_names_what_changed(
    path: Path, store: Store
) -> None:
    with TinyDB(path, storage=SealedStorage) as db:
        db.table("members").update({"unit": "No. 5 school"}, doc_ids=[2])

    assert store.load().members[2].unit == "No. 5 school"
    assert [str(one) for one in verify_store(store).problems] == [
        "members #2 was changed outside orglife"
    ]


def test_the_file_of_any_tables_is_json_of_one_document_a_line(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    SealedStorage(path, create=True).write({"a": {"1": {"x": 1}, "2": {}}, "b": {}, "c": [1]})

    lines = path.read_text(encoding="utf-8").splitlines()

    assert lines[:6] == ["{", '"a":{', '"1":{"x":1},', '"2":{}', "},", '"b":{},']
    assert json.loads(path.read_text(encoding="utf-8"))["c"] == [1]

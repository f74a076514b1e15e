"""Whatever is written is read again as it was, and verifies; what could not be is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from branches import NOW, files_of, held
from msgspec.structs import replace
from tinydb import TinyDB

from orglife.errors import InvalidRecordError, UnwritableFileError
from orglife.model.activity import Attendance
from orglife.model.branch import Branch, LocalRule
from orglife.model.task import Task
from orglife.storage import branch_file, validation, write
from orglife.storage.store import Store
from orglife.storage.tinydb_storage import SealedStorage
from orglife.storage.verify import verify_store

MIB = validation.MAX_TEXT
Update = tuple[Branch, None]


def do(store: Store, change: Callable[[Branch], Branch]) -> Branch:
    """Change the branch, and return what was to be written."""
    seen: list[Branch] = []

    def update(branch: Branch) -> Update:
        seen.append(change(branch))
        return seen[-1], None

    store.update(update, command="orglife x", now=NOW)
    return seen[0]


def remarked(text: str) -> Callable[[Branch], Branch]:
    return lambda branch: branch.put("members", replace(branch.members[1], remark=text))


def refused_as_it_was(store: Store, change: Callable[[Branch], Branch], error: type) -> None:
    folder = Path(store.path).parent
    before = files_of(folder)
    with pytest.raises(error):
        do(store, change)
    assert files_of(folder) == before


@pytest.mark.parametrize(
    "text",
    [
        "x" * (MIB - 1),
        "x" * MIB,
        "\n" * MIB,
        "\\" * MIB,
        ("x" * 15 + "\n") * (MIB // 16),
        "党" * (MIB // 3),
    ],
    ids=["one less", "the longest", "line ends", "backslashes", "lines", "Chinese"],
)
def test_the_longest_text_is_read_again_however_it_is_escaped(store: Store, text: str) -> None:
    branch = do(store, remarked(text))

    assert store.load() == branch
    do(store, remarked("short"))
    store.undo(1, command="orglife undo", now=NOW)
    assert store.load().members[1].remark == text
    assert verify_store(store).problems == ()


@pytest.mark.parametrize("text", ["x" * (MIB + 1), "\n" * (MIB + 1), "党" * (MIB // 3 + 1)])
def test_a_text_longer_than_that_is_refused(store: Store, text: str) -> None:
    refused_as_it_was(store, remarked(text), InvalidRecordError)


def test_a_list_too_long_to_be_read_again_is_refused(store: Store) -> None:
    def crowded(branch: Branch) -> Branch:
        activity = replace(branch.activities[1], attendance=Attendance(present=(1,) * 2 * MIB))
        return branch.put("activities", activity)

    store.update(held, command="orglife log", now=NOW)
    refused_as_it_was(store, crowded, InvalidRecordError)


def test_a_file_too_large_to_be_read_again_is_not_written(
    path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = len(path.read_bytes()) + 100
    for module in (branch_file, write):
        monkeypatch.setattr(module, "MAX_BYTES", limit)

    refused_as_it_was(store, lambda branch: held(branch)[0], UnwritableFileError)
    database = TinyDB(path, storage=SealedStorage)
    before = files_of(path.parent)
    with pytest.raises(UnwritableFileError, match="larger than"):
        database.table("members").update({"unit": "x" * limit}, doc_ids=[1])
    assert files_of(path.parent) == before


def test_a_record_written_in_another_order_is_a_change(store: Store) -> None:
    def staged(*stages: str) -> Callable[[Branch], Branch]:
        return lambda branch: branch.put(
            "members", replace(branch.members[1], stages=dict.fromkeys(stages))
        )

    do(store, staged("applicant", "full"))
    do(store, lambda branch: staged("full", "applicant")(branch).change_meta(name="Z"))

    assert verify_store(store).problems == ()
    assert list(store.load().members[1].stages) == ["full", "applicant"]
    store.undo(1, command="orglife undo", now=NOW)
    assert list(store.load().members[1].stages) == ["applicant", "full"]
    assert verify_store(store).problems == ()


def test_true_and_one_are_two_values(store: Store) -> None:
    do(store, lambda branch: branch.add("rules", LocalRule(id=1, rule="a", values={"n": True})))
    do(store, lambda branch: branch.put("rules", LocalRule(id=1, rule="a", values={"n": 1})))

    assert store.load().rules[1].values["n"] is not True
    assert verify_store(store).problems == ()
    store.undo(1, command="orglife undo", now=NOW)
    assert store.load().rules[1].values["n"] is True
    assert verify_store(store).problems == ()


def test_a_record_that_would_read_back_in_other_bytes_is_a_bug(store: Store) -> None:
    """Its digest in the history would be that of other bytes than the file has next time."""

    def listed(branch: Branch) -> Branch:
        return branch.put("members", replace(branch.members[1], unit="x", other_names=[]))

    refused_as_it_was(store, listed, ValueError)


def task(key: int) -> Task:
    return Task(id=key, kind="need", subject="a lamp", opened=date(2026, 11, 1))


@pytest.mark.parametrize("key", [0, -1])
def test_an_id_below_one_is_a_bug(store: Store, key: int) -> None:
    refused_as_it_was(store, lambda branch: replace(branch, tasks={key: task(key)}), ValueError)


def test_true_is_no_id(store: Store) -> None:
    """It is 1 to Python, and would be another value in the history."""
    following = {**store.load().meta.next, "tasks": 2}
    for key, record in ((True, task(1)), (True, task(True)), (1, task(True))):
        refused_as_it_was(
            store,
            lambda branch, key=key, record=record: replace(
                branch.change_meta(next=following), tasks={key: record}
            ),
            ValueError,
        )


def test_the_ids_that_come_next_never_go_back(store: Store) -> None:
    store.update(held, command="orglife log", now=NOW)
    do(store, lambda branch: branch.drop("activities", 1))

    for following in ({**store.load().meta.next, "activities": 1}, {}):
        refused_as_it_was(
            store,
            lambda branch, one=following: branch.drop("groups", 1).change_meta(next=one),
            ValueError,
        )


@pytest.mark.parametrize(
    "following",
    [{"a\x07": 3}, {"tasks": 2**53}, {"tasks": 0}, {"\ud800": 3}, {"x" * (MIB + 1): 1}],
    ids=["control character", "too large", "none", "half a character", "too long"],
)
def test_next_ids_that_could_not_be_read_again_are_refused(
    store: Store, following: dict[str, int]
) -> None:
    refused_as_it_was(
        store,
        lambda branch: branch.change_meta(next={**branch.meta.next, **following}),
        ValueError if "tasks" in following else InvalidRecordError,
    )


def test_the_last_number_of_a_table_is_not_given(store: Store) -> None:
    """The number after it could not be kept; what wrote so large a next id was not orglife."""
    do(store, lambda branch: branch.change_meta(next={**branch.meta.next, "tasks": 9_999_999}))
    do(store, lambda branch: branch.add("tasks", task(9_999_999)))
    refused_as_it_was(
        store, lambda branch: branch.add("tasks", task(10_000_000)), InvalidRecordError
    )

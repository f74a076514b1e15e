"""One command is one read, one pure change and one write; nothing is written for nothing."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from branches import NOW, files_of, held, small_branch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from orglife.errors import (
    ChangedError,
    InvalidRecordError,
    RefusedError,
    UnwritableFileError,
)
from orglife.model.branch import Branch
from orglife.model.member import Member
from orglife.model.task import Task
from orglife.storage.filesystem import FileSystem
from orglife.storage.store import Store
from orglife.storage.verify import verify_store


def rename(name: str, key: int = 1) -> object:
    def change(branch: Branch) -> tuple[Branch, str]:
        return branch.put("members", replace(branch.members[key], name=name)), name

    return change


def test_what_was_created_is_loaded(path: Path) -> None:
    assert Store(path).load() == small_branch()
    assert Store(str(path)).load() == small_branch()


def test_an_update_returns_its_result_and_is_loaded(store: Store) -> None:
    key = store.update(held, command="orglife log lecture", now=NOW)

    branch = store.load()
    assert key == 1
    assert branch.activities[1].held == date(2026, 11, 20)
    assert branch.next_id("activities") == 2


def test_an_existing_file_is_never_created_again(path: Path, store: Store) -> None:
    before = files_of(path.parent)

    with pytest.raises(RefusedError, match="exists already") as caught:
        store.create(small_branch(), command="orglife init", now=NOW)

    assert caught.value.exit_code == 3
    assert files_of(path.parent) == before


def test_a_folder_or_a_broken_link_is_not_taken_for_a_free_name(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(RefusedError):
        Store(tmp_path / "folder").create(small_branch(), command="init", now=NOW)
    with pytest.raises(UnwritableFileError, match="its folder does not exist"):
        Store(tmp_path / "no" / "b.json").create(small_branch(), command="init", now=NOW)
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]


@pytest.mark.parametrize(
    "change",
    [
        lambda branch: (branch, None),
        lambda branch: (replace(branch), None),
        lambda branch: (branch.put("members", replace(branch.members[1])), None),
    ],
)
def test_nothing_is_written_when_nothing_changed(path: Path, store: Store, change: object) -> None:
    before, status = files_of(path.parent), path.stat()

    store.update(change, command="orglife member edit", now=NOW)

    assert files_of(path.parent) == before
    assert path.stat() == status


def test_what_a_change_raises_leaves_the_file_and_gives_the_lock_back(
    path: Path, store: Store
) -> None:
    before = files_of(path.parent)

    def refuse(branch: Branch) -> tuple[Branch, None]:
        raise RefusedError("no")  # type: ignore[arg-type]

    with pytest.raises(RefusedError):
        store.update(refuse, command="orglife log", now=NOW)

    assert files_of(path.parent) == before
    store.update(held, command="orglife log", now=NOW)


@pytest.mark.parametrize("text", ["a\x07b", "a\rb", "\x9b", "x" * 1_048_577, "\ud800"])
def test_a_text_that_could_not_be_read_again_is_refused(
    path: Path, store: Store, text: str
) -> None:
    before = files_of(path.parent)

    with pytest.raises(InvalidRecordError, match="members #1 can't be kept"):
        store.update(rename(text), command="orglife member edit", now=NOW)

    assert files_of(path.parent) == before


def test_a_value_of_a_wrong_type_is_a_bug_and_is_not_written(path: Path, store: Store) -> None:
    before = files_of(path.parent)

    with pytest.raises(ValueError, match="Expected `str`, got `int`"):
        store.update(rename(5), command="orglife member edit", now=NOW)  # type: ignore[arg-type]

    assert files_of(path.parent) == before


def test_an_id_that_leads_nowhere_is_refused_by_name(path: Path, store: Store) -> None:
    before = files_of(path.parent)
    task = Task(id=1, kind="need", subject="a lamp", owner=9, opened=date(2026, 11, 1))

    with pytest.raises(InvalidRecordError, match="tasks #1 names members #9"):
        store.update(lambda branch: (branch.add("tasks", task), None), command="t", now=NOW)
    with pytest.raises(InvalidRecordError, match="groups #1 names members #3"):
        store.update(lambda branch: (branch.drop("members", 3), None), command="m", now=NOW)

    assert files_of(path.parent) == before


def test_ids_are_never_given_again(store: Store) -> None:
    first = store.update(held, command="log", now=NOW)
    store.update(lambda branch: (branch.drop("activities", first), None), command="rm", now=NOW)
    second = store.update(held, command="log", now=NOW)
    store.undo(1, command="undo", now=NOW)
    third = store.update(held, command="log", now=NOW)

    assert (first, second, third) == (1, 2, 3)


def test_the_order_is_that_of_the_numbers_whatever_the_clock_says(store: Store) -> None:
    for year in (2026, 2020, 2031):
        when = datetime(year, 2, 28, tzinfo=UTC)
        store.update(held, command=f"log in {year}", now=when)

    entries = store.history()
    assert [one.number for one in entries] == [1, 2, 3, 4]
    assert [one.at[:4] for one in entries] == ["2026", "2026", "2020", "2031"]
    assert sorted(store.load().activities) == [1, 2, 3]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("orglife log 党课", "orglife log 党课"),
        ("a\x07b\nc\x9b", r"a\x07b\nc\x9b"),
        ("\udcff.csv", r"\udcff.csv"),
        ("\u202etxt", r"\u202etxt"),
        ("x" * 5000, "x" * 4096 + "..."),
    ],
)
def test_a_command_line_of_any_kind_is_kept_readable(store: Store, typed: str, kept: str) -> None:
    store.update(held, command=typed, now=NOW)

    assert store.history()[-1].command == kept
    assert verify_store(store).problems == ()


def test_a_time_without_a_zone_is_a_bug(path: Path, store: Store) -> None:
    with pytest.raises(ValueError, match="zone"):
        store.update(held, command="log", now=datetime(2026, 1, 1))


def test_a_file_replaced_between_read_and_write_is_not_lost(path: Path, store: Store) -> None:
    other = path.read_bytes()

    def meanwhile(branch: Branch) -> tuple[Branch, int]:
        path.unlink()
        path.write_bytes(other)  # a synchronised folder brings the same bytes in another file
        return held(branch)

    with pytest.raises(ChangedError, match="changed by something else") as caught:
        store.update(meanwhile, command="log", now=NOW)

    assert caught.value.exit_code == 5
    assert path.read_bytes() == other
    assert [one.name for one in path.parent.iterdir() if one.suffix == ".tmp"] == []


def test_a_file_removed_between_read_and_write_is_not_made_again(path: Path, store: Store) -> None:
    def meanwhile(branch: Branch) -> tuple[Branch, int]:
        path.unlink()
        return held(branch)

    with pytest.raises(ChangedError):
        store.update(meanwhile, command="log", now=NOW)

    assert not path.exists()


def test_stale_temporary_files_go_with_the_next_write_and_others_stay(
    path: Path, store: Store
) -> None:
    ours = path.parent / ".branch.json.123-abcd.tmp"
    theirs = path.parent / ".other.json.123-abcd.tmp"
    for one in (ours, theirs):
        one.write_bytes(b'{\n"meta":{"1"')

    store.load()
    assert ours.exists()
    store.update(held, command="log", now=NOW)

    assert not ours.exists()
    assert theirs.exists()


def test_reading_makes_nothing_and_needs_no_lock(path: Path, store: Store) -> None:
    (path.parent / "branch.json.lock").unlink()
    for call in (store.load, store.history, store.head, store.past, lambda: verify_store(store)):
        call()

    assert [one.name for one in path.parent.iterdir()] == ["branch.json"]


def test_loading_imports_neither_tinydb_nor_what_only_writing_needs(path: Path) -> None:
    code = (
        "import sys\n"
        "from orglife.storage import Store\n"
        f"Store({str(path)!r}).load()\n"
        "unwanted = {'tinydb', 'tempfile', 'shutil', 'logging', 'hashlib', 'fcntl', 'secrets',"
        " 'orglife.storage.write', 'orglife.storage.history'}\n"
        "print(sorted(unwanted & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_windows_is_tried_again_while_a_scanner_holds_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from orglife.storage import write

    class Scanned(FileSystem):
        waits = 0

        def replace(self, source: str, target: str) -> None:
            if self.waits < 5:
                raise PermissionError(13, "in use")
            super().replace(source, target)

        def sleep(self, seconds: float) -> None:
            self.waits += 1

    monkeypatch.setattr(write, "WINDOWS", True)
    fs = Scanned()

    Store(path, fs=fs).update(held, command="log", now=NOW)

    assert fs.waits == 5
    assert 1 in Store(path).load().activities


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=4))
def test_any_text_comes_back_as_it_was(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    path = tmp_path / "any.json"
    path.unlink(missing_ok=True)
    branch = replace(small_branch(), groups={}, members={})
    branch = branch.change_meta(next={})
    for key, (name, unit) in enumerate(rows, 1):
        branch = branch.add("members", Member(id=key, name=name, unit=unit))

    Store(path).create(branch, command="orglife init", now=NOW)

    assert Store(path).load() == branch

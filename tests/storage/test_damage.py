"""F11, F13, F20: what is no branch file is refused, told where, and left as it is."""

from __future__ import annotations

import errno
import os
import re
import socket
import zlib
from pathlib import Path

import pytest
from branches import NOW, files_of, held

from orglife.errors import (
    DamagedFileError,
    MissingFileError,
    NewerSchemaError,
    StoreError,
)
from orglife.storage.format import SCHEMA
from orglife.storage.store import Store


def sealed(data: bytes) -> bytes:
    """A file whose seal fits, whatever stands in it."""
    begin = data[:-13]
    return begin + b"%08x" % zlib.crc32(begin) + b'"}}}\n'


def test_a_missing_file_is_told_and_nothing_is_made(tmp_path: Path) -> None:
    store = Store(tmp_path / "brnach.json")

    for call in (
        store.load,
        store.history,
        store.head,
        lambda: store.update(held, command="", now=NOW),
    ):
        with pytest.raises(MissingFileError, match="no branch file at"):
            call()
    assert list(tmp_path.iterdir()) == []


def test_a_path_through_a_file_is_a_missing_file(path: Path) -> None:
    with pytest.raises(MissingFileError):
        Store(path / "branch.json").load()


def test_an_empty_file_is_damaged_and_never_a_branch_without_members(path: Path) -> None:
    path.write_bytes(b"")

    with pytest.raises(DamagedFileError, match="it is empty"):
        Store(path).load()


def broken(data: bytes) -> dict[str, bytes]:
    text = data.decode()
    return {
        "garbage": os.urandom(2000),
        "zeros": bytes(2000),
        "another JSON": b'{"members": []}',
        "a list": b"[1,2,3]\n",
        "a byte order mark": b"\xef\xbb\xbf" + data,
        "UTF-16": text.encode("utf-16"),
        "CRLF": data.replace(b"\n", b"\r\n"),
        "pretty": data.replace(b":", b": "),
        "twice": data + data,
        "GB18030": text.encode("gb18030"),
        "conflict marks": b"<<<<<<< HEAD\n" + data,
    }


def test_what_is_no_branch_file_is_refused_and_left_as_it_is(path: Path, store: Store) -> None:
    store.update(held, command="orglife log", now=NOW)
    whole = path.read_bytes()
    cut = {f"cut at {end}": whole[:end] for end in range(1, len(whole), len(whole) // 200)}
    for name, data in {**broken(whole), **cut}.items():
        path.write_bytes(data)
        before = files_of(path.parent)
        with pytest.raises(DamagedFileError, match="is damaged") as caught:
            store.load()
        assert "orglife backup restore 1 -f" in str(caught.value.hint), name
        with pytest.raises(DamagedFileError):
            store.update(held, command="orglife log", now=NOW)
        assert files_of(path.parent) == before, name


def test_without_a_good_backup_the_hint_names_none(path: Path, store: Store) -> None:
    store.update(held, command="orglife log", now=NOW)
    for one in (path, *path.parent.glob("*.backups/*")):
        one.write_bytes(one.read_bytes().replace(b"Wang", b"Wong"))

    with pytest.raises(DamagedFileError) as caught:
        store.load()

    assert "doctor --accept" in str(caught.value.hint)
    assert "restore" not in str(caught.value.hint)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'"name":"Wang Li"', b'"name":5', r"members #1, name: Expected `str`, got `int`"),
        (b'"name":"Wang Li"', b'"nam":"Wang Li"', r"members #1: unknown field nam"),
        (b'"name":"Wang Li",', b"", r"members #1: name is missing"),
        (b'"id":2,', b'"id":7,', r"members #2: it says that it is #7"),
        (b'"2":{"id":2', b'"02":{"id":2', r"members: 02 is not an id"),
        (b'"held":"2026-11-20"', b'"held":"2026-02-30"', r"activities #1, held:"),
        (b'"held":"2026-11-20"', b'"held":20261120', r"activities #1, held: Expected"),
        (b'"present":[1,2,3]', b'"present":[1,2,9]', r"activities #1 names members #9, which"),
        (b'"member":3', b'"member":8', r"groups #1 names members #8, which does not exist"),
        (b'"members":4', b'"members":3', r"meta: the next id of members is 3, and #3 exists"),
        (b'"tasks":{}', b'"tusks":{}', r"there is no table tusks in this schema"),
        (b'"tasks":{}', b'"tasks":[]', r"tasks is not a table"),
        (b'"present":[1,2,3]', b'"present":[1,2,9007199254740992]', r"activities #1, "),
        (b'"safety"', b'"saf\\u0007ety"', r"activities #1: a control character \(U\+0007\)"),
        (b'"safety"', b'"saf\x7fety"', r"activities #1: a control character \(U\+007F\)"),
        (b'"safety"', b'"saf\xc2\x9bety"', r"activities #1: a control character \(U\+009B\)"),
        (b'"safety"', b'"saf\\ud800ety"', r"activities #1"),
        (b'"safety"', b'"saf\xffety"', r"activities #1"),
        (b'"safety"', b'"' + b"x" * 1_048_577 + b'"', r"activities #1: a text of more than"),
        (b'"safety"', b"NaN", r"activities #1: JSON is malformed"),
        (b'"safety"', b"[" * 5_000 + b"]" * 5_000, r"activities #1|it cannot be decoded"),
        (b'"present":[1,2,3]', b'"present":[' + b"9" * 5_000 + b"]", r"activities #1"),
        (b'"meta":{\n"1"', b'"meta":{\n"2"', r"meta must have one record"),
        (b'"history":{', b'"histury":{', r"there is no table histury"),
    ],
)  # fmt: skip
def test_a_sealed_file_with_a_bad_record_is_refused_by_record(
    path: Path, store: Store, old: bytes, new: bytes, said: str
) -> None:
    store.update(held, command="orglife log", now=NOW)
    data = path.read_bytes()
    assert old in data
    bad = sealed(data.replace(old, new, 1))
    path.write_bytes(bad)

    with pytest.raises(DamagedFileError) as caught:
        store.load()

    assert re.search(said, str(caught.value)), str(caught.value)
    assert path.read_bytes() == bad


def test_allowed_texts_pass_the_same_search(path: Path, store: Store) -> None:
    text = 'a\nb\tc \\u0007 \\ " · “全勤” é\u00a0\u202e'

    store.update(lambda branch: held(branch, text), command="orglife log", now=NOW)

    assert store.load().activities[1].topics == (text,)


def test_a_newer_schema_is_only_refused(path: Path, store: Store) -> None:
    newer = sealed(
        path.read_bytes().replace(b'"schema":%d' % SCHEMA, b'"schema":%d' % (SCHEMA + 1))
    )
    path.write_bytes(newer)

    for call in (store.load, lambda: store.update(held, command="", now=NOW)):
        with pytest.raises(NewerSchemaError) as caught:
            call()
        assert caught.value.exit_code == 6
    assert path.read_bytes() == newer


def test_a_folder_a_fifo_a_socket_and_a_device_are_told_and_never_waited_for(
    tmp_path: Path,
) -> None:
    fifo, folder = tmp_path / "fifo", tmp_path / "folder"
    os.mkfifo(fifo)
    folder.mkdir()
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(tmp_path / "socket"))
    listening.close()
    before = sorted(tmp_path.iterdir())

    for path in (fifo, folder, tmp_path / "socket", Path("/dev/zero"), Path("/dev/stdin")):
        for call in (
            Store(path).load,
            lambda path=path: Store(path).update(held, command="", now=NOW),
        ):
            with pytest.raises(
                StoreError, match=r"is a folder|not a regular file|can't read"
            ) as caught:
                call()
            assert caught.value.exit_code == 4
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_of_more_than_256_mib_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(257 * 1024 * 1024)

    with pytest.raises(DamagedFileError, match=r"larger than 256 MiB"):
        Store(path).load()


def test_links_that_lead_in_a_circle_are_told(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.symlink_to(other)
    other.symlink_to(one)

    with pytest.raises(StoreError, match=r"circle") as caught:
        Store(one).load()
    cause = caught.value.__cause__
    assert isinstance(cause, OSError)
    assert cause.errno == errno.ELOOP


@pytest.mark.parametrize("subject", [r"a lamp", r"a \u001b[2J lamp"], ids=["plain", "a control"])
def test_a_table_after_the_history_is_read_as_carefully(path: Path, subject: str) -> None:
    """Another program may write the tables in another order; orglife writes the history last."""
    task = f'"tasks":{{"1":{{"id":1,"kind":"need","subject":"{subject}","opened":"2026-11-01"}}}},'
    data = (
        path.read_bytes().replace(b'"tasks":{},\n', b"").replace(b'"next":{', b'"next":{"tasks":2,')
    )
    end = data.rindex(b'"seal":')
    path.write_bytes(sealed(data[:end] + task.encode() + b"\n" + data[end:]))

    if subject == "a lamp":
        assert Store(path).load().tasks[1].subject == subject
    else:
        with pytest.raises(DamagedFileError, match="tasks #1: a control character"):
            Store(path).load()

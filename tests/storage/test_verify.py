"""`verify` names what was changed by something that sealed the file again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from branches import NOW, held
from msgspec import Raw
from msgspec.structs import replace

from orglife.errors import DamagedFileError
from orglife.model.branch import Branch
from orglife.storage.decode import decode_file
from orglife.storage.format import Envelope, encode_file
from orglife.storage.history import HistoryEntry, chain_digest, entries, table_of
from orglife.storage.store import Store
from orglife.storage.verify import verify_store

Mend = Callable[[Branch, tuple[HistoryEntry, ...]], tuple[Branch, tuple[HistoryEntry, ...]]]


@pytest.fixture
def busy(path: Path, store: Store) -> Store:
    for _ in range(3):
        store.update(held, command="orglife log", now=NOW)
    store.update(rename, command="orglife member edit", now=NOW)
    store.update(lambda branch: (branch.drop("activities", 2), None), command="rm", now=NOW)
    store.undo(1, command="orglife undo", now=NOW)
    return store


def rename(branch: Branch) -> tuple[Branch, None]:
    return branch.put("members", replace(branch.members[1], name="Wang Lin")), None


def rewrite(path: Path, mend: Mend) -> None:
    """Change a file behind orglife's back and seal it well."""
    envelope: Envelope = decode_file(path.read_bytes())
    branch, all_entries = mend(envelope.branch, entries(envelope.history))
    path.write_bytes(encode_file(branch, table_of(all_entries), sequence=envelope.seal.sequence))


def problems(store: Store) -> list[str]:
    return [str(one) for one in verify_store(store).problems]


def test_a_file_that_only_orglife_wrote_has_no_problem(busy: Store) -> None:
    verdict = verify_store(busy)

    assert verdict.problems == ()
    assert len(verdict.heads) == 7
    assert verdict.heads[-1] == busy.head()
    assert len(set(verdict.heads)) == 7


@pytest.mark.parametrize(
    ("mend", "said"),
    [
        (
            lambda branch, past: (
                branch.put("members", replace(branch.members[2], unit="x")),
                past,
            ),
            ["members #2 was changed outside orglife"],
        ),
        (
            lambda branch, past: (branch.drop("activities", 2), past),
            ["activities #2 was removed outside orglife"],
        ),
        (
            lambda branch, past: (held(branch)[0], past),
            ["activities #4 was added outside orglife"],
        ),
        (
            lambda branch, past: (branch.change_meta(name="Other"), past),
            ["meta #1 was changed outside orglife"],
        ),
        (
            lambda branch, past: (
                branch,
                (*past[:2], replace(past[2], command="orglife nothing"), *past[3:]),
            ),
            ["history: entry 3 (orglife nothing) was changed, or one before it"],
        ),
        (
            lambda branch, past: (branch, (*past[:3], *past[4:])),
            ["history: entry 4 is missing"],
        ),
        (
            lambda branch, past: (branch, past[:-1]),
            ["activities #2 was added outside orglife"],
        ),
        (
            lambda branch, past: (branch, rechained(past, 4, before=b'{"id":1,"name":"Zhao"}')),
            ["history: what members #1 was before entry 5 was changed"],
        ),
        (
            lambda branch, past: (branch, rechained(past, 4, at="2020-01-01T00:00:00Z")),
            [],
        ),
    ],
)
def test_what_was_changed_outside_is_named(
    path: Path, busy: Store, mend: Mend, said: list[str]
) -> None:
    head = busy.head()
    rewrite(path, mend)

    assert [one for one in problems(busy) if one in said] == said
    if not said:  # rewritten whole, so only an earlier report's digest can tell
        assert problems(busy) == []
        assert head not in verify_store(busy).heads


def rechained(
    past: tuple[HistoryEntry, ...], place: int, **changes: object
) -> tuple[HistoryEntry, ...]:
    """The past with one entry changed, and every digest made to fit."""
    before = changes.pop("before", None)
    entry = past[place]
    if before is not None:
        entry = replace(entry, changes=(replace(entry.changes[0], before=Raw(before)),))
    rewritten = [*past[:place], replace(entry, **changes), *past[place + 1 :]]
    digest = ""
    for number, one in enumerate(rewritten):
        digest = chain_digest(digest, one)
        rewritten[number] = replace(one, digest=digest)
    return tuple(rewritten)


def test_keys_that_stand_twice_are_found(path: Path, busy: Store) -> None:
    import zlib

    data = path.read_bytes().replace(b'"name":"Group 1"', b'"name":"X","name":"Group 1"', 1)
    begin = data[:-13]
    path.write_bytes(begin + b"%08x" % zlib.crc32(begin) + b'"}}}\n')

    assert "the key name stands twice in one object" in problems(busy)


def test_a_history_that_cannot_be_decoded_is_told(path: Path, busy: Store) -> None:
    import zlib

    data = path.read_bytes().replace(b'"command":"orglife log"', b'"command":17', 1)
    begin = data[:-13]
    path.write_bytes(begin + b"%08x" % zlib.crc32(begin) + b'"}}}\n')

    busy.load()
    with pytest.raises(DamagedFileError, match="its history cannot be decoded"):
        verify_store(busy)
    with pytest.raises(DamagedFileError, match="its history cannot be decoded"):
        busy.undo(1, command="undo", now=NOW)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'["activities",', b'[" activities",'),
        (b',{"id":1,', b',17,{"id":1,'),
        (b'"at":"20', b'"at":"XX'),
    ],
    ids=["no table", "no record", "no time"],
)
def test_a_history_that_makes_no_sense_is_told(
    path: Path, busy: Store, old: bytes, new: bytes
) -> None:
    import zlib

    whole = path.read_bytes()
    begin = whole.index(b'"history":')
    data = whole[:begin] + whole[begin:].replace(old, new, 1)
    assert data != whole
    path.write_bytes(data[:-13] + b"%08x" % zlib.crc32(data[:-13]) + b'"}}}\n')

    busy.load()
    for look in (busy.past, lambda: busy.undo(1, command="undo", now=NOW)):
        with pytest.raises(DamagedFileError, match="its history cannot be decoded"):
            look()

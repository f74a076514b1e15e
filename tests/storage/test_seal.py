"""F12: whatever changes a byte is found; and what the file looks like."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from branches import NOW, held
from tinydb import TinyDB

from orglife.errors import NewerSchemaError
from orglife.storage.decode import decode_file
from orglife.storage.format import SCHEMA, DamageError, read_seal, seal, table
from orglife.storage.store import Store


@pytest.fixture
def data(path: Path, store: Store) -> bytes:
    for topic in ("safety", "春季学习", 'a \\ and a " in a text'):
        store.update(lambda branch, topic=topic: held(branch, topic), command="log", now=NOW)
    return path.read_bytes()


def is_refused(data: bytes) -> bool:
    try:
        decode_file(data)
    except (DamageError, NewerSchemaError):
        return True
    return False


def test_every_flip_of_one_bit_is_found(data: bytes) -> None:
    silent = [
        (place, bit)
        for place in range(len(data))
        for bit in range(8)
        if not is_refused(data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :])
    ]

    print(f"{8 * len(data)} bits flipped in turn, {len(silent)} not found")
    assert silent == []


def test_ten_thousand_random_flips_in_a_larger_file_are_found() -> None:
    chance = random.Random(12)
    texts = [chance.randbytes(300).hex() for _ in range(400)]
    lines = [b'"%d":{"id":%d,"text":"%b"}' % (n, n, text.encode()) for n, text in enumerate(texts)]
    data = bytearray(seal([table(b'"notes"', lines)], sequence=1))
    silent = 0
    for _ in range(10_000):
        place, bit = chance.randrange(len(data)), 1 << chance.randrange(8)
        data[place] ^= bit
        silent += found_whole(bytes(data))
        data[place] ^= bit

    assert found_whole(bytes(data))
    print(f"10000 random bits of {len(data)} bytes flipped, {silent} not found")
    assert silent == 0


def found_whole(data: bytes) -> bool:
    try:
        read_seal(data)
    except DamageError:
        return False
    return True


@pytest.mark.parametrize("size", [1, 16, 512])
def test_zeroed_and_swapped_blocks_are_found(data: bytes, size: int) -> None:
    chance = random.Random(size)
    for _ in range(500):
        one, other = (chance.randrange(len(data) - size) for _ in range(2))
        zeroed = data[:one] + bytes(size) + data[one + size :]
        swapped = bytearray(data)
        swapped[one : one + size] = data[other : other + size]
        swapped[other : other + size] = data[one : one + size]
        assert is_refused(zeroed)
        assert bytes(swapped) == data or is_refused(bytes(swapped))


def test_a_file_cut_off_anywhere_is_found(data: bytes) -> None:
    assert all(is_refused(data[:end]) for end in range(len(data)))


@pytest.mark.parametrize("more", [b"\n", b" ", b"\0", b"{}"])
def test_a_byte_after_the_end_is_found(data: bytes, more: bytes) -> None:
    assert is_refused(data + more)


def test_a_newer_schema_is_told_from_damage(data: bytes) -> None:
    newer = data.replace(b'"schema":%d' % SCHEMA, b'"schema":%d' % (SCHEMA + 1))
    begin = newer[:-13]
    import zlib

    resealed = begin + b"%08x" % zlib.crc32(begin) + b'"}}}\n'

    with pytest.raises(DamageError):
        decode_file(newer)
    with pytest.raises(NewerSchemaError):
        decode_file(resealed)


def test_the_file_is_one_record_a_line_in_a_fixed_order(data: bytes) -> None:
    lines = data.decode().splitlines()
    tables = [line.split('"')[1] for line in lines if line.startswith('"') and '":{"' not in line]

    assert lines[0] == "{"
    assert [name for name in tables if not name.isdecimal()] == [
        *("meta", "members", "groups", "posts", "activities", "tasks"),
        *("kinds", "rules", "waivers", "private", "history"),
    ]
    assert lines[-1].startswith(f'"seal":{{"1":{{"schema":{SCHEMA},"sequence":4,"crc32":"')
    assert sum(line.startswith('"3":{"id":3,') for line in lines) == 2
    assert all(json.loads("{" + one.rstrip(",") + "}") for one in lines if one.startswith('"1":'))


def test_stock_tinydb_reads_the_file(data: bytes, path: Path) -> None:
    with TinyDB(path, encoding="utf-8", access_mode="r") as db:
        assert [one["name"] for one in db.table("members")][1] == "李四"
        assert len(db.table("history")) == 4
        assert db.table("seal").get(doc_id=1)["sequence"] == 4


def test_the_same_branch_gives_the_same_bytes(path: Path) -> None:
    from orglife.storage.format import encode_file

    envelope = decode_file(path.read_bytes())

    assert encode_file(envelope.branch, envelope.history, sequence=1) == path.read_bytes()

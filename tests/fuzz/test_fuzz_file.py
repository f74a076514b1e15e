"""Whatever stands in a branch file, it is a branch or told as damaged; never a traceback."""

from __future__ import annotations

import zlib
from pathlib import Path

from fuzzing import calm, rounds
from hypothesis import given
from hypothesis import strategies as st

from orglife.errors import DamagedFileError, StoreError
from orglife.storage.format import TAIL
from orglife.storage.store import Store
from orglife.storage.verify import verify_store

PIECES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [
            *(b"null", b"true", b"NaN", b"-1", b"1e999", b"9" * 400, b"0", b"[]", b"{}", b'""'),
            *(b"{", b"}", b"[", b"]", b'"', b":", b",", b"\\", b"\n", b"[" * 200, b'{"a":' * 200),
            *(b'"\\ud800"', b'"\\u0000"', b"\xef\xbb\xbf", b"\xff", b"\xc2\x85", b"2026-02-30"),
        ]
    ),
)


def sealed(data: bytes) -> bytes:
    """Return the bytes with a checksum that fits them, so that more than the seal is tried."""
    begin = data[: data.rfind(b'"crc32":"') + 9]
    return begin + b"%08x" % zlib.crc32(begin) + TAIL


def read(path: Path, data: bytes) -> bool:
    """Read a file in every way; whether it is a branch. It stays as it was."""
    path.write_bytes(data)
    care = Store(path)
    try:
        care.load()
    except StoreError:
        good = False
    else:
        good = True
        try:
            verify_store(care)
            care.past()
        except DamagedFileError:
            good = False
    assert path.read_bytes() == data
    return good


def test_any_bytes_are_no_branch(tmp_path: Path) -> None:
    @calm(200)
    @given(st.binary(max_size=400) | st.lists(PIECES).map(b"".join))
    def one(data: bytes) -> None:
        assert not read(tmp_path / "branch.json", data)

    rounds(one)


def test_any_damage_is_found_by_the_seal(sample_bytes: bytes, tmp_path: Path) -> None:
    @calm(60)
    @given(st.integers(0, len(sample_bytes) - 1), st.integers(0, 30), PIECES)
    def one(at: int, gone: int, piece: bytes) -> None:
        data = sample_bytes[:at] + piece + sample_bytes[at + gone :]
        assert read(tmp_path / "branch.json", data) == (data == sample_bytes)

    rounds(one)


def test_damage_that_is_well_sealed_is_read_or_told(sample_bytes: bytes, tmp_path: Path) -> None:
    @calm(120)
    @given(
        st.lists(
            st.tuples(st.integers(0, len(sample_bytes) - 40), st.integers(0, 30), PIECES),
            min_size=1,
            max_size=3,
        )
    )
    def one(changes: list[tuple[int, int, bytes]]) -> None:
        data = sample_bytes
        for at, gone, piece in changes:
            data = data[:at] + piece + data[at + gone :]
        read(tmp_path / "branch.json", sealed(data))

    rounds(one)

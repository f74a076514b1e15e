"""A file is read to its end, whatever size was expected and however the system gives it."""

from __future__ import annotations

from pathlib import Path

import pytest
from faulty import Stuttering

from orglife.storage.filesystem import FILES, READ, FileSystem, read_all


@pytest.mark.parametrize("expected", [0, 1, 99_999, 100_000, 100_001, 300_000])
@pytest.mark.parametrize("fs", [FILES, Stuttering()], ids=["plain", "stuttering"])
def test_everything_is_read_even_where_the_file_grew_or_shrank(
    tmp_path: Path, expected: int, fs: FileSystem
) -> None:
    path = tmp_path / "file"
    data = bytes(range(250)) * 400
    path.write_bytes(data)

    fd = fs.open(str(path), READ)
    try:
        assert read_all(fs, fd, expected) == data
    finally:
        fs.close(fd)

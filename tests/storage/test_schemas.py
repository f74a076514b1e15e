"""Real files of every schema are kept here and stay readable; the newest is written the same.

When a record changes so that an old file would not read or would be written otherwise, this fails:
then the schema needs the next number, a migration, and a file of its own in `schemas/`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from branches import NOW, held

from orglife.model.branch import TABLES
from orglife.storage.decode import decode_file
from orglife.storage.format import SCHEMA, encode_file
from orglife.storage.store import Store
from orglife.storage.verify import verify_store

FILES = sorted((Path(__file__).parent / "schemas").glob("*.json"))


def test_there_is_a_file_of_every_schema() -> None:
    assert [int(one.stem) for one in FILES] == list(range(1, SCHEMA + 1))


@pytest.mark.parametrize("kept", FILES, ids=lambda one: one.stem)
def test_a_kept_file_is_read_verified_changed_and_undone(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "branch.json"
    shutil.copy(kept, path)
    care = Store(path)
    branch = care.load()

    assert all(getattr(branch, name) for name in TABLES)
    assert verify_store(care).problems == ()
    care.update(held, command="orglife log", now=NOW)
    care.undo(1, command="orglife undo", now=NOW)
    assert care.load().change_meta(next={}) == branch.change_meta(next={})
    assert verify_store(care).problems == ()


def test_a_file_of_this_schema_is_written_as_it_was() -> None:
    data = FILES[-1].read_bytes()
    envelope = decode_file(data)

    again = encode_file(envelope.branch, envelope.history, sequence=envelope.seal.sequence)

    assert again == data

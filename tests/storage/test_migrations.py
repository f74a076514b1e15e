"""A made-up next schema, in which where a member works is kept with where the member lives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from branches import NOW, files_of, held
from msgspec.structs import replace

from orglife.errors import NewerSchemaError
from orglife.model.branch import Branch
from orglife.storage import accept, commit, decode, doctor, migrations
from orglife.storage import format as file_format
from orglife.storage import tinydb_storage as under_tinydb
from orglife.storage.doctor import examine_file, repair_file
from orglife.storage.erase import erase_records
from orglife.storage.format import DamageError
from orglife.storage.store import Store
from orglife.storage.tinydb_storage import SealedStorage
from orglife.storage.verify import verify_store

THIS = file_format.SCHEMA
NEXT = THIS + 1


def housed(rows: dict[str, Any]) -> dict[str, Any]:
    """The made-up migration; pure, and content with a single record."""
    members = {}
    for key, record in rows.get("members", {}).items():
        kept = {name: value for name, value in record.items() if name != "unit"}
        members[key] = {**kept, "residence": record["unit"]} if "unit" in record else kept
    return {**rows, "members": members} if members else rows


def at_school(branch: Branch, unit: str = "No. 3 school") -> tuple[Branch, None]:
    return branch.put("members", replace(branch.members[1], unit=unit)), None


@pytest.fixture
def old(store: Store) -> Store:
    """A file of this schema with a past: a change of the record, another one, and one undone."""
    store.update(at_school, command="orglife member edit", now=NOW)
    store.update(held, command="orglife log", now=NOW)
    store.update(lambda one: at_school(one, "No. 4 school"), command="orglife edit", now=NOW)
    return store


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on it is an orglife of the next schema."""
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, housed))
    for module in (file_format, decode, migrations, doctor, commit, accept, under_tinydb):
        monkeypatch.setattr(module, "SCHEMA", NEXT)


def later(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("newer")


def test_there_are_as_many_migrations_as_schemas_before_this_one() -> None:
    assert len(migrations.MIGRATIONS) == file_format.SCHEMA - 1


def test_an_older_file_is_brought_up_in_memory_and_not_written(
    path: Path, old: Store, request: pytest.FixtureRequest
) -> None:
    before = files_of(path.parent)
    heads = verify_store(old).heads
    later(request)

    member = old.load().members[1]

    assert (member.residence, member.unit) == ("No. 4 school", "")
    assert verify_store(old).problems == ()
    assert verify_store(old).heads[:-1] == heads
    assert old.history()[-1].command == f"schema {THIS} -> {NEXT}"
    assert files_of(path.parent) == before


def test_the_next_write_keeps_it_with_the_old_file_and_the_same_entry(
    path: Path, old: Store, request: pytest.FixtureRequest
) -> None:
    data = path.read_bytes()
    later(request)
    head = old.head()

    old.update(held, command="orglife log", now=NOW)

    assert decode.decode_file(path.read_bytes()).seal.schema == NEXT
    assert (Path(f"{path}.backups") / f"before-schema-{THIS}").read_bytes() == data
    assert verify_store(old).heads[-2] == head
    assert verify_store(old).problems == ()
    old.update(held, command="orglife log", now=NOW)
    assert (Path(f"{path}.backups") / f"before-schema-{THIS}").read_bytes() == data
    assert [one.schema for one in old.history()] == [0, 0, 0, 0, NEXT, 0, 0]


def test_commands_of_before_and_after_are_undone_and_redone(
    old: Store, request: pytest.FixtureRequest
) -> None:
    later(request)
    newest = old.load()
    old.update(held, command="orglife log", now=NOW)

    old.undo(1, command="orglife undo", now=NOW)
    assert old.load().change_meta(next={}) == newest.change_meta(next={})
    turned = old.undo(1, command="orglife undo", now=NOW)
    assert [event.command for event in turned.events] == ["orglife edit"]
    assert old.load().members[1].residence == "No. 3 school"
    old.undo(2, command="orglife undo 2", now=NOW)
    assert old.load().members[1].residence == ""
    old.redo(3, command="orglife redo 3", now=NOW)
    assert old.load().change_meta(next={}) == newest.change_meta(next={})
    assert verify_store(old).problems == ()


def test_what_is_erased_is_erased_from_the_old_file_too(
    path: Path, old: Store, request: pytest.FixtureRequest
) -> None:
    later(request)
    old.update(held, command="orglife log", now=NOW)

    def clean(record: Any) -> Any:
        return replace(record, residence="") if getattr(record, "residence", "") else record

    erase_records(old, lambda *_: (clean, None), command="orglife purge", now=NOW)

    assert old.load().members[1].residence == ""
    assert verify_store(old).problems == ()
    assert not [name for name, data in files_of(path.parent).items() if b"school" in data]


def test_doctor_names_the_schema_and_mends_it(
    path: Path, old: Store, request: pytest.FixtureRequest
) -> None:
    data = path.read_bytes()
    later(request)

    (ailment,) = [one for one in examine_file(old, now=NOW) if one.code == "schema"]
    assert str(ailment.message) == f"it has schema {THIS}; this orglife writes {NEXT}"
    assert ailment.fixable
    branch = old.load()
    repair_file(old, now=NOW)

    assert [one for one in examine_file(old, now=NOW) if one.code == "schema"] == []
    assert old.load() == branch
    assert verify_store(old).problems == ()
    assert (Path(f"{path}.backups") / f"before-schema-{THIS}").read_bytes() == data
    written = path.read_bytes()
    repair_file(old, now=NOW)
    assert path.read_bytes() == written


def test_tinydb_leaves_an_older_schema_as_it_is(
    path: Path, old: Store, request: pytest.FixtureRequest
) -> None:
    later(request)
    storage = SealedStorage(path)
    tables = storage.read()
    assert tables is not None
    storage.write(tables)

    assert file_format.read_seal(path.read_bytes()).schema == THIS
    assert old.load().members[1].residence == "No. 4 school"


def test_an_edit_outside_before_the_migration_is_found(
    path: Path, old: Store, request: pytest.FixtureRequest
) -> None:
    envelope = decode.decode_file(path.read_bytes())
    edited, _ = at_school(envelope.branch, "elsewhere")
    path.write_bytes(file_format.encode_file(edited, envelope.history, sequence=9))
    later(request)

    assert verify_store(old).problems != ()


def test_a_migration_that_leaves_no_branch_is_damage_and_the_file_stays(
    path: Path, old: Store, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = path.read_bytes()
    later(request)
    monkeypatch.setattr(
        migrations,
        "MIGRATIONS",
        (migrations.to_schema_2, lambda rows: {**rows, "members": {}}),
    )

    with pytest.raises(DamageError):
        decode.decode_file(data)
    assert path.read_bytes() == data


def test_an_orglife_of_before_refuses_the_newer_file(path: Path) -> None:
    data = path.read_bytes()
    body = data[: data.rfind(b'"seal"')]
    path.write_bytes(file_format.seal([body[2:-2]], sequence=2, schema=NEXT))

    with pytest.raises(NewerSchemaError, match=f"it has schema {NEXT}; this orglife reads {THIS}"):
        Store(path).load()


def test_own_days_of_a_parameter_that_is_gone_are_left_behind() -> None:
    rows = {
        "rules": {
            "1": {"id": 1, "rule": "TRANSFER-OPEN", "values": {"days": 60}, "enabled": True},
            "2": {"id": 2, "rule": "ENTRY-LATE", "values": {"days": 10}},
        },
        "members": {"1": {"id": 1, "rule": "TRANSFER-OPEN", "values": {"days": 60}}},
    }

    lifted = migrations.to_schema_2(rows)

    assert lifted["rules"] == {
        "1": {"id": 1, "rule": "TRANSFER-OPEN", "enabled": True},
        "2": {"id": 2, "rule": "ENTRY-LATE", "values": {"days": 10}},
    }
    assert lifted["members"] == rows["members"]
    assert "values" in rows["rules"]["1"], "what was read is not changed"

"""Attacks on a past whose newest head somebody has on paper: each is found, none is taken over."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from branches import NOW, held
from msgspec import Raw
from msgspec.structs import replace

from orglife.errors import DamagedFileError, RefusedError
from orglife.model.branch import Branch
from orglife.model.history import UNKNOWN
from orglife.storage.accept import accept_edits
from orglife.storage.decode import decode_file
from orglife.storage.doctor import repair_file
from orglife.storage.erase import erase_records
from orglife.storage.format import encode_file, record_bytes, seal
from orglife.storage.history import COMMAND, HistoryEntry, content_digest, entries, table_of
from orglife.storage.store import Store
from orglife.storage.verify import verify_store

Past = tuple[HistoryEntry, ...]
Forge = Callable[[Past], Past]

SCHEMA_1 = Path(__file__).parent / "schemas" / "1.json"


@pytest.fixture
def busy(store: Store) -> Store:
    """A member's record changed twice, an activity logged and removed, so that all kinds exist."""
    for unit in ("School 1", "School 2"):
        store.update(lambda one, unit=unit: employed(one, unit), command="edit", now=NOW)
    store.update(held, command="orglife log", now=NOW)
    store.update(lambda one: (one.drop("activities", 1), None), command="remove", now=NOW)
    return store


def employed(branch: Branch, unit: str) -> tuple[Branch, None]:
    return branch.put("members", replace(branch.members[1], unit=unit)), None


def without_unit(record: Any) -> Any:
    return replace(record, unit="") if getattr(record, "unit", "") else record


def rewritten(path: Path, forge: Forge, branch: Branch | None = None) -> None:
    """Forge the history and seal the file well; digests stay, so that every head is as it was."""
    envelope = decode_file(path.read_bytes())
    past = forge(entries(envelope.history))
    path.write_bytes(
        encode_file(branch or envelope.branch, table_of(past), sequence=envelope.seal.sequence)
    )


def at(past: Past, place: int, **changes: Any) -> Past:
    return (*past[:place], replace(past[place], **changes), *past[place + 1 :])


def change_at(past: Past, place: int, position: int, **changes: Any) -> Past:
    changed = list(past[place].changes)
    changed[position] = replace(changed[position], **changes)
    return at(past, place, changes=tuple(changed))


def position_of(entry: HistoryEntry, table: str, key: int) -> int:
    return next(
        place for place, one in enumerate(entry.changes) if (one.table, one.id) == (table, key)
    )


def salt_blanked(past: Past) -> Past:
    return change_at(past, 1, 0, salt="")


def former_state_forged(past: Past) -> Past:
    """What the record was is another text now; the salt that would tell is blanked."""
    forged = bytes(past[2].changes[0].before).replace(b"School 1", b"School 9")
    return change_at(salt_blanked(past), 2, 0, before=Raw(forged))


def former_state_taken_out(past: Past) -> Past:
    return change_at(salt_blanked(past), 2, 0, before=Raw(b'"erased"'))


def former_state_called_erased(past: Past) -> Past:
    return change_at(past, 2, 0, before=Raw(b'"erased"'))


def former_state_called_unknown(past: Past) -> Past:
    return change_at(past, 2, 0, before=Raw(b'"unknown"'))


def former_state_made_nothing(past: Past) -> Past:
    return change_at(past, 2, 0, before=Raw(b"null"))


def digest_laid_over_a_command(past: Past) -> Past:
    said = content_digest(past[3].salt, past[3].command.encode())
    return at(past, 3, said=said, command="orglife log lecture")


def command_taken_out(past: Past) -> Past:
    said = content_digest(past[3].salt, past[3].command.encode())
    return at(past, 3, said=said, command="", salt="")


def beginning_of_a_command_moved_into_its_salt(past: Past) -> Past:
    return at(past, 3, salt=past[3].salt + "orglife ", command="log")


def salt_of_a_removed_record(past: Past) -> Past:
    return change_at(past, 4, 0, salt="0123456789abcdef")


def erasure_invented(past: Past) -> Past:
    return at(salt_blanked(past), 4, erased=((2, 0),))


FORGERIES: tuple[Forge, ...] = (
    salt_blanked,
    former_state_forged,
    former_state_taken_out,
    former_state_called_erased,
    former_state_called_unknown,
    former_state_made_nothing,
    digest_laid_over_a_command,
    command_taken_out,
    beginning_of_a_command_moved_into_its_salt,
    salt_of_a_removed_record,
    erasure_invented,
)


@pytest.mark.parametrize("forge", FORGERIES)
def test_a_forged_past_is_found_though_every_head_stands(
    path: Path, busy: Store, forge: Forge
) -> None:
    head = busy.head()
    rewritten(path, forge)

    verdict = verify_store(busy)

    assert verdict.heads[-1] == head
    assert verdict.problems != ()


@pytest.mark.parametrize("forge", FORGERIES)
def test_a_forged_past_is_not_taken_over(path: Path, busy: Store, forge: Forge) -> None:
    rewritten(path, forge)
    before = path.read_bytes()

    with pytest.raises(DamagedFileError):
        accept_edits(busy, command="orglife doctor --accept", now=NOW)

    assert path.read_bytes() == before


def test_a_record_whose_salt_is_blanked_is_found_whatever_stands_in_it(
    path: Path, busy: Store
) -> None:
    branch, _ = employed(busy.load(), "School 7")
    rewritten(path, lambda past: change_at(past, 2, 0, salt=""), branch)

    assert "members #1 was changed outside orglife" in map(str, verify_store(busy).problems)
    with pytest.raises(DamagedFileError):
        accept_edits(busy, command="orglife doctor --accept", now=NOW)
    with pytest.raises(RefusedError, match="changed outside orglife"):
        busy.update(lambda one: employed(one, "School 8"), command="edit", now=NOW)


def purged(store: Store) -> None:
    erase_records(
        store, lambda *_: (without_unit, lambda text: text == "edit"), command="purge", now=NOW
    )


def test_a_purge_says_which_contents_and_commands_it_erased(path: Path, busy: Store) -> None:
    head = busy.head()
    purged(busy)

    verdict = verify_store(busy)

    assert verdict.problems == ()
    assert verdict.heads[4] == head
    assert set(busy.history()[-1].erased) == {(2, 0), (2, COMMAND), (3, 0), (3, COMMAND)}
    assert verdict.erased == 4
    assert b"School" not in path.read_bytes()


@pytest.mark.parametrize(
    "forge",
    [
        lambda past: at(past, 5, erased=past[5].erased[1:]),
        lambda past: at(past, 5, erased=()),
        lambda past: at(past, 5, erased=(*past[5].erased, (4, 0))),
        lambda past: at(past, 5, erased=(*past[5].erased, (99, 0))),
        lambda past: at(past, 3, salt="", command="", said=said_of(past[3])),
        lambda past: change_at(past, 3, 0, salt=""),
        lambda past: at(past, 1, command="orglife member edit"),
    ],
)
def test_what_a_purge_erased_is_neither_more_nor_less(
    path: Path, busy: Store, forge: Forge
) -> None:
    purged(busy)
    rewritten(path, forge)

    assert verify_store(busy).problems != ()


def said_of(entry: HistoryEntry) -> str:
    return content_digest(entry.salt, entry.command.encode())


def test_a_former_state_that_no_backup_has_is_unknown_and_not_erased(
    path: Path, busy: Store
) -> None:
    branch, _ = employed(busy.load(), "School 5")
    rewritten(path, lambda past: past, branch)
    shutil.rmtree(f"{path}.backups")

    accept_edits(busy, command="orglife doctor --accept", now=NOW)

    verdict = verify_store(busy)
    assert (verdict.problems, verdict.erased, verdict.unknown) == ((), 0, 1)
    assert busy.past()[1][-1].steps[0].before == UNKNOWN
    with pytest.raises(RefusedError, match="not known"):
        busy.undo(1, command="orglife undo", now=NOW)


def test_a_purge_takes_the_salt_of_a_state_that_nobody_knows(path: Path, busy: Store) -> None:
    branch, _ = employed(busy.load(), "School 5")
    rewritten(path, lambda past: past, branch)
    shutil.rmtree(f"{path}.backups")
    accept_edits(busy, command="orglife doctor --accept", now=NOW)

    purged(busy)

    assert verify_store(busy).problems == ()
    assert busy.history()[2].changes[0].salt == ""


def old_file(path: Path, forge: Forge) -> Store:
    """A file of schema 1 whose history was forged, sealed as one of schema 1."""
    data = SCHEMA_1.read_bytes()
    past = forge(tuple(one for one in entries(decode_file(data).history) if one.schema == 0))
    begin, _, _ = data.partition(b'"history":')
    body = begin[2:] + b'"history":' + table_of(past)
    path.write_bytes(seal([body], sequence=decode_file(data).seal.sequence, schema=1))
    return Store(path)


def test_a_file_of_schema_1_says_which_entries_the_old_rule_covers(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    care = old_file(path, lambda past: past)
    number = len(care.history()) - 1

    assert path.read_bytes() == SCHEMA_1.read_bytes()
    assert verify_store(care).problems == ()
    assert verify_store(care).old_rule == number
    care.update(held, command="orglife log", now=NOW)
    assert verify_store(care).old_rule == number
    assert verify_store(care).problems == ()


@pytest.mark.parametrize(
    "forge",
    [
        lambda past: change_at(past, len(past) - 1, 0, salt=""),
        lambda past: at(past, 1, said=said_of(past[1])),
        lambda past: at(past, 1, said=said_of(past[1]), command="orglife nothing"),
        lambda past: at(past, 1, salt=past[1].salt + past[1].command, command=""),
    ],
)
def test_what_the_old_rule_left_open_is_told_where_it_can_be(tmp_path: Path, forge: Forge) -> None:
    assert verify_store(old_file(tmp_path / "old.json", forge)).problems != ()


def test_an_old_file_is_not_forged_after_it_was_brought_up(path: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    care = old_file(path, lambda past: past)
    repair_file(care, now=NOW)
    rewritten(path, lambda past: change_at(past, 0, 0, salt=""))

    assert verify_store(care).problems != ()


def test_digests_go_over_the_bytes_of_a_record(busy: Store) -> None:
    last = busy.history()[2].changes[0]

    assert last.digest == content_digest(last.salt, record_bytes(busy.load().members[1]))

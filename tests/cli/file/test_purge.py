"""`purge` erases for good, everywhere, and the chain still holds."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from orglife.model.activity import Absence
from orglife.model.branch import Branch, PrivateText
from orglife.storage.decode import decode_file
from orglife.storage.store import Store

Orglife = Any
NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
OLD, NEW = "an old confidence", "a new confidence"


@pytest.fixture
def confided(orglife: Orglife, sample: Path) -> Path:
    """The sample with private texts, one of them changed since, and a member who has left."""
    store = Store(sample)
    for key, (text, day) in enumerate(((OLD, date(2020, 1, 1)), (NEW, date(2026, 1, 1))), 1):
        body = PrivateText(id=key, table="activities", record=1, member=3, text=text, on=day)
        store.update(lambda b, one=body: (b.add("private", one), None), command="x", now=NOW)

    def amend(branch: Branch) -> tuple[Branch, None]:
        return branch.put("private", replace(branch.private[1], text=OLD + " again")), None

    store.update(amend, command="orglife talk", now=NOW)
    return sample


def everything(path: Path) -> str:
    files = [one for one in path.parent.rglob("*") if one.is_file()]
    return "".join(one.read_text(encoding="utf-8", errors="replace") for one in files)


def numbers(result: Any) -> dict[str, int]:
    assert result.status == 0, result
    return json.loads(result.stdout)  # type: ignore[no-any-return]


def test_old_texts_are_gone_from_file_history_and_backups(orglife: Orglife, confided: Path) -> None:
    head = Store(confided).head()
    assert everything(confided).count(OLD) > 3

    done = numbers(orglife("purge", "--older-than", "3y", "-y", "--format", "json"))

    text = everything(confided)
    assert OLD not in text
    assert NEW in text
    assert done["records"] == 1
    assert done["past"] == 1
    assert done["backups"] >= 2
    verified = orglife("verify", "--head", head)
    assert verified.status == 0, verified
    assert "2 contents were erased by purge" in verified.stdout
    for one in confided.parent.glob("*.backups/*"):
        decode_file(one.read_bytes())
    assert orglife("backup", "restore", "1").status == 0
    assert OLD not in everything(confided)


def test_a_second_time_there_is_nothing_to_erase(orglife: Orglife, confided: Path) -> None:
    orglife("purge", "--older-than", "3y", "-y")
    before = confided.read_bytes()

    result = orglife("purge", "--older-than", "3y", "-y")

    assert "there was nothing to erase" in result.stderr
    assert confided.read_bytes() == before


def test_what_was_erased_cannot_be_undone_and_the_rest_can(
    orglife: Orglife, confided: Path
) -> None:
    orglife("purge", "--older-than", "3y", "-y")

    result = orglife("undo")

    assert result.status == 3
    assert "was erased" in result.stderr
    orglife("log", "lecture", "--on", "2026-11-20")
    assert orglife("undo").status == 0


def test_a_departed_member_is_a_number_everywhere(orglife: Orglife, confided: Path) -> None:
    def confess(branch: Branch) -> tuple[Branch, None]:
        activity = next(
            one
            for one in branch.activities.values()
            if one.attendance and 3 in one.attendance.present
        )
        assert activity.attendance is not None
        present = tuple(one for one in activity.attendance.present if one != 3)
        absence = Absence(state="excused", reason="a long illness")
        others = {**activity.attendance.others, 3: absence}
        attendance = replace(activity.attendance, present=present, others=others)
        return branch.put("activities", replace(activity, attendance=attendance)), None

    Store(confided).update(confess, command="x", now=NOW)
    orglife("member", "edit", "Zeng Li", "--unit", "No. 3 school")
    left = orglife(
        *("member", "transfer-out", "Zeng Li", "--to", "Elsewhere"),
        *("--on", "2026-11-01", "--received", "2026-11-10"),
    )
    assert left.status == 0, left

    done = numbers(orglife("purge", "--member", "Zeng Li", "-y", "--format", "json"))

    text = everything(confided)
    for word in ("Zeng Li", "No. 3 school", "a long illness", OLD, NEW):
        assert word not in text, word
    assert Store(confided).load().members[3].name == "#3"
    assert 3 in Store(confided).load().members
    commands = [one.command for one in Store(confided).history()]
    assert done["commands"] == commands.count("") > 2
    assert orglife("verify").status == 0
    assert "(erased)" in orglife("history").stdout
    assert orglife("check", "2026").status in (0, 1)


def test_somebody_who_is_still_here_is_not_erased(orglife: Orglife, confided: Path) -> None:
    before = confided.read_bytes()

    result = orglife("purge", "--member", "Zeng Li", "-y")

    assert result.status == 3
    assert "has not left the branch" in result.stderr
    assert confided.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["-y"], 2),
        (["--older-than", "3y", "--member", "Zeng Li", "-y"], 2),
        (["--older-than", "3y"], 2),
        (["--older-than", "long", "-y"], 2),
        (["--older-than", "3", "-y"], 2),
        (["--older-than", "-3y", "-y"], 2),
        (["--older-than", "3y", "-n", "-y"], 2),
        (["--member", "Nobody", "-y"], 3),
    ],
)
def test_unclear_requests_erase_nothing(
    orglife: Orglife, confided: Path, arguments: list[str], status: int
) -> None:
    before = everything(confided)

    assert orglife("purge", *arguments).status == status
    assert everything(confided) == before


def test_a_damaged_backup_is_removed_since_nobody_knows_what_is_in_it(
    orglife: Orglife, confided: Path
) -> None:
    damaged = min(confided.parent.glob("*.backups/*"))
    damaged.write_bytes(damaged.read_bytes()[:-1])

    done = numbers(orglife("purge", "--older-than", "3y", "-y", "--format", "json"))

    assert done["backups_removed"] == 1
    assert not damaged.exists()

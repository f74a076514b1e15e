"""A transfer that is entered after meetings at which the member was counted."""

from pathlib import Path

import pytest
from running import Run

from orglife.storage.store import Store

SENT = ("member", "transfer-out", "Yang Jie", "--on", "2026-11-01", "--to", "Hillside")


def test_a_receipt_entered_late_names_the_lists_that_still_have_the_member(
    orglife: Run, sample: Path
) -> None:
    assert orglife("log", "general-meeting", "--on", "2026-11-19").status == 0
    assert orglife("log", "study", "--on", "2026-11-20").status == 0
    listed = orglife("activity", "list", "2026-11", "--format", "csv").stdout
    ids = [row.split(",")[0] for row in listed.splitlines() if "2026-11-19" in row]
    study = [row.split(",")[0] for row in listed.splitlines() if "2026-11-20" in row]

    sent = orglife(*SENT)
    assert "still among" not in sent.stderr
    done = orglife("-n", *SENT, "--received", "2026-11-19")
    assert f"Yang Jie is still among those who should have attended {ids[0]}, {study[0]}" in (
        done.stderr
    )
    done = orglife(*SENT, "--received", "2026-11-20")
    assert f"should have attended {study[0]}\n" in done.stderr
    assert "still among" not in orglife("-n", *SENT, "--received", "2026-11-21").stderr


@pytest.fixture
def counted(orglife: Run, sample: Path) -> tuple[int, int]:
    """Two meetings of November that count Yang Jie, of which the second is finalized."""
    assert orglife("log", "general-meeting", "--on", "2026-11-19").status == 0
    assert orglife("log", "study", "--on", "2026-11-20").status == 0
    second = max(Store(sample).load().activities)
    assert orglife("activity", "finalize", second).status == 0
    return second - 1, second


def expected(sample: Path, number: int) -> frozenset[int]:
    attendance = Store(sample).load().activities[number].attendance
    assert attendance is not None
    return attendance.expected


def test_the_lists_are_mended_as_the_transfer_says(
    orglife: Run, sample: Path, counted: tuple[int, int]
) -> None:
    first, second = counted
    done = orglife(*SENT, "--received", "2026-11-19")
    assert f"should have attended #{first}, #{second}\n" in done.stderr
    edit = f"orglife activity attend {first} '#1' unexpected"
    amend = f"orglife activity amend {second} --attend '#1:unexpected' --reason TEXT"
    assert edit in done.stderr
    assert amend in done.stderr

    before = {number: expected(sample, number) for number in counted}
    mended = orglife("activity", "attend", first, "#1", "unexpected")
    assert mended.status == 0, mended.stderr
    assert "no longer among those who should have attended" in mended.stderr
    assert "is a guest" in mended.stderr
    refused = orglife("activity", "attend", second, "#1", "unexpected")
    assert (refused.status, "amend" in refused.stderr) == (3, True)
    words = ("activity", "amend", second, "--attend", "#1:unexpected")
    assert orglife(*words).status == 2
    assert orglife(*words, "--reason", "received on the 19th").status == 0
    assert {number: expected(sample, number) for number in counted} == {
        number: old - {1} for number, old in before.items()
    }
    amended = Store(sample).load().activities[second]
    assert [one.reason for one in amended.amendments] == ["received on the 19th"]
    assert amended.finalized is not None

    again = sample.read_bytes()
    assert "is not among those" in orglife("activity", "attend", first, "#1", "unexpected").stderr
    assert orglife(*words, "--reason", "again").status == 3
    assert sample.read_bytes() == again


def test_nobody_is_taken_off_who_belonged_there(
    orglife: Run, sample: Path, counted: tuple[int, int]
) -> None:
    before = sample.read_bytes()
    done = orglife("activity", "attend", counted[0], "#1", "unexpected")
    assert done.status == 3
    assert "should have attended on" in done.stderr
    assert orglife("log", "heart-to-heart", "--on", "2026-11-21", "--with", "#1", "--with", "#2",
                   "-n").status == 0  # fmt: skip
    assert sample.read_bytes() == before


@pytest.mark.parametrize(
    ("day", "listed"), [("2026-11-19", (0, 1)), ("2026-11-20", (1,)), ("2026-11-21", ())]
)
def test_somebody_who_was_back_by_then_is_put_on_the_lists(
    orglife: Run, sample: Path, day: str, listed: tuple[int, ...]
) -> None:
    sent = ("member", "transfer-out", "Yang Jie", "--on", "2026-11-01", "--received", "2026-11-10")
    assert orglife(*sent).status == 0
    assert orglife("log", "general-meeting", "--on", "2026-11-19").status == 0
    assert orglife("log", "study", "--on", "2026-11-20").status == 0
    last = max(Store(sample).load().activities)
    numbers = (last - 1, last)

    done = orglife("member", "return", "Yang Jie", "--on", day)
    assert done.status == 0, done.stderr
    named = ", ".join(f"#{numbers[at]}" for at in listed)
    if listed:
        assert f"should have attended {named} and is not on the list" in done.stderr
        first = numbers[listed[0]]
        assert f"orglife activity attend {first} '#1' present" in done.stderr
        assert orglife("activity", "attend", first, "#1", "late", "--reason", "bus").status == 0
        assert 1 in expected(sample, first)
    else:
        assert "not on the list" not in done.stderr


def test_not_yet_here_is_said_where_the_arrival_is_corrected(
    orglife: Run, sample: Path, counted: tuple[int, int]
) -> None:
    done = orglife("member", "edit", "Yang Jie", "--arrived", "2026-11-20")
    assert done.status == 0, done.stderr
    assert "still among those who should have attended #1, #2," in done.stderr
    assert " more\n" in done.stderr
    assert "orglife activity attend 1 '#1' unexpected" in done.stderr
    assert orglife("activity", "attend", counted[0], "#1", "unexpected").status == 0
    refused = orglife("activity", "amend", counted[1], "--attend", "#1:unexpected", "--reason", "x")
    assert (refused.status, "should have attended on" in refused.stderr) == (3, True)


@pytest.mark.parametrize("text", ["Yang Jie", ":unexpected", "Yang Jie:asleep", "Yang Jie:"])
def test_a_state_that_can_not_be_read_amends_nothing(
    orglife: Run, sample: Path, counted: tuple[int, int], text: str
) -> None:
    before = sample.read_bytes()
    done = orglife("activity", "amend", counted[1], "--reason", "x", "--attend", text)
    assert done.status in (2, 3), done.stderr
    assert sample.read_bytes() == before


def test_several_are_amended_at_once_with_their_reasons(
    orglife: Run, sample: Path, counted: tuple[int, int]
) -> None:
    done = orglife("activity", "amend", counted[1], "--reason", "the list was wrong", "--attend",
                   "Yang Jie:excused:ill; #3:late")  # fmt: skip
    assert done.status == 0, done.stderr
    others = Store(sample).load().activities[counted[1]].attendance.others
    assert (others[1].state, others[1].reason, others[3].state) == ("excused", "ill", "late")

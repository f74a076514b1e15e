"""Somebody entered late changes who should have decided: it is said with the entry."""

from pathlib import Path

import pytest
from running import SAMPLES, Run


@pytest.fixture
def voted(orglife: Run) -> None:
    """24 with a vote, all there; a motion is carried by the 13 it needs."""
    orglife(
        *["init", "branch.json", "--name", "Riverside", "--sector", "community"],
        *["--founded", "2015-06-01", "--records-from", "2026-01-01"],
    )
    assert orglife("import", SAMPLES / "roster.csv", "-y").status == 0
    assert orglife("log", "general-meeting", "--on", "2026-03-27").status == 0
    done = orglife("vote", "1", "--motion", "A", "--yes", "13")
    assert "Carried" in done.stdout
    assert "half of the 24" in done.stdout


TURNED = (
    "#1 general member meeting of 2026-03-27: A: not carried, 13 of 26 approved, 14 needed; "
    "before this: A: carried, 13 of 24 approved, 13 needed"
)


@pytest.mark.usefixtures("voted")
def test_a_member_added_names_the_lists_and_votes_that_are_contradicted(orglife: Run) -> None:
    first = orglife("member", "add", "New One", "--standing", "full")

    assert "New One should have attended #1 and is not on the list" in first.stderr
    assert "orglife activity attend 1 '#27' present" in first.stderr
    assert "whoever came later: orglife member edit '#27' --arrived DATE" in first.stderr
    assert "more should have decided at #1 than before: 25, not 24" in first.stderr

    second = orglife("member", "add", "New Two", "--standing", "full")

    assert TURNED.replace("13 of 24", "13 of 25") in second.stderr


@pytest.mark.usefixtures("voted")
def test_one_who_came_later_contradicts_nothing(orglife: Run) -> None:
    done = orglife("member", "add", "New One", "--standing", "full", "--arrived", "2026-03-28")

    assert "should have" not in done.stderr
    assert orglife("activity", "show", "1").stdout.count("24 of 24") == 1


@pytest.mark.usefixtures("voted")
@pytest.mark.parametrize("rehearsed", [False, True])
def test_an_imported_roster_names_them_too(orglife: Run, tmp_path: Path, rehearsed: bool) -> None:
    rows = "name,standing,joined\nNew One,full,2001-05-01\nNew Two,full,2002-05-01\n"
    (tmp_path / "new.csv").write_text(rows, encoding="utf-8")

    done = orglife("import", "new.csv", *(["--dry-run"] if rehearsed else ["-y"]))

    assert done.status == 0
    assert "New One should have attended #1 and is not on the list" in done.stderr
    assert "New Two should have attended #1 and is not on the list" in done.stderr
    assert TURNED in done.stderr


@pytest.mark.usefixtures("voted")
def test_an_arrival_corrected_names_the_vote_that_turns(orglife: Run) -> None:
    for name in ("New One", "New Two"):
        orglife("member", "add", name, "--standing", "full")

    done = orglife("member", "edit", "New Two", "--arrived", "2026-03-28")

    assert "A: not carried, 13 of 25 approved, 13 needed" not in done.stderr
    assert "A: carried, 13 of 25 approved, 13 needed; before this: A: not carried" in done.stderr


@pytest.mark.usefixtures("voted")
def test_the_vote_and_the_list_on_one_screen_count_the_same_voters(orglife: Run) -> None:
    for name in ("New One", "New Two"):
        orglife("member", "add", name, "--standing", "full")

    shown = orglife("activity", "show", "1").stdout

    assert "Present 25 of 25 who should attend" in shown
    assert "With a vote: 24 of 26" in shown
    assert "24 present, at least half of 26" in shown

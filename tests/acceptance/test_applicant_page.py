"""Somebody who applied is not in the branch yet."""

from pathlib import Path

from running import Run


def test_an_applicant_is_not_said_to_be_in_the_branch(orglife: Run, sample: Path) -> None:
    assert orglife("admission", "add", "Zhao Min", "--applied", "2026-01-10").status == 0
    for words in (("member", "show"), ("report", "member")):
        shown = orglife(*words, "Zhao Min").stdout
        assert "2026-01-10" in shown
        assert "in the branch from" not in shown
        assert "in the branch from" in orglife(*words, "Yang Jie").stdout

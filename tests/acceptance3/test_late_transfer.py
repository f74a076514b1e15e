"""A transfer that is entered after meetings at which the member was counted."""

from pathlib import Path

from running import Run

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

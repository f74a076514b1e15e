"""Options of reading commands on a writing one: exit 2, a fitting hint, nothing written."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("option", "value", "of_days"),
    [("--as-of", "2026-11-01", True), ("--known-on", "2026-11-01", True), ("-o", "x.json", False)],
)
def test_an_option_of_reading_commands_is_refused(
    orglife, sample, tmp_path, option, value, of_days
):
    before = sample.read_bytes()

    for words in (("log", "theme-day", "--on", "2026-11-20"), ("undo",)):
        done = orglife(*words, option, value)

        assert (done.status, done.stdout) == (2, "")
        assert ("--on" in done.stderr.splitlines()[1]) == of_days
    assert sample.read_bytes() == before
    assert not (tmp_path / "x.json").exists()


def test_before_the_command_they_mean_the_same(orglife, sample):
    assert orglife("--as-of", "2026-11-01", "log", "theme-day", "--on", "2026-11-20").status == 2
    early = orglife("--as-of", "2026-03-01", "check", "2026", "--format", "json")

    assert early == orglife("check", "2026", "--format", "json", "--as-of", "2026-03-01")

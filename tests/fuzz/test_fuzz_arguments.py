"""Whatever is typed, and whatever an imported file holds: an exit code that is documented, no
traceback, and after a refusal the file as it was.
"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

from fuzzing import calm, rounds
from hypothesis import given
from hypothesis import strategies as st
from running import SAMPLES, Run, every_command

from orglife.cli.commands import COMMANDS
from orglife.cli.framework.options import examples_of

DOCUMENTED = {0, 1, 2, 3, 4, 5, 6, 7, 130, 141}
ELSEWHERE = ("/", "~", "..")
"""Words with these could name what is not below the working directory."""


def tame(word: str) -> str:
    """Return a word that leads to nothing outside the working directory."""
    return "x" if any(mark in word for mark in ELSEWHERE) else word


LINES = [
    [tame(word) for word in shlex.split(line)[1:]]
    for _, command in every_command()
    for line in examples_of(command)
]
WORDS = st.one_of(
    st.sampled_from(sorted({word for line in LINES for word in line} | set(COMMANDS))),
    st.sampled_from(["-f", "--format", "json", "-o", "--as-of", "--lang", "zh", "-y", "-n", "-q"]),
    st.sampled_from(["", "-", "--", "--no", "-1", "2026-02-30", "99999999999999999999", "#0"]),
    st.text(st.characters(exclude_characters="/~\0"), max_size=12).map(tame),
)


@st.composite
def typed(draw: Any) -> list[str]:
    """A line of the help with some words replaced, added or gone; or any words."""
    line = list(draw(st.sampled_from(LINES) | st.lists(WORDS, max_size=6)))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(line)))
        gone = draw(st.integers(0, 1))
        line[at : at + gone] = draw(st.lists(WORDS, max_size=1))
    return line


def check(orglife: Run, path: Path, before: bytes, args: list[str]) -> None:
    path.write_bytes(before)
    result = orglife(*args, env={"EDITOR": "true", "VISUAL": "true"})

    assert result.status in DOCUMENTED, (args, result.stderr)
    assert "Traceback" not in result.stderr, args
    if result.status not in (0, 1):
        assert path.read_bytes() == before, args


def test_any_arguments_are_done_or_refused(orglife: Run, sample: Path) -> None:
    before = sample.read_bytes()

    @calm(150)
    @given(typed())
    def one(args: list[str]) -> None:
        check(orglife, sample, before, args)

    rounds(one)


def test_only_ends_of_options_are_no_command(orglife: Run, sample: Path) -> None:
    for args in (["--", "--"], ["backup", "--", "--"], ["--", "--", "--"]):
        assert orglife(*args).status == 2, args


def test_any_damaged_sheet_is_imported_or_refused(orglife: Run, sample: Path) -> None:
    before = sample.read_bytes()
    sheets = [one.read_bytes() for one in sorted(SAMPLES.glob("*.csv"))]

    @calm(20)
    @given(st.data())
    def one(data: st.DataObject) -> None:
        sheet = data.draw(st.sampled_from(sheets))
        at = data.draw(st.integers(0, len(sheet)))
        gone = data.draw(st.integers(0, 40))
        damaged = sheet[:at] + data.draw(st.binary(max_size=20)) + sheet[at + gone :]
        (sample.parent / "sheet.csv").write_bytes(damaged)
        check(orglife, sample, before, ["import", "sheet.csv", "--yes"])

    rounds(one)

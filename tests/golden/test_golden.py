"""The JSON of every view, byte for byte; `make golden` writes the files anew after a change.

One small branch, made by commands, is read by every command that reads. The order of keys is part
of what is held. What completion answers is held too, a line a command line.
"""

from __future__ import annotations

import io
import json
import shlex
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import Result, Run

HERE = Path(__file__).parent
LARGEST = 300_000
"""Bytes that the files may have together."""

# fmt: off
MADE_BY = """
init branch.json --name Riverside --sector community --founded 2015-06-01 --theme-day "first friday"
member add "Yang Jie" --standing full --joined 2000-07-01 --full-since 2001-07-01 --residence "East Lane"
member add "Shan Jun" --standing full --joined 2004-07-01 --full-since 2005-07-01 --unit "Health station"
member add "Zeng Li" --standing full --joined 2006-07-01 --full-since 2007-07-01 --residence 东里
member add "Li Si" --standing full --joined 2010-07-01 --full-since 2011-07-01
member add "Wang Wu" --standing probationary --joined 2026-07-01
group create "Group 1" --member "Yang Jie; Shan Jun; Zeng Li" --leader "Shan Jun" --basis residence --on 2026-01-01
committee seat secretary="Yang Jie" organization="Shan Jun" publicity="Zeng Li" --on 2025-01-01
log general-meeting --on 2026-10-15 --topic "Plan of service" --absent "Li Si:excused:ill" --chair "Yang Jie" --hours 2
vote last general-meeting --motion "Adopt the plan of service" --yes 3 --abstain 0 --no 0
log theme-day+lecture --on 2026-11-06 --lecturer "Zeng Li" --hours 2 --late "Shan Jun"
log group-meeting --group 1 --on 2026-11-10 --absent "Zeng Li"
log talk --on 2026-11-20 --with "Yang Jie; Li Si" --body "said in confidence"
plan add theme-day --on 2026-12-04 --topic "Winter safety"
task add matter "Light in building 3" --owner "Li Si" --due 2026-12-31
task add commitment "Clear the corridor" --owner "Zeng Li" --due 2026-10-01
waive CM-FREQ 2026-02 --by "Street committee" --reason "flood duty"
admission add "Zhao Min" --applied 2026-03-01
kinds add reading-circle --en "reading circle" --zh 读书会 --scope group --study
criticism open 2026 --on 2026-12-18
appraisal open 2026 --on 2027-01-15
member mobile "Li Si" --from 2026-11-01 --place Shenzhen --contact "Yang Jie"
"""

VIEWS = {
    "status": "status",
    "due": "due --within 30d",
    "check": "check 2026-11",
    "report-year": "report year 2026",
    "report-attendance": "report attendance 2026",
    "report-absent": "report attendance 2026 --absent",
    "report-talks": "report talks 2026",
    "report-coverage": "report coverage",
    "report-tasks": "report tasks 2026",
    "report-member": 'report member "Li Si" 2026',
    "report-changes": "report changes --since 2026-10-01",
    "form-sign-in": "form sign-in last lecture",
    "form-minutes": "form minutes last general-meeting",
    "form-plan": "form plan 2026-Q4",
    "form-register": "form register 2026",
    "form-appraisal": "form appraisal 2026",
    "rules-list": "rules list",
    "rules-show": "rules show GM-PASS",
    "kinds-list": "kinds list",
    "waivers-list": "waivers list",
    "plan-list": "plan list",
    "activity-list": "activity list",
    "activity-show": "activity show last general-meeting",
    "criticism-show": "criticism show",
    "criticism-sheet": "criticism sheet",
    "appraisal-show": "appraisal show",
    "task-list": "task list --all",
    "task-show": "task show 1",
    "member-list": "member list --all",
    "member-show": 'member show "Li Si"',
    "group-list": "group list",
    "group-show": "group show 1",
    "group-suggest": "group suggest --count 1 --max 9",
    "committee-list": "committee list",
    "committee-history": "committee history",
    "admission-list": "admission list",
    "admission-show": 'admission show "Zhao Min"',
    "handover": "handover",
    "export-all": "export all --anonymize",
    "export-roster": "export roster",
    "export-activities": "export activities",
    "export-tasks": "export tasks",
    "export-calendar": "export calendar 2026",
    "history": "history",
    "history-of-one": 'history "Li Si"',
    "backup-list": "backup list",
    "backup-compare": "backup compare",
    "doctor": "doctor",
    "verify": "verify",
    "audit": "audit run branch.json --period 2026-11 --jobs 1",
    "import": "import roster.csv -n",
    "version": "version",
}
"""The file of a view and the command that prints it."""

COMPLETED = (
    *("", "member sh", "member ''", "check --", "check --rule GR", "log le", "log 党小"),
    *("log lecture --group ''", "log lecture --absent 'Yang Jie; S'", "member show ''"),
    *("group assign 'Li Si='", "committee seat ''", "task add ''", "task done ''"),
    *("status --format ''", "rules set ''", "config set ''", "config set language ''"),
    *("export ''", "waivers withdraw ''", "admission advance 'Zhao Min' --to ''", "use ''"),
)
# fmt: on


@pytest.fixture
def greenwich() -> Iterator[None]:
    """The zone of the process, which stands in the history's moments and so in its digests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def answers(
    orglife: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, greenwich: None
) -> dict[str, str]:
    """What every view prints, and what completion answers, by the name of its file."""
    monkeypatch.setattr("os.urandom", bytes)

    def done(line: str) -> Result:
        return orglife(*shlex.split(line), env={"ORGLIFE_LANG": "en"})

    for line in MADE_BY.strip().splitlines():
        made = done(line)
        assert made.status == 0, (line, made.stderr)
    roster = done("export roster --format csv").stdout
    (tmp_path / "roster.csv").write_text(roster, "utf-8")
    found = {}
    for name, line in VIEWS.items():
        shown = done(f"{line} --format json")
        assert shown.status in (0, 1), (line, shown.stderr)
        json.loads(shown.stdout)
        found[f"{name}.json"] = shown.stdout
    found["completed.txt"] = "".join(f"$ {line}\n{completed(line, tmp_path)}" for line in COMPLETED)
    return found


def completed(line: str, folder: Path) -> str:
    """Return what a shell is told at the end of a command line."""
    from orglife.cli.main import root
    from orglife.cli.system.completer import complete_line

    stream = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "stdout", stream)
        complete_line("zsh", shlex.split(line) or [""], root)
    return stream.buffer.getvalue().decode()  # type: ignore[attr-defined]


def test_every_view_prints_what_is_kept(answers, pytestconfig) -> None:
    if pytestconfig.getoption("--golden"):
        for path in HERE.glob("*.json"):
            path.unlink()
        for name, text in answers.items():
            (HERE / name).write_text(text, "utf-8", newline="")
    kept = {
        path.name: path.read_bytes().decode()
        for path in HERE.iterdir()
        if path.suffix in (".json", ".txt")
    }
    assert set(kept) == set(answers)
    for name, text in answers.items():
        assert text == kept[name], f"{name} differs; `make golden` if that is meant"


def test_the_files_are_small_enough_to_be_read() -> None:
    assert sum(path.stat().st_size for path in HERE.glob("*.json")) <= LARGEST

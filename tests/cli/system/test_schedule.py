"""What is printed for schedulers is what they read."""

from __future__ import annotations

import plistlib
import re
import shlex
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from orglife.cli.system.schedule import JOBS, ScheduleSettings, schedule_text, words_of
from orglife.errors import RefusedError

# A file whose name every scheduler would rather not have.
AWKWARD = ScheduleSettings(
    "/opt/my tools/orglife", "/home/a b/支部 100%'s $x.json", "/home/a b", "06:05"
)
PLAIN = ScheduleSettings("/usr/bin/orglife", "/home/ann/branch.json", "/home/ann", "22:30")
CRON = re.compile(
    r"(?P<minute>[0-5]?\d) (?P<hour>1?\d|2[0-3]) (?P<day>\*|1) \* (?P<weekday>\*|1) (?P<command>.+)"
)
WINDOWS = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


@pytest.mark.parametrize("place", [PLAIN, AWKWARD])
def test_a_crontab_runs_each_job_word_for_word(place):
    lines = [line for line in schedule_text("cron", (), place).splitlines() if line[0] != "#"]
    assert lines[0] == "PYTHONUTF8=1"
    for job, line in zip(JOBS, lines[1:], strict=True):
        found = CRON.fullmatch(line)
        assert found, line
        assert (int(found["hour"]), int(found["minute"])) == (place.hour, place.minute)
        # cron takes an unescaped % for the end of the command, then the shell reads the rest.
        assert re.search(r"(?<!\\)%", found["command"]) is None
        command = found["command"].replace("\\%", "%")
        assert tuple(shlex.split(command)) == words_of(job, place)


def test_the_first_weekday_and_day_are_those_that_help_names():
    lines = schedule_text("cron", ("due", "check", "verify"), PLAIN).splitlines()[3:]

    assert [line.split()[:5] for line in lines] == [
        ["30", "22", "*", "*", "1"],
        ["30", "22", "1", "*", "*"],
        ["30", "22", "*", "*", "*"],
    ]


@pytest.mark.parametrize("place", [PLAIN, AWKWARD])
def test_a_task_of_windows_is_xml_with_the_command(place):
    for job in JOBS:
        root = ET.fromstring(schedule_text("schtasks", (job,), place))
        assert root.findtext(f".//{WINDOWS}Command") == place.program
        arguments = root.findtext(f".//{WINDOWS}Arguments")
        assert arguments == subprocess.list2cmdline(words_of(job, place)[1:])
        assert root.findtext(f".//{WINDOWS}StartBoundary", "").endswith(f"T{place.at}:00")


@pytest.mark.parametrize("place", [PLAIN, AWKWARD])
def test_an_agent_of_macos_is_a_property_list_with_the_command(place):
    for job in JOBS:
        found = plistlib.loads(schedule_text("launchd", (job,), place).encode())
        assert tuple(found["ProgramArguments"]) == words_of(job, place)
        assert found["StartCalendarInterval"]["Hour"] == place.hour
        assert found["StartCalendarInterval"].get("Weekday") == (1 if job == "due" else None)


def units(place, folder: Path) -> list[Path]:
    """Write each part of what is printed for systemd into its file."""
    found = []
    head = re.compile(r"^# (?=orglife-\w+\.(?:service|timer)$)", re.MULTILINE)
    for part in head.split(schedule_text("systemd", (), place))[1:]:
        name, _, text = part.partition("\n")
        found.append(folder / name)
        found[-1].write_text(text, encoding="utf-8")
    return found


def test_units_of_systemd_come_in_pairs(tmp_path):
    names = {path.name for path in units(AWKWARD, tmp_path)}

    assert names == {f"orglife-{job}.{kind}" for job in JOBS for kind in ("service", "timer")}


@pytest.mark.shells
def test_systemd_itself_finds_nothing_wrong(tmp_path):
    program = tmp_path / "my orglife"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for path in units(AWKWARD._replace(program=str(program)), tmp_path):
        done = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", path], capture_output=True, text=True
        )
        assert (done.returncode, done.stderr) == (0, ""), path.name
    days = subprocess.run(
        ["systemd-analyze", "calendar", "Mon *-*-* 06:05:00", "*-*-01 06:05:00", "*-*-* 06:05:00"],
        capture_output=True,
    )
    assert days.returncode == 0


@pytest.mark.shells
def test_cron_itself_takes_the_lines(tmp_path):
    table = tmp_path / "table"
    table.write_text(schedule_text("cron", (), AWKWARD), encoding="utf-8")

    done = subprocess.run(["crontab", "-n", table], capture_output=True, text=True)

    assert shutil.which("crontab")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("job", JOBS)
def test_each_job_is_a_command_that_runs_and_says_nothing_needless(orglife, sample, job, tmp_path):
    place = ScheduleSettings("orglife", str(sample), str(tmp_path), "08:00")
    result = orglife(*words_of(job, place)[1:])

    assert result.status == 0, result.stderr
    assert result.stderr == ""


def test_it_prints_for_the_file_that_is_meant(orglife, sample, tmp_path):
    shown = orglife("schedule", "print", "--target", "launchd", "--job", "export", "--at", "7:15")
    found = plistlib.loads(shown.stdout.encode())

    assert str(sample) in found["ProgramArguments"]
    assert found["StartCalendarInterval"] == {"Hour": 7, "Minute": 15}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--target", "crontab"), "cron"),
        (("--job", "verifi"), "verify"),
        (("--target", "schtasks", "--job", "due", "--job", "check"), "one job"),
        (("--at", "25:00"), "25:00"),
    ],
)
def test_what_cannot_be_scheduled_is_refused(orglife, sample, words, said):
    result = orglife("schedule", "print", *words)

    assert result.status in (2, 3)
    assert said in result.stderr


@pytest.mark.parametrize("target", ["cron", "systemd", "schtasks", "launchd"])
@pytest.mark.parametrize("field", ["program", "file", "folder"])
@pytest.mark.parametrize(
    "sign", ["\n* * * * * touch owned #", "\r", "\x1b", "\0", "\u2028", "\x85"]
)
def test_a_path_with_a_control_character_is_handed_to_no_scheduler(target, field, sign):
    place = PLAIN._replace(**{field: f"/home/ann{sign}/x"})

    with pytest.raises(RefusedError, match="control character"):
        schedule_text(target, ("verify",), place)


def test_nothing_is_printed_of_such_a_path(orglife, sample, tmp_path):
    folder = tmp_path / "a\n* * * * * touch owned\n"
    folder.mkdir()
    shutil.copy(sample, folder / "branch.json")

    result = orglife("schedule", "print", "-f", folder / "branch.json")

    assert (result.status, result.stdout) == (3, "")
    assert all(line.isprintable() for line in result.stderr.splitlines())

"""Cron, systemd, schtasks, launchd.

`orglife schedule`: what makes the system run orglife by itself.

Recipes for the schedulers of four systems, as they want them word for word.

What is run says nothing where there is nothing to say, so that cron sends no mail then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, NamedTuple

from orglife.cli.framework.command import Session, noun, reads
from orglife.cli.framework.options import option
from orglife.errors import ChoiceError, RefusedError
from orglife.messages import say
from orglife.model.names import suggest_nearest

app = noun(
    "schedule",
    "Let the system run orglife by itself: reminders, checks, copies",
    examples=("schedule print --target cron",),
)


@app.command("print")
@reads(
    examples=(
        "schedule print --target cron",
        "schedule print --target systemd --job verify --at 22:30",
        "schedule print --target schtasks --job due -o orglife-due.xml",
    )
)
def schedule_print(
    session: Session,
    target: Annotated[
        str,
        option(
            "--target",
            help="cron, systemd, schtasks or launchd",
            values=("cron", "systemd", "schtasks", "launchd"),
        ),
    ] = "cron",
    job: Annotated[
        list[str],
        option(
            "--job",
            help="due, check, verify or export; else all of them",
            values=("due", "check", "verify", "export"),
        ),
    ] = [],
    at: Annotated[str, option("--at", metavar="HH:MM", help="When, else 08:00")] = "08:00",
    folder: Annotated[
        str,
        option(
            "--folder", metavar="DIR", help="Where exports go; else beside the file", values="files"
        ),
    ] = "",
) -> None:
    """Print what is to be handed to the scheduler of the system; nothing is installed.

    Due: every Monday, what falls due in 14 days. Check: the month before, on the first. Verify:
    each day. Export: each day, a copy of everything in another folder, where something changed.
    """
    import shutil
    import sys
    from pathlib import Path

    from orglife.cli.process import output
    from orglife.model.duration import read_clock

    program = shutil.which("orglife") or str(Path(sys.argv[0]).resolve())
    place = ScheduleSettings(
        program=program,
        file=str(session.file.resolve()),
        folder=str(Path(folder).resolve() if folder else session.file.resolve().parent),
        at=read_clock(at),
    )
    text = schedule_text(target, job, place)
    path = session.options.get("output")
    if not path:
        output.write_out(text)
        return
    from orglife.messages import say

    overwrite = bool(session.options.get("force"))
    output.write_output_file(Path(path), text, overwrite=overwrite)
    session.say(say("Wrote {path}", path=str(path)))


class ScheduleSettings(NamedTuple):
    """The program, the branch file, the folder of exports (absolute), and the time as HH:MM."""

    program: str
    file: str
    folder: str
    at: str

    @property
    def hour(self) -> int:
        """The hour, 0 to 23."""
        return int(self.at[:2])

    @property
    def minute(self) -> int:
        """The minute, 0 to 59."""
        return int(self.at[3:])


class ScheduledJob(NamedTuple):
    """What is run and when: `weekly` on Monday, `monthly` on the first, `daily`."""

    words: tuple[str, ...]
    every: str


JOBS = {
    "due": ScheduledJob(("due", "--within", "14d", "-q"), "weekly"),
    "check": ScheduledJob(("check", "last month", "--list", "-q", "--fail-on", "never"), "monthly"),
    "verify": ScheduledJob(("verify", "-q"), "daily"),
    "export": ScheduledJob(
        ("export", "all", "--format", "json", "--if-changed", "--force", "-q"), "daily"
    ),
}
DAYS = {"daily": ("*", "*"), "weekly": ("*", "1"), "monthly": ("1", "*")}


def schedule_text(target: str, jobs: Sequence[str], place: ScheduleSettings) -> str:
    """Return the text for a scheduler; for `cron` and `systemd` of several jobs in one.

    Raises:
        ChoiceError: an unknown target or job; for schtasks and launchd more than one job.
        RefusedError: a path has a line break or another control character in it.
    """
    for path in (place.program, place.file, place.folder):
        if not path.isprintable():
            raise RefusedError(
                say("{path} can't be handed to a scheduler: it has a control character", path=path),
                hint=say("a line break would begin a line of its own there; rename it first"),
            )
    writer = TARGETS.get(target)
    if writer is None:
        raise _unknown(target, tuple(TARGETS))
    for job in jobs:
        if job not in JOBS:
            raise _unknown(job, tuple(JOBS))
    wanted = tuple(dict.fromkeys(jobs)) or tuple(JOBS)
    if target in ("schtasks", "launchd") and len(wanted) > 1:
        if jobs:
            raise ChoiceError(
                say("{target} takes one job a file", target=target),
                hint=say("one of: {codes}", codes=wanted),
            )
        wanted = wanted[:1]
    return writer(wanted, place)


def _unknown(text: str, allowed: tuple[str, ...]) -> ChoiceError:
    return ChoiceError(
        say("{value} can't be scheduled", value=text),
        hint=suggest_nearest(text, allowed) or say("one of: {codes}", codes=allowed),
    )


def words_of(job: str, place: ScheduleSettings) -> tuple[str, ...]:
    """Return the command of a job, each word as it is, none quoted."""
    words = (place.program, "-f", place.file, *JOBS[job].words)
    if job == "export":
        separator = "\\" if "\\" in place.folder else "/"
        return (*words, "-o", f"{place.folder}{separator}orglife-export.json")
    return words


def _cron(jobs: tuple[str, ...], place: ScheduleSettings) -> str:
    lines = [
        "# orglife: add these lines with: crontab -e",
        "# cron mails what is said to MAILTO; nothing is said where there is nothing.",
        "PYTHONUTF8=1",
    ]
    for job in jobs:
        day, weekday = DAYS[JOBS[job].every]
        # In a crontab a percent sign ends the command, even within quotation marks.
        command = " ".join(_shell(word) for word in words_of(job, place)).replace("%", "\\%")
        lines.append(f"{place.minute} {place.hour} {day} * {weekday} {command}")
    return "\n".join(lines) + "\n"


def _shell(word: str) -> str:
    from shlex import quote

    return quote(word)


CALENDAR = {"daily": "*-*-*", "weekly": "Mon *-*-*", "monthly": "*-*-01"}


def _systemd(jobs: tuple[str, ...], place: ScheduleSettings) -> str:
    parts = ["# orglife: each part is a file of ~/.config/systemd/user/, named above it. Then:"]
    parts += [f"# systemctl --user enable --now orglife-{job}.timer" for job in jobs]
    for job in jobs:
        command = " ".join(_unit(word) for word in words_of(job, place))
        parts.append(
            f"""
# orglife-{job}.service
[Unit]
Description=orglife {job}

[Service]
Type=oneshot
Environment=PYTHONUTF8=1
ExecStart={command}

# orglife-{job}.timer
[Unit]
Description=orglife {job}, {JOBS[job].every}

[Timer]
OnCalendar={CALENDAR[JOBS[job].every]} {place.at}:00
Persistent=true

[Install]
WantedBy=timers.target"""
        )
    return "\n".join(parts) + "\n"


def _unit(word: str) -> str:
    """Return a word of ExecStart: `%` and `$` mean something there, spaces need quotation marks."""
    text = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{text}"' if any(one in text for one in " \t'\";\\") else text


def _schtasks(jobs: tuple[str, ...], place: ScheduleSettings) -> str:
    (job,) = jobs
    program, *words = words_of(job, place)
    begin = f"2026-01-05T{place.at}:00"  # a Monday; any day of the past does
    every = {
        "daily": "<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>",
        "weekly": "<ScheduleByWeek><WeeksInterval>1</WeeksInterval>"
        "<DaysOfWeek><Monday /></DaysOfWeek></ScheduleByWeek>",
        "monthly": "<ScheduleByMonth><DaysOfMonth><Day>1</Day></DaysOfMonth><Months>"
        + "".join(f"<{month} />" for month in MONTHS)
        + "</Months></ScheduleByMonth>",
    }[JOBS[job].every]
    arguments = " ".join(_windows(word) for word in words)
    return f"""<?xml version="1.0"?>
<!-- orglife: save this as orglife-{job}.xml, then:
     schtasks /Create /TN orglife-{job} /XML orglife-{job}.xml -->
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>orglife {job}</Description></RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{begin}</StartBoundary>
      <Enabled>true</Enabled>
      {every}
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <StartWhenAvailable>true</StartWhenAvailable>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
  </Settings>
  <Actions>
    <Exec>
      <Command>{_xml(program)}</Command>
      <Arguments>{_xml(arguments)}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _windows(word: str) -> str:
    """Return a word as programs on Windows take their command line apart."""
    from subprocess import list2cmdline

    return list2cmdline([word])


def _xml(text: str) -> str:
    from xml.sax.saxutils import escape

    return escape(text)


def _launchd(jobs: tuple[str, ...], place: ScheduleSettings) -> str:
    import plistlib

    (job,) = jobs
    when = {"Hour": place.hour, "Minute": place.minute}
    when |= {"daily": {}, "weekly": {"Weekday": 1}, "monthly": {"Day": 1}}[JOBS[job].every]
    content = {
        "Label": f"orglife.{job}",
        "ProgramArguments": list(words_of(job, place)),
        "EnvironmentVariables": {"PYTHONUTF8": "1"},
        "StartCalendarInterval": when,
        "StandardOutPath": f"{place.folder}/orglife-{job}.log",
        "StandardErrorPath": f"{place.folder}/orglife-{job}.log",
    }
    text = plistlib.dumps(content, sort_keys=False).decode("utf-8")
    where = f"~/Library/LaunchAgents/orglife.{job}.plist"
    note = f"<!-- orglife: save this as {where}, then: launchctl load {where} -->\n"
    head, _, body = text.partition("<plist")
    return f"{head}{note}<plist{body}"


TARGETS: dict[str, Callable[[tuple[str, ...], ScheduleSettings], str]] = {
    "cron": _cron,
    "systemd": _systemd,
    "schtasks": _schtasks,
    "launchd": _launchd,
}

"""Table of commands and panels, no Typer."""

from __future__ import annotations

from typing import Final


class LazyCommand:
    """A command that is imported only when it is called: `module:name`, its panel, its help."""

    __slots__ = ("help", "panel", "target")

    target: Final[str]
    panel: Final[str]
    help: Final[str]

    def __init__(self, target: str, panel: str, help: str) -> None:  # noqa: A002  # as Typer has it
        self.target = target
        self.panel = panel
        self.help = help


BEGIN, DAILY, LOOK, PEOPLE, FILE, OWN = (
    "To begin",
    "What is held and agreed",
    "What the rules ask",
    "Who and where",
    "The file",
    "Your own system",
)
"""The panels of the help, by task."""

# fmt: off
COMMANDS = {
    "init": LazyCommand("orglife.cli.setup.init:init", BEGIN, "Make the file of a branch"),
    "demo": LazyCommand("orglife.cli.setup.init:demo", BEGIN, "Make a made-up branch to explore"),
    "import": LazyCommand("orglife.cli.setup.import_:import_", BEGIN, "Bring in a roster or a register"),
    "log": LazyCommand("orglife.cli.meetings.log:log", DAILY, "Record something that was held"),
    "plan": LazyCommand("orglife.cli.meetings.plan:app", DAILY, "What is planned: added, moved, cancelled"),
    "activity": LazyCommand("orglife.cli.meetings.activity:app", DAILY, "Activities: listed, shown, corrected"),
    "vote": LazyCommand("orglife.cli.meetings.vote:vote", DAILY, "Record a vote and judge it"),
    "criticism": LazyCommand("orglife.cli.meetings.criticism:app", DAILY, "Criticism and self-criticism: the yearly session"),
    "appraisal": LazyCommand("orglife.cli.meetings.appraisal:app", DAILY, "The appraisal of members: four grades, no score"),
    "task": LazyCommand("orglife.cli.meetings.task:app", DAILY, "What was undertaken, and whether it was done"),
    "status": LazyCommand("orglife.cli.duties.status:status", LOOK, "What is done, open and missed, and what to do next"),
    "due": LazyCommand("orglife.cli.duties.status:due", LOOK, "What falls due, and by when"),
    "check": LazyCommand("orglife.cli.duties.check:check", LOOK, "Check a period against the rules: calendar and list"),
    "report": LazyCommand("orglife.cli.duties.report:app", LOOK, "Reports: a year, attendance, talks, a member, what changed"),
    "rules": LazyCommand("orglife.cli.duties.rules:app", LOOK, "The rules: shown, switched, changed"),
    "kinds": LazyCommand("orglife.cli.duties.rules:kinds_app", LOOK, "The kinds of activity: listed, added"),
    "waive": LazyCommand("orglife.cli.duties.rules:waive", LOOK, "A duty waived for a period, by whom and why"),
    "waivers": LazyCommand("orglife.cli.duties.rules:waivers_app", LOOK, "Waived duties: listed, withdrawn"),
    "form": LazyCommand("orglife.cli.duties.form:app", LOOK, "Sheets to print: sign-in, minutes, plan, register, appraisal"),
    "member": LazyCommand("orglife.cli.people.member:app", PEOPLE, "Members: who they are and what applies to them"),
    "group": LazyCommand("orglife.cli.people.group:app", PEOPLE, "Groups: who is in them and who leads them"),
    "committee": LazyCommand("orglife.cli.people.committee:app", PEOPLE, "The seats of the branch and who holds them"),
    "admission": LazyCommand("orglife.cli.people.admission:app", PEOPLE, "Admission: from the application to full membership"),
    "audit": LazyCommand("orglife.cli.file.audit:app", FILE, "Many branch files: judged, added up, none changed"),
    "handover": LazyCommand("orglife.cli.file.export:handover", FILE, "The sheet that a new secretary signs"),
    "export": LazyCommand("orglife.cli.file.export:export", FILE, "Write the records for other programs"),
    "undo": LazyCommand("orglife.cli.file.history:undo", FILE, "Take back the last change"),
    "redo": LazyCommand("orglife.cli.file.history:redo", FILE, "Put back what was undone"),
    "history": LazyCommand("orglife.cli.file.history:history", FILE, "What was changed, and when"),
    "backup": LazyCommand("orglife.cli.file.backup:app", FILE, "Backups: listed, compared, made, restored"),
    "doctor": LazyCommand("orglife.cli.file.doctor:doctor", FILE, "What is wrong with the file, and mending it"),
    "purge": LazyCommand("orglife.cli.file.purge:purge", FILE, "Erase for good what is private and old"),
    "verify": LazyCommand("orglife.cli.file.doctor:verify", FILE, "Whether the file was changed outside orglife"),
    "use": LazyCommand("orglife.cli.system.config:use_command", OWN, "Which of several branches is meant"),
    "config": LazyCommand("orglife.cli.system.config:app", OWN, "Your own settings, and where each comes from"),
    "schedule": LazyCommand("orglife.cli.system.schedule:app", OWN, "Let the system run orglife: cron, systemd, schtasks, launchd"),
    "completion": LazyCommand("orglife.cli.system.config:completion", OWN, "Complete commands and names in your shell"),
    "version": LazyCommand("orglife.cli.system.config:version_command", OWN, "Say the version"),
}
# fmt: on

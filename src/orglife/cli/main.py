"""The command line: a table of commands, each imported only when it is called."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any, NoReturn

from typer import Context, Exit
from typer.core import TyperOption

from orglife.cli.frame.border import Border
from orglife.cli.frame.parsing import Lazy, Root
from orglife.cli.process import streams
from orglife.cli.typed.options import given

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
    "init": Lazy("orglife.cli.begin.init:init", BEGIN, "Make the file of a branch"),
    "demo": Lazy("orglife.cli.begin.demo:demo", BEGIN, "Make a made-up branch to explore"),
    "import": Lazy("orglife.cli.begin.import_:import_", BEGIN, "Bring in a roster or a register"),
    "log": Lazy("orglife.cli.meetings.log:log", DAILY, "Record something that was held"),
    "plan": Lazy("orglife.cli.meetings.plan:app", DAILY, "What is planned: added, moved, cancelled"),
    "activity": Lazy("orglife.cli.meetings.activity:app", DAILY, "Activities: listed, shown, corrected"),
    "vote": Lazy("orglife.cli.meetings.vote:vote", DAILY, "Record a vote and judge it"),
    "criticism": Lazy("orglife.cli.meetings.criticism:app", DAILY, "Criticism and self-criticism: the yearly session"),
    "appraisal": Lazy("orglife.cli.meetings.appraisal:app", DAILY, "The appraisal of members: four grades, no score"),
    "task": Lazy("orglife.cli.meetings.task:app", DAILY, "What was undertaken, and whether it was done"),
    "status": Lazy("orglife.cli.duties.status:status", LOOK, "What is done, open and missed, and what to do next"),
    "due": Lazy("orglife.cli.duties.due:due", LOOK, "What falls due, and by when"),
    "check": Lazy("orglife.cli.duties.check:check", LOOK, "Check a period against the rules: calendar and list"),
    "report": Lazy("orglife.cli.duties.report:app", LOOK, "Reports: a year, attendance, talks, a member, what changed"),
    "rules": Lazy("orglife.cli.duties.rules:app", LOOK, "The rules: shown, switched, changed"),
    "kinds": Lazy("orglife.cli.duties.kinds:app", LOOK, "The kinds of activity: listed, added"),
    "waive": Lazy("orglife.cli.duties.waive:waive", LOOK, "A duty waived for a period, by whom and why"),
    "waivers": Lazy("orglife.cli.duties.waivers:app", LOOK, "Waived duties: listed, withdrawn"),
    "form": Lazy("orglife.cli.duties.form:app", LOOK, "Sheets to print: sign-in, minutes, plan, register, appraisal"),
    "member": Lazy("orglife.cli.people.member:app", PEOPLE, "Members: who they are and what applies to them"),
    "group": Lazy("orglife.cli.people.group:app", PEOPLE, "Groups: who is in them and who leads them"),
    "committee": Lazy("orglife.cli.people.committee:app", PEOPLE, "The seats of the branch and who holds them"),
    "admission": Lazy("orglife.cli.people.admission:app", PEOPLE, "Admission: from the application to full membership"),
    "audit": Lazy("orglife.cli.file.audit:app", FILE, "Many branch files: judged, added up, none changed"),
    "handover": Lazy("orglife.cli.file.handover:handover", FILE, "The sheet that a new secretary signs"),
    "export": Lazy("orglife.cli.file.export:export", FILE, "Write the records for other programs"),
    "undo": Lazy("orglife.cli.file.undo:undo", FILE, "Take back the last change"),
    "redo": Lazy("orglife.cli.file.redo:redo", FILE, "Put back what was undone"),
    "history": Lazy("orglife.cli.file.history:history", FILE, "What was changed, and when"),
    "backup": Lazy("orglife.cli.file.backup:app", FILE, "Backups: listed, compared, made, restored"),
    "doctor": Lazy("orglife.cli.file.doctor:doctor", FILE, "What is wrong with the file, and mending it"),
    "purge": Lazy("orglife.cli.file.purge:purge", FILE, "Erase for good what is private and old"),
    "verify": Lazy("orglife.cli.file.verify:verify", FILE, "Whether the file was changed outside orglife"),
    "use": Lazy("orglife.cli.system.use:use", OWN, "Which of several branches is meant"),
    "config": Lazy("orglife.cli.system.config:app", OWN, "Your own settings, and where each comes from"),
    "schedule": Lazy("orglife.cli.system.schedule:app", OWN, "Let the system run orglife: cron, systemd, schtasks, launchd"),
    "completion": Lazy("orglife.cli.system.completion:completion", OWN, "Complete commands and names in your shell"),
    "version": Lazy("orglife.cli.system.version:version", OWN, "Say the version"),
}
# fmt: on


def main() -> None:
    """Run the command line of this process and leave it with an exit code."""
    shell = os.environ.get("_ORGLIFE_COMPLETE")
    if shell:
        from orglife.cli.system.completing import main as complete

        leave(complete(shell, sys.argv[1:], root))
    streams.prepare()
    leave(run(sys.argv[1:]))


def leave(code: int) -> NoReturn:
    """End the process at once; what the interpreter would tidy up takes longer than most commands.

    Everything was flushed or told by then. With other threads alive it ends as usual.
    """
    threads = sys.modules.get("threading")
    if threads is None or threads.active_count() == 1:
        with suppress(OSError, ValueError):
            sys.stderr.flush()
            os._exit(code)
    sys.exit(code)


def run(args: list[str]) -> int:
    """Run a command line and return its exit code."""
    border = Border(args)

    def command() -> None:
        program = root()
        with program.make_context("orglife", list(args), obj=border) as ctx:
            program.invoke(ctx)

    return border.run(command)


def root() -> Root:
    """Return `orglife` itself, none of its commands imported."""
    return Root(
        COMMANDS,
        _without_command,
        name="orglife",
        help="The organizational life of a Party branch, kept, checked and summed up in one file.",
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
        params=[
            TyperOption(
                param_decls=["version", "--version"],
                type=bool,
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_print_version,
                help="Say the version",
            )
        ],
    )


def _print_version(ctx: Context, _param: Any, value: Any) -> None:
    if value and not ctx.resilient_parsing:
        from orglife import __version__

        sys.stdout.write(f"orglife {__version__}\n")
        raise Exit


def _without_command(ctx: Context) -> None:
    """Run `status` where a branch file is found, else say how to begin."""
    from orglife.cli.frame.session import Session

    session = Session(given(ctx))
    ctx.obj.session = session
    if session.file.exists() or session.options.get("file"):
        from orglife.cli.duties.status import show_status

        show_status(session)
        return
    from orglife.cli.frame.help import beginning

    beginning(session)

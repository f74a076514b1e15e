"""The command line: a table of commands, each imported only when it is called."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any, NoReturn

from typer import Context, Exit
from typer.core import TyperOption

from orglife.cli.commands import COMMANDS
from orglife.cli.framework.errors import ErrorHandler
from orglife.cli.framework.options import shared_values
from orglife.cli.framework.typer_classes import OrglifeRoot
from orglife.cli.process import environment


def run_process() -> None:
    """Run the command line of this process and leave it with an exit code."""
    shell = os.environ.get("_ORGLIFE_COMPLETE")
    if shell:
        from orglife.cli.system.completer import complete_line as complete

        leave(complete(shell, sys.argv[1:], root))
    environment.prepare_streams()
    leave(run_command_line(sys.argv[1:]))


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


def run_command_line(args: list[str]) -> int:
    """Run a command line and return its exit code."""
    border = ErrorHandler(args)

    def command() -> None:
        program = root()
        with program.make_context("orglife", list(args), obj=border) as ctx:
            program.invoke(ctx)

    return border.run(command)


def root() -> OrglifeRoot:
    """Return `orglife` itself, none of its commands imported."""
    return OrglifeRoot(
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
    from orglife.cli.framework.session import Session

    session = Session(shared_values(ctx))
    ctx.obj.session = session
    if session.file.exists() or session.options.get("file"):
        from orglife.cli.duties.status import show_status

        show_status(session)
        return
    from orglife.cli.framework.help import first_steps

    first_steps(session)

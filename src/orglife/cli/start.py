"""Where the process begins: nothing is collected while a short command runs.

Turned off before Typer is imported, since most of what a collection would look through is made by
imports: 4 ms of the 60 that a Typer program takes. A command is over before collecting would pay.
"""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line of this process and leave it with an exit code."""
    gc.disable()
    from orglife.cli.main import run_process

    run_process()

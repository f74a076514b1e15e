"""`orglife completion`."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.frame.command import Session, reads


@reads
def completion(
    session: Session,  # noqa: ARG001  # the frame hands one to every command
    shell: Annotated[str, typer.Argument(help="bash, zsh, fish or powershell")],
) -> None:
    """Print the script that completes commands, members, groups and kinds in a shell.

    With bash: eval "$(orglife completion bash)" in ~/.bashrc; the script says where others go.
    """
    from orglife.cli.process import output
    from orglife.cli.system.shell_words import SCRIPTS, script
    from orglife.errors import ChoiceError
    from orglife.messages import say
    from orglife.model.names import nearest

    name = shell.casefold().replace("pwsh", "powershell")
    if name not in SCRIPTS:
        raise ChoiceError(
            say("there is no completion for {shell}", shell=shell),
            hint=nearest(shell, SCRIPTS) or say("one of: {codes}", codes=tuple(SCRIPTS)),
        )
    output.write_out(script(name))

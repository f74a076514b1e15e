"""Asking whether to go on, before something that is not taken back lightly."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from orglife.cli.frame.lines import fitted_prompt
from orglife.errors import RefusedError, UsageError
from orglife.messages import Message, say
from orglife.model.answers import says_yes
from orglife.reports.visible import visible

if TYPE_CHECKING:
    from orglife.cli.frame.run import Run


def confirm(session: Run, question: Message) -> None:
    """Ask; `-y` answers beforehand. See `Session.confirm`."""
    if session.yes:
        return
    if not session.interactive:
        raise UsageError(
            say("this needs a confirmation: {question}", question=question),
            hint=say("confirm it with -y"),
        )
    text = visible(session.language.text(question))
    sys.stderr.write(fitted_prompt(f"{text} [y/N]: "))
    sys.stderr.flush()
    if not says_yes(sys.stdin.readline()):
        raise RefusedError(say("not confirmed; nothing was written"))

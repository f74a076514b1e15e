"""`Session`: what a command works with; the command only says what is to be shown or changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from orglife.cli.frame.run import Run
from orglife.messages import Message

if TYPE_CHECKING:
    from orglife.actions.change import Change
    from orglife.model.branch import Branch
    from orglife.reports.view import View


class Session(Run):
    """A run, and the three things that a command does with it. Each is imported when it is done."""

    def change(
        self,
        action: Callable[[Branch], Change],
        answer: Callable[[Change], View] | None = None,
    ) -> Change:
        """Write what `action` makes of the branch, in one update, and say what was done.

        With `--dry-run` nothing is written. An action that changes nothing writes nothing. An
        `answer`, such as the verdict on a vote, goes to stdout.
        """
        from orglife.cli.frame.changing import change

        return change(self, action, answer)

    def show(self, view: View) -> None:
        """Print the view in the format asked for, or write it to `--output`."""
        from orglife.cli.frame.showing import show

        show(self, view)

    def confirm(self, question: Message) -> None:
        """Ask whether to go on; `-y` answers beforehand.

        Raises:
            UsageError: nobody can be asked.
            RefusedError: the answer was no.
        """
        from orglife.cli.frame.confirming import confirm

        confirm(self, question)
        self.asked = False

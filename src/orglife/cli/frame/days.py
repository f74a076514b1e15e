"""Which day it is for a command, and the days and periods that people type."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orglife.model.branch import Branch
    from orglife.model.period import Period


class Days:
    """The part of a `Session` that knows the day."""

    options: dict[str, Any]
    kind: str
    _branch: Branch | None
    apart = False
    """Whether the command is about no branch of its own, so that no file says the day's zone."""

    @property
    def file(self) -> Path:
        """The branch file."""
        raise NotImplementedError

    def load(self) -> Branch:
        """Return the branch."""
        raise NotImplementedError

    @property
    def today(self) -> date:
        """`--as-of`, else the day by the clock in the branch's time zone."""
        asked = self.options.get("as_of")
        if asked:
            from orglife.model.dates import iso_day, read_day

            # The usual way to write a day needs no clock, whose time zones cost 2 ms to import.
            return iso_day(asked) or read_day(asked, today=self._clock_day)
        return self._clock_day

    @cached_property
    def _clock_day(self) -> date:
        from orglife.cli.process import clock

        return clock.now(self._zone()).date()

    def _zone(self) -> str:
        if self._branch is None and not self.apart and (self.kind == "reads" or self.file.exists()):
            self.load()
        return self._branch.meta.timezone if self._branch is not None else ""

    def day(self, text: str, *, future: bool = False) -> date:
        """Return the day that was typed; without a text, today.

        Without a year it is the nearest past, or with `future` the nearest to come. Call it inside
        the function given to `change`, so that the file is read once.

        Raises:
            DateError: it can't be read, or in two ways.
        """
        if not text:
            return self.today
        from orglife.model.dates import read_day

        return read_day(text, today=self.today, future=future)

    def period(self, text: str) -> Period:
        """Return the period that was typed; without a text, this year."""
        from orglife.model.period import Period

        if not text:
            return Period.year(self.today.year)
        from orglife.model.dates import read_period

        return read_period(text, today=self.today)

"""What a user can mend: one class per thing, with its exit code and a hint.

A bug is none of these: it keeps its traceback and leaves with code 70. The codes are an
interface (`docs/reference/exit-codes.md`): added to, never renumbered.
"""

from __future__ import annotations

from typing import ClassVar

from orglife.messages import Message


class OrglifeError(Exception):
    """Something the user can mend. `message` says what and where, `hint` how to mend it.

    `details` are the single problems where there may be many, as in an import.
    """

    exit_code: ClassVar[int] = 3

    def __init__(
        self, message: Message, *, hint: Message | None = None, details: tuple[Message, ...] = ()
    ) -> None:
        super().__init__(str(message))
        self.message = message
        self.hint = hint
        self.details = details


class UsageError(OrglifeError):
    """The command line can't be understood, or input is needed and none is possible."""

    exit_code = 2


class DateError(UsageError):
    """A date or period that can't be read, or that could be read in two ways."""


class ChoiceError(UsageError):
    """An unknown value of a fixed choice, such as a format or a sector."""


class RefusedError(OrglifeError):
    """Input that was understood and is refused; nothing was written."""

    exit_code = 3


class UnknownNameError(RefusedError):
    """A member, group, kind or record that the branch does not have."""


class AmbiguousNameError(RefusedError):
    """A name that means several records; the message lists them."""


class InvalidRecordError(RefusedError):
    """A record that can't be true: a day before the founding, more votes than voters."""


class RuleBrokenError(RefusedError):
    """A decision that would break a rule; `--force` records it all the same."""


class StoreError(OrglifeError):
    """The file is missing, unreadable, damaged or not writable."""

    exit_code = 4


class MissingFileError(StoreError):
    """There is no branch file at that path."""


class DamagedFileError(StoreError):
    """The file is not what orglife wrote; it is never written over."""


class DamagedRulesError(DamagedFileError):
    """The branch's own rules in the file can't be used; 'orglife rules' mends them."""


class UnwritableFileError(StoreError):
    """The file can't be written: permission, a full disk, a directory in its place."""


class UnconfirmedWriteError(StoreError):
    """The new file is in place, but the disk did not confirm it."""


class LockedError(StoreError):
    """Another process is changing the branch file."""

    exit_code = 5


class ChangedError(StoreError):
    """The file was changed by something else since it was read."""

    exit_code = 5


class NewerSchemaError(StoreError):
    """The file was written by a newer orglife."""

    exit_code = 6

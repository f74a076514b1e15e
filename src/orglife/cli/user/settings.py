"""Every setting with where it comes from: flag, environment, branch file, user's file, built in.

The first that says something wins, in this order.
"""

from __future__ import annotations

import sys
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from orglife.cli.process import environment
from orglife.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from orglife.cli.user.preferences import Preferences
    from orglife.model.branch import Branch

DEFAULT_FILE = "branch.json"


class Setting:
    """A value, and who said so."""

    __slots__ = ("origin", "value")

    value: Final[str]
    origin: Final[Message]

    def __init__(self, value: str, origin: Message) -> None:
        self.value = value
        self.origin = origin


class Settings:
    """The settings of one run. `branch` gives the branch where it was read already."""

    def __init__(self, options: dict[str, Any], branch: Callable[[], Branch | None]) -> None:
        self._options = options
        self._branch = branch

    @cached_property
    def preferences(self) -> Preferences:
        """What this user set; the file is read once, and only where it decides."""
        from orglife.cli.user.preferences import known_if_sound

        return known_if_sound()

    @property
    def language(self) -> Setting:
        """`--lang`, ORGLIFE_LANG, the file's language, the user's, the locale, English."""
        code = environment.language_of(self._options.get("lang") or "")
        if code:
            return Setting(code, _option("--lang"))
        code = environment.chosen_language()
        if code:
            return Setting(code, _variable("ORGLIFE_LANG"))
        branch = self._branch()
        code = environment.language_of(branch.meta.language) if branch is not None else None
        if code:
            return Setting(code, say("branch file"))
        if self.preferences.language:
            return Setting(self.preferences.language, _user())
        return Setting(environment.locale_language(), say("locale of the system"))

    @property
    def colour(self) -> Setting:
        """`--color`, NO_COLOR, FORCE_COLOR or TERM=dumb, the user's, `auto`."""
        if self._options.get("color"):
            return Setting(str(self._options["color"]), _option("--color"))
        name, value = environment.colour_variable()
        if name:
            return Setting(value, _variable(name))
        return self._own("color", "auto")

    @property
    def unicode(self) -> Setting:
        """`--unicode`, the user's, `false`."""
        if self._options.get("unicode"):
            return Setting("true", _option("--unicode"))
        return self._own("unicode", "false")

    @property
    def pager(self) -> Setting:
        """ORGLIFE_PAGER, the user's, PAGER, `auto`: `less -R` where it is installed."""
        if named := environment.pager("ORGLIFE_PAGER"):
            return Setting(named, _variable("ORGLIFE_PAGER"))
        if not self.preferences.pager and (general := environment.pager("PAGER")):
            return Setting(general, _variable("PAGER"))
        if self.preferences.pager not in ("", "auto", "never") and self._is_open_to_others():
            return Setting("auto", say("built in: others can write the user configuration"))
        return self._own("pager", "auto")

    @staticmethod
    def _is_open_to_others() -> bool:
        """Whether another user may have chosen which program the settings run."""
        from orglife.cli.user import preferences
        from orglife.cli.user.preferences import writable_by_others

        return writable_by_others(preferences.preferences_path())

    @property
    def accessible(self) -> Setting:
        """ORGLIFE_ACCESSIBLE, the user's, `false`."""
        named = environment.accessible_variable()
        if named is not None:
            return Setting("true" if named else "false", _variable("ORGLIFE_ACCESSIBLE"))
        return self._own("accessible", "false")

    @property
    def mappings(self) -> Setting:
        """The user's, `always`."""
        return self._own("mappings", "always")

    @cached_property
    def file(self) -> Setting:
        """`--file`, ORGLIFE_FILE, `./branch.json`, the branch in use, the user's file."""
        from pathlib import Path

        if self._options.get("file"):
            return Setting(str(self._options["file"]), _option("--file"))
        if environment.named_file():
            return Setting(environment.named_file(), _variable("ORGLIFE_FILE"))
        here = say("built in")
        if not Path(DEFAULT_FILE).exists():
            used = self._used
            if used is not None:
                return Setting(str(used), say("branch in use"))
            if self.preferences.file:
                return Setting(self.preferences.file, _user())
        return Setting(DEFAULT_FILE, here)

    @property
    def file_is_named(self) -> bool:
        """Whether anybody said which file; else there has to be one here."""
        return self.file.value != DEFAULT_FILE or self.file.origin != say("built in")

    @cached_property
    def _used(self) -> Path | None:
        from orglife.cli.user.user_files import used_file

        return used_file()

    def all(self) -> dict[str, Setting]:
        """Return every setting by its key."""
        return {
            "language": self.language,
            "color": self.colour,
            "unicode": self.unicode,
            "pager": self.pager,
            "accessible": self.accessible,
            "file": self.file,
            "mappings": self.mappings,
        }

    def wants_colour(self) -> bool:
        """Whether what goes to stdout is coloured."""
        asked = self.colour.value
        return environment.wants_colour(asked, sys.stdout)

    def _own(self, key: str, otherwise: str) -> Setting:
        mine: str = getattr(self.preferences, key)
        return Setting(mine, _user()) if mine else Setting(otherwise, say("built in"))


def _option(name: str) -> Message:
    return say("option {name}", name=name)


def _variable(name: str) -> Message:
    return say("environment: {name}", name=name)


def _user() -> Message:
    return say("user configuration")

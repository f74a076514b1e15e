"""What an audit asks of every file: the same for each, whatever machine it is judged on."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct

from orglife import __version__
from orglife.model.period import Period
from orglife.rules.pack import central
from orglife.rules.rule import Rule

SHOWN = ("missed", "late", "waived")
"""The statuses of findings that are listed; all are counted."""


class Question(Struct, frozen=True, kw_only=True):
    """What is judged, as which day sees it, and how it is told."""

    first: date
    last: date
    as_of: date
    language: str = "en"
    """Of findings and of what is unreadable."""
    names: bool = False
    """Names of persons as they are; otherwise codes: M007, G001."""
    statuses: tuple[str, ...] = SHOWN
    listed: bool = True
    """Whether branches and findings are told one by one; all are counted."""
    notices: bool = False
    notice_language: str = "en"
    """For a branch whose file names none."""

    @property
    def period(self) -> Period:
        """The period that is judged."""
        return Period(self.first, self.last)

    @property
    def told(self) -> tuple[str, ...]:
        """The statuses of findings that must be told; the others need only be counted."""
        told = self.statuses if self.listed else ()
        return (*told, "missed") if self.notices else told

    def signature(self) -> str:
        """Return what a result depends on beside the bytes of the file, as a digest.

        The question itself, the rules of the central pack, and every module of orglife: what was
        judged by other code is not taken for an answer of this one.
        """
        digest = blake2b(msgspec.msgpack.encode(self), digest_size=16)
        for part in (__version__, rules_digest(), _code_digest()):
            digest.update(part.encode())
        return digest.hexdigest()


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Return the rules of the central pack, read once a process."""
    return central()


@lru_cache(maxsize=1)
def rules_digest() -> str:
    """Return what tells two versions of the central pack apart."""
    return blake2b(msgspec.msgpack.encode(rules()), digest_size=8).hexdigest()


@lru_cache(maxsize=1)
def _code_digest() -> str:
    digest = blake2b(digest_size=16)
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()

"""Options that take lists: names and absentees separated by `;`, repeated or not; NAME:REASON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orglife.errors import UsageError
from orglife.messages import say

if TYPE_CHECKING:
    from orglife.model.branch import Branch
    from orglife.model.name_lists import Absentee


def parse_names(texts: list[str]) -> tuple[str, ...]:
    """Return the names of `--present "A; B" --present C`, each once."""
    if not texts:
        return ()
    from orglife.model.name_lists import split_names

    return tuple(dict.fromkeys(name for text in texts for name in split_names(text)))


def parse_present(texts: list[str]) -> tuple[str, ...]:
    """Return the names of `--present`, without which everybody was there.

    Raises:
        UsageError: it is given and names nobody, as an empty variable of a script does.
    """
    found = parse_names(texts)
    if texts and not found:
        raise UsageError(
            say("--present names nobody"),
            hint=say("leave it out where everybody was there; --absent names who was not"),
        )
    return found


def absentees(texts: list[str], branch: Branch) -> tuple[Absentee, ...]:
    """Return whom of the branch `--absent` names, with states and reasons."""
    if not texts:
        return ()
    from orglife.model.name_lists import read_absentees
    from orglife.model.names import is_member

    known = is_member(branch)
    return tuple(one for text in texts for one in read_absentees(text, known=known))


def parse_pair(text: str) -> tuple[str, str]:
    """Return both sides of `NAME:REASON` or `FIELD:TEXT`; the right one may be missing."""
    left, _, right = text.replace("：", ":", 1).partition(":")
    return left.strip(), right.strip()


def parse_assignments(texts: list[str], example: str) -> tuple[tuple[str, str], ...]:
    """Return both sides of each `NAME=GROUP` or `SEAT=NAME`.

    Raises:
        UsageError: one that has no two sides; the hint gives the `example`.
    """
    pairs = []
    for text in texts:
        left, sign, right = text.replace("＝", "=").rpartition("=")
        if not (sign and left.strip() and right.strip()):
            raise UsageError(
                say("{text} needs both sides of an =", text=text),
                hint=say("as in '{example}'", example=example),
            )
        pairs.append((left.strip(), right.strip()))
    return tuple(pairs)


def read_text(path: str) -> str:
    """Return the text of a file, or of stdin for `-`, without padding.

    Raises:
        MissingFileError, StoreError: there is none, or it can't be read as text in UTF-8.
    """
    import sys

    from orglife.cli.process.inputs import read_text_file
    from orglife.errors import MissingFileError, StoreError

    try:
        if path == "-":
            return sys.stdin.read().strip()
        return read_text_file(path).strip()
    except FileNotFoundError:
        raise MissingFileError(say("there is no file {path}", path=path)) from None
    except (OSError, UnicodeError) as error:
        raise StoreError(
            say("{path} can't be read as a text: {reason}", path=path, reason=str(error)),
            hint=say("save it as plain text in UTF-8"),
        ) from None

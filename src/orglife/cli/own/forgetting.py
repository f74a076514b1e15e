"""What this user's own files hold of somebody who is erased from a branch goes too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from orglife.cli.own import draft, mappings
from orglife.errors import StoreError


def forgotten(file: Path, names: Callable[[str], bool] | None) -> int:
    """Remove what is unfinished about a branch and names the person; return how much it was.

    An entry that was broken off goes in any case: it is short, and holds names and reasons as they
    were typed. Kept minutes go where the person stands in them, and so do remembered headings.
    """
    if names is None:
        return 0
    removed = 0
    if draft.path(file).exists():
        draft.forget(file)
        removed += 1
    for folder in draft.minutes_of(file):
        if any(map(names, _texts(folder))):
            draft.remove_minutes(folder)
            removed += 1
    try:
        known = mappings.known()
    except StoreError:  # said by whatever needs it; what it holds nobody can know
        known = {}
    named = [header for header in known if any(map(names, (header, *known[header])))]
    if named:
        mappings.keep({one: known[one] for one in known if one not in named})
    return removed + len(named)


def _texts(folder: Path) -> list[str]:
    """Return the texts of a draft, and what the editor left beside it."""
    files = [one for one in folder.iterdir() if one.is_file()]
    return [one.read_text(encoding="utf-8-sig", errors="replace") for one in files]

"""What can be done about a damaged file: its newest good backup, and how to restore it."""

from __future__ import annotations

from orglife.errors import OrglifeError
from orglife.messages import Message, say
from orglife.storage.backup import Backup, backups
from orglife.storage.decode import decode
from orglife.storage.filesystem import FileSystem
from orglife.storage.place import Place
from orglife.storage.read import read_file
from orglife.storage.seal import DamageError


def way_out(fs: FileSystem, place: Place) -> Message:
    """Return what to do about a file that did not verify."""
    good = newest_good(fs, place)
    if good is None:
        return say("it was left as it is; 'orglife doctor --accept' takes over an edit by hand")
    return say(
        "it was left as it is; the newest good backup is of {day}: "
        "orglife backup restore {number} -f {path}",
        day=good.day,
        number=good.number,
        path=quoted(place.shown),
    )


def newest_good(fs: FileSystem, place: Place) -> Backup | None:
    """Return the newest backup that can be read whole."""
    for one in reversed(backups(fs, place)):
        try:
            decode(read_file(fs, one.path).data)
        except (OrglifeError, DamageError, OSError):
            continue
        return one
    return None


def quoted(path: str) -> str:
    """Return a path as it is typed in a shell."""
    from shlex import quote

    return quote(path)

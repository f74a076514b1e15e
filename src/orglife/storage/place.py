"""Where a branch file is: its path resolved once, and the names of what stands beside it."""

from __future__ import annotations

import os

from msgspec import Struct

from orglife.storage.filesystem import FileSystem


class Place(Struct, frozen=True):
    """A path as typed, and the file that it leads to."""

    shown: str
    """For messages."""
    path: str
    """Absolute, every link followed."""
    folder: str
    name: str

    @property
    def lock(self) -> str:
        """The lock file; made by the first write, never removed."""
        return self.path + ".lock"

    @property
    def backups(self) -> str:
        """The folder of automatic backups."""
        return self.path + ".backups"

    def temporary(self, unique: str) -> str:
        """Return the path of a temporary file."""
        return os.path.join(self.folder, f".{self.name}.{unique}.tmp")  # noqa: PTH118

    def is_temporary(self, name: str) -> bool:
        """Whether a name in the folder is that of one of our temporary files."""
        return name.startswith(f".{self.name}.") and name.endswith(".tmp")


def find_place(fs: FileSystem, shown: str) -> Place:
    """Return where the file of that name is, or would be."""
    path = fs.resolve(shown)
    folder, name = os.path.split(path)
    return Place(shown, path, folder, name)

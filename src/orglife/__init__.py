"""orglife: the organizational life of a Party branch in one local file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from tinydb import TinyDB

__version__ = "0.1.0"


def open_db(path: str | os.PathLike[str]) -> TinyDB:
    """Return a branch file as a TinyDB database that can be queried and not written.

    Raises:
        StoreError: there is no such file, or it is not what orglife wrote.
    """
    from orglife.storage.tinydb_storage import open_read_only

    return open_read_only(path)

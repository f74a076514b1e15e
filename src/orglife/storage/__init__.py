"""The branch file: its format, lock, atomic write and history. The only importer of tinydb.

`Store` is what commands use; `SealedStorage` is for TinyDB, and only its module imports that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orglife.storage.store import Store
    from orglife.storage.tinydb_storage import SealedStorage

__all__ = ["SealedStorage", "Store"]


def __getattr__(name: str) -> Any:
    """Import what is asked for, and only that: TinyDB costs more than loading a branch."""
    if name == "Store":
        from orglife.storage.store import Store

        return Store
    if name == "SealedStorage":
        from orglife.storage.tinydb_storage import SealedStorage

        return SealedStorage
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

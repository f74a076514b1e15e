"""The branch file: its format, lock, atomic write and history. The only importer of tinydb.

`Store` is what commands use; `SealedStorage` is for TinyDB and the only part that imports it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orglife.storage.sealed_storage import SealedStorage
    from orglife.storage.store import Store

__all__ = ["SealedStorage", "Store"]


def __getattr__(name: str) -> Any:
    """Import what is asked for, and only that: TinyDB costs more than loading a branch."""
    if name == "Store":
        from orglife.storage.store import Store

        return Store
    if name == "SealedStorage":
        from orglife.storage.sealed_storage import SealedStorage

        return SealedStorage
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

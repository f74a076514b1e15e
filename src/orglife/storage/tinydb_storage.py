"""`SealedStorage`: the branch file under TinyDB. It knows tables and nothing of branches.

Only this module imports tinydb. A storage has two methods, `read` and `write`, so no lock can span
from the one to the other: each write makes sure that the file is still the one that was read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Raw
from tinydb import Storage, TinyDB

from orglife.errors import (
    DamagedFileError,
    InvalidRecordError,
    MissingFileError,
    NewerSchemaError,
    UnwritableFileError,
)
from orglife.messages import say
from orglife.storage import validation
from orglife.storage.branch_file import FileSnapshot, read_file, resolve_path
from orglife.storage.filesystem import FILES, FileSystem
from orglife.storage.format import SCHEMA, DamageError, Seal, read_seal, seal, table
from orglife.storage.lock import locked
from orglife.storage.write import check_unchanged, check_writable, write_branch_file

SEAL = "seal"


class Handle:
    """The file as this storage saw it last."""

    def __init__(self, seen: FileSnapshot, found: Seal) -> None:
        self.seen = seen
        self.seal = found
        self.closed = False


class SealedStorage(Storage):
    """Tables in a sealed file.

    Args:
        path: The file.
        create: Make it where there is none. Without this a mistyped path is an error.
        read_only: Refuse to write.

    Raises:
        MissingFileError: there is no file, and `create` was not given.
        DamagedFileError: it is not sealed, or was changed since.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        create: bool = False,
        read_only: bool = False,
        fs: FileSystem = FILES,
    ) -> None:
        super().__init__()
        self._fs = fs
        self._read_only = read_only
        self._place = resolve_path(fs, os.fspath(path))
        try:
            self._handle = self._look()
        except MissingFileError:
            if not create or read_only:
                raise
            with locked(fs, self._place):
                write_branch_file(fs, self._place, seal([], sequence=0), None)
            self._handle = self._look()

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables without the seal; None for a file that was never written to."""
        self._refuse_closed()
        self._handle = self._look()
        if self._handle.seal.sequence == 0:
            return None
        try:
            return self._tables(self._handle.seen.data)
        except DamageError as error:
            raise self._damaged(error) from error

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the tables.

        Raises:
            UnwritableFileError: it was opened for reading only, or can't be written.
            ChangedError: something else wrote the file since this storage read it.
            InvalidRecordError: a value beyond the limits of a branch file.
            TypeError, ValueError: a value that JSON does not have.
        """
        self._refuse_closed()
        if self._read_only:
            raise UnwritableFileError(
                say("{path} was opened for reading only", path=self._place.shown),
                hint=say("change it by commands, or by orglife.storage.Store.update"),
            )
        new = self._seal(data)
        seen = self._handle.seen
        check_writable(self._fs, self._place, seen.mode)
        with locked(self._fs, self._place, seen.mode, seen.group):
            check_unchanged(self._fs, self._place, seen)
            write_branch_file(self._fs, self._place, new, seen)
            self._handle = self._look()

    def close(self) -> None:
        """Refuse everything from now on. Nothing is left open between calls in any case."""
        self._handle.closed = True

    def _look(self) -> Handle:
        seen = read_file(self._fs, self._place.path, self._place.shown)
        try:
            found = read_seal(seen.data)
        except DamageError as error:
            raise self._damaged(error) from error
        if found.schema > SCHEMA:
            raise NewerSchemaError(
                say("{path} was written by a newer orglife", path=self._place.shown),
                hint=say("use the orglife that wrote it, or a newer one"),
            )
        return Handle(seen, found)

    def _seal(self, data: dict[str, dict[str, Any]]) -> bytes:
        """Return the file that holds these tables, made sure that it can be read again."""
        try:
            found = self._handle.seal
            new = seal(_encode(data), sequence=found.sequence + 1, schema=found.schema)
            self._tables(new)
        except DamageError as error:
            raise InvalidRecordError(say("can't be kept: {wrong}", wrong=error.message)) from error
        except RecursionError:
            raise InvalidRecordError(
                say("can't be kept: more than {limit} levels", limit=validation.MAX_DEPTH)
            ) from None
        return new

    def _tables(self, data: bytes) -> dict[str, dict[str, Any]]:
        """Return what stock TinyDB would, but for the seal."""
        try:
            tables = msgspec.json.decode(data, type=dict[str, Raw])
            del tables[SEAL]
            found: dict[str, Any] = {
                _from_file(name): msgspec.json.decode(raw) for name, raw in tables.items()
            }
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise DamageError(say("it cannot be decoded: {error}", error=str(error))) from error
        wrong = validation.limit_violation(found)
        if wrong is not None:
            raise DamageError(wrong)
        return found

    def _damaged(self, error: DamageError) -> DamagedFileError:
        return DamagedFileError(
            say("{path} is damaged: {what}", path=self._place.shown, what=error.message)
        )

    def _refuse_closed(self) -> None:
        if self._handle.closed:
            raise ValueError("the storage is closed")


def _encode(data: Mapping[str, Any]) -> list[bytes]:
    """Return the tables as bytes, one document a line, in the order they have.

    The standard library's encoder decides what JSON can hold, as it does for TinyDB's own storage.
    """
    tables = []
    for name, documents in data.items():
        begin = _json({_to_file(name): 0})[1:-3]
        if isinstance(documents, dict):
            tables.append(table(begin, [_json({key: one})[1:-1] for key, one in documents.items()]))
        else:
            tables.append(begin + b":" + _json(documents))
    return tables


def _json(value: object) -> bytes:
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), check_circular=True
    ).encode()


def _to_file(name: Any) -> Any:
    """Return the name under which a table stands in the file: one called `seal` gives way."""
    return f"{name}_" if isinstance(name, str) and name.rstrip("_") == SEAL else name


def _from_file(name: str) -> str:
    """Return the name that a table was given."""
    return name[:-1] if name.rstrip("_") == SEAL else name


def open_read_only(path: str | os.PathLike[str]) -> TinyDB:
    """Return the file as a TinyDB database; writing through it is an error."""
    return TinyDB(path, storage=SealedStorage, read_only=True)

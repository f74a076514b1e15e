"""Answers that were given before, by the content of the file and everything else they depend on.

A file is read whole every time and looked up by a digest of its bytes, so an answer can't be
stale: another byte, another day, period, rule or version of orglife is another key. What is saved
is the decoding and the judging, which is nearly all of the work.

An answer counts only with a mark made with a secret of this user: whoever can write the file can
take answers out, and can put none in.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from collections.abc import Iterable
from contextlib import closing
from hashlib import blake2b, sha256
from hmac import compare_digest
from pathlib import Path

from orglife.errors import StoreError
from orglife.messages import say

_APPLICATION = 0x6F726C66
"""Marks the SQLite file as a cache of orglife."""
_KEPT = 8
"""Answers to so many different questions are kept, those asked last."""
_TABLES = """
CREATE TABLE IF NOT EXISTS questions (signature TEXT PRIMARY KEY, asked INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS answers (
  question INTEGER NOT NULL, digest BLOB NOT NULL, crc32 INTEGER NOT NULL, answer BLOB NOT NULL,
  PRIMARY KEY (question, digest));
"""


class Cache:
    """The answers to one question."""

    def __init__(self, path: str, base: sqlite3.Connection, question: int, key: bytes) -> None:
        self._path = path
        self._base = base
        self._question = question
        self._key = key

    @classmethod
    def to_read(cls, path: str, signature: str, secret: bytes) -> Cache | None:
        """Return the answers to the question with `signature`; None where there are none."""
        try:
            _refuse_irregular(path)
            base = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)
        except (sqlite3.Error, OSError):
            return None
        try:
            _harmless(base)
            row = base.execute(
                "SELECT rowid FROM questions WHERE signature = ?", (signature,)
            ).fetchone()
        except sqlite3.Error:
            row = None
        if row is None:
            base.close()
            return None
        return cls(path, base, row[0], _key(secret, signature))

    @classmethod
    def has(cls, path: str, signature: str, secret: bytes) -> bool:
        """Whether the question with `signature` was asked before, so that answers may be there."""
        found = cls.to_read(path, signature, secret)
        if found is None:
            return False
        found.close()
        return True

    @classmethod
    def to_write(cls, path: str, signature: str, secret: bytes) -> Cache:
        """Open or make the cache, and forget answers to questions not asked for long.

        Raises:
            StoreError: it is another kind of file, or can't be written.
        """
        try:
            _make(path)
            base = sqlite3.connect(path, timeout=60)
            _harmless(base)
            with closing(base.cursor()) as one:
                if one.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION:
                    raise sqlite3.DatabaseError("another program's database")
                question = _question(base, signature)
        except (sqlite3.Error, OSError) as error:
            raise _unusable(path, error) from error
        return cls(path, base, question, _key(secret, signature))

    def close(self) -> None:
        """Close it."""
        self._base.close()

    def _mark(self, key: bytes, answer: bytes) -> bytes:
        """Return what says that this user's orglife gave this answer to this question."""
        return blake2b(key + answer, key=self._key, digest_size=16).digest()

    @staticmethod
    def key(data: bytes) -> bytes:
        """Return the digest of a file's bytes."""
        return sha256(data).digest()  # processors have it built in: twice as fast as blake2b

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the answers that it has for some hundred files; one that is damaged is none."""
        wanted = set(keys)
        marks = ",".join("?" * len(wanted))
        try:
            rows = self._base.execute(
                "SELECT digest, crc32, answer FROM answers"  # noqa: S608  # question marks only
                f" WHERE question = ? AND digest IN ({marks})",
                (self._question, *wanted),
            ).fetchall()
            return {
                key: one
                for key, checked, one in rows
                if type(checked) is bytes and compare_digest(self._mark(key, one), checked)
            }
        except (sqlite3.Error, TypeError):
            return {}

    def put(self, answers: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep answers, by one transaction.

        Raises:
            StoreError: it is damaged, or the disk is full.
        """
        try:
            with self._base:
                self._base.executemany(
                    "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)",
                    (
                        (self._question, key, self._mark(key, found), found)
                        for key, found in answers
                    ),
                )
        except sqlite3.Error as error:
            raise _unusable(self._path, error) from error


def _unusable(path: str, error: Exception) -> StoreError:
    return StoreError(
        say("can't use {path} as a cache: {error}", path=path, error=str(error)),
        hint=say("name a file that orglife made with --cache, or one that is not there"),
    )


def _key(secret: bytes, signature: str) -> bytes:
    """Return what marks the answers of one user to one question."""
    return blake2b(signature.encode(), key=secret, digest_size=32).digest()


def _refuse_irregular(path: str) -> None:
    """Refuse what is no regular file, or belongs to another user.

    Raises:
        OSError: it is one of these.
    """
    status = os.lstat(path)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
    if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
        raise OSError(errno.EPERM, "it belongs to another user")


def _harmless(base: sqlite3.Connection) -> None:
    """Refuse a database with anything in it but the two tables: a trigger runs when it is written.

    Raises:
        sqlite3.DatabaseError: it has triggers, views, indexes or other tables.
    """
    base.execute("PRAGMA trusted_schema=OFF")
    found = base.execute("SELECT type, name FROM sqlite_master").fetchall()
    own = {("table", "questions"), ("table", "answers")}
    automatic = {one for one in found if str(one[1]).startswith("sqlite_autoindex_")}
    if set(found) - automatic - own:
        raise sqlite3.DatabaseError("it holds more than a cache of orglife")


def _make(path: str) -> None:
    """Make an empty cache, for its owner only, where there is none yet."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        _refuse_irregular(path)
        if Path(path).stat().st_size:
            return
    with closing(sqlite3.connect(path)) as base:
        base.execute(f"PRAGMA application_id = {_APPLICATION}")
        base.executescript(_TABLES)


def _question(base: sqlite3.Connection, signature: str) -> int:
    """Return the number of the question, asked now."""
    with base:
        base.execute(
            "INSERT INTO questions SELECT ?, coalesce(max(asked), 0) + 1 FROM questions WHERE true"
            " ON CONFLICT (signature) DO UPDATE SET asked = excluded.asked",
            (signature,),
        )
        old = base.execute(
            "SELECT rowid FROM questions ORDER BY asked DESC LIMIT -1 OFFSET ?", (_KEPT,)
        ).fetchall()
        base.executemany("DELETE FROM answers WHERE question = ?", old)
        base.executemany("DELETE FROM questions WHERE rowid = ?", old)
        found: int = base.execute(
            "SELECT rowid FROM questions WHERE signature = ?", (signature,)
        ).fetchone()[0]
    return found

"""A text edited in the user's own editor; the draft is kept where anything goes wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from orglife.errors import StoreError
from orglife.messages import say

FALLBACK = "notepad" if sys.platform == "win32" else "vi"


class Draft:
    """A draft in a file that is new, in a folder which only its owner may read."""

    def __init__(self, text: str, path: Path) -> None:
        self.path = path
        try:
            path.touch(mode=0o600, exist_ok=False)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise StoreError(
                say("can't write {path}: {why}", path=str(path), why=error.strerror or str(error))
            ) from error

    def edit(self) -> str:
        """Return the text after the user's editor has closed.

        Raises:
            StoreError: no editor, or it failed; the draft stays where it is.
        """
        from shlex import split

        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or FALLBACK
        try:
            done = subprocess.run([*split(editor), str(self.path)], check=False)  # noqa: S603  # the user's own editor
        except (OSError, ValueError) as error:
            raise self.kept(str(error)) from None
        if done.returncode:
            raise self.kept(f"{editor}: {done.returncode}")
        return self.read()

    def read(self) -> str:
        """Return what stands in the draft now."""
        try:
            return self.path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeError) as error:
            raise self.kept(str(error)) from None

    def kept(self, reason: str) -> StoreError:
        """Return the error that says where the draft is."""
        return StoreError(
            say("the editor failed: {reason}", reason=reason),
            hint=say("the draft is kept in {path}; choose an editor with EDITOR", path=self.path),
        )

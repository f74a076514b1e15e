"""Files that were named to be read: regular ones, of bounded size."""

from __future__ import annotations

import errno
import os
import stat

READ = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
LARGEST_TEXT = 16 << 20
"""Bytes of the largest text that is read: minutes, lists, rules."""


def read_regular(path: str, largest: int) -> bytes:
    """Return the bytes of a regular file, one byte more than `largest` at most.

    A device or a pipe is not opened: that may do something, or wait without end.

    Raises:
        OSError: it is none, or can't be read.
    """
    if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
        raise OSError(errno.EINVAL, "it is not a regular file")
    with open(os.open(path, READ), "rb") as file:  # noqa: PTH123  # a descriptor
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file")
        return file.read(largest + 1)


def read_text_file(path: str) -> str:
    """Return the text of a regular file in UTF-8, without a byte order mark.

    Raises:
        OSError: it is none, is larger than `LARGEST_TEXT`, or can't be read.
        UnicodeError: it is no UTF-8.
    """
    data = read_regular(path, LARGEST_TEXT)
    if len(data) > LARGEST_TEXT:
        raise OSError(errno.EFBIG, f"it is larger than {LARGEST_TEXT >> 20} MiB")
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")

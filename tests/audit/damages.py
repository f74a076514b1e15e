"""Twenty-two ways in which a branch file is none: each with the code under which it is reported."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from resealed import sealed, tables, with_activity


class Damage(NamedTuple):
    """What is done to a file, and how it must be reported."""

    code: str
    apply: Callable[[Path], object]


def _bytes(change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(change(path.read_bytes()))


def _flip(data: bytes) -> bytes:
    at = len(data) // 3
    return data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]


def _zeroed(data: bytes) -> bytes:
    at = len(data) // 2 // 512 * 512
    return data[:at] + bytes(512) + data[at + 512 :]


def _swapped(data: bytes) -> bytes:
    return data[1024:2048] + data[:1024] + data[2048:]


def _huge(path: Path) -> None:
    os.truncate(path, 300 << 20)  # sparse: it takes no room


def _fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("not there"))


def _link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def _replaced(old: bytes, new: bytes) -> Callable[[Path], object]:
    return _bytes(lambda data: sealed(tables(data).replace(old, new, 1)))


DAMAGES = {
    "empty": Damage("damaged", _bytes(lambda data: b"")),
    "half": Damage("damaged", _bytes(lambda data: data[: len(data) // 2])),
    "one-byte-short": Damage("damaged", _bytes(lambda data: data[:-1])),
    "one-byte-long": Damage("damaged", _bytes(lambda data: data + b"\n")),
    "flipped-bit": Damage("damaged", _bytes(_flip)),
    "zeroed-block": Damage("damaged", _bytes(_zeroed)),
    "swapped-blocks": Damage("damaged", _bytes(_swapped)),
    "garbage": Damage("damaged", _bytes(lambda data: b"\x93\x00\xff" * 500)),
    "other-json": Damage("damaged", _bytes(lambda data: b"[1, 2, 3]\n")),
    "no-seal": Damage("damaged", _bytes(lambda data: tables(data)[:-2] + b"}\n")),
    "byte-order-mark": Damage("damaged", _bytes(lambda data: b"\xef\xbb\xbf" + data)),
    "utf-16": Damage("damaged", _bytes(lambda data: data.decode().encode("utf-16"))),
    "crlf": Damage("damaged", _bytes(lambda data: data.replace(b"\n", b"\r\n"))),
    "newer-schema": Damage("newer", _bytes(lambda data: sealed(tables(data), schema=99))),
    "unknown-field": Damage("damaged", _replaced(b'"name":', b'"rating":1,"name":')),
    "no-name": Damage("damaged", _replaced(b'"name":', b'"other_names":[],"topics":')),
    "bad-date": Damage("damaged", _replaced(b'"held":"2025-01', b'"held":"2025-13')),
    "nowhere": Damage("damaged", _bytes(lambda data: with_activity(data, chair=999))),
    "control-character": Damage(
        "damaged", _bytes(lambda data: with_activity(data, place="Hall\x1b[2J"))
    ),
    "huge": Damage("damaged", _huge),
    "fifo": Damage("unreadable", _fifo),
    "link-to-nothing": Damage("missing", _link_to_nothing),
    "link-to-itself": Damage("unreadable", _link_to_itself),
}

"""PDF and PNG, looked into with poppler and the standard library."""

from __future__ import annotations

import struct
import subprocess
import zlib
from collections import Counter
from pathlib import Path


def said_by(*command: str) -> str:
    """Return what a program wrote to stdout."""
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout


def text_of(paper: Path) -> str:
    """Return the text of a PDF file, without the spaces between its words."""
    return "".join(said_by("pdftotext", "-layout", str(paper), "-").split())


def pages_of(paper: Path) -> int:
    """Return how many pages a PDF file has."""
    lines = said_by("pdfinfo", str(paper)).splitlines()
    return int(next(line for line in lines if line.startswith("Pages:")).split()[1])


def size_of(paper: Path) -> tuple[float, float]:
    """Return the size of the first page, in points."""
    lines = said_by("pdfinfo", str(paper)).splitlines()
    words = next(line for line in lines if line.startswith("Page size:")).split()
    return float(words[2]), float(words[4])


def pictures_of(paper: Path, folder: Path) -> list[Path]:
    """Write a PNG file a page, and return them in order."""
    said_by("pdftoppm", "-r", "50", "-png", str(paper), str(folder / paper.stem))
    return sorted(folder.glob(f"{paper.stem}-*.png"))


def colours_of(picture: Path) -> Counter[str]:
    """Return how many pixels of a PNG file have which colour, as `#rrggbb`."""
    data = picture.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, packed, head = 8, b"", b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        head = body if kind == b"IHDR" else head
        packed += body if kind == b"IDAT" else b""
        at += length + 12
    wide, high, depth, colour = struct.unpack(">IIBB", head[:10])
    step = {2: 3, 6: 4}[colour]
    assert depth == 8
    raw, before = zlib.decompress(packed), bytearray(wide * step)
    found: Counter[str] = Counter()
    for row in range(high):
        start = row * (wide * step + 1)
        line = unfiltered(
            raw[start], bytearray(raw[start + 1 : start + 1 + wide * step]), before, step
        )
        found.update(line[x : x + 3].hex() for x in range(0, len(line), step))
        before = line
    return Counter({f"#{colour}": number for colour, number in found.items()})


def unfiltered(kind: int, line: bytearray, above: bytearray, step: int) -> bytearray:
    """Return a line of pixels as it is shown (PNG, 9.2)."""
    if kind == 0:
        return line
    if kind == 2:
        return bytearray((one + up) & 255 for one, up in zip(line, above, strict=True))
    for at in range(len(line)):
        left = line[at - step] if at >= step else 0
        corner = above[at - step] if at >= step else 0
        guess = (0, left, above[at], (left + above[at]) // 2, 0)[kind]
        if kind == 4:
            whole = left + above[at] - corner
            guess = min((left, above[at], corner), key=lambda one: abs(whole - one))
        line[at] = (line[at] + guess) & 255
    return line

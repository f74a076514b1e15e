"""What is measured within one process, since it is a part of a command; prints JSON.

    python inside.py FOLDER ROUNDS

FOLDER has the files of `make_files.py`. Each ratio is the median of ratios of neighbouring runs.
Collections are off, as they are while a command runs.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import msgspec

from orglife.model.base import decode_hook
from orglife.model.calendar import Period
from orglife.reports.formats.registry import render_view
from orglife.reports.language import Language
from orglife.reports.meetings.activities import activities_view
from orglife.reports.view import RenderOptions
from orglife.rules.engine import check_branch
from orglife.storage.decode import decode_file
from orglife.storage.format import Tables

ENGLISH = Language("en")
NARROW = 72


def seconds(run: Callable[[], object]) -> float:
    """Return how long one run takes; what it made is freed afterwards."""
    begun = time.perf_counter()
    kept = run()
    taken = time.perf_counter() - begun
    del kept
    return taken


def compare(mine: Callable[[], object], theirs: Callable[[], object], rounds: int) -> list[float]:
    """Return milliseconds of both and the ratio, medians over the rounds after the first."""
    mine(), theirs()
    pairs = [(seconds(mine), seconds(theirs)) for _ in range(rounds)]
    return [
        statistics.median(one for one, _ in pairs) * 1000,
        statistics.median(other for _, other in pairs) * 1000,
        statistics.median(one / other for one, other in pairs),
    ]


def decoding(data: bytes, rounds: int) -> list[float]:
    """Compare our decoding, seal included, with what msgspec takes for all of the bytes."""
    return compare(lambda: decode_file(data), lambda: msgspec.json.decode(data), rounds)


def typing(data: bytes, rounds: int) -> list[float]:
    """Compare our decoding with the typed decoding in it, the history left undecoded in both."""
    decoder = msgspec.json.Decoder(Tables, dec_hook=decode_hook)
    return compare(lambda: decode_file(data), lambda: decoder.decode(data), rounds)


def judging(data: bytes, short: bytes, rounds: int) -> list[float]:
    """Compare the engine's time for one year in a file with that in a file of ten years."""
    branch, other = decode_file(data).branch, decode_file(short).branch
    year, day = Period.year(2025), date(2025, 11, 20)
    return compare(
        lambda: check_branch(branch, year, as_of=day),
        lambda: check_branch(other, year, as_of=day),
        rounds,
    )


def printing(data: bytes, width: int | None, rounds: int) -> list[float]:
    """Compare our lines of a list of activities with a Rich table of the same cells."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    view = activities_view(decode_file(data).branch, period=None, day=date(2026, 1, 1))
    table = view.blocks[1]
    heads = [ENGLISH.text(one.heading) for one in table.columns]
    rows = [[ENGLISH.text(cell) for cell in row] for row in table.rows]

    def ours() -> object:
        return render_view("table", view, ENGLISH, RenderOptions(width=width))

    def rich() -> object:
        drawn = Table()
        for head in heads:
            drawn.add_column(head)
        for row in rows:
            drawn.add_row(*map(Text, row))
        written = StringIO()
        Console(file=written, width=width or 200).print(drawn)
        return written

    return compare(ours, rich, rounds)


def main() -> None:
    gc.disable()
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
    files = {name: (folder / f"{name}.json").read_bytes() for name in sys.argv[3:]}
    short = files["10-years"]
    print(
        json.dumps(
            {
                "decoding": {name: decoding(data, rounds) for name, data in files.items()},
                "typing": {name: typing(data, rounds) for name, data in files.items()},
                "judging": {
                    name: judging(data, short, rounds)
                    for name, data in files.items()
                    if name in ("1-years", "40-years")
                },
                "printing": {
                    "wide": printing(files["many"], None, 3),
                    "wrapped": printing(files["many"], NARROW, 3),
                },
            }
        )
    )


main()

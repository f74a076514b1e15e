"""A plot of cost against size as SVG; the same numbers give the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log10
from typing import NamedTuple

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 50, 150, 20, 40
COLOURS = ("#1b6ca8", "#c0392b", "#2e7d32", "#8e44ad", "#b7791f", "#444444")


class Curve(NamedTuple):
    """A program: pairs of how many activities the file has, and the cost in T."""

    name: str
    points: Sequence[tuple[int, float]]
    ours: bool


def plot(curves: Sequence[Curve]) -> str:
    """Return the curves on two logarithmic axes."""
    sizes = [size for one in curves for size, _ in one.points]
    costs = [cost for one in curves for _, cost in one.points]
    x0, x1 = log10(min(sizes)), log10(max(sizes))
    y0, y1 = log10(min(0.5, *costs)), log10(max(costs) * 1.1)

    def x(size: float) -> float:
        return LEFT + (log10(size) - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT)

    def y(cost: float) -> float:
        return HEIGHT - BOTTOM - (log10(cost) - y0) / (y1 - y0) * (HEIGHT - TOP - BOTTOM)

    def body() -> Iterator[str]:
        yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
        for cost in (0.5, 1, 2, 5, 10, 20, 50):
            if 10**y0 <= cost <= 10**y1:
                yield (
                    f'<path d="M{LEFT} {y(cost):.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>'
                    f'<text x="{LEFT - 6}" y="{y(cost) + 4:.1f}" text-anchor="end">'
                    f"{cost:g} T</text>"
                )
        for size in sorted(set(sizes)):
            yield (
                f'<text x="{x(size):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">'
                f"{size:,}</text>"
            )
        yield (
            f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 6}" text-anchor="middle">'
            "activities in the file</text>"
        )
        lowest = float("inf")
        by_height = sorted(enumerate(curves), key=lambda pair: pair[1].points[-1][1])
        for place, one in by_height:
            colour = COLOURS[place % len(COLOURS)]
            line = "L".join(f"{x(size):.1f} {y(cost):.1f}" for size, cost in one.points)
            dashes = "" if one.ours else ' stroke-dasharray="5 4"'
            yield f'<path d="M{line}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>'
            size, cost = one.points[-1]
            lowest = min(y(cost), lowest - 13)  # names that would overlap move up
            yield f'<circle cx="{x(size):.1f}" cy="{y(cost):.1f}" r="3" fill="{colour}"/>'
            yield (
                f'<text x="{x(size) + 8:.1f}" y="{lowest + 4:.1f}" fill="{colour}">'
                f"{one.name}</text>"
            )

    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11">\n'
        "<title>Cost of a command against the size of the file, in T</title>\n"
        + "\n".join(body())
        + "\n</svg>\n"
    )

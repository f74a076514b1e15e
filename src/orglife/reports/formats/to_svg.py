"""SVG: the calendars and grids of a view, one below the other, as one picture to hang up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orglife.errors import ChoiceError
from orglife.messages import say
from orglife.reports.blocks.drawing import draw
from orglife.reports.blocks.drawing_grid import draw_grid
from orglife.reports.blocks.svg_parts import FONTS, Drawing
from orglife.reports.view import Calendar, Heading, Table

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.look import Look
    from orglife.reports.view import View


def render(view: View, language: Language, look: Look) -> str:  # noqa: ARG001  # every format's
    """Return the picture.

    Raises:
        ChoiceError: nothing in the view can be drawn.
    """
    aside = next((one.aside for one in view.blocks if isinstance(one, Heading)), None)
    drawn = []
    for one in view.blocks:
        if isinstance(one, Calendar):
            drawn.append(draw(one, language, aside))
        elif isinstance(one, Table) and one.grid and one.rows:
            drawn.append(draw_grid(one, language, aside))
    if not drawn:
        raise ChoiceError(
            say("there is nothing here to draw"),
            hint=say("a picture is made of the calendar of duties: orglife check -o calendar.svg"),
        )
    return (drawn[0].text if len(drawn) == 1 else _stacked(drawn)) + "\n"


def _stacked(drawn: list[Drawing]) -> str:
    full = max(one.width for one in drawn)
    height = sum(one.height for one in drawn)
    parts = []
    top = 0
    for one in drawn:
        parts.append(one.text.replace("<svg ", f'<svg y="{top}" ', 1))
        top += one.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full} {height}" width="{full}" '
        f'height="{height}" font-family="{FONTS}">\n' + "\n".join(parts) + "\n</svg>"
    )

"""The cell of those who were not there, as people write it in sheets.

Beside what `read_absentees` reads, and only where every name is known: the state first
(`病假：冯若兰、陈立夏`), a count before the names (`2人（冯若兰、陈立夏）`), names with spaces
between them, a state right behind a name (`冯若兰病假`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from orglife.errors import OrglifeError
from orglife.importers.attendance_signs import SIGNS_OF_ATTENDANCE, is_sign, read_sign
from orglife.importers.cell_names import STATES
from orglife.model.name_lists import Absentee, read_absentees, split_names
from orglife.model.terms import normalize

COUNTED = re.compile(r"^(?:共|计|共计)?\s*\d+\s*[人名位]?\s*[（(:：]\s*(.+?)\s*[)）]?$", re.DOTALL)
SEGMENTS = re.compile(r"[;；\n。]")
STATE_FIRST = re.compile(r"^([^:：、,，;；()（）]{1,8})\s*[:：]\s*(.+)$", re.DOTALL)
STATE_AROUND = re.compile(r"^([^:：、,，;；()（）]{1,8})\s*[（(]\s*([^()（）]+)[)）]$", re.DOTALL)


def read_absent_cell(text: str, *, bare: str, known: Callable[[str], bool]) -> tuple[Absentee, ...]:
    """Return whom a cell names as not there, in its order.

    Raises:
        ChoiceError, InvalidRecordError: as `read_absentees` does, where no reading has only names
            that are known.
    """
    refused: OrglifeError | None = None
    found: tuple[Absentee, ...] = ()
    try:
        found = read_absentees(text, bare=bare, known=known)
        if all(known(one.name) for one in found):
            return found
    except OrglifeError as error:
        refused = error
    for reading in (_by_state, _counted, _each):
        try:
            other = tuple(reading(text, bare, known))
        except OrglifeError:
            continue
        if other and all(known(one.name) for one in other):
            return other
    if refused is not None:
        raise refused
    return found


def _by_state(text: str, bare: str, known: Callable[[str], bool]) -> Iterator[Absentee]:
    """Yield the names of `病假：冯若兰、陈立夏；事假：郑大川` and of `请假（冯若兰、陈立夏）`."""
    for segment in SEGMENTS.split(text):
        if not segment.strip():
            continue
        match = STATE_FIRST.match(segment.strip()) or STATE_AROUND.match(segment.strip())
        word = normalize(match[1]).removesuffix("人员") if match is not None else ""
        if match is None or known(match[1]) or not is_sign(word, {}):
            yield from _each(segment, bare, known)
            continue
        state = read_sign(word, {})
        for name in split_names(match[2]):
            yield Absentee(name, state.state, state.reason)


def _counted(text: str, bare: str, known: Callable[[str], bool]) -> Iterator[Absentee]:
    """Yield the names of `2人（冯若兰、陈立夏）`, where there are so many."""
    match = COUNTED.match(text.strip())
    if match is None:
        return
    names = tuple(_each(match[1], bare, known))
    if len(names) == int(re.findall(r"\d+", text)[0]):
        yield from names


def _each(text: str, bare: str, known: Callable[[str], bool]) -> Iterator[Absentee]:
    """Yield the names of a list in which a state may stand right behind a name."""
    for one in read_absentees(text, bare=bare, known=known):
        if known(one.name):
            yield one
            continue
        pieces = one.name.split()
        if len(pieces) > 1 and all(map(known, pieces)):
            yield from (one._replace(name=piece) for piece in pieces)
            continue
        ends = range(len(one.name) - 1, 1, -1)
        end = next((at for at in ends if known(one.name[:at])), 0)
        rest = normalize(one.name[end:]).removeprefix("因")
        if end and (rest in SIGNS_OF_ATTENDANCE or rest in STATES) and one.state == bare:
            sign = SIGNS_OF_ATTENDANCE.get(rest)
            state, reason = ("excused", rest) if sign is None else (sign.state, sign.reason)
            yield Absentee(one.name[:end], state, reason)
        else:
            yield one

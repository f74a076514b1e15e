"""Posts as rosters hold them: several in a cell, or one column a post holding 是."""

from __future__ import annotations

from orglife.errors import ChoiceError
from orglife.importers.fields import SEAT_PREFIX
from orglife.importers.problem import Cells
from orglife.messages import say
from orglife.model.answers import says_no, says_nothing, says_yes
from orglife.model.names import nearest
from orglife.model.terms import SEATS, fold, match

MARKS = frozenset(("x", "√", "✓", "✔"))
"""What ticks a box; in an answer that is typed they would be no yes."""
NO_POST = frozenset(("党员", "普通党员", "member"))
LEADER = frozenset(
    fold(text) for text in ("党小组长", "党小组组长", "小组长", "组长", "group leader", "leader")
)


def is_yes(text: str) -> bool:
    """Return whether a cell says 是.

    Raises:
        ChoiceError: it says neither yes nor no.
    """
    if says_yes(text) or fold(text) in MARKS:
        return True
    if says_no(text) or says_nothing(text):
        return False
    raise ChoiceError(
        say("{value} is neither yes nor no", value=text),
        hint=say(
            "write {yes} or leave the cell empty; if the column holds something else, use --map",
            yes="yes/是",
        ),
    )


def read_posts(text: str) -> tuple[str, ...]:
    """Return the codes of the posts in a cell, in its order; `leader` for a group leader.

    Raises:
        ChoiceError: one of them is no post.
    """
    plain = text
    for sign in "、,，;；/+＋\n":
        plain = plain.replace(sign, "|")
    found: list[str] = []
    for part in plain.replace("兼", "|").split("|"):
        code = _post(part.strip())
        if code and code not in found:
            found.append(code)
    return tuple(found)


def _post(text: str) -> str:
    bare = fold(text)
    if says_no(text) or says_nothing(text) or bare in NO_POST:
        return ""
    if bare in LEADER or (bare.endswith(("组长", "groupleader")) and "副" not in bare):
        return "leader"
    found = match(text, SEATS.values())
    if len(found) != 1:
        names = [name for term in SEATS.values() for name in (term.code, term.en, term.zh)]
        raise ChoiceError(
            say("{value} is not a post of a branch", value=text),
            hint=nearest(text, names) or say("one of: {codes}", codes=tuple(SEATS)),
        )
    return found[0].code


def posts_of(cells: Cells) -> tuple[str, ...]:
    """Return the codes of a row's posts, from the post column and from those for one post each."""
    nothing: tuple[str, ...] = ()
    codes = list(cells.read("post", read_posts, nothing))
    for field in cells.table.columns:
        code = field.removeprefix(SEAT_PREFIX)
        if field.startswith(SEAT_PREFIX) and cells.read(field, is_yes, False) and code not in codes:
            codes.append(code)
    return tuple(codes)

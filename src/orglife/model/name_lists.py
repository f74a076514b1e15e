"""Lists of names and absentees as they are typed.

`Li Si:excused:ill; Wang Wu` and `李四（请假：生病）；王五（病假）、赵六`. A bare name is
`unstated`, never "without excuse". Commands and imports share this grammar. A known name may hold
brackets of its own (张伟（大）); a backslash before a separator makes it a plain character.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import accumulate
from typing import NamedTuple

from orglife.errors import ChoiceError, InvalidRecordError, OrglifeError
from orglife.messages import say
from orglife.model.names import parse_term, suggest_nearest
from orglife.model.terms import ATTENDANCE, Term, is_blank_answer, match_terms, normalize

ALL_CAME = frozenset(
    normalize(text)
    for text in (
        *("全勤", "无缺席", "全部到会", "全员到会", "全体到会", "全部到齐", "全员到齐", "全到"),
        *(
            "全体参加",
            "全部参加",
            "全员参加",
            "全部出席",
            "全体出席",
            "无人缺席",
            "无人请假",
            "没有",
        ),
        *("无缺勤", "无请假", "没有缺席", "没有人缺席", "无缺席人员", "无请假人员"),
    )
)
PLAIN = frozenset(normalize(text) for text in ("excused", "excuse", "leave", "请假", "已请假"))
"""Words for an excuse that give no reason; others, such as 病假, are a reason too."""
WITHOUT_EXCUSE = ("无故", "未请假", "没请假", "没有请假", "未经请假", "旷")
UNSTATED = ("未说明", "原因不明", "不详", "原因不详", "unknown")


class Absentee(NamedTuple):
    """A name, a code of `ATTENDANCE` and a reason, as written; the name is not looked up yet."""

    name: str
    state: str = "unstated"
    reason: str = ""


def nobody_known(_name: str) -> bool:
    """Whether somebody has this name, where no branch is at hand."""
    return False


def read_absentees(
    text: str,
    *,
    bare: str = "unstated",
    known: Callable[[str], bool] = nobody_known,
    states: Mapping[str, Term] = ATTENDANCE,
) -> tuple[Absentee, ...]:
    """Return who `text` names, in its order; nobody for an empty text, `无`, `全勤` or `none`.

    `bare` is the state of a name that stands alone (`excused` under a heading such as 请假人员).
    What is `known` as a name is one, whatever brackets it holds.

    Raises:
        ChoiceError: after `NAME:` stands something that is no state, or may be several.
        InvalidRecordError: a bracket is left open, a name is missing.
    """
    if is_blank_answer(text) or normalize(text).rstrip("。.") in ALL_CAME:
        return ()
    return tuple(_one(piece, bare, known, states) for piece in split_list(text))


def _one(
    piece: str, bare: str, known: Callable[[str], bool], states: Mapping[str, Term]
) -> Absentee:
    end = _end_of_name(piece, known)
    name, rest = unescape_list(piece[:end].strip()), piece[end:]
    if not name:
        raise InvalidRecordError(say("{text}: the name is missing", text=piece))
    if not rest:
        return Absentee(name, bare)
    if rest[0] in COLONS:
        return _after_colon(name, rest[1:].strip(), bare, states)
    if bracket_depths(rest).index(0) != len(rest) - 1:
        raise InvalidRecordError(
            say("{text}: nothing can stand after the bracket", text=piece),
            hint=say("separate the names with a semicolon"),
        )
    return _bracketed(name, rest[1:-1].strip(), bare, states)


MOST_ENDS = 50
"""A piece with more brackets and colons outside brackets is not looked through for a name."""


def _end_of_name(piece: str, known: Callable[[str], bool]) -> int:
    """Return where the name in a piece ends: before a colon or bracket, or with the piece.

    The longest name that is known counts, else what stands before a colon outside brackets, else
    what stands before the first bracket.
    """
    shape = mask_escapes(piece)
    ends = [
        at
        for at, depth in enumerate([0, *bracket_depths(shape)][:-1])
        if depth == 0 and shape[at] in COLONS + OPENING
    ]
    if not any(shape[at] in OPENING for at in ends):
        return ends[0] if ends else len(piece)
    if len(ends) > MOST_ENDS:
        return next((at for at in ends if shape[at] in COLONS), ends[0])
    for end in (len(piece), *reversed(ends)):
        if known(unescape_list(piece[:end].strip())):
            return end
    return next((at for at in ends if shape[at] in COLONS), ends[0])


def _bracketed(name: str, inside: str, bare: str, states: Mapping[str, Term]) -> Absentee:
    """`（请假：生病）`, `（病假）`, `（无故）`; what is no state is the reason of an excuse."""
    if not inside:
        return Absentee(name, bare)
    for at, sign in enumerate(inside):
        if sign in ":：,，、 ":
            state = _state(inside[:at], states)
            if state:
                return Absentee(name, state, unescape_list(inside[at + 1 :].strip()))
            break
    state = _state(inside, states)
    if state and (state != "excused" or normalize(inside) in PLAIN):
        return Absentee(name, state)
    return Absentee(name, "excused", unescape_list(inside))


def _state(text: str, states: Mapping[str, Term]) -> str:
    """Return the state that `text` is, or nothing; no prefixes, since it may be a reason."""
    wanted = normalize(text)
    if wanted.startswith(tuple(normalize(word) for word in WITHOUT_EXCUSE)):
        return "absent"
    if wanted.startswith(tuple(normalize(word) for word in UNSTATED)):
        return "unstated"
    if wanted in PLAIN:
        return "excused"
    for term in states.values():
        if wanted in (normalize(name) for name in term.spellings):
            return term.code
    return ""


def _after_colon(name: str, rest: str, bare: str, states: Mapping[str, Term]) -> Absentee:
    """`excused`, `excused:ill`, `病假`."""
    at = min((rest.find(sign) for sign in COLONS if sign in rest), default=len(rest))
    word, reason = rest[:at].strip(), unescape_list(rest[at + 1 :].strip())
    if not word:
        return Absentee(name, "unstated" if reason else bare, reason)
    state = _state(word, states)
    if state == "excused" and normalize(word) not in PLAIN and not reason:
        return Absentee(name, state, word)
    if not state and not match_terms(word, states.values()):
        raise ChoiceError(
            say("{value} is not a state of attendance", value=word),
            hint=suggest_nearest(word, states)
            or say(
                "write NAME:excused:{reason}, or one of: {codes}",
                reason=word,
                codes=tuple(states),
            ),
        )
    return Absentee(name, state or parse_term(word, states, say("state of attendance")), reason)


def format_absentee(one: Absentee) -> str:
    """Return an absentee as `read_absentees` reads it back, alone and in a list of several.

    Brackets keep a comma in its reason; where they don't do, backslashes keep every sign.
    """
    plain = ":".join(part for part in (one.name, one.state, one.reason) if part)
    bracketed = f"{one.name}({one.state}: {one.reason})"
    text = bracketed if any(sign in SIGNS for sign in one.reason) else plain
    return (
        text
        if _reads_as(text, one)
        else f"{escape_separators(one.name)}:{one.state}:{escape_separators(one.reason)}"
    )


def quote_reason(reason: str) -> str:
    """Return a reason as it can stand after `NAME:STATE:` in a list that ends with a semicolon."""
    one = Absentee("x", "excused", reason)
    return reason if _reads_as(f"x:excused:{reason};", one) else escape_separators(reason)


def _reads_as(text: str, one: Absentee) -> bool:
    try:
        return read_absentees(text, known=lambda name: name == one.name) == (one,)
    except OrglifeError:
        return False


SEPARATORS = ";；、,，\n"
OPENING, CLOSING = "(（", ")）"
COLONS = ":："
SIGNS = SEPARATORS + OPENING + CLOSING + COLONS + "\\"
"""What a backslash makes plain."""


def split_names(text: str) -> list[str]:
    """Split at `；;、，,` and line breaks outside brackets, spaces at the ends removed.

    Where `;` separates, a comma after the second colon (in a reason) does not.

    Raises:
        InvalidRecordError: a bracket is left open or closes none.
    """
    return [unescape_list(piece) for piece in split_list(text)]


def split_list(text: str) -> list[str]:
    """Return the pieces of a list as they are written, their backslashes kept."""
    shape = mask_escapes(text)
    found: list[str] = []
    begin = depth = colons = 0
    whole = ";" in shape or "；" in shape
    for at, sign in enumerate(shape):
        depth += (sign in OPENING) - (sign in CLOSING)
        if depth < 0:
            break
        colons += sign in COLONS
        in_reason = whole and colons > 1 and sign in "、,，"
        if sign in SEPARATORS and depth == 0 and not in_reason:
            found.append(text[begin:at].strip())
            begin, colons = at + 1, 0
    if depth:
        raise InvalidRecordError(
            say("a bracket in {text} has no partner", text=text),
            hint=say(
                "write: NAME（请假：REASON）；NAME, or NAME:excused:REASON; NAME; a single bracket "
                "with a \\ before it"
            ),
        )
    found.append(text[begin:].strip())
    return [piece for piece in found if piece]


def mask_escapes(text: str) -> str:
    """Return `text`, as long as it is, with every sign that a backslash makes plain hidden."""
    if "\\" not in text:
        return text
    shape, at = [], 0
    while at < len(text):
        hidden = text[at] == "\\" and text[at + 1 : at + 2] in tuple(SIGNS)
        shape.append("xx" if hidden else text[at])
        at += 1 + hidden
    return "".join(shape)


def unescape_list(piece: str) -> str:
    """Return what a piece says, without the backslashes that made its signs plain."""
    if "\\" not in piece:
        return piece
    said, at = [], 0
    while at < len(piece):
        at += piece[at] == "\\" and piece[at + 1 : at + 2] in tuple(SIGNS)
        said.append(piece[at])
        at += 1
    return "".join(said)


def bracket_depths(shape: str) -> list[int]:
    """Return how many brackets are open after each sign."""
    return list(accumulate((sign in OPENING) - (sign in CLOSING) for sign in mask_escapes(shape)))


def escape_separators(text: str) -> str:
    """Return `text` with a backslash before each sign that would separate."""
    return "".join(f"\\{sign}" if sign in SIGNS else sign for sign in text)

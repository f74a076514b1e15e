"""The list of those who were not there, as people write it.

`Li Si:excused:ill; Wang Wu` and `李四（请假：生病）；王五（病假）、赵六`. A bare name is
`unstated`, never "without excuse". Commands and imports read it here, so that both mean the same.
"""

from __future__ import annotations

from typing import NamedTuple

from orglife.errors import ChoiceError, InvalidRecordError
from orglife.messages import say
from orglife.model.names import nearest
from orglife.model.terms import ATTENDANCE, fold, match

SEPARATORS = ";；、,，\n"
OPENING, CLOSING = "(（", ")）"
NOBODY = frozenset(
    fold(text)
    for text in (
        "",
        "无",
        "全勤",
        "无缺席",
        "全部到会",
        "全员到会",
        "-",
        "—",
        "/",
        "none",
        "nobody",
    )
)
PLAIN = frozenset(fold(text) for text in ("excused", "excuse", "leave", "请假", "已请假"))
"""Words for an excuse that give no reason; others, such as 病假, are a reason too."""
WITHOUT_EXCUSE = ("无故", "未请假", "没请假", "没有请假", "未经请假", "旷")
UNSTATED = ("未说明", "原因不明", "不详", "原因不详", "unknown")


class Absentee(NamedTuple):
    """A name, a code of `ATTENDANCE` and a reason, as written; the name is not looked up yet."""

    name: str
    state: str = "unstated"
    reason: str = ""


def read_absentees(text: str, *, bare: str = "unstated") -> tuple[Absentee, ...]:
    """Return who `text` names, in its order; nobody for an empty text, `无`, `全勤` or `none`.

    `bare` is the state of a name that stands alone (`excused` under a heading such as 请假人员).

    Raises:
        ChoiceError: after `NAME:` stands something that is no state.
        InvalidRecordError: a bracket is left open, a name is missing.
    """
    if fold(text).rstrip("。.") in NOBODY:
        return ()
    return tuple(_one(piece, bare) for piece in split_names(text))


def split_names(text: str) -> list[str]:
    """Split at `；;、，,` and line breaks outside brackets, spaces at the ends removed.

    Where `;` separates, a comma after the second colon (in a reason) does not.

    Raises:
        InvalidRecordError: a bracket is left open or closes none.
    """
    pieces: list[str] = []
    current, depth, colons = "", 0, 0
    whole = ";" in text or "；" in text
    for sign in text:
        depth += (sign in OPENING) - (sign in CLOSING)
        if depth < 0:
            break
        colons += sign in ":："
        in_reason = whole and colons > 1 and sign in "、,，"
        if sign in SEPARATORS and depth == 0 and not in_reason:
            pieces.append(current.strip())
            current, colons = "", 0
        else:
            current += sign
    if depth:
        raise InvalidRecordError(
            say("a bracket in {text} has no partner", text=text),
            hint=say("write: NAME（请假：REASON）；NAME, or NAME:excused:REASON; NAME"),
        )
    pieces.append(current.strip())
    return [piece for piece in pieces if piece]


def _one(piece: str, bare: str) -> Absentee:
    none = len(piece)
    opened = min((piece.find(sign) for sign in OPENING if sign in piece), default=none)
    colon = min((piece.find(sign) for sign in ":：" if sign in piece), default=none)
    if opened < colon:
        name = piece[:opened].strip()
        found = _bracketed(name, piece[opened + 1 : -1].strip(), bare)
        if piece[-1] not in CLOSING:
            raise InvalidRecordError(
                say("{text}: nothing can stand after the bracket", text=piece),
                hint=say("separate the names with a semicolon"),
            )
    elif colon < none:
        name = piece[:colon].strip()
        found = _after_colon(name, piece[colon + 1 :].strip())
    else:
        found = Absentee(piece, bare)
    if not found.name:
        raise InvalidRecordError(say("{text}: the name is missing", text=piece))
    return found


def _bracketed(name: str, inside: str, bare: str) -> Absentee:
    """`（请假：生病）`, `（病假）`, `（无故）`; what is no state is the reason of an excuse."""
    if not inside:
        return Absentee(name, bare)
    for at, sign in enumerate(inside):
        if sign in ":：,，、 ":
            state = _state(inside[:at])
            if state:
                reason = inside[at + 1 :].strip()
                return Absentee(name, state, reason)
            break
    state = _state(inside)
    if state and (state != "excused" or fold(inside) in PLAIN):
        return Absentee(name, state)
    return Absentee(name, "excused", inside)


def _state(text: str) -> str:
    """Return the state that `text` is, or nothing; no prefixes, since it may be a reason."""
    wanted = fold(text)
    if wanted.startswith(tuple(fold(word) for word in WITHOUT_EXCUSE)):
        return "absent"
    if wanted.startswith(tuple(fold(word) for word in UNSTATED)):
        return "unstated"
    if wanted in PLAIN:
        return "excused"
    for term in ATTENDANCE.values():
        if wanted in (fold(name) for name in (term.code, term.en, term.zh, *term.also)):
            return term.code
    return ""


def _after_colon(name: str, rest: str) -> Absentee:
    """`excused`, `excused:ill`, `病假`."""
    at = min((rest.find(sign) for sign in ":：" if sign in rest), default=len(rest))
    word, reason = rest[:at].strip(), rest[at + 1 :].strip()
    if not word:
        return Absentee(name, "unstated", reason)
    state = _state(word)
    if not state:
        found = match(word, ATTENDANCE.values())
        if len(found) != 1:
            raise ChoiceError(
                say("{value} is not a state of attendance", value=word),
                hint=nearest(word, ATTENDANCE)
                or say(
                    "write NAME:excused:{reason}, or one of: {codes}",
                    reason=word,
                    codes=tuple(ATTENDANCE),
                ),
            )
        return Absentee(name, found[0].code, reason)
    if state == "excused" and fold(word) not in PLAIN and not reason:
        return Absentee(name, state, word)
    return Absentee(name, state, reason)


def absentee_text(one: Absentee) -> str:
    """Return an absentee as `read_absentees` reads it back; brackets keep commas in a reason."""
    if any(sign in one.reason for sign in (*SEPARATORS, ":", "：")):
        return f"{one.name}({one.state}: {one.reason})"
    return ":".join(part for part in (one.name, one.state, one.reason) if part)

"""The signs of attendance in a cell: √, 假, ×, 迟, 免, and the words for them.

A sheet may have a key of its own, which decides what its signs mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from orglife.errors import InvalidRecordError
from orglife.messages import say
from orglife.model.activity import Absence
from orglife.model.terms import ATTENDANCE, is_blank_answer, match_terms, normalize

PRESENT = Absence(state="present")


def _signs(*groups: tuple[str, Absence]) -> dict[str, Absence]:
    return {normalize(sign): absence for signs, absence in groups for sign in signs.split()}


SIGNS_OF_ATTENDANCE: Mapping[str, Absence] = _signs(
    (
        "√ ✓ ✔ ☑ ● 到 1 是 出席 出勤 到会 实到 参加 已参加 已到 已签到 签到 正常 全勤 "
        "present yes y p",
        PRESENT,
    ),
    ("假 ○ △ 〇 请假 已请假 excused leave e", Absence(state="excused")),
    ("事 事假", Absence(state="excused", reason="事假")),
    ("病 病假", Absence(state="excused", reason="病假")),
    ("公 公假 公差", Absence(state="excused", reason="公假")),
    ("差 出差", Absence(state="excused", reason="出差")),
    ("产 产假", Absence(state="excused", reason="产假")),
    ("探亲 探亲假", Absence(state="excused", reason="探亲")),
    ("× ✗ ✘ ☒ x 缺 缺席 缺勤 未到 未到会 未参加 未签到 0 否 no n", Absence(state="unstated")),
    ("旷 旷会 旷课 旷工 无故 无故缺席 absent a", Absence(state="absent")),
    ("迟 迟到 ◇ late l", Absence(state="late")),
    ("免 免到 免于 exempt", Absence(state="exempt")),
)
"""Sign to what it says, as signs are compared."""

KEY = re.compile(
    r"([√✓✔☑●○〇△▲▽◇◆☆★□■×✗✘☒/＋+＊*]|[假事病公差产缺旷迟免到])\s*[:：=＝为表示代指—－-]{0,3}\s*"
    r"(出勤|出席|到会|实到|参加|签到|正常|请假|事假|病假|公假|出差|缺席|缺勤|未到|旷会|旷课|无故缺席|无故"
    r"|迟到|免到|免于)"
)
"""A sign and the word beside it in the key of a sheet."""


def key_of_signs(texts: Iterable[str]) -> dict[str, Absence]:
    """Return what the signs of a sheet mean by its own key, found in notes around the table."""
    found: dict[str, Absence] = {}
    for text in texts:
        pairs = KEY.findall(text)
        if len(pairs) < 2 and "=" not in text:
            continue
        for sign, word in pairs:
            found[normalize(sign)] = SIGNS_OF_ATTENDANCE[normalize(word)]
    return found


def is_sign(text: str, key: Mapping[str, Absence]) -> bool:
    """Whether a cell holds a sign or word of attendance."""
    wanted = normalize(text)
    return wanted in key or wanted in SIGNS_OF_ATTENDANCE or bool(_word(text))


def read_sign(text: str, key: Mapping[str, Absence]) -> Absence:
    """Return what a sign says; `present` is a state like the others.

    Raises:
        InvalidRecordError: it is no sign of attendance.
    """
    wanted = normalize(text)
    found = key.get(wanted) or SIGNS_OF_ATTENDANCE.get(wanted)
    if found is not None:
        return found
    if word := _word(text):
        return Absence(state=word)
    plain = text.replace("（", "(").replace("：", ":").replace(")", "").replace("）", "")
    for mark in "(:":
        state, marked, reason = plain.partition(mark)
        if marked and is_sign(state, key):
            told = read_sign(state, key)
            if told.state != "present":
                return Absence(state=told.state, reason=reason.strip() or told.reason)
    raise InvalidRecordError(
        say("{text} is no sign of attendance", text=text),
        hint=say("write 到, 假, 迟, 缺, 旷 or 免, or a state: {codes}", codes=tuple(ATTENDANCE)),
    )


def _word(text: str) -> str:
    """Return the code of a state that is written out whole; empty for anything else."""
    if is_blank_answer(text):
        return ""
    found = match_terms(text, ATTENDANCE.values())
    wanted = normalize(text)
    for term in found:
        if wanted in map(normalize, term.spellings):
            return term.code
    return ""

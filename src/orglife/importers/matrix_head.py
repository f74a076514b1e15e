"""The head of a column of an attendance matrix: the day, the kind and the group of a meeting."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from orglife.actions.meetings.activity_entry import ActivityEntry, kinds_named, scopes_of
from orglife.actions.meetings.attendance import NamedAttendance, expected_at
from orglife.actions.meetings.log_checks import refuse_day
from orglife.errors import DateError, OrglifeError, RefusedError, UnknownNameError
from orglife.importers.header import (
    MatrixColumn,
    RecognizedSheet,
    normalize_heading,
    titles_of,
)
from orglife.importers.readers import column_letters
from orglife.importers.register_rows import read_group, read_kind
from orglife.importers.sheet_days import read_day_of_sheet, year_in, year_of_sheet
from orglife.importers.sheet_kinds import MATRIX
from orglife.messages import say
from orglife.model.branch import Branch
from orglife.model.kinds import CENTRAL
from orglife.model.names import find_group

DAY_IN_HEAD = re.compile(
    r"(?<!\d)("
    r"(?:19|20|21)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?"
    r"|(?:19|20|21)\d{6}"
    r"|\d{1,2}\s*月\s*\d{1,2}\s*[日号]?"
    r"|\d{1,2}[-./]\d{1,2}"
    r")(?!\d)(?:\s+0{1,2}:00(?::00)?)?"
)
SHORT_DAY = re.compile(r"^(\d{1,2})([-./])(\d{1,2})$")


class MatrixMeeting(NamedTuple):
    """A column that is understood: when what was held, and who should have been there."""

    column: MatrixColumn
    day: date
    kind: str
    group: str
    expected: frozenset[int]


def plain_head(text: str) -> str:
    """Return a text of a head with its wide signs as ordinary ones."""
    import unicodedata

    return unicodedata.normalize("NFKC", text)


def read_meeting_head(
    table: RecognizedSheet, column: MatrixColumn, branch: Branch, today: date
) -> MatrixMeeting:
    """Return when and what a column is, from its head.

    Raises:
        DateError, UnknownNameError, OrglifeError: what stands in the head is no day, kind or group.
        RefusedError: no kind stands in it, and none was given.
    """
    given = table.defaults.get("year", "")
    year = year_of_sheet(table.sheet, table.header) or year_in(given)
    day_text, rests = "", []
    for text in column.head:
        match = DAY_IN_HEAD.search(plain_head(text))
        if match is not None and not day_text:
            day_text = match[1]
            text = plain_head(text)[: match.start()] + " " + plain_head(text)[match.end() :]
        rests.append(text)
    day = read_day_of_sheet(_whole_day(day_text), year=year, month=None, today=today)
    refuse_day(branch, day, today)
    kind = group = ""
    for rest in rests:
        found_kind, found_group = _kind_and_group(branch, rest)
        kind, group = kind or found_kind, group or found_group
    if not kind and table.defaults.get("kind"):
        kind = read_kind(branch, table.defaults["kind"])
    if not group and table.defaults.get("group"):
        group = read_group(branch, table.defaults["group"])
    if not kind:
        days = tuple(one.heading for one in table.meetings)
        raise RefusedError(
            say("of which kind were the meetings of these columns? {columns}", columns=days),
            hint=say(
                "say it for all of them, as in --kind {kind}, or write it above each day; to leave "
                "one out: --map {none}",
                kind=CENTRAL["general-meeting"].term.title("zh"),
                none=f"{column_letters(column.at)}=",
            ),
        )
    entry = ActivityEntry(kind=kind, day=day, group=group)
    places = scopes_of(branch, kinds_named(branch, kind), entry)
    expected = {
        key for place in places for key in expected_at(branch, day, place, NamedAttendance({}))
    }
    return MatrixMeeting(column, day, kind, group, frozenset(expected))


def _whole_day(text: str) -> str:
    """Return a day of a head with its month and day in words, `3.6` as `3月6日`.

    Raises:
        DateError: `3.1`, which Excel makes of `3.10` as well.
    """
    match = SHORT_DAY.match(text.strip())
    if match is None:
        return "".join(text.split())
    if match[2] == "." and match[3] in ("1", "2", "3"):
        raise DateError(
            say(
                "{text} may be {first} or {second}: Excel drops a last zero",
                text=text,
                first=f"{match[1]}月{match[3]}日",
                second=f"{match[1]}月{match[3]}0日",
            ),
            hint=say("write it as in {example}", example=f"{match[1]}月{match[3]}日"),
        )
    return f"{match[1]}月{match[3]}日"


def _kind_and_group(branch: Branch, text: str) -> tuple[str, str]:
    """Return the kind and group that a text of a head names; empty for what it does not.

    Raises:
        OrglifeError: it names something, and neither a kind nor a group.
    """
    plain = re.sub(r"#\d+", " ", plain_head(text))
    plain = re.sub(
        r"^\s*(?:周|星期)[一二三四五六日天]\s*|\s*\(?(?:周|星期)[一二三四五六日天]\)?\s*$",
        "",
        plain,
    )
    plain = " ".join(plain.strip(" -:：,，/()").split())
    if not plain or titles_of(MATRIX).get(normalize_heading(plain)):
        return "", ""
    inside = re.match(r"^(.*?)\s*\(([^()]*)\)?$", plain)
    if inside is not None and inside[1]:
        try:
            return read_kind(branch, inside[1]), read_group(branch, inside[2])
        except UnknownNameError:
            pass
    words = plain.split(" ")
    for end in range(len(words), 0, -1):
        try:
            kind = read_kind(branch, " ".join(words[:end]))
        except OrglifeError:
            continue
        rest = " ".join(words[end:])
        return kind, read_group(branch, rest) if rest else ""
    for split in range(len(plain) - 1, 1, -1):  # 第一党小组党小组会
        try:
            return read_kind(branch, plain[split:]), f"#{find_group(branch, plain[:split]).id}"
        except OrglifeError:
            continue
    try:
        return "", f"#{find_group(branch, plain).id}"
    except UnknownNameError:
        if re.fullmatch(
            r"第?[一二三四五六七八九十\d]+[次场季周月期]?(?:会议|活动)?|考勤.*|出勤.*|日期|时间|备注",
            plain,
        ):
            return "", ""
        return read_kind(branch, plain), ""

"""Attendance of all members in one table: a landscape page a year, group meetings side by side."""

from __future__ import annotations

from collections import Counter
from datetime import date

from msgspec import Struct

from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.model.member import Member
from orglife.model.names import kind_term
from orglife.reports.language import Language
from orglife.reports.meetings.attendance import came, state_of, states_of
from orglife.reports.papers.activity_words import public_reason, state_words
from orglife.reports.papers.paper import (
    LANDSCAPE,
    PORTRAIT,
    Paper,
    PaperCell,
    PaperLine,
    PaperRow,
    PaperSheet,
    PaperTable,
    Piece,
    head_cell,
    head_row,
)
from orglife.reports.papers.wording import Wording

SHORT_KINDS = {
    "theme-day": ("TD", "党日"),
    "committee-meeting": ("CM", "支委"),
    "group-meeting": ("GR", "小组"),
    "general-meeting": ("GM", "大会"),
    "lecture": ("PL", "党课"),
    "organizational-life-meeting": ("OL", "生活"),
    "appraisal": ("AP", "评议"),
}
"""Two letters or characters for the head of a column, English and Chinese."""
SIGNS = {
    "present": ("P", "√"),
    "late": ("L", "迟"),
    "excused": ("E", "假"),
    "absent": ("A", "缺"),
    "unstated": ("?", "？"),
    "exempt": ("X", "免"),
}
"""What stands in a cell; nothing where somebody was not asked."""
MEANINGS = {
    "present": ("present", "参加"),
    "late": ("late", "迟到"),
    "excused": ("excused", "请假"),
    "absent": ("without excuse", "无故缺席"),
    "unstated": ("not stated", "未说明"),
    "exempt": ("not required", "不作要求"),
}
MOST_COLUMNS = 48
"""Columns of sittings in one table; with more the period is halved."""
NUMBER, NAME, TOTALS = 9.0, 16.0, 48.0
WIDEST = 9.0
"""Millimetres of a column of a sitting, at most."""


class SittingColumn(Struct, frozen=True):
    """A column: the sittings of one kind, month and turn; each member is asked to one of them."""

    month: date
    """The first day of the month."""
    kind: str
    sittings: tuple[Activity, ...]

    @property
    def day(self) -> str:
        """The day of the month; nothing where several sittings share the column."""
        days = {sitting.day.day for sitting in self.sittings}
        return str(days.pop()) if len(days) == 1 else ""

    def state(self, member: int) -> str | None:
        """Return how a member stands in the column; None if not asked."""
        return next(
            (state for one in self.sittings if (state := state_of(one, member)) is not None), None
        )


def sitting_columns(meetings: list[Activity]) -> list[SittingColumn]:
    """Return the columns of `meetings`, by day; group meetings of one month and turn share one."""
    shared: dict[tuple[object, ...], list[Activity]] = {}
    turns: Counter[tuple[object, ...]] = Counter()
    for meeting in meetings:
        month = meeting.day.replace(day=1)
        key: tuple[object, ...] = (month, meeting.kind, meeting.id)
        if meeting.group is not None:
            turn = (month, meeting.kind, meeting.group)
            turns[turn] += 1
            key = (month, meeting.kind, "turn", turns[turn])
        shared.setdefault(key, []).append(meeting)
    columns = [
        SittingColumn(several[0].day.replace(day=1), several[0].kind, tuple(several))
        for several in shared.values()
    ]
    return sorted(columns, key=lambda column: (column.month, column.sittings[0].day))


def attendance_paper(
    branch: Branch,
    period: Period,
    meetings: list[Activity],
    people: list[Member],
    day: date,
    language: Language,
) -> Paper:
    """Return the table of `people` by `meetings`, with what each should have attended and did."""
    words = Wording(language)
    title = _title(period, words)
    sheet = attendance_sheet(branch, meetings, people, day, words, title=title)
    return Paper(title, language.code, (sheet,))


def _title(period: Period, words: Wording) -> str:
    return words(
        f"Attendance of organizational life, {words.period(period)}",
        f"{words.period(period)}党员参加组织生活一览表",
    )


def attendance_sheet(
    branch: Branch,
    meetings: list[Activity],
    people: list[Member],
    day: date,
    words: Wording,
    *,
    title: str,
) -> PaperSheet:
    """Return the table as a sheet; of more than `MOST_COLUMNS` columns in halves of equal size."""
    columns = sitting_columns(meetings)
    parts = max(1, -(-len(columns) // MOST_COLUMNS))
    size = max(1, -(-len(columns) // parts))
    key = "   ".join(f"{words(*SIGNS[code])} {words(*MEANINGS[code])}" for code in SIGNS)
    pieces: list[Piece] = [
        PaperLine(
            (words.field(words("As of", "统计至"), f"{words.day(day)}    {key}"),),
            size=9,
            gap=2,
            keep=True,
        )
    ]
    pieces += [
        _table(branch, columns[at : at + size], people, meetings, words)
        for at in range(0, max(1, len(columns)), size)
    ]
    return PaperSheet(
        words("Attendance", "参加情况"),
        LANDSCAPE,
        words.titles(branch.meta.name, title, LANDSCAPE.text_width),
        tuple(pieces),
    )


def kind_letters(branch: Branch, kind: str, words: Wording) -> str:
    """Return the two letters or characters that stand for a kind."""
    known = SHORT_KINDS.get(kind)
    if known is not None:
        return words(*known)
    term = kind_term(branch, kind)
    return term.title(words.language.code)[:2].upper()


def _table(
    branch: Branch,
    columns: list[SittingColumn],
    people: list[Member],
    meetings: list[Activity],
    words: Wording,
) -> PaperTable:
    room = LANDSCAPE.text_width - NUMBER - NAME - TOTALS
    each = min(WIDEST, round(room / max(1, len(columns)), 2))
    widths = (NUMBER, NAME, *(each,) * len(columns), *(TOTALS / 6,) * 6)
    rows = [*_heads(branch, columns, words)]
    for at, member in enumerate(people, 1):
        states = states_of(meetings, member.id)
        rows.append(
            PaperRow(
                (
                    PaperCell(str(at)),
                    PaperCell(member.name, size=0 if words.chinese else 7.5),
                    *(_sign(column.state(member.id), words) for column in columns),
                    *_totals(states),
                ),
                5.2,
            )
        )
    return PaperTable(widths, tuple(rows), heads=3, size=8, padding=0.3)


def _heads(branch: Branch, columns: list[SittingColumn], words: Wording) -> list[PaperRow]:
    """Return the three rows of heads: the months, the kinds, the days."""
    months: list[PaperCell] = []
    counts = Counter(column.month for column in columns)
    for month, number in counts.items():
        text = words.month(month.month)
        narrow = number == 1 and len(columns) > 30
        months.append(head_cell(text, columns=number, size=6 if narrow else 0))
    first = PaperRow(
        (
            head_cell(words("No.", "序号"), rows=3),
            head_cell(words("Name", "姓名"), rows=3),
            *months,
            *(head_cell(text, rows=3, size=7) for text in _total_heads(words)),
        ),
        5,
    )
    kinds = PaperRow(
        tuple(
            PaperCell(
                kind_letters(branch, column.kind, words),
                head=True,
                upright=words.chinese,
                size=8 if words.chinese else 6.5,
            )
            for column in columns
        ),
        9 if words.chinese else 6,
    )
    days = PaperRow(tuple(PaperCell(column.day, size=7) for column in columns), 4.5)
    return [first, kinds, days]


def _sign(state: str | None, words: Wording) -> PaperCell:
    if state is None:
        return PaperCell()
    return PaperCell(words(*SIGNS[state]), shaded=state == "absent", bold=state == "absent")


def _totals(states: Counter[str]) -> list[PaperCell]:
    numbers = (
        *(sum(states.values()) - states["exempt"], came(states), states["excused"]),
        *(states["absent"], states["unstated"], states["exempt"]),
    )
    return [PaperCell(str(number) if number else "") for number in numbers]


def attendance_workbook(
    branch: Branch,
    period: Period,
    meetings: list[Activity],
    people: list[Member],
    day: date,
    language: Language,
) -> Paper:
    """Return the sheets of the workbook: a column a meeting, the totals, who was absent and why."""
    words = Wording(language)
    title = _title(period, words)
    key = "   ".join(f"{words(*SIGNS[code])} {words(*MEANINGS[code])}" for code in SIGNS)
    titles = words.titles(branch.meta.name, title, LANDSCAPE.text_width)
    facts = PaperLine((words.field(words("As of", "统计至"), f"{words.day(day)}    {key}"),), 9)
    grid = PaperSheet(
        words("Attendance", "参加情况"),
        LANDSCAPE,
        titles,
        (facts, _meeting_grid(branch, meetings, people, words)),
        frozen=2,
    )
    totals = PaperSheet(
        words("Totals", "合计"), PORTRAIT, titles, (_totals_table(meetings, people, words),)
    )
    absences = PaperSheet(
        words("Absences", "请假、缺席明细"),
        PORTRAIT,
        titles,
        (_absences_table(branch, meetings, people, words),),
    )
    return Paper(title, language.code, (grid, totals, absences))


def _meeting_grid(
    branch: Branch, meetings: list[Activity], people: list[Member], words: Wording
) -> PaperTable:
    """Return members by meetings under four heads: month, kind, group, day."""
    months = Counter(meeting.day.replace(day=1) for meeting in meetings)
    first = PaperRow(
        (
            head_cell(words("No.", "序号"), rows=4),
            head_cell(words("Name", "姓名"), rows=4),
            *(head_cell(words.month(month.month), columns=n) for month, n in months.items()),
            *(head_cell(text, rows=4, size=8) for text in _total_heads(words)),
        ),
        5.5,
    )
    kinds = PaperRow(
        tuple(
            PaperCell(
                kind_letters(branch, meeting.kind, words), head=True, upright=words.chinese, size=8
            )
            for meeting in meetings
        ),
        9,
    )
    groups = PaperRow(
        tuple(
            PaperCell(_short_group(branch, meeting, words), upright=words.chinese, size=6.5)
            for meeting in meetings
        ),
        9,
    )
    days = PaperRow(tuple(PaperCell(str(meeting.day.day), size=7) for meeting in meetings), 5)
    rows = [
        PaperRow(
            (
                PaperCell(str(at)),
                PaperCell(member.name),
                *(_sign(state_of(meeting, member.id), words) for meeting in meetings),
                *_totals(states_of(meetings, member.id)),
            ),
            5.8,
        )
        for at, member in enumerate(people, 1)
    ]
    widths = (7.0, 15.0, *(4.4,) * len(meetings), *(8.5,) * 6)
    heads = (first, kinds, groups, days) if meetings else (first,)
    return PaperTable(widths, (*heads, *rows), heads=len(heads), size=9)


def _short_group(branch: Branch, meeting: Activity, words: Wording) -> str:
    """Return the name of a meeting's group without the word that all groups share."""
    if meeting.group is None:
        return ""
    name = branch.groups[meeting.group].name
    return words(name.removeprefix("Group "), name.removesuffix("党小组")) or name


def _total_heads(words: Wording) -> tuple[str, ...]:
    return (
        words("Asked", "应参加"),
        words("Came", "实参加"),
        *(words(letter, text) for letter, text in (("E", "请假"), ("A", "缺席"), ("?", "未说明"))),
        words("X", "不作\n要求"),
    )


def _totals_table(meetings: list[Activity], people: list[Member], words: Wording) -> PaperTable:
    heads = (words("No.", "序号"), words("Name", "姓名"), *_total_heads(words))
    rows = [
        PaperRow(
            (
                PaperCell(str(at)),
                PaperCell(member.name),
                *_totals(states_of(meetings, member.id)),
            ),
            7,
        )
        for at, member in enumerate(people, 1)
    ]
    return PaperTable((12, 30, *(20,) * 6), (head_row(heads), *rows), heads=1, size=10)


def _absences_table(
    branch: Branch, meetings: list[Activity], people: list[Member], words: Wording
) -> PaperTable:
    """Return a row for everybody who was not there, with state and reason; not the exempt."""
    shown = {member.id for member in people}
    heads = (
        words("Day", "日期"),
        words("Kind", "类别"),
        words("Name", "姓名"),
        words("State", "情况"),
        words("Reason", "原因"),
    )
    rows = [
        PaperRow(
            (
                PaperCell(str(meeting.day)),
                PaperCell(words.capital(kind_term(branch, meeting.kind)), align="left"),
                PaperCell(branch.members[key].name),
                PaperCell(state_words(absence.state, words)),
                PaperCell(public_reason(absence.reason, words), align="left"),
            ),
            7,
        )
        for meeting in meetings
        if meeting.attendance is not None
        for key, absence in meeting.attendance.others.items()
        if key in shown and absence.state != "exempt"
    ]
    return PaperTable((26, 48, 26, 26, 36), (head_row(heads), *rows), heads=1, size=10)

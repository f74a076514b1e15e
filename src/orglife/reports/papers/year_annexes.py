"""The annexes of the year report: register, missed and open, attendance, tasks, and the rest."""

from __future__ import annotations

from msgspec.structs import replace

from orglife.model.names import kind_term
from orglife.model.terms import STAGES, TASK_KINDS
from orglife.reports.meetings.activities import late_after
from orglife.reports.meetings.attendance import held_in, required_kinds, state_of
from orglife.reports.papers.attendance_paper import attendance_sheet
from orglife.reports.papers.findings_papers import findings_sheet_of
from orglife.reports.papers.handover_paper import task_state_words
from orglife.reports.papers.paper import (
    PORTRAIT,
    PaperCell,
    PaperLine,
    PaperRow,
    PaperSheet,
    PaperTable,
    Piece,
    head_row,
    left_cell,
)
from orglife.reports.papers.period_papers import register_sheet
from orglife.reports.papers.wording import Wording
from orglife.reports.papers.yearly_papers import done_words
from orglife.reports.year import YearContext
from orglife.reports.year.meetings import shares
from orglife.reports.year.people import admissions, service
from orglife.reports.year.results import means

QUARTER = ("activities", "by_groups", "by_branch", "kinds", "online")
"""What is said of each quarter."""


def year_annexes(given: YearContext, words: Wording) -> tuple[PaperSheet, ...]:
    """Return the annexes in their order, each a sheet."""
    branch, period, day = given.branch, given.period, given.day
    named = words.period(period)
    meetings = held_in(branch, period, day, required_kinds(branch))
    people = [
        member
        for key, member in branch.members.items()
        if any(state_of(one, key) is not None for one in meetings)
    ]
    sheets = (
        register_sheet(
            branch,
            period,
            given.held,
            late_after(branch),
            day,
            words,
            title=words(f"Register, {named}", f"{named}会议活动台账"),
        ),
        findings_sheet_of(
            branch,
            given.findings,
            day,
            words,
            title=words(f"Missed and open, {named}", f"{named}缺项与待办明细"),
        ),
        attendance_sheet(
            branch,
            meetings,
            people,
            day,
            words,
            title=words(f"Attendance, {named}", f"{named}党员参加情况"),
        ),
        _tasks(given, words),
        _others(given, words),
    )
    return tuple(
        _annex(sheet, words(f"Annex {number}", f"附件{number}"))
        for number, sheet in enumerate(sheets, 1)
    )


def _annex(sheet: PaperSheet, name: str) -> PaperSheet:
    """Return a sheet with the name of the annex above its title, and as its own name."""
    above = PaperLine((name,), 12, head=True, gap=0, keep=True)
    return replace(sheet, name=name, titles=(above, *sheet.titles))


def _tasks(given: YearContext, words: Wording) -> PaperSheet:
    """Return everything that was open in the period; of private kinds no subject."""
    end = given.end
    tasks = [
        task
        for task in given.branch.tasks.values()
        if task.opened <= end and (task.closed is None or task.closed >= given.period.first)
    ]
    heads = (
        words("No.", "序号"),
        words("Task", "事项"),
        words("Kind", "类别"),
        words("Owner", "责任人"),
        words("Due", "期限"),
        words("State", "情况"),
    )
    rows = []
    for at, task in enumerate(tasks, 1):
        hidden = task.is_private
        owner = "" if task.owner is None or hidden else given.branch.members[task.owner].name
        state = done_words(task, end, words) or task_state_words(task, end, words)
        if hidden and not task.open_on(end):
            state = words(f"done {task.closed}", f"{task.closed}完成")
        rows.append(
            PaperRow(
                (
                    PaperCell(str(at)),
                    left_cell(words("(private)", "（不公开）") if hidden else task.subject),
                    PaperCell(words.capital(TASK_KINDS[task.kind])),
                    PaperCell(owner),
                    PaperCell(str(task.due or "")),
                    left_cell(state),
                ),
                7,
            )
        )
    named = words.period(given.period)
    title = words(f"Undertaken, {named}", f"{named}承办事项")
    return PaperSheet(
        words("Undertaken", "承办事项"),
        PORTRAIT,
        words.titles(given.branch.meta.name, title, PORTRAIT.text_width),
        (PaperTable((10, 58, 28, 18, 22, 26), (head_row(heads), *rows), heads=1, size=9.5),),
    )


def _others(given: YearContext, words: Wording) -> PaperSheet:
    """Return service and contact, admissions, the quarters, and the means that were tried."""
    pieces: list[Piece] = []
    number = 0
    for heading, table in (
        (words("Service and contact", "服务群众"), _service(given, words)),
        (words("Admissions", "发展党员"), _admissions(given, words)),
        (words("Quarter by quarter", "分季度情况"), _quarters(given, words)),
        (words("Means tried", "活动方式"), _means(given, words)),
        (words("What came of it", "活动成效"), _outcomes(given, words)),
    ):
        if table is None:
            continue
        number += 1
        at = words(f"{number}. ", f"{'一二三四五'[number - 1]}、")
        pieces += [PaperLine((f"{at}{heading}",), 12, head=True, gap=3, keep=True), table]
    if not pieces:
        pieces.append(PaperLine((words("None.", "无。"),), gap=3))
    named = words.period(given.period)
    title = words(f"Other, {named}", f"{named}其他情况")
    return PaperSheet(
        words("Other", "其他情况"),
        PORTRAIT,
        words.titles(given.branch.meta.name, title, PORTRAIT.text_width),
        tuple(pieces),
    )


def _rows(texts: list[tuple[str, ...]]) -> tuple[PaperRow, ...]:
    return tuple(
        PaperRow((left_cell(first), *(PaperCell(text) for text in rest)), 7)
        for first, *rest in texts
    )


def _service(given: YearContext, words: Wording) -> PaperTable | None:
    found = service(given)[0]["service"]
    if not found:
        return None
    heads = (
        words("Kind", "类别"),
        words("Times", "次数"),
        words("Members", "参加党员"),
        words("Hours", "小时"),
        words("People reached", "覆盖群众"),
    )
    texts: list[tuple[str, ...]] = [
        (
            words.capital(row["title"]),
            str(row["times"]),
            str(row["members"]),
            f"{row['minutes_long'] / 60:g}",
            str(row["reached"] or ""),
        )
        for row in found
    ]
    return PaperTable((62, 25, 25, 25, 25), (head_row(heads), *_rows(texts)), heads=1, size=10)


def _admissions(given: YearContext, words: Wording) -> PaperTable | None:
    found = admissions(given)[0]["admissions"]
    texts: list[tuple[str, ...]] = [
        (words.capital(STAGES[code]), words.names(person["name"] for person in several))
        for code, several in found.items()
        if several
    ]
    if not texts:
        return None
    heads = (words("Stage reached", "年内到达阶段"), words("Names", "姓名"))
    return PaperTable((62, 100), (head_row(heads), *_rows(texts)), heads=1, size=10)


def _quarters(given: YearContext, words: Wording) -> PaperTable | None:
    found = shares(given)[0]["quarters"]
    heads = (
        words("Quarter", "季度"),
        words("Held", "开展次数"),
        words("By groups", "党小组"),
        words("By the branch", "党支部"),
        words("Kinds", "类别数"),
        words("Online", "线上"),
    )
    texts: list[tuple[str, ...]] = [
        (
            words.short_period(row["quarter"]),
            *(str(row[key]) for key in QUARTER),
        )
        for row in found
    ]
    if not texts:
        return None
    return PaperTable((37, 25, 25, 25, 25, 25), (head_row(heads), *_rows(texts)), heads=1, size=10)


def _means(given: YearContext, words: Wording) -> PaperTable | None:
    found = means(given)[0].get("means", [])
    texts: list[tuple[str, ...]] = [
        (str(row["means"]), str(row["times"])) for row in found if "times" in row
    ]
    if not texts:
        return None
    heads = (words("Means", "方式"), words("Times", "次数"))
    return PaperTable((132, 30), (head_row(heads), *_rows(texts)), heads=1, size=10)


def _outcomes(given: YearContext, words: Wording) -> PaperTable | None:
    rows = [
        PaperRow(
            (
                PaperCell(words.short_day(activity.day)),
                left_cell(words.capital(kind_term(given.branch, activity.kind))),
                left_cell(activity.outcome),
            ),
            7,
        )
        for activity in given.held
        if activity.outcome.strip()
    ]
    if not rows:
        return None
    heads = (words("Day", "日期"), words("Kind", "类别"), words("Outcome", "成效"))
    return PaperTable((24, 46, 92), (head_row(heads), *rows), heads=1, size=10)

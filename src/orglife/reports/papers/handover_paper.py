"""The list that an outgoing secretary hands over by: what there is, what is open, who signs."""

from __future__ import annotations

from collections import Counter
from datetime import date

from orglife.model.activity import Activity
from orglife.model.as_of import branch_as_of
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.model.group import Post
from orglife.model.history import HistoryEvent
from orglife.model.roster import groups_on, members_on, posts_on
from orglife.model.task import Task
from orglife.model.terms import SEATS, TASK_KINDS
from orglife.reports.language import Language
from orglife.reports.meetings.tasks import open_tasks
from orglife.reports.papers.activity_words import activity_title
from orglife.reports.papers.paper import (
    PORTRAIT,
    Paper,
    PaperCell,
    PaperLine,
    PaperRow,
    PaperSheet,
    PaperTable,
    Piece,
    facts_line,
    head_cell,
    head_row,
    left_cell,
    ruled_rows,
)
from orglife.reports.papers.wording import Wording
from orglife.rules.engine import check_branch

SHOWN_TASKS = 8
"""Open tasks that the list names; more are counted."""
VERSION = 12
"""Hexadecimal digits of the mark of a version of the records."""


def handover_paper(
    branch: Branch, events: tuple[HistoryEvent, ...], day: date, language: Language
) -> Paper:
    """Return the list on `day`: what there is, what is open, what the rules ask this year.

    Of the digest of the newest of `events`, the whole history, a short mark stands at the foot.
    """
    words = Wording(language)
    title = words("Handover of the secretary's work", "书记工作交接清单")
    statuses = Counter(
        finding.status for finding in check_branch(branch, Period.year(day.year), as_of=day)
    )
    plans = [one for one in branch.activities.values() if one.state == "planned"]
    plans.sort(key=lambda one: (one.day, one.id))
    branch = branch_as_of(branch, day)
    tasks = open_tasks(branch, day)
    overdue = sum(task.due is not None and task.due < day for task in tasks)
    pieces: list[Piece] = [
        facts_line(
            (
                words.field(words("Superior", "上级党组织"), branch.meta.superior),
                words.field(words("As of", "交接基准日"), words.day(day)),
                words("in three copies", "一式三份"),
            ),
            PORTRAIT.text_width,
        ),
        _items(branch, day, words),
        PaperLine(
            (
                words(
                    f"1. Not done yet ({len(tasks)}, overdue {overdue})",
                    f"一、未办结事项（{len(tasks)}件，逾期{overdue}件）",
                ),
            ),
            head=True,
            keep=True,
        ),
        _tasks(branch, tasks, day, words),
        PaperLine((_duties(branch, plans, statuses, words),), head=True, gap=2),
        PaperLine((words("3. Other remarks", "三、其他需要说明的事项"),), head=True, keep=True),
        PaperTable((PORTRAIT.text_width,), ruled_rows(3, 1, 8.5), gap=1),
        _signers(words),
    ]
    if events:
        digest = events[-1].digest[:VERSION]
        mark = words(f"Version of the records: {digest}", f"记录版本：{digest}")
        pieces.append(PaperLine((mark,), size=8, gap=1.5))
    sheet = PaperSheet(
        words("Handover", "交接清单"),
        PORTRAIT,
        words.titles(branch.meta.name, title, PORTRAIT.text_width),
        tuple(pieces),
    )
    return Paper(title, language.code, (sheet,))


def _items(branch: Branch, day: date, words: Wording) -> PaperTable:
    heads = (
        words("No.", "序号"),
        words("Item", "项目"),
        words("Number", "数量"),
        words("Unit", "单位"),
        words("From, to", "起止"),
        words("Medium", "载体"),
        words("Remark", "备注"),
    )
    held = [one for one in branch.activities.values() if one.held_by(day)]
    members, posts = members_on(branch, day), posts_on(branch, day)
    electronic, paper = words("file", "电子"), words("paper", "纸质")
    tasks = [task for task in branch.tasks.values() if task.opened <= day]
    running = sum(task.open_on(day) for task in tasks)
    waived = list(branch.waivers.values())
    remark = words(f"{running} open", f"未办结{running}件") if running else ""
    items = (
        (
            words("Roster of members", "党员名册"),
            len(members),
            words("persons", "人"),
            words(f"as of {words.day(day)}", f"截至{day.year}年{day.month}月"),
            electronic,
            "",
        ),
        (
            words("Division into groups", "党小组划分"),
            len(groups_on(branch, day)),
            words("groups", "个"),
            "",
            electronic,
            "",
        ),
        (
            words("Committee and its duties", "支部委员会成员及分工"),
            len({post.member for post in posts}),
            words("persons", "人"),
            _since([post.since for post in posts], words),
            electronic,
            _seats(branch, posts, words),
        ),
        (
            words("Register of meetings", "组织生活台账"),
            len(held),
            words("times", "次"),
            _span([one.day for one in held], words),
            electronic,
            "",
        ),
        (words("Books of minutes", "会议记录本"), None, words("books", "本"), "", paper, ""),
        (
            words("Register of tasks", "承办事项台账"),
            len(tasks),
            words("tasks", "件"),
            _span([task.opened for task in tasks], words),
            electronic,
            remark,
        ),
        (
            words("Approved waivers", "批准免除事项"),
            len(waived),
            words("items", "项"),
            "",
            electronic,
            "",
        ),
        *(
            [
                (
                    words("Private texts (number only)", "不公开记录（只列数量）"),
                    len(branch.private),
                    words("texts", "条"),
                    "",
                    electronic,
                    "",
                )
            ]
            if branch.private
            else []
        ),
        (
            words("Members' files", "党员档案、发展党员材料"),
            None,
            words("files", "册"),
            "",
            paper,
            "",
        ),
        (
            words("Seal of the branch", "党支部印章"),
            None,
            words("seals", "枚"),
            "",
            words("object", "实物"),
            "",
        ),
        ("", None, "", "", "", ""),
    )
    rows = [
        PaperRow(
            (
                PaperCell(str(at)),
                left_cell(item),
                PaperCell("" if number is None else str(number)),
                PaperCell(unit),
                PaperCell(span, size=9.5),
                PaperCell(medium),
                PaperCell(note, align="left", size=8),
            ),
            7,
        )
        for at, (item, number, unit, span, medium, note) in enumerate(items, 1)
    ]
    widths = (10, 42, 14, 14, 34, 14, 34)
    return PaperTable(widths, (head_row(heads, 7.5), *rows), size=10, gap=1.5)


def _span(days: list[date], words: Wording) -> str:
    """Return the months of the first and the last of several days."""
    if not days:
        return ""
    first, last = (
        words(f"{words.month(day.month)} {day.year}", f"{day.year}年{day.month}月")
        for day in (min(days), max(days))
    )
    return first if first == last else words(f"{first} - {last}", f"{first}—\n{last}")


def _since(days: list[date | None], words: Wording) -> str:
    known = [day for day in days if day is not None]
    return words("from ", "") + _span([min(known)], words) + words("", "起") if known else ""


def _seats(branch: Branch, posts: list[Post], words: Wording) -> str:
    """Return who has which seat, for the remark; nothing where nobody is seated."""
    return words.clauses(
        words(
            f"{words.text(SEATS[post.seat])} {branch.members[post.member].name}",
            f"{words.text(SEATS[post.seat])}{branch.members[post.member].name}",
        )
        for post in posts
    )


def _tasks(branch: Branch, tasks: list[Task], day: date, words: Wording) -> PaperTable:
    heads = (
        words("No.", "序号"),
        words("Task", "事项"),
        words("Kind", "类别"),
        words("Owner", "责任人"),
        words("Due", "期限"),
        words("State", "情况"),
    )
    shown = tasks if len(tasks) <= SHOWN_TASKS else tasks[: SHOWN_TASKS - 1]
    rows = [
        PaperRow(
            (
                PaperCell(str(at)),
                left_cell(words("(private)", "（不公开）") if task.is_private else task.subject),
                PaperCell(words.capital(TASK_KINDS[task.kind]), size=0 if words.chinese else 8.5),
                PaperCell(
                    branch.members[task.owner].name
                    if task.owner is not None and not task.is_private
                    else ""
                ),
                PaperCell(str(task.due or "")),
                PaperCell(task_state_words(task, day, words)),
            ),
            6.5,
        )
        for at, task in enumerate(shown, 1)
    ]
    if len(shown) < len(tasks):
        rest = len(tasks) - len(shown)
        text = words(f"{rest} others: see the register of tasks", f"其他{rest}件见承办事项台账")
        rows.append(PaperRow((PaperCell(), left_cell(text), *(PaperCell(),) * 4), 6.5))
    if not tasks:
        none = (PaperCell(), left_cell(words("none", "无")), *(PaperCell(),) * 4)
        rows.append(PaperRow(none, 6.5))
    return PaperTable((10, 56, 30, 18, 24, 24), (head_row(heads, 7), *rows), size=9.5, gap=1)


def task_state_words(task: Task, day: date, words: Wording) -> str:
    """Return how an open task stands on `day`: overdue by so many days, or not due."""
    if task.due is None:
        return words("no date", "无期限")
    late = (day - task.due).days
    if late > 0:
        return words(f"{late} days over", f"逾期{late}天")
    return words("not due", "未到期")


def _duties(branch: Branch, plans: list[Activity], statuses: Counter[str], words: Wording) -> str:
    missed, pending = statuses["missed"], statuses["pending"]
    text = words(
        f"2. This year missed {missed}, still open {pending} (see annex)",
        f"二、本年度缺项{missed}项、待办{pending}项（明细见附件）",
    )
    if not plans:
        return text
    first = plans[0]
    what = activity_title(branch, first, words)
    more = words(
        f"; planned and not held {len(plans)}: {words.day(first.day)} {what}",
        f"，已计划未开展{len(plans)}次：{words.day(first.day)}{what}",
    )
    return text + more + (words(" and others", "等") if len(plans) > 1 else "")


def _signers(words: Wording) -> PaperTable:
    roles = (
        words("Handed over\nby", "移交人\n（签名）"),
        words("Taken over\nby", "接收人\n（签名）"),
        words("In the\npresence of", "监交人\n（签名）"),
    )
    signatures = tuple(cell for role in roles for cell in (head_cell(role), PaperCell()))
    dates = tuple(cell for _ in roles for cell in (head_cell(words("Date", "日期")), PaperCell()))
    return PaperTable((27,) * 6, (PaperRow(signatures, 15, keep=True), PaperRow(dates, 8)), gap=3)

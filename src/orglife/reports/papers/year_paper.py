"""The year on one page, for the superior body: figures beside what is asked, nothing graded."""

from __future__ import annotations

from collections import Counter
from datetime import date

from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.model.roster import posts_on
from orglife.model.terms import GRADES, TASK_KINDS
from orglife.reports.duties.duties import duty_title
from orglife.reports.language import Language
from orglife.reports.meetings.attendance import held_in
from orglife.reports.meetings.tasks import open_tasks, task_counts
from orglife.reports.papers.paper import (
    YEAR_PAGE,
    Paper,
    PaperLine,
    PaperRow,
    PaperSheet,
    PaperTable,
    Piece,
    facts_line,
    head_cell,
    left_cell,
    line_height,
    table_height,
)
from orglife.reports.papers.wording import Wording
from orglife.reports.papers.year_annexes import year_annexes
from orglife.reports.papers.year_tables import (
    GAP,
    HEIGHT,
    meetings_table,
    missed_table,
    monthly_duties,
    monthly_tables,
    year_table,
    yearly_tables,
)
from orglife.reports.year import YearContext
from orglife.reports.year.meetings import criticism
from orglife.reports.year.people import people, service, talks_section
from orglife.rules.engine import check_branch
from orglife.rules.facts import BranchFacts

VERSION = 12
"""Hexadecimal digits of the mark of a version of the records."""
PAGE_HEIGHT = YEAR_PAGE.height - YEAR_PAGE.top - YEAR_PAGE.bottom
SPARE = 9.0
"""Millimetres that stay free, since heights are estimated."""


def year_paper(
    branch: Branch,
    period: Period,
    day: date,
    head: str,
    language: Language,
    *,
    annexes: bool = False,
) -> Paper:
    """Return the page of `period` as `day` sees it, and with `annexes` what it sums up.

    `head` is the digest of the newest entry of the history; a short mark of it stands at the foot.
    """
    words = Wording(language)
    facts = BranchFacts(branch, period, day)
    given = YearContext(
        branch=facts.branch,
        period=period,
        day=day,
        end=facts.day,
        facts=facts,
        held=held_in(facts.branch, period, day),
        findings=check_branch(branch, period, as_of=day),
    )
    title = words(
        f"Organizational life in {words.period(period)}",
        f"{words.period(period)}组织生活情况表",
    )
    missed = [one for one in given.findings if one.status == "missed"]
    above: list[Piece] = [
        facts_line(
            (
                words(
                    f"Branch: {branch.meta.name} (seal)", f"填报单位：{branch.meta.name}（盖章）"
                ),
                words.field(words("Superior", "上级党组织"), branch.meta.superior),
                words.field(words("As of", "统计至"), words.day(day)),
            ),
            YEAR_PAGE.text_width,
            size=9.5,
        ),
        year_table((22, 144), [_labelled(words("Members", "党员队伍"), _people(given, words))]),
        *monthly_tables(given, monthly_duties(given.findings), words),
        *yearly_tables(given, words),
        meetings_table(given, words),
        _sentences(given, words),
    ]
    below: list[Piece] = [
        PaperLine((_remarks(given, words, annexes=annexes),), size=8.5, gap=1),
        words.signatures(
            words("Secretary", "党支部书记"), words("Filled in by", "填报人"), size=9.5
        ),
    ]
    if head:
        mark = words(f"Version of the records: {head[:VERSION]}", f"记录版本：{head[:VERSION]}")
        below.append(PaperLine((mark,), size=8, gap=1))
    titles = words.titles(branch.meta.name, title, YEAR_PAGE.text_width)
    taken = sum(_height(piece) for piece in (*titles, *above, *below)) + GAP + HEIGHT
    room = PAGE_HEIGHT - SPARE - taken
    pieces = (*above, missed_table(branch, missed, room, words, annexes=annexes), *below)
    sheet = PaperSheet(
        words("Year", "年度情况"),
        YEAR_PAGE,
        titles,
        pieces,
    )
    more = year_annexes(given, words) if annexes else ()
    return Paper(title, language.code, (sheet, *more))


def _height(piece: Piece) -> float:
    """Return about how high a piece is, in millimetres."""
    if isinstance(piece, PaperTable):
        return table_height(piece)
    return line_height(piece, YEAR_PAGE.text_width)


def _labelled(name: str, text: str, height: float = HEIGHT) -> PaperRow:
    return PaperRow((head_cell(name), left_cell(text)), height)


def _people(given: YearContext, words: Wording) -> str:
    numbers = people(given)[0]["members"]
    branch, end = given.branch, given.end
    stages = Counter(
        member.stage_on(end)
        for member in branch.members.values()
        if not member.former and member.left is None
    )
    seats = len({post.member for post in posts_on(branch, end)})
    came, left = len(numbers["came"]), len(numbers["left"])
    return words(
        f"{numbers['total']} members ({numbers['full']} full, {numbers['probationary']}"
        f" probationary); {numbers['groups']} groups; {seats} on the committee; came {came},"
        f" left {left}; activists {stages['activist']}, development targets"
        f" {stages['development-target']}",
        f"党员{numbers['total']}人（正式{numbers['full']}人、预备{numbers['probationary']}人）；"
        f"党小组{numbers['groups']}个；支委{seats}人；年内转入、接收{came}人，转出{left}人；"
        f"入党积极分子{stages['activist']}人、发展对象{stages['development-target']}人",
    )


def _sentences(given: YearContext, words: Wording) -> PaperTable:
    rows = [
        _labelled(
            words("Criticism and\nappraisal", "组织生活会与\n民主评议"), _sessions(given, words), 9
        ),
        _labelled(words("Undertaken", "承办事项"), _tasks(given, words), 9),
        _labelled(words("Talks and\nservice", "谈心谈话与\n服务群众"), _service(given, words), 9),
    ]
    return year_table((26, 140), rows)


def _sessions(given: YearContext, words: Wording) -> str:
    """Return one clause a session and appraisal; the year stands before those of another."""
    found = criticism(given)[0]
    own = str(given.period.first.year)
    parts = []
    for one in (*found["criticism"], *found["for_other_years"]["criticism"]):
        year = str(one["for_year"] or one["day"].year)
        problems = sum(one["problems"].values())
        of_year = year if year != own else ""
        parts.append(
            words(
                f"{of_year + ': ' if of_year else ''}meeting on {words.short_day(one['day'])},"
                f" {one['came']} present, {one['self_criticism']} self-criticisms,"
                f" {one['received']} opinions, {problems} problems, {one['measures']} measures,"
                f" {one['done']} done",
                f"{of_year + '年度' if of_year else ''}组织生活会"
                f"{words.short_day(one['day'])}召开，"
                f"到会{one['came']}人，作自我批评{one['self_criticism']}人，"
                f"收到意见{one['received']}条，查摆问题{problems}个，整改措施{one['measures']}条、"
                f"完成{one['done']}条",
            )
        )
    for one in (*found["appraisals"], *found["for_other_years"]["appraisals"]):
        year = str(one["for_year"] or one["day"].year)
        of_year = year if year != own else ""
        grades = words.names(
            words(f"{words.text(GRADES[code])} {number}", f"{words.text(GRADES[code])}{number}人")
            for code, number in one["grades"].items()
        )
        told = grades or words("no grades on record", "等次未登记")
        parts.append(
            words(
                f"{of_year + ': ' if of_year else ''}appraisal on"
                f" {words.short_day(one['day'])}: {told}",
                f"{of_year + '年度' if of_year else ''}民主评议"
                f"{words.short_day(one['day'])}开展：{told}",
            )
        )
    missing = [bool(found["criticism"]), bool(found["appraisals"])].count(False)
    if missing == 2:
        parts.append(words(f"both for {own} still to be held", f"{own}年度两项待开展"))
    elif missing == 1:
        what = (
            words("appraisal", "民主评议") if found["criticism"] else words("meeting", "组织生活会")
        )
        parts.append(words(f"{what} for {own} still to be held", f"{own}年度{what}待开展"))
    return words.clauses(parts) + words(".", "。")


def _tasks(given: YearContext, words: Wording) -> str:
    several = task_counts(given.branch, given.period, given.day)
    opened = sum(one.opened for one in several)
    done, running = sum(one.done for one in several), sum(one.open for one in several)
    overdue = [(one.kind, one.overdue) for one in several if one.overdue]
    total = sum(number for _, number in overdue)
    late = words.names(
        words(f"{words.text(TASK_KINDS[kind])} {number}", f"{words.text(TASK_KINDS[kind])}{number}")
        for kind, number in overdue
    )
    inside = words(f" ({total} overdue: {late})", f"（其中逾期{total}件：{late}）") if total else ""
    return words(
        f"{opened} opened, {done} done, {running} open{inside}.",
        f"新增{opened}件，办结{done}件，未办结{running}件{inside}。",
    )


def _service(given: YearContext, words: Wording) -> str:
    found = talks_section(given)[0]["talks"]
    pairs = found["pair_types"]
    total = sum(pairs.values())
    inside = words.names(
        words(f"{text_en} {pairs[code]}", f"{text_zh}{pairs[code]}")
        for code, text_en, text_zh in (
            ("committee-committee", "within the committee", "支委之间"),
            ("committee-member", "committee with members", "支委与党员"),
            ("member-member", "between members", "党员之间"),
        )
    )
    parts = [
        words(
            f"{total} talks ({inside}), {len(found['without'])} members without one",
            f"谈心谈话{total}次（{inside}），未谈话党员{len(found['without'])}人",
        )
    ]
    for row in service(given)[0]["service"]:
        if row["kind"] == "member-report":
            continue
        reached = words(f", {row['reached']} reached", f"、覆盖{row['reached']}人")
        parts.append(
            words(
                f"{words.text(row['title'])} {row['times']} times, {row['members']} members",
                f"{words.text(row['title'])}{row['times']}次、{row['members']}人参加",
            )
            + (reached if row["reached"] else "")
        )
    return words.clauses(parts) + words(".", "。")


def _remarks(given: YearContext, words: Wording, *, annexes: bool) -> str:
    waived = [one for one in given.findings if one.status == "waived"]
    late = sum(one.status == "missed" for one in given.of_rule("ENTRY-LATE"))
    told = words.names(
        words(
            f"{words.text(duty_title(one.rule, given.branch))} {words.short_period(one.period)}"
            f" ({words.text(one.reason)})",
            f"{words.short_period(one.period)}{words.text(duty_title(one.rule, given.branch))}"
            f"（{words.text(one.reason)}）",
        )
        for one in waived
    )
    parts = [
        words.field(words("Waived", "经批准不开展"), told or words("none", "无")),
        words(f"Entered late: {late}", f"补录{late}次"),
    ]
    running = len(open_tasks(given.branch, given.end))
    if annexes:
        parts.append(
            words(
                "Annexes: 1 register, 2 missed and open, 3 attendance, 4 undertaken, 5 other",
                "附件：1.会议活动台账  2.缺项与待办明细  3.党员参加情况  4.承办事项  5.其他情况",
            )
        )
    elif running:
        parts.append(words(f"Tasks open: {running}", f"未办结事项{running}件"))
    return words(".  ", "。  ").join(parts) + words(".", "。")

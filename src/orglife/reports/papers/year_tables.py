"""The tables of the year's page: duties by month and by year, meetings, what was missed."""

from __future__ import annotations

from orglife.model.branch import Branch
from orglife.model.names import kind_term
from orglife.model.terms import SUBJECT_TYPES
from orglife.reports.duties.duties import done_counts, duty_title, is_duty, period_of
from orglife.reports.meetings.attendance import required_kinds
from orglife.reports.papers.findings_papers import found_words, rows_of, whom_words
from orglife.reports.papers.paper import (
    PaperCell,
    PaperLine,
    PaperRow,
    PaperTable,
    Piece,
    head_cell,
    head_row,
    left_cell,
    table_height,
    text_width,
)
from orglife.reports.papers.wording import Wording
from orglife.reports.year import YearContext
from orglife.reports.year.meetings import meetings
from orglife.rules.finding import Finding

SIZE, HEIGHT = 9.0, 5.3
"""Points and millimetres of a row."""
GAP = 1.2
MISSED = (58.0, 26.0, 24.0, 58.0)
MOST_MISSED, LEAST_MISSED = 8, 3
"""Rows of what was missed."""
GROUPS = 9
"""Up to so many groups have a row each."""
SIGNS = {
    "met": ("√", "√"),
    "late": ("√", "√"),
    "missed": ("X", "缺"),
    "waived": ("wv", "批"),
    "exempt": ("ex", "免"),
    "unrecorded": ("-", "—"),
}
"""What stands in the cell of a month; nothing where it is not due yet."""

Duty = list[Finding]


def year_table(
    widths: tuple[float, ...], rows: list[PaperRow], *, heads: int = 0, gap: float = GAP
) -> PaperTable:
    """Return a table in the size of the year's page."""
    return PaperTable(widths, tuple(rows), heads=heads, size=SIZE, gap=gap, padding=0.7)


def duties_asked(findings: list[Finding], *units: str) -> list[Duty]:
    """Return the findings of duties asked in these units, one list a rule and group."""
    found: dict[tuple[str, int], Duty] = {}
    for finding in findings:
        if not is_duty(finding) or finding.rule.check["per"] not in units:
            continue
        group = finding.subject.id if finding.subject.type == "group" else 0
        found.setdefault((finding.rule.id, group), []).append(finding)
    return list(found.values())


def monthly_duties(findings: list[Finding]) -> list[Duty]:
    """Return what is held every month or quarter; many groups as one duty."""
    held = [
        duty
        for duty in duties_asked(findings, "month", "quarter", "half")
        if duty[0].rule.check.get("kind") == "held"
    ]
    groups = [duty for duty in held if duty[0].subject.type == "group"]
    if len(groups) <= GROUPS:
        return sorted(held, key=lambda duty: months_of(duty[0]))
    merged: dict[str, Duty] = {}
    for duty in groups:
        merged.setdefault(duty[0].rule.id, []).extend(duty)
    others = [duty for duty in held if duty[0].subject.type != "group"]
    return sorted([*others, *merged.values()], key=lambda duty: months_of(duty[0]))


def months_of(finding: Finding) -> int:
    """Return how many months the period of a finding has."""
    return {"month": 1, "quarter": 3, "half": 6}.get(str(finding.rule.check.get("per")), 12)


def duty_name(branch: Branch, duty: Duty, words: Wording) -> str:
    """Return what a duty is called in a row: of one group, the group's meeting."""
    first = duty[0]
    names = {finding.subject.id for finding in duty if finding.subject.type == "group"}
    if len(names) == 1:
        name = words.text(first.subject.name)
        return words(name, f"{name}会" if name.endswith("组") else name)
    title = words.capital(duty_title(first.rule, branch))
    return words(f"{title} ({len(names)})", f"{title}（{len(names)}组）") if names else title


def monthly_tables(given: YearContext, duties: list[Duty], words: Wording) -> list[Piece]:
    """Return a row a duty through the months, and what the signs mean."""
    if not duties:
        return []
    heads = (
        words("Monthly duty", "每月事项"),
        *(words.month(month) for month in range(1, 13)),
        words("held/asked", "已开展/\n应开展"),
    )
    rows = [
        PaperRow(tuple(head_cell(text, size=8) for text in heads), 5.3 if not words.chinese else 7)
    ]
    for duty in duties:
        needed, done = done_counts(duty)
        cells = [PaperCell(duty_name(given.branch, duty, words), align="left")]
        span = months_of(duty[0])
        for first in range(1, 13, span):
            ending = [
                one
                for one in duty
                if (window := period_of(one)) is not None and window.last.month == first + span - 1
            ]
            cells.append(_month_cell(given, ending, span, words))
        rows.append(PaperRow((*cells, PaperCell(f"{done}/{needed}")), HEIGHT))
    key = words(
        "√ held   X asked and not held   wv waived   blank: not due yet",
        "√ 已开展   缺 应开展未开展   批 经批准不开展   空白 未到期",
    )
    return [
        year_table((30, *(10,) * 12, 16), rows, heads=1),
        PaperLine((key,), size=7.5, gap=0.3),
    ]


def _month_cell(given: YearContext, findings: Duty, span: int, words: Wording) -> PaperCell:
    """Return the cell of a month or quarter: a sign, and of a quarter the day or its name."""
    if not findings:
        return PaperCell(columns=span)
    if len(findings) > 1:
        done = sum(one.status in ("met", "late") for one in findings)
        asked = [one for one in findings if one.status not in ("waived", "exempt", "pending")]
        missed = any(one.status == "missed" for one in findings)
        text = f"{done}/{len(asked)}" if asked else ""
        return PaperCell(text, columns=span, shaded=missed, bold=missed, size=8)
    finding = findings[0]
    sign = words(*SIGNS[finding.status]) if finding.status in SIGNS else ""
    missed = finding.status == "missed"
    if span == 3 and missed:
        window = period_of(finding)
        number = (window.last.month // 3) if window is not None else 1
        sign = f"{sign} {words.quarter(number)}"
    elif span > 1 and finding.status in ("met", "late") and finding.records:
        activity = given.branch.activities.get(finding.records[0].id)
        if finding.records[0].type == "activity" and activity is not None:
            sign = f"{sign} {words.short_day(activity.day)}"
    return PaperCell(sign, columns=span, shaded=missed, bold=missed)


def yearly_duties(findings: list[Finding]) -> list[Duty]:
    """Return what is asked once a year, and other duties that are no meetings; a rule a list."""
    merged: dict[str, Duty] = {}
    for duty in duties_asked(findings, "year"):
        merged.setdefault(duty[0].rule.id, []).extend(duty)
    for duty in duties_asked(findings, "month", "quarter", "half"):
        if duty[0].rule.check.get("kind") != "held":
            merged.setdefault(duty[0].rule.id, []).extend(duty)
    return list(merged.values())


def yearly_tables(given: YearContext, words: Wording) -> list[Piece]:
    """Return the duties of the year, two side by side."""
    entries = []
    for duty in yearly_duties(given.findings):
        needed, done = done_counts(duty)
        due = max((one.deadline for one in duty if one.deadline is not None), default=None)
        settled = needed and done >= needed
        entries.append(
            (
                PaperCell(words.capital(duty_title(duty[0].rule, given.branch)), align="left"),
                PaperCell(f"{done}/{needed}" if needed else "—"),
                PaperCell("" if settled else str(due or "")),
            )
        )
    if not entries:
        return []
    if len(entries) % 2:
        entries.append((PaperCell(), PaperCell(), PaperCell()))
    heads = (
        words("Yearly duty", "年度事项"),
        words("done/asked", "完成/应完成"),
        words("due", "截止"),
    )
    rows = [PaperRow(tuple(head_cell(text, size=8.5) for text in heads * 2), HEIGHT)]
    rows += [PaperRow((*entries[at], *entries[at + 1]), HEIGHT) for at in range(0, len(entries), 2)]
    return [year_table((41, 20, 22, 41, 20, 22), rows)]


def meetings_table(given: YearContext, words: Wording) -> PaperTable:
    """Return the kinds that members must attend: how often, and who was there."""
    heads = (
        words("Meeting", "会议与活动"),
        words("Asked", "要求"),
        words("held/asked", "已开展/应开展"),
        words("Should\nattend", "应参加\n人次"),
        words("Attended", "参加\n人次"),
        words("Share", "参加率"),
        words("Excused", "请假"),
        words("Absent", "缺席"),
        words("Not\nstated", "未说明"),
        words("Not\nrequired", "不作\n要求"),
    )
    numbers = {str(row["kind"]): row for row in meetings(given)[0]["meetings"]}
    rows = [PaperRow(tuple(head_cell(text, size=8) for text in heads), 7)]
    for kind in required_kinds(given.branch):
        row = numbers.get(kind)
        name = PaperCell(words.capital(kind_term(given.branch, kind)), align="left")
        if row is None:
            rows.append(PaperRow((name, PaperCell("—"), PaperCell("0"), *(PaperCell(),) * 7), 5.3))
            continue
        asked = row["expected"] - row["exempt"]
        share = f"{100 * row['present'] / asked:.0f}%" if asked else "—"
        done = f"{row['done']}/{row['needed']}" if row["needed"] is not None else str(row["held"])
        rest = (row["excused"], row["not_excused"], row["unstated"], row["exempt"])
        texts = (asked, row["present"], share, *rest)
        rows.append(
            PaperRow(
                (
                    name,
                    PaperCell(_how_often(given, kind, words)),
                    PaperCell(done),
                    *(PaperCell(str(text)) for text in texts),
                ),
                HEIGHT,
            )
        )
    widths = (32, 24, 24, 16, 16, 13, 10, 10, 11, 10)
    if not words.chinese:
        widths = (32, 21, 18, 15, 16, 12, 14, 13, 12, 13)
    return year_table(widths, rows, heads=1)


def _how_often(given: YearContext, kind: str, words: Wording) -> str:
    """Return how often a kind is asked: `每组每月1次`, `each month`; a dash where no rule asks."""
    for finding in given.findings:
        rule = finding.rule
        if rule.check.get("kind") != "held" or rule.check.get("activity") != kind:
            continue
        if rule.check.get("topic") or not is_duty(finding):
            continue
        number = rule.check.get("at_least", 1)
        unit = str(rule.check["per"])
        every = words(
            {"month": "monthly", "quarter": "quarterly", "half": "half-yearly"}.get(unit, "yearly"),
            {"month": "每月", "quarter": "每季", "half": "每半年"}.get(unit, "每年"),
        )
        if not words.chinese:
            return every if number == 1 else f"{number} {every}"
        return f"{'每组' if finding.subject.type == 'group' else ''}{every}{number}次"
    return "—"


def missed_table(
    branch: Branch, missed: list[Finding], room: float, words: Wording, *, annexes: bool
) -> PaperTable:
    """Return what was missed, the worst first, in at most `room` rows; the last counts the rest."""
    heads = (
        words("Missed", "缺项"),
        words("Who", "对象"),
        words("Period", "期间"),
        words("What was found", "情况"),
    )
    several = rows_of(missed)
    rows = [_missed_row(branch, findings, words) for findings in several]
    shown = rows[:MOST_MISSED]
    while len(shown) > LEAST_MISSED and _rows_height(shown, len(rows)) > room:
        shown.pop()
    if len(shown) < len(rows):
        rest = sum(len(findings) for findings in several[len(shown) :])
        where = left_cell(words("see annex 2", "见附件2") if annexes else "—")
        others = left_cell(words(f"{rest} others", f"其他{rest}项"))
        shown.append(PaperRow((others, PaperCell("—"), PaperCell("—"), where), HEIGHT))
    if not rows:
        none = left_cell(words("none", "无"))
        shown.append(PaperRow((none, *(PaperCell("—"),) * 3), HEIGHT))
    return year_table(MISSED, [head_row(heads, HEIGHT), *shown])


def _missed_row(branch: Branch, findings: Duty, words: Wording) -> PaperRow:
    return PaperRow(
        (
            left_cell(_in_lines(words.text(findings[0].rule.short), MISSED[0], 1)),
            PaperCell(_in_lines(_who(findings, words), MISSED[1], 1)),
            PaperCell(words.short_period(findings[0].period)),
            left_cell(_in_lines(found_words(branch, findings, words), MISSED[3], 2)),
        ),
        HEIGHT,
    )


def _rows_height(shown: list[PaperRow], total: int) -> float:
    """Return how high the rows are, with the one that counts the rest of `total`."""
    height = table_height(year_table(MISSED, shown, gap=0))
    return height + HEIGHT if len(shown) < total else height


def _who(findings: Duty, words: Wording) -> str:
    """Return whom a row is about; of a task or activity its kind, since its name stands beside."""
    subject = findings[0].subject
    if len(findings) == 1 and subject.type in ("task", "activity"):
        return words.capital(SUBJECT_TYPES[subject.type])
    return whom_words(findings, words)


def _in_lines(text: str, width: float, lines: int) -> str:
    """Return as much of a text as stands in so many lines of a column of `width` millimetres."""
    room = (width - 2.0) * lines - 4.0 * (lines - 1)
    if text_width(text, SIZE) <= room:
        return text
    while text and text_width(f"{text}…", SIZE) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"

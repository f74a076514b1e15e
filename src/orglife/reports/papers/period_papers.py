"""The papers of a period: the plan to be approved, and the register of what was held."""

from __future__ import annotations

from datetime import date

from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.model.names import kind_term, kinds_of
from orglife.model.terms import SUBJECT_TYPES
from orglife.reports.duties.duties import done_counts, is_duty, period_of
from orglife.reports.language import Language
from orglife.reports.papers.activity_words import (
    absentees_of,
    asked_members,
    place_text,
    plain_name,
    present_members,
)
from orglife.reports.papers.paper import (
    LANDSCAPE,
    PORTRAIT,
    Paper,
    PaperCell,
    PaperLine,
    PaperRow,
    PaperSheet,
    PaperTable,
    facts_line,
    head_row,
    left_cell,
)
from orglife.reports.papers.wording import Wording
from orglife.rules.checks import activity_kinds, titling_kind
from orglife.rules.finding import Finding

SITTINGS = (
    *("general-meeting", "committee-meeting", "group-meeting", "lecture", "theme-day"),
    *("organizational-life-meeting", "appraisal", "study", "training"),
)
"""Kinds of the register; talks, reports and visits have papers of their own."""


def plan_paper(
    branch: Branch,
    period: Period,
    plans: list[Activity],
    asked: list[Finding],
    language: Language,
) -> Paper:
    """Return the plan to be approved: what is planned, and rows for what the rules ask besides."""
    words = Wording(language)
    title = words(
        f"Plan of organizational life, {words.period(period)}",
        f"{words.period(period)}组织生活计划报备表",
    )
    entries = [(plan.planned or period.first, _plan_cells(branch, plan, words)) for plan in plans]
    entries += _asked_entries(branch, period, plans, asked, words)
    entries.sort(key=lambda entry: entry[0])
    cells = [entry[1] for entry in entries] + [(PaperCell(),) * 6] * 2
    rows = [PaperRow((PaperCell(str(at)), *row), 8.2) for at, row in enumerate(cells, 1)]
    heads = (
        words("No.", "序号"),
        words("Day", "日期"),
        words("Kind", "类别"),
        words("Who", "组织"),
        words("Topic", "主题（议题）"),
        words("Chair", "主持人"),
        words("Remark", "备注"),
    )
    opinions = PaperRow(
        (
            PaperCell(
                words(
                    "Branch:\n\n\nSecretary:\n                              Date:",
                    "党支部意见：\n\n\n党支部书记（签名）：\n                    年    月    日",
                ),
                align="left",
                top=True,
            ),
            PaperCell(
                words(
                    "Superior committee:\n\n\n(seal)\n                              Date:",
                    "上级党组织审核意见：\n\n\n（盖章）\n                    年    月    日",
                ),
                align="left",
                top=True,
            ),
        ),
        32,
    )
    sheet = PaperSheet(
        words("Plan", "计划"),
        PORTRAIT,
        words.titles(branch.meta.name, title, PORTRAIT.text_width),
        (
            facts_line(
                (
                    words.field(words("Superior", "上级党组织"), branch.meta.superior),
                    words.field(
                        words("Filled in on", "填报日期"), words("", "      年    月    日")
                    ),
                ),
                PORTRAIT.text_width,
            ),
            PaperTable(
                (10, 20, 33, 24, 40, 21, 14),
                (head_row(heads), *rows),
                heads=1,
                size=10.5 if words.chinese else 10,
            ),
            PaperTable((81, 81), (opinions,), gap=2),
        ),
    )
    return Paper(title, language.code, (sheet,))


def _plan_cells(branch: Branch, plan: Activity, words: Wording) -> tuple[PaperCell, ...]:
    remark = ""
    if plan.state == "held":
        remark = words("held", "已开展")
    elif plan.moves:
        remark = words("moved", "改期")
    day = words.short_day(plan.planned) if plan.planned is not None else ""
    return (
        PaperCell(day),
        left_cell(words.capital(kind_term(branch, plan.kind))),
        left_cell(_whose(branch, plan, words)),
        left_cell(words.clauses(plan.topics)),
        PaperCell(plain_name(branch, plan.chair)),
        PaperCell(remark, size=9),
    )


def _whose(branch: Branch, activity: Activity, words: Wording) -> str:
    if activity.group is not None:
        return branch.groups[activity.group].name
    return words.capital(SUBJECT_TYPES["branch"])


def _asked_entries(
    branch: Branch, period: Period, plans: list[Activity], asked: list[Finding], words: Wording
) -> list[tuple[date, tuple[PaperCell, ...]]]:
    """Return a row for everything that is asked, by its last month, less what is planned for it."""
    entries: list[tuple[date, tuple[PaperCell, ...]]] = []
    taken: set[int] = set()
    for finding in asked:
        window = period_of(finding) or period
        kinds = activity_kinds(finding.rule)
        group = finding.subject.id if finding.subject.type == "group" else None
        missing = max(1, (finding.needed or 1) - (finding.found or 0))
        if finding.rule.check.get("kind") != "held":
            missing = 1
        for plan in plans:
            fits = (
                plan.id not in taken
                and plan.state == "planned"
                and plan.kind in kinds
                and plan.planned is not None
                and plan.planned in window
                and (group is None or plan.group == group)
            )
            if fits and missing:
                taken.add(plan.id)
                missing -= 1
        last = finding.deadline or window.last
        term = kinds_of(branch)[kinds[0]].term if len(kinds) == 1 else finding.rule.short
        who = str(finding.subject.name) if group is not None else _whose_branch(words)
        row = (
            PaperCell(words(f"      {words.month(last.month)}", f"{last.month}月    日")),
            left_cell(words.capital(term)),
            left_cell(who),
            *(PaperCell(),) * 3,
        )
        entries += [(last, row)] * missing
    return entries


def _whose_branch(words: Wording) -> str:
    return words.capital(SUBJECT_TYPES["branch"])


def register_paper(
    branch: Branch,
    period: Period,
    held: list[Activity],
    late: int | None,
    day: date,
    language: Language,
    *,
    by_kind: bool = False,
    done: dict[str, str] | None = None,
) -> Paper:
    """Return the register of `period`: every sitting with who was there and who was not.

    `held` is everything held in the period, by day; `late` the days after which an entry is late
    (None: no rule says so). With `by_kind` the rows stand under a heading for each kind, which
    says how often it was held of how often it is asked (`done`: `3/4` by kind).
    """
    words = Wording(language)
    title = words(
        f"Register of organizational life, {words.period(period)}",
        f"{words.period(period)}组织生活台账",
    )
    sheet = register_sheet(
        branch, period, held, late, day, words, title=title, by_kind=by_kind, done=done or {}
    )
    return Paper(title, language.code, (sheet,))


def register_sheet(
    branch: Branch,
    period: Period,
    held: list[Activity],
    late: int | None,
    day: date,
    words: Wording,
    *,
    title: str,
    by_kind: bool = False,
    done: dict[str, str] | None = None,
) -> PaperSheet:
    """Return the register as a sheet, for the register itself and as an annex."""
    own = [kind for kind in kinds_of(branch) if kind not in _without_register()]
    shown = [activity for activity in held if activity.kind in own]
    rows: list[PaperRow] = []
    number = 0
    if by_kind:
        kinds = [kind for kind in own if any(activity.kind == kind for activity in shown)]
        for at, kind in enumerate(kinds, 1):
            several = [activity for activity in shown if activity.kind == kind]
            rows.append(_kind_row(branch, kind, at, len(several), (done or {}).get(kind), words))
            for activity in several:
                number += 1
                rows.append(_register_row(branch, activity, number, late, words))
    else:
        for number, activity in enumerate(shown, 1):
            rows.append(_register_row(branch, activity, number, late, words))
    rows += [PaperRow((PaperCell(),) * 12, 8.5)] * 3
    heads = (
        words("No.", "序号"),
        words("Day", "日期"),
        words("Kind", "类别"),
        words("Who", "组织"),
        words("Topic", "主题（议题）"),
        words("Place", "地点"),
        words("Chair\n(lecturer)", "主持人\n（授课人）"),
        words("Recorder", "记录人"),
        words("Asked", "应参加"),
        words("Came", "实参加"),
        words("Absent, why", "缺席人员及原因"),
        words("Remark", "备注"),
    )
    widths = (10, 18, 27, 20, 39, 29, 20, 15, 13, 13, 39, 14)
    if not words.chinese:
        widths = (10, 18, 30, 17, 38, 26, 20, 17, 14, 13, 38, 16)
    return PaperSheet(
        words("Register", "台账"),
        LANDSCAPE,
        words.titles(branch.meta.name, title, LANDSCAPE.text_width),
        (
            facts_line(
                (
                    words(
                        f"Branch: {branch.meta.name} (seal)",
                        f"填报单位：{branch.meta.name}（盖章）",
                    ),
                    words(
                        f"From {words.day(period.first)} to {words.day(period.last)}",
                        f"起止：{words.day(period.first)}至{words.day(period.last)}",
                    ),
                    words.field(words("Filled in on", "填报日期"), words.day(day)),
                ),
                LANDSCAPE.text_width,
            ),
            PaperTable(
                widths, (head_row(heads, 10), *rows), heads=1, size=9.5 if words.chinese else 9
            ),
            PaperLine((_totals(branch, own, shown, words),), size=9.5, gap=2),
            words.signatures(
                words("Filled in by", "填报人"),
                words("Secretary", "党支部书记"),
                words("Superior", "上级审核"),
            ),
        ),
    )


def _without_register() -> frozenset[str]:
    """Return the central kinds that are no sittings; a branch's own kinds are."""
    from orglife.model.kinds import CENTRAL

    return frozenset(CENTRAL) - frozenset(SITTINGS)


def done_by_kind(findings: list[Finding]) -> dict[str, str]:
    """Return how often each kind was held of how often it is asked (`3/4`), where a rule asks."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        kind = titling_kind(finding.rule)
        if kind is not None and is_duty(finding):
            by_rule.setdefault(f"{kind} {finding.rule.id}", []).append(finding)
    found: dict[str, str] = {}
    for key, several in by_rule.items():
        needed, done = done_counts(several)
        found.setdefault(key.partition(" ")[0], f"{done}/{needed}")
    return found


def _kind_row(
    branch: Branch, kind: str, at: int, times: int, done: str | None, words: Wording
) -> PaperRow:
    title = words.capital(kind_term(branch, kind))
    numerals = "一二三四五六七八九十"
    number = numerals[at - 1] if at <= len(numerals) else str(at)
    count = done or str(times)
    text = words(f"{title} ({count})", f"{number}、{title}（{count}次）")
    return PaperRow((PaperCell(text, align="left", columns=12, head=True),), 8.5, keep=True)


def _register_row(
    branch: Branch, activity: Activity, number: int, late: int | None, words: Wording
) -> PaperRow:
    asked = len(asked_members(branch, activity))
    led = activity.lecturer if activity.kind == "lecture" else None
    return PaperRow(
        (
            PaperCell(str(number)),
            PaperCell(words.short_day(activity.day)),
            left_cell(words.capital(kind_term(branch, activity.kind))),
            left_cell(_whose(branch, activity, words)),
            left_cell(words.clauses(activity.topics)),
            left_cell(place_text(activity, words)),
            PaperCell(plain_name(branch, led if led is not None else activity.chair)),
            PaperCell(plain_name(branch, activity.recorder)),
            PaperCell(str(asked) if activity.attendance is not None else ""),
            PaperCell(
                str(len(present_members(branch, activity)))
                if activity.attendance is not None
                else ""
            ),
            left_cell(absentees_of(branch, activity, words)),
            PaperCell(_entered(activity, late, words), size=8.5),
        ),
        8.5,
    )


def _entered(activity: Activity, late: int | None, words: Wording) -> str:
    """Return that an activity was entered late, and on which day; empty otherwise."""
    entry = activity.claimed or activity.recorded
    if entry is None or late is None or (entry - activity.day).days <= late:
        return ""
    return words(f"entered {words.short_day(entry)}", f"补录{words.short_day(entry)}")


def _totals(branch: Branch, own: list[str], shown: list[Activity], words: Wording) -> str:
    counts = [(kind, sum(activity.kind == kind for activity in shown)) for kind in own]
    parts = [
        words(
            f"{words.capital(kind_term(branch, kind))} {number}",
            f"{words.text(kind_term(branch, kind))}{number}次",
        )
        for kind, number in counts
        if number
    ]
    total = words(f"{len(shown)} in this period", f"本期共{len(shown)}次")
    return f"{words.field(total, words.names(parts))}" if parts else total

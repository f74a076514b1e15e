"""The papers of what the rules ask: missed and open in detail, with the article behind each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from orglife.messages import Message
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.model.terms import SOURCES, SUBJECT_TYPES
from orglife.reports.duties.findings import SEVERITY_RANK as SEVERITY_ORDER
from orglife.reports.language import Language
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
    head_row,
    left_cell,
)
from orglife.reports.papers.wording import Wording
from orglife.rules.finding import Finding
from orglife.rules.rule import Rule

DIGITS = "零一二三四五六七八九"
REGULATIONS = {
    "cpc-branch-2018": ("Branch regulation", "《支部工作条例》"),
    "cpc-education-2019": ("Education regulation", "《党员教育管理条例》"),
    "cpc-election-2020": ("Election regulation", "《基层组织选举条例》"),
    "cpc-admission-2014": ("Admission rules", "《发展党员工作细则》"),
    "charter": ("Party charter", "《党章》"),
    "local": ("Local rule", "支部规定"),
    "founding-article": ("", ""),
}
"""Sources of rules as papers name them, if at all; others by their own titles."""
RULE_MARK = re.compile(r"\s*[(（](?:rule|规则)\s[^)）]*[)）]")
"""The rule codes at the end of a sentence for the screen."""


def findings_paper(
    branch: Branch, findings: list[Finding], period: Period, day: date, language: Language
) -> Paper:
    """Return what was missed and what is open, worst first, members of one rule in one row."""
    words = Wording(language)
    title = words(
        f"Missed and open, {words.period(period)}", f"{words.period(period)}缺项与待办明细"
    )
    return Paper(
        title, language.code, (findings_sheet_of(branch, findings, day, words, title=title),)
    )


def findings_sheet_of(
    branch: Branch, findings: list[Finding], day: date, words: Wording, *, title: str
) -> PaperSheet:
    """Return both tables as a sheet, for `check` and as an annex of the year report."""
    pieces: list[Piece] = [
        facts_line(
            (
                words.field(words("Branch", "党支部"), branch.meta.name),
                words.field(words("As of", "统计至"), words.day(day)),
            ),
            PORTRAIT.text_width,
        )
    ]
    for at, (status, heading) in enumerate(
        (("missed", words("Missed", "缺项")), ("pending", words("Still open", "待办")))
    ):
        rows = rows_of(one for one in findings if one.status == status)
        count = sum(len(several) for several in rows)
        number = words(f"{at + 1}. ", f"{'一二'[at]}、")
        text = words(f"{number}{heading} ({count})", f"{number}{heading}（{count}项）")
        pieces.append(PaperLine((text,), 12, head=True, gap=3, keep=True))
        if rows:
            pieces.append(_table(branch, rows, words))
        else:
            pieces.append(PaperLine((words("None.", "无。"),), gap=1.5))
    return PaperSheet(
        words("Missed and open", "缺项与待办"),
        PORTRAIT,
        words.titles(branch.meta.name, title, PORTRAIT.text_width),
        tuple(pieces),
    )


def rows_of(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Return findings worst first; those of one rule and period about members in one list."""
    rows: dict[tuple[object, ...], list[Finding]] = {}
    ordered = sorted(findings, key=lambda one: -SEVERITY_ORDER[one.severity])
    for number, finding in enumerate(ordered):
        key: tuple[object, ...] = (finding.rule.id, finding.period)
        if finding.subject.type != "member" or finding.reason is not None:
            key = (*key, number)
        rows.setdefault(key, []).append(finding)
    return list(rows.values())


def _table(branch: Branch, rows: list[list[Finding]], words: Wording) -> PaperTable:
    heads = (
        words("No.", "序号"),
        words("What is asked", "要求"),
        words("Who", "对象"),
        words("Period", "期间"),
        words("What was found", "情况"),
    )
    lines = [
        PaperRow(
            (
                PaperCell(str(at)),
                PaperCell(
                    words.text(several[0].rule.term),
                    align="left",
                    note=rule_basis(several[0].rule, words),
                ),
                PaperCell(whom_words(several, words)),
                PaperCell(words.short_period(several[0].period)),
                left_cell(found_words(branch, several, words)),
            ),
            8.5,
        )
        for at, several in enumerate(rows, 1)
    ]
    return PaperTable((10, 60, 26, 22, 44), (head_row(heads, 8), *lines), heads=1, size=9.5)


def rule_basis(rule: Rule, words: Wording) -> str:
    """Return where a rule is written: `《…条例》第十二条`, `Branch regulation, Art. 12`."""
    title = SOURCES.get(rule.source)
    named = REGULATIONS.get(rule.source)
    source = words(*named) if named else words.text(title) if title is not None else rule.source
    if not rule.article or not source:
        return source
    articles = re.split(r"[,，、/]\s*", rule.article)
    return words(
        f"{source}, Art. {rule.article}",
        source + "、".join(f"第{_chinese_number(article)}条" for article in articles),
    )


def _chinese_number(article: str) -> str:
    """Return an article's number in Han characters; what is no number below 100 as it is."""
    if not article.isdigit() or not 0 < int(article) < 100:
        return article
    tens, ones = divmod(int(article), 10)
    ten = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return ten + (DIGITS[ones] if ones else "")


def whom_words(findings: list[Finding], words: Wording) -> str:
    """Return whom a row is about, without any record's number."""
    if len(findings) > 1:
        return words(f"{len(findings)} members", f"{len(findings)}名党员")
    subject = findings[0].subject
    if subject.type == "branch":
        return words.capital(SUBJECT_TYPES["branch"])
    return words.capital(subject.name)


def found_words(branch: Branch, findings: list[Finding], words: Wording) -> str:
    """Return what was found: asked and done where these are counted, else the message."""
    first = findings[0]
    if len(findings) > 1:
        if first.status == "missed":
            return words(f"not reached by {len(findings)} members", f"{len(findings)}名党员未达到")
        return words(f"{len(findings)} members still to do", f"{len(findings)}名党员未完成")
    if first.rule.check.get("kind") == "held" and first.needed is not None:
        return words(
            f"{first.found or 0} of {first.needed} held",
            f"应{first.needed}次，开展{first.found or 0}次",
        )
    message = first.message
    if first.rule.check.get("kind") == "complete":
        message = _records_by_day(branch, message, words)
    return RULE_MARK.sub("", words.text(message))


def _records_by_day(branch: Branch, message: Message, words: Wording) -> Message:
    """Return what records lack with the days of these in place of their numbers, as on paper."""
    values = dict(message.values)
    parts, numbers = values.get("parts"), values.get("numbers")
    if isinstance(parts, tuple):
        each = (words.text(_records_by_day(branch, part, words)) for part in parts)
        values["parts"] = words.clauses(each)
    if isinstance(numbers, tuple):
        ids = [int(number[1:]) for number in numbers if number.startswith("#")]
        days = map(words.short_day, sorted({branch.activities[one].day for one in ids}))
        more = words(" and others", "等") if len(ids) < len(numbers) else ""
        values["numbers"] = words.names(days) + more
    return Message(message.text, values, message.many, message.context)

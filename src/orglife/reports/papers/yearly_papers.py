"""The papers of what is held once a year: appraisal ballot and result, problems and measures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orglife.model.activity import Activity
from orglife.model.branch import Branch, carried_tasks, measures_of
from orglife.model.member import Member
from orglife.model.task import Task
from orglife.model.terms import GRADES, PROBLEM_FIELDS
from orglife.model.voting import excellent_limit
from orglife.reports.language import Language
from orglife.reports.meetings.activities import private_texts_of
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
    head_cell,
    head_row,
    left_cell,
)
from orglife.reports.papers.wording import Wording

PROBLEM_ROWS = 8
"""Rows of the lists of problems and of measures, at least."""


def appraisal_paper(
    branch: Branch,
    year: int,
    people: list[Member],
    grades: dict[int, str],
    meeting: Activity | None,
    language: Language,
) -> Paper:
    """Return the ballot, which has no name and no signature of the voter, and the result.

    `grades` are those that the meeting decided already; votes are written by hand.
    """
    words = Wording(language)
    limit = excellent_limit(len(people))
    ballot_title = words(f"Democratic appraisal {year}: ballot", f"{year}年度民主评议党员测评表")
    ballot = PaperSheet(
        words("Ballot", "测评表"),
        PORTRAIT,
        words.titles(branch.meta.name, ballot_title, PORTRAIT.text_width),
        (
            PaperLine(
                (
                    words(
                        f"(One √ a member; at most {limit} excellent; no name of the voter.)",
                        f"（请在每名党员的一个等次栏内划“√”；优秀不超过{limit}人；无记名。）",
                    ),
                ),
                align="center",
                keep=True,
            ),
            _ballot(people, words),
        ),
    )
    result_title = words(f"Democratic appraisal {year}: result", f"{year}年度民主评议党员结果表")
    result = PaperSheet(
        words("Result", "结果表"),
        PORTRAIT,
        words.titles(branch.meta.name, result_title, PORTRAIT.text_width),
        (
            _appraisal_facts(people, limit, meeting, words),
            _result(people, grades, words),
            PaperLine(
                (
                    words(
                        "The grade is decided by the committee or the general meeting, from the"
                        " appraisal and from daily conduct; at most a third are excellent.",
                        "评定等次由支部委员会会议或支部党员大会根据评议情况和日常表现确定；"
                        "优秀等次不超过正式党员的三分之一。",
                    ),
                ),
                size=9,
                gap=2,
            ),
            words.signatures(
                words("Scrutineer", "监票人"),
                words("Teller", "计票人"),
                words("Secretary", "党支部书记"),
            ),
        ),
    )
    return Paper(ballot_title, language.code, (ballot, result))


def _grade_heads(words: Wording) -> tuple[str, ...]:
    if words.chinese:
        return tuple(words.text(grade) for grade in GRADES.values())
    return ("Excellent", "Qualified", "Basically qualified", "Unqualified")


def _ballot(people: list[Member], words: Wording) -> PaperTable:
    heads = (
        words("No.", "序号"),
        words("Name", "姓名"),
        *_grade_heads(words),
        words("Main problems", "存在的主要问题"),
    )
    rows = [
        PaperRow((PaperCell(str(at)), PaperCell(member.name), *(PaperCell(),) * 5), 9.5)
        for at, member in enumerate(people, 1)
    ]
    return PaperTable((12, 26, 20, 20, 22, 22, 40), (head_row(heads, 9.5), *rows), heads=1)


def _appraisal_facts(
    people: list[Member], limit: int, meeting: Activity | None, words: Wording
) -> PaperLine:
    held = meeting is not None and meeting.attendance is not None
    day = words.day(meeting.day) if meeting is not None else words("            ", "    年  月  日")
    came = 0
    if meeting is not None and meeting.attendance is not None:
        came = len(meeting.attendance.attendees & {member.id for member in people})
    present = str(came) if held else words("    ", "    ")
    return facts_line(
        (
            words.field(words("Day", "评议时间"), day),
            words(f"Full members: {len(people)}", f"应到会正式党员：{len(people)}人"),
            words(f"Present: {present}", f"实到会：{present}人"),
            words(f"At most {limit} excellent", f"优秀限额：{limit}人"),
        ),
        PORTRAIT.text_width,
    )


def _result(people: list[Member], grades: dict[int, str], words: Wording) -> PaperTable:
    above = PaperRow(
        (
            head_cell(words("No.", "序号"), rows=2),
            head_cell(words("Name", "姓名"), rows=2),
            head_cell(words("Votes of the appraisal", "民主测评（票）"), columns=4),
            head_cell(words("Grade decided", "支部评定\n等次"), rows=2),
            head_cell(words("Member signs", "本人签名"), rows=2),
            head_cell(words("Note", "备注"), rows=2),
        ),
        7,
    )
    below = PaperRow(
        tuple(head_cell(text, size=9 if words.chinese else 8) for text in _grade_heads(words)), 6.5
    )
    rows = [
        PaperRow(
            (
                PaperCell(str(at)),
                PaperCell(member.name),
                *(PaperCell(),) * 4,
                PaperCell(words.text(GRADES[grades[member.id]]) if member.id in grades else ""),
                PaperCell(),
                PaperCell(),
            ),
            9,
        )
        for at, member in enumerate(people, 1)
    ]
    widths = (11, 22, 17, 17, 17, 17, 24, 25, 12)
    return PaperTable(widths, (above, below, *rows), heads=2)


def problems_paper(
    branch: Branch, activity: Activity, day: date, language: Language, *, private: bool = False
) -> Paper:
    """Return the list of problems found in a criticism session and the list of measures.

    Without `private` the texts of problems, which are kept apart, are left to be written.
    """
    words = Wording(language)
    year = activity.for_year or activity.day.year
    sheets = []
    for name, list_title, table in (
        (
            words("Problems", "问题清单"),
            words(f"problems found for {year}", f"{year}年度组织生活会问题清单"),
            _problems(branch, activity, words, private=private),
        ),
        (
            words("Measures", "整改清单"),
            words(f"measures for {year}", f"{year}年度组织生活会整改清单"),
            _measures(branch, activity, day, words, private=private),
        ),
    ):
        sheet_title = list_title if words.chinese else f"Organizational-life meeting: {list_title}"
        sheets.append(
            PaperSheet(
                name,
                LANDSCAPE,
                words.titles(branch.meta.name, sheet_title, LANDSCAPE.text_width),
                (
                    facts_line(
                        (
                            words.field(
                                words("Day of the meeting", "会议时间"), words.day(activity.day)
                            ),
                            words.field(words("Filled in on", "填报日期"), words.day(day)),
                        ),
                        LANDSCAPE.text_width,
                    ),
                    table,
                    words.signatures(
                        words("Secretary", "党支部书记"), words("Discipline member", "纪检委员")
                    ),
                ),
            )
        )
    paper_title = words(
        f"Organizational-life meeting {year}: problems and measures",
        f"{year}年度组织生活会问题清单、整改清单",
    )
    return Paper(paper_title, language.code, tuple(sheets))


def _problem_entries(
    branch: Branch, activity: Activity, *, private: bool
) -> Iterator[tuple[str, str, int | None]]:
    """Yield text, field and member (None: the branch) of every problem that was found."""
    session = activity.session
    if session is None:
        return
    texts: dict[tuple[int | None, str], list[str]] = {}
    if private:
        for body in private_texts_of(branch, "activities", activity.id):
            label, _, field = body.label.partition(":")
            if label == "problem":
                texts.setdefault((body.member, field), []).append(body.text)
    for field in session.problems:
        yield _next_text(texts, None, field), field, None
    for key in sorted(session.parts):
        for field in session.parts[key].problems:
            yield _next_text(texts, key, field), field, key


def _next_text(
    texts: dict[tuple[int | None, str], list[str]], member: int | None, field: str
) -> str:
    known = texts.get((member, field)) or []
    return known.pop(0) if known else ""


def _numbered(
    cells: list[tuple[PaperCell, ...]], columns: int, height: float, least: int
) -> list[PaperRow]:
    """Return numbered rows, with empty ones up to `least` and one more than there are."""
    total = max(least, len(cells) + 1)
    cells = [*cells, *[(PaperCell(),) * columns] * (total - len(cells))]
    return [PaperRow((PaperCell(str(at)), *row), height) for at, row in enumerate(cells, 1)]


def _field_cell(field: str, words: Wording) -> PaperCell:
    """Return the field of a problem; small in English, where the words are long."""
    text = words.capital(PROBLEM_FIELDS[field]) if field else ""
    return PaperCell(text, size=0 if words.chinese else 9)


def _problems(branch: Branch, activity: Activity, words: Wording, *, private: bool) -> PaperTable:
    heads = (
        words("No.", "序号"),
        words("Problem", "查摆出的问题"),
        words("Field", "类别"),
        words("From", "来源"),
        words("Owner", "责任人"),
    )
    cells: list[tuple[PaperCell, ...]] = []
    for text, field, member in _problem_entries(branch, activity, private=private):
        name = branch.members[member].name if member is not None else ""
        cells.append(
            (
                left_cell(text),
                _field_cell(field, words),
                PaperCell(name or words("Branch", "党支部")),
                PaperCell(name),
            )
        )
    rows = _numbered(cells, 4, 13, PROBLEM_ROWS)
    return PaperTable((12, 130, 30, 40, 45), (head_row(heads, 9), *rows), heads=1)


def _measures(
    branch: Branch, activity: Activity, day: date, words: Wording, *, private: bool
) -> PaperTable:
    heads = (
        words("No.", "序号"),
        words("Problem", "查摆出的问题"),
        words("Field", "类别"),
        words("Measure", "整改措施"),
        words("Owner", "责任人"),
        words("Due", "完成时限"),
        words("Done", "完成情况"),
    )
    problems: dict[str, list[str]] = {}
    for text, field, _ in _problem_entries(branch, activity, private=private):
        if text:
            problems.setdefault(field, []).append(text)
    cells: list[tuple[PaperCell, ...]] = []
    for task in [*measures_of(branch, activity), *carried_tasks(branch, activity, day)]:
        known = problems.get(task.field, [])
        cells.append(
            (
                left_cell(known.pop(0) if known else ""),
                _field_cell(task.field, words),
                left_cell(task.subject),
                PaperCell(branch.members[task.owner].name if task.owner is not None else ""),
                PaperCell(str(task.due or "")),
                left_cell(done_words(task, day, words)),
            )
        )
    rows = _numbered(cells, 6, 13, PROBLEM_ROWS)
    return PaperTable((12, 60, 22, 68, 22, 24, 49), (head_row(heads, 9), *rows), heads=1)


def done_words(task: Task, day: date, words: Wording) -> str:
    """Return how a task stands on `day`: done with its day and result, else empty."""
    if task.open_on(day) or task.closed is None:
        return ""
    done = words(f"done {task.closed}", f"{task.closed}完成")
    return words.clauses((done, task.result)) if task.result else done

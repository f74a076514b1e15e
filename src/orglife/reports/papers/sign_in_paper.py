"""The sheet on which everybody signs at the door of a meeting."""

from __future__ import annotations

from math import ceil

from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.member import Member
from orglife.reports.language import Language
from orglife.reports.papers.activity_words import (
    activity_title,
    asked_members,
    listed_members,
    place_text,
    plain_name,
    time_text,
)
from orglife.reports.papers.paper import (
    PORTRAIT,
    Paper,
    PaperCell,
    PaperLine,
    PaperRow,
    PaperSheet,
    PaperTable,
    Piece,
    frame_row,
    head_cell,
    head_row,
    left_cell,
)
from orglife.reports.papers.wording import Wording

PLACES = 28
"""People who sign on one page."""


def sign_in_paper(
    branch: Branch, activity: Activity, language: Language, *, remarks: bool = False
) -> Paper:
    """Return the sign-in sheet: two columns of names with room for a signature each.

    With `remarks` a probationary member's row says so wherever nothing is voted too.
    """
    words = Wording(language)
    people = listed_members(branch, activity)
    title = words(
        f"Sign-in sheet: {activity_title(branch, activity, words)}",
        f"{activity_title(branch, activity, words)}签到表",
    )
    head = PaperTable(
        (22, 59, 22, 59),
        (
            frame_row(
                9,
                (words("Time", "时间"), time_text(activity, words, brief=True), 1),
                (words("Place", "地点"), place_text(activity, words), 1),
            ),
            frame_row(
                9,
                (words("Chair", "主持人"), plain_name(branch, activity.chair), 1),
                (words("Recorder", "记录人"), plain_name(branch, activity.recorder), 1),
            ),
            frame_row(9, (words("Topic", "主题"), words.clauses(activity.topics), 3)),
        ),
    )
    marks = remarks or bool(activity.motions) or activity.kind == "general-meeting"
    pieces: list[Piece] = [head]
    pages = max(1, ceil(len(people) / PLACES))
    rows = max(14, ceil((len(people) + 4) / 2)) if pages == 1 else PLACES // 2
    for page in range(pages):
        first = page * rows * 2
        pieces.append(_places(activity, people, first, rows, marks, words))
    guests = PaperRow((head_cell(words("Guests", "列席人员\n签名")), left_cell("")), 16)
    asked = len(asked_members(branch, activity))
    pieces += [
        PaperTable((22, 140), (guests,)),
        PaperLine(
            (
                words(
                    f"Should attend {asked}     attended ____     excused ____     absent ____"
                    "     guests ____",
                    f"应参加 {asked} 人    实参加      人    请假      人    缺席      人"
                    "    列席      人",
                ).replace("____", "      "),
            ),
            gap=2.5,
        ),
        words.signatures(words("Recorder", "记录人")),
    ]
    sheet = PaperSheet(
        words("Sign-in sheet", "签到表"),
        PORTRAIT,
        words.titles(branch.meta.name, title, PORTRAIT.text_width),
        tuple(pieces),
    )
    return Paper(title, language.code, (sheet,))


def _places(
    activity: Activity, people: list[Member], first: int, rows: int, marks: bool, words: Wording
) -> PaperTable:
    """Return a page of numbered places, the first half down and then the second."""
    heads = (
        words("No.", "序号"),
        words("Name", "姓名"),
        words("Signature", "签名"),
        words("Remark", "备注"),
    )
    lines = [head_row(heads * 2, 8)]
    for row in range(rows):
        cells: list[PaperCell] = []
        for at in (first + row, first + row + rows):
            member = people[at] if at < len(people) else None
            probationary = (
                marks and member is not None and member.stage_on(activity.day) == "probationary"
            )
            remark = words("prob.", "预备") if probationary else ""
            cells += [
                PaperCell(str(at + 1)),
                PaperCell(member.name if member is not None else ""),
                PaperCell(),
                PaperCell(remark, size=9),
            ]
        lines.append(PaperRow(tuple(cells), 11))
    return PaperTable((10, 22, 31, 18) * 2, tuple(lines), heads=1)

"""The minutes of an activity: what is on record, and room for the rest, kind by kind."""

from __future__ import annotations

from msgspec import Struct

from orglife.model.activity import Activity, Motion
from orglife.model.branch import Branch
from orglife.model.duration import hours_text
from orglife.model.kinds import ORGANIZATIONAL_LIFE_MEETING
from orglife.model.roster import posts_on
from orglife.model.terms import FORMS, SEATS
from orglife.model.voting import elected_members, is_voting_meeting, judge_motion
from orglife.reports.language import Language
from orglife.reports.papers.activity_words import (
    absentees_by_state,
    activity_title,
    asked_members,
    listed_members,
    name_with_seat,
    name_with_stage,
    place_text,
    plain_name,
    present_members,
    time_text,
    voting_members,
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
    head_row,
    join_tables,
    left_cell,
    ruled_rows,
    table_height,
)
from orglife.reports.papers.wording import Wording

FRAME = (24.0, 64.0, 20.0, 54.0)
ROOM = 217.0
"""Millimetres of a page for the frame of minutes: without titles and signatures."""
LEAST_LINES = 5
"""Ruled lines for what was said, however much is on record."""
NAMED = 44
"""Up to so many people present stand in the minutes by name; more are on the sign-in sheet."""


class MinutesForm(Struct, frozen=True):
    """What the minutes of one kind of activity have of their own."""

    content: tuple[str, str]
    """What the room for it is called, English and Chinese."""
    resolutions: tuple[str, str] = ("Resolutions", "决议")
    carried_out: tuple[str, str] | None = ("Carried out", "会后落实\n情况")
    signers: tuple[tuple[str, str], ...] = (("Chair", "主持人"), ("Recorder", "记录人"))
    counts: tuple[tuple[str, str], tuple[str, str]] = (
        ("Should attend", "应参加"),
        ("Attended", "实参加"),
    )


SAID = ("What was said, differing opinions included", "会议内容（发言要点、不同意见）")
GENERAL_FORM = MinutesForm(("What was done and said", "活动内容"))
MINUTES_FORMS = {
    "general-meeting": MinutesForm(
        SAID, counts=(("Should attend", "应到会"), ("Present", "实到会"))
    ),
    "committee-meeting": MinutesForm(
        SAID, counts=(("Seated", "应到委员"), ("Present", "实到委员"))
    ),
    "group-meeting": MinutesForm(SAID, ("What was agreed", "会议决定")),
    "lecture": MinutesForm(
        ("The lecture and its discussion", "党课主要内容及讨论情况"),
        carried_out=None,
        resolutions=("Effect", "学习成效"),
        signers=(("Lecturer", "授课人"), ("Recorder", "记录人")),
    ),
    "theme-day": MinutesForm(
        ("What was done", "活动内容"),
        ("Outcome", "活动成效"),
        carried_out=None,
        signers=(("Organizer", "组织者"), ("Recorder", "记录人")),
    ),
    "appraisal": MinutesForm(
        ("Self-assessment and mutual assessment", "评议情况（个人自评、党员互评）"),
        counts=(("Should attend", "应到会"), ("Present", "实到会")),
    ),
}
"""The forms of minutes by kind; other kinds have `GENERAL_FORM`."""


def minutes_paper(branch: Branch, activity: Activity, language: Language) -> Paper:
    """Return the minutes of an activity: what is on record, and room for the rest."""
    words = Wording(language)
    form = MINUTES_FORMS.get(activity.kind, GENERAL_FORM)
    title = _minutes_title(branch, activity, words)
    frame = PaperTable(FRAME, tuple(_frame_rows(branch, activity, form, words)))
    pieces: list[Piece] = []
    if activity.kind == ORGANIZATIONAL_LIFE_MEETING:
        pieces += [frame, _speeches(branch, activity, words)]
    else:
        motions = activity.motions if is_voting_meeting(activity) else ()
        votes = [_motion(branch, activity, motion, words) for motion in motions]
        ending = PaperTable(
            (FRAME[0], PORTRAIT.text_width - FRAME[0]), _ending_rows(branch, activity, form, words)
        )
        taken = sum(table_height(table) - table.gap for table in (frame, *votes, ending))
        room = ROOM - taken if activity.kind != "theme-day" else min(ROOM - taken, 100)
        content = PaperTable((PORTRAIT.text_width,), _content_rows(activity, form, room, words))
        tables = [frame, content, *votes, ending]
        pieces.append(join_tables(*tables))
    pieces.append(words.signatures(*(words(*signer) for signer in form.signers)))
    name = words("Minutes", "记录")
    sheets = [
        PaperSheet(
            name,
            PORTRAIT,
            words.titles(branch.meta.name, title, PORTRAIT.text_width),
            tuple(pieces),
        )
    ]
    if activity.kind == "theme-day":
        sheets.append(_photographs(branch, activity, words))
    return Paper(title, language.code, tuple(sheets))


def _minutes_title(branch: Branch, activity: Activity, words: Wording) -> str:
    title = activity_title(branch, activity, words)
    if activity.kind == ORGANIZATIONAL_LIFE_MEETING:
        year = activity.for_year or activity.day.year
        return words(
            f"Organizational-life meeting for {year}: minutes", f"{year}年度组织生活会记录"
        )
    if activity.kind == "theme-day":
        return words("Record of the theme party day", f"{title}活动记录")
    if activity.kind in ("general-meeting", "committee-meeting"):
        ending = "会议记录" if not title.endswith("会议") else "记录"
        return words(f"Minutes of the {title}", f"{title}{ending}")
    if activity.kind == "group-meeting":
        return words(f"Minutes of the {title}", f"{title}记录")
    return words(f"Record: {title}", f"{title}记录")


def _frame_rows(
    branch: Branch, activity: Activity, form: MinutesForm, words: Wording
) -> list[PaperRow]:
    """Return the fields above the text, each with what is on record."""
    day = activity.day
    chair = name_with_seat(branch, activity.chair, day, words)
    recorder = name_with_seat(branch, activity.recorder, day, words)
    rows: list[PaperRow] = []
    topic = words.clauses(activity.topics)
    if activity.kind == "lecture":
        rows.append(frame_row(9, (words("Subject", "党课题目"), topic, 3)))
    elif activity.kind == "theme-day":
        rows.append(frame_row(9, (words("Theme", "活动主题"), topic, 3)))
    rows.append(
        frame_row(
            9,
            (words("Time", "时间"), time_text(activity, words), 1),
            (words("Place", "地点"), place_text(activity, words), 1),
        )
    )
    if activity.kind == "group-meeting" and activity.group is not None:
        leader = branch.groups[activity.group].leader_on(day)
        rows.append(
            frame_row(
                9,
                (words("Group", "党小组"), branch.groups[activity.group].name, 1),
                (words("Leader", "组长"), plain_name(branch, leader.member if leader else None), 1),
            )
        )
    rows += _led_by(branch, activity, chair, recorder, words)
    if activity.kind == ORGANIZATIONAL_LIFE_MEETING:
        rows += _session_rows(branch, activity, words)
    else:
        rows.append(_counts_row(branch, activity, form, words))
    guests = words.names(activity.guests)
    absent = absentees_by_state(branch, activity, words)
    rows.append(frame_row(9, (words("Guests", "列席人员"), guests, 3)))
    rows.append(frame_row(9, (words("Absent\nand why", "缺席人员\n及原因"), absent, 3)))
    rows.append(frame_row(9, (words("Present", "到会人员"), _present(branch, activity, words), 3)))
    if activity.kind not in ("lecture", "theme-day"):
        topics = "\n".join(f"{at}. {text}" for at, text in enumerate(activity.topics, 1))
        rows.append(frame_row(9, (words("Topics", "会议议题"), topics, 3)))
    return rows


def _led_by(
    branch: Branch, activity: Activity, chair: str, recorder: str, words: Wording
) -> list[PaperRow]:
    if activity.kind == "lecture":
        lecturer = plain_name(branch, activity.lecturer)
        seat = [
            words.capital(SEATS[post.seat])
            for post in posts_on(branch, activity.day)
            if post.member == activity.lecturer
        ]
        hours = hours_text(activity.minutes_long) if activity.minutes_long else ""
        form = words("online", "线上") if activity.online else ""
        return [
            frame_row(
                9,
                (words("Lecturer", "授课人"), lecturer, 1),
                (words("Position", "职务"), seat[0] if seat else "", 1),
            ),
            frame_row(
                9, (words("Chair", "主持人"), chair, 1), (words("Recorder", "记录人"), recorder, 1)
            ),
            frame_row(9, (words("Hours", "学时"), hours, 1), (words("Form", "形式"), form, 1)),
        ]
    label = words("Organizer", "组织者") if activity.kind == "theme-day" else ""
    rows = [
        frame_row(
            9,
            (label or words("Chair", "主持人"), chair, 1),
            (words("Recorder", "记录人"), recorder, 1),
        )
    ]
    if activity.kind == "theme-day":
        means = words.names(activity.means) or (words("online", "线上") if activity.online else "")
        rows.append(frame_row(9, (words("Form", "活动形式"), means, 3)))
    return rows


def _counts_row(branch: Branch, activity: Activity, form: MinutesForm, words: Wording) -> PaperRow:
    """Return who should attend and who did; where the branch votes, with those who have a vote."""
    people = asked_members(branch, activity)
    came = present_members(branch, activity)
    texts = [
        words(f"{len(people)}", f"{len(people)}人"),
        words(f"{len(came)}", f"{len(came)}人") if activity.attendance is not None else "",
    ]
    if activity.kind in ("general-meeting", "appraisal") and activity.scope == "branch":
        voters = voting_members(branch, activity)
        there = len(voters & {member.id for member in came})
        texts[0] += words(f", {len(voters)} with a vote", f"，其中有表决权{len(voters)}人")
        if activity.attendance is not None:
            texts[1] += words(f", {there} with a vote", f"，其中有表决权{there}人")
    first, second = form.counts
    return frame_row(9, (words(*first), texts[0], 1), (words(*second), texts[1], 1))


def _present(branch: Branch, activity: Activity, words: Wording) -> str:
    came = present_members(branch, activity)
    if len(came) > NAMED:
        return words("see the sign-in sheet", "见签到表")
    return words.names(name_with_stage(member, activity.day, words) for member in came)


def _session_rows(branch: Branch, activity: Activity, words: Wording) -> list[PaperRow]:
    """Return what a criticism session has besides: form, preparation, earlier measures."""
    form = words.capital(FORMS[activity.form]) if activity.form in FORMS else ""
    steps = activity.session.steps if activity.session is not None else {}
    names = {
        "theme": words("theme", "主题"),
        "study": words("study", "学习"),
        "talks": words("talks", "谈话"),
        "opinions": words("opinions", "征求意见"),
    }
    prepared = [
        words(
            f"{name} {words.short_day(steps[code]) if code in steps else '          '}",
            f"{name}{words.short_day(steps[code]) if code in steps else '  月  日'}",
        )
        for code, name in names.items()
    ]
    earlier = [
        task
        for task in branch.tasks.values()
        if task.kind == "rectification"
        and task.source != activity.id
        and task.opened < activity.day
    ]
    done = sum(not task.open_on(activity.day) for task in earlier)
    told = words(
        f"{done} of {len(earlier)} measures done", f"整改措施{len(earlier)}条，完成{done}条"
    )
    counts = MinutesForm(SAID)
    return [
        frame_row(
            9,
            (words("Form", "会议形式"), form, 1),
            (words("Superior's\nguide", "上级指导\n人员"), "", 1),
        ),
        _counts_row(branch, activity, counts, words),
        frame_row(9, (words("Prepared", "会前准备"), words.clauses(prepared), 3)),
        frame_row(9, (words("Earlier\nmeasures", "上次整改\n通报"), told if earlier else "", 3)),
    ]


def _speeches(branch: Branch, activity: Activity, words: Wording) -> PaperTable:
    """Return a row for everybody who takes part, empty but for the name: the texts are private."""
    heads = (
        words("Name", "姓名"),
        words("Self-\ncriticism", "自我\n批评"),
        words("Opinions by", "对其提出意见人"),
        words("Main points of the opinions", "意见要点"),
    )
    people = present_members(branch, activity) or listed_members(branch, activity)
    rows = [
        PaperRow((PaperCell(member.name), PaperCell(), PaperCell(), left_cell("")), 16)
        for member in people
    ]
    return PaperTable((24, 14, 40, 84), (head_row(heads, 9), *rows), heads=1)


def _content_rows(
    activity: Activity, form: MinutesForm, room: float, words: Wording
) -> tuple[PaperRow, ...]:
    """Return the typed text line by line, or ruled lines to write on that fill `room` mm."""
    head = PaperRow((PaperCell(words(*form.content), align="left", head=True),), 7.5)
    text = activity.minutes.strip()
    lines = max(LEAST_LINES, int((room - head.height) // 9))
    if not text:
        return (head, *ruled_rows(lines, 1))
    rows = tuple(
        PaperRow((left_cell(line),), 5.5, at > 0) for at, line in enumerate(text.splitlines())
    )
    rest = 9.0 * lines - table_height(PaperTable((PORTRAIT.text_width,), rows, gap=0))
    return (head, *rows, PaperRow((left_cell(""),), max(3.0, rest), continues=True))


def _motion(branch: Branch, activity: Activity, motion: Motion, words: Wording) -> PaperTable:
    """Return a motion with its count and result, or an election with its candidates."""
    verdict = judge_motion(branch, activity, motion)
    if motion.ballots is None:
        heads = (
            words("Motion", "表决事项"),
            words("Should\nattend", "应到会"),
            words("Present", "实到会"),
            words("For", "赞成"),
            words("Against", "不赞成"),
            words("Abst.", "弃权"),
            words("How", "方式"),
            words("Result", "结果"),
        )
        result = words("carried", "通过") if verdict.carried else words("not carried", "未通过")
        numbers = (verdict.due, verdict.present, motion.yes, motion.no, motion.abstain)
        row = PaperRow(
            (
                left_cell(motion.text),
                *(PaperCell(str(number)) for number in numbers),
                PaperCell(),
                PaperCell(result),
            ),
            8,
        )
        return PaperTable((48, 18, 18, 14, 16, 14, 15, 19), (head_row(heads), row))
    chosen = elected_members(branch, activity, motion)
    election_heads = (
        words("Candidate", "候选人"),
        words("Should\nattend", "应到会"),
        words("Present", "实到会"),
        words("Votes", "得票"),
        words("Result", "结果"),
    )
    rows = [
        PaperRow(
            (
                PaperCell(branch.members[candidate.member].name),
                PaperCell(str(verdict.due)),
                PaperCell(str(verdict.present)),
                PaperCell(str(candidate.votes)),
                PaperCell(
                    words("elected", "当选")
                    if candidate.member in chosen
                    else words("not elected", "未当选")
                ),
            ),
            8,
        )
        for candidate in motion.ballots.candidates
    ]
    ballots = motion.ballots
    counted = words(
        f"{motion.text}: {ballots.seats} to be elected; ballots issued {ballots.issued},"
        f" returned {ballots.returned}, spoiled {ballots.spoiled}",
        f"{motion.text}：应选{ballots.seats}人；发出选票{ballots.issued}张，"
        f"收回{ballots.returned}张，废票{ballots.spoiled}张",
    )
    above = PaperRow((left_cell(counted, columns=5),), 8)
    return PaperTable((66, 18, 18, 30, 30), (above, head_row(election_heads), *rows))


def _ending_rows(
    branch: Branch, activity: Activity, form: MinutesForm, words: Wording
) -> tuple[PaperRow, ...]:
    """Return what was resolved and what became of it; for a theme day and a lecture its effect."""
    if form.carried_out is None:
        return (frame_row(14, (words(*form.resolutions), activity.outcome, 1)),)
    resolved = [
        task for task in branch.tasks.values() if task.source == activity.id and not task.is_private
    ]
    texts = []
    for at, task in enumerate(resolved, 1):
        owner = branch.members[task.owner].name if task.owner is not None else ""
        due = words(f"by {task.due}", f"{task.due}前") if task.due is not None else ""
        told = words.names(part for part in (owner, due) if part)
        number = f"{at}. " if len(resolved) > 1 else ""
        texts.append(
            f"{number}{task.subject}" + (words(f" ({told})", f"（{told}）") if told else "")
        )
    differing = [
        words.field(words("Differing", "不同意见"), motion.differing)
        for motion in activity.motions
        if motion.differing
    ]
    closed = [task.closed for task in resolved if task.closed is not None]
    after = activity.outcome
    if resolved and len(closed) == len(resolved):
        day = words.day(max(closed))
        after = after or words(f"carried out, {day}", f"已落实，{day}")
    return (
        frame_row(22, (words(*form.resolutions), "\n".join([*texts, *differing]), 1)),
        frame_row(14, (words(*form.carried_out), after, 1)),
    )


def _photographs(branch: Branch, activity: Activity, words: Wording) -> PaperSheet:
    """Return the page on which two photographs of a theme day are pasted."""
    day = words.day(activity.day)
    box = PaperRow((PaperCell(), PaperCell()), 56)
    below = PaperRow((left_cell(""), left_cell("")), 12)
    return PaperSheet(
        words("Photographs", "照片"),
        PORTRAIT,
        words.titles(
            branch.meta.name,
            words("Theme party day: photographs", "主题党日活动照片"),
            PORTRAIT.text_width,
        ),
        (
            PaperLine((words.field(words("Day", "时间"), day),), gap=2),
            PaperTable((81, 81), (box, below)),
        ),
    )

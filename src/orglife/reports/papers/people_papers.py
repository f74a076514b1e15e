"""The papers about people: the roster, one member's year, talks and reports."""

from __future__ import annotations

from collections import Counter
from datetime import date

from orglife.model.activity import Activity, SelfCriticism
from orglife.model.branch import Branch
from orglife.model.calendar import Period
from orglife.model.duration import hours_text
from orglife.model.kinds import ORGANIZATIONAL_LIFE_MEETING
from orglife.model.member import Member
from orglife.model.names import kind_term, kinds_of
from orglife.model.roster import groups_on, posts_on, primary_groups_of
from orglife.model.task import Task
from orglife.model.terms import GRADES, REPORT_FORMS, SEATS, STAGES, TALK_PAIRS, TASK_KINDS
from orglife.reports.language import Language
from orglife.reports.meetings.attendance import came, held_in, required_kinds, state_of, states_of
from orglife.reports.meetings.talks import TalkPair, pairs_in
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
    facts_line,
    frame_row,
    head_row,
    left_cell,
)
from orglife.reports.papers.wording import Wording
from orglife.rules.checks.participation import StudyTime
from orglife.rules.facts import BranchFacts

ROSTER = (10.0, 22.0, 24.0, 26.0, 26.0, 27.0, 26.0, 52.0, 24.0, 20.0)
"""Widths of the columns of the roster."""
SERVICE = ("volunteering", "masses-contact", "outreach", "poverty-relief", "hardship-support")


def roster_paper(
    branch: Branch, people: list[Member], day: date, blank: tuple[str, ...], language: Language
) -> Paper:
    """Return the roster on `day`; `blank` are heads of columns that are filled in by hand."""
    words = Wording(language)
    title = words("Roster of members", "党员花名册")
    heads = (
        words("No.", "序号"),
        words("Name", "姓名"),
        words("Standing", "人员类别"),
        words("Admitted", "入党时间"),
        words("Full since", "转正时间"),
        words("Group", "党小组"),
        words("Seat", "党内职务"),
        words("Unit and duty", "工作单位及职务"),
        words("Residence", "居住地"),
        words("Note", "备注"),
        *blank,
    )
    rows = [
        PaperRow((*_roster_cells(branch, member, at, day, words), *(PaperCell(),) * len(blank)), 8)
        for at, member in enumerate(people, 1)
    ]
    sheet = PaperSheet(
        words("Roster", "花名册"),
        LANDSCAPE,
        words.titles(branch.meta.name, title, LANDSCAPE.text_width),
        (
            facts_line(
                (
                    words(
                        f"Branch: {branch.meta.name} (seal)",
                        f"填报单位：{branch.meta.name}（盖章）",
                    ),
                    words.field(words("As of", "统计至"), words.day(day)),
                ),
                LANDSCAPE.text_width,
            ),
            PaperTable(_roster_widths(len(blank)), (head_row(heads, 9), *rows), heads=1, size=10),
            PaperLine((_roster_totals(branch, people, day, words),), gap=2),
            words.signatures(words("Filled in by", "填报人"), words("Secretary", "党支部书记")),
        ),
    )
    return Paper(title, language.code, (sheet,))


def _roster_widths(blank: int) -> tuple[float, ...]:
    """Return the widths, the wide columns made narrower for those to be filled in by hand."""
    if not blank:
        return ROSTER
    own = (10.0, 18.0, 20.0, 21.0, 21.0, 23.0, 20.0, 38.0, 20.0, 14.0)
    room = LANDSCAPE.text_width - sum(own)
    each = room / blank
    if each < 13:
        shrunk = (LANDSCAPE.text_width - 13 * blank) / sum(own)
        return (*(round(width * shrunk, 1) for width in own), *(13.0,) * blank)
    return (*own, *(round(each, 1),) * blank)


def _roster_cells(
    branch: Branch, member: Member, at: int, day: date, words: Wording
) -> tuple[PaperCell, ...]:
    stage = member.stage_on(day)
    joined, full = member.joined, member.full_since
    work = " ".join(text for text in (member.unit, member.duty) if text)
    return (
        PaperCell(str(at)),
        PaperCell(member.name),
        PaperCell(_standing(stage, words)),
        PaperCell(words.partial_day(joined)),
        PaperCell(words.partial_day(full) if stage == "full" else ""),
        PaperCell(_groups(branch, member, day, words)),
        PaperCell(_seats(branch, member, day, words)),
        left_cell(work),
        left_cell(member.residence),
        PaperCell(),
    )


def _standing(stage: str | None, words: Wording) -> str:
    """Return a stage in a column: `full`, `正式党员`; empty before the first."""
    if stage is None:
        return ""
    if stage in ("full", "probationary") and not words.chinese:
        return stage
    return words.text(STAGES[stage])


def _groups(branch: Branch, member: Member, day: date, words: Wording) -> str:
    return words.names(group.name for group in primary_groups_of(branch, member.id, day))


def _seats(branch: Branch, member: Member, day: date, words: Wording) -> str:
    """Return the seats and the groups that a member leads."""
    seats = [
        words.text(SEATS[post.seat]) for post in posts_on(branch, day) if post.member == member.id
    ]
    for group in groups_on(branch, day):
        leader = group.leader_on(day)
        if leader is not None and leader.member == member.id:
            seats.append(words("group leader", "党小组组长"))
    return words.names(seats)


def _roster_totals(branch: Branch, people: list[Member], day: date, words: Wording) -> str:
    stages = Counter(member.stage_on(day) for member in people)
    groups = len(groups_on(branch, day))
    return words(
        f"{len(people)} members: {stages['full']} full, {stages['probationary']} probationary;"
        f" {groups} groups",
        f"共{len(people)}人：正式党员{stages['full']}人，预备党员{stages['probationary']}人；"
        f"党小组{groups}个",
    )


def member_paper(
    branch: Branch, member: Member, period: Period, day: date, language: Language
) -> Paper:
    """Return one member's year, to be signed by the member and the secretary: facts, no rating."""
    words = Wording(language)
    facts = BranchFacts(branch, period, day)
    seen = facts.branch
    person = seen.members[member.id]
    title = words("Member's organizational life", "党员参加组织生活情况表")
    period_title = words(words.period(period), f"（{words.period(period)}）")
    held = held_in(seen, period, day)
    frame = PaperTable((22, 32) * 3, _member_frame(seen, person, day, words))
    details = PaperTable((28, 134), tuple(_member_details(facts, person, period, held, words)))
    opinion = PaperTable(
        (28, 134), (frame_row(24, (words("Branch's\nopinion", "支部意见"), "", 1)),)
    )
    sheet = PaperSheet(
        words("Member's year", "情况表"),
        PORTRAIT,
        words.titles(title, period_title, PORTRAIT.text_width),
        (
            frame,
            _member_counts(seen, person, held, words),
            details,
            opinion,
            words.signatures(words("Member", "党员本人"), words("Secretary", "党支部书记")),
        ),
    )
    return Paper(
        words(f"{title} {period_title}", f"{title}{period_title}"), language.code, (sheet,)
    )


def _member_frame(
    branch: Branch, member: Member, day: date, words: Wording
) -> tuple[PaperRow, ...]:
    return (
        frame_row(
            8.5,
            (words("Name", "姓名"), member.name, 1),
            (words("Standing", "党员类别"), _standing(member.stage_on(day), words), 1),
            (words("Group", "党小组"), _groups(branch, member, day, words), 1),
        ),
        frame_row(
            8.5,
            (words("Admitted", "入党时间"), words.partial_day(member.joined), 1),
            (words("Full since", "转正时间"), words.partial_day(member.full_since), 1),
            (words("Seat", "党内职务"), _seats(branch, member, day, words), 1),
        ),
        frame_row(
            8.5,
            (words("Branch", "所在党支部"), branch.meta.name, 3),
            (words("As of", "统计至"), str(day), 1),
        ),
    )


def _member_counts(
    branch: Branch, member: Member, held: list[Activity], words: Wording
) -> PaperTable:
    """Return how often the member should have attended and did, kind by kind."""
    heads = (
        words("Kind", "类别"),
        words("Should\nattend", "应参加"),
        words("Attended", "实参加"),
        words("of these\nlate", "其中迟到"),
        words("Excused", "请假"),
        words("Without\nexcuse", "无故缺席"),
        words("Not\nstated", "未说明"),
        words("Not\nrequired", "不作\n要求"),
    )
    rows: list[PaperRow] = []
    total: Counter[str] = Counter()
    for kind in required_kinds(branch):
        states = states_of((one for one in held if one.kind == kind), member.id)
        total += states
        title = words.capital(kind_term(branch, kind))
        rows.append(PaperRow((left_cell(title), *_state_cells(states, zero="")), 7.5))
    sums = _state_cells(total, zero="0")
    rows.append(PaperRow((PaperCell(words("Total", "合计"), head=True), *sums), 7.5))
    widths = (42, 18, 18, 18, 16, 18, 16, 16)
    return PaperTable(widths, (head_row(heads, 9), *rows), heads=1, size=10)


def _state_cells(states: Counter[str], zero: str) -> list[PaperCell]:
    asked = sum(states.values()) - states["exempt"]
    numbers = (
        *(asked, came(states), states["late"], states["excused"]),
        *(states["absent"], states["unstated"], states["exempt"]),
    )
    return [PaperCell(str(number) if number else zero) for number in numbers]


def _member_details(
    facts: BranchFacts, member: Member, period: Period, held: list[Activity], words: Wording
) -> list[PaperRow]:
    branch, day = facts.branch, facts.day
    study = [kind.code for kind in kinds_of(branch).values() if kind.study]
    minutes = StudyTime([one for one in held if one.kind in study]).minutes(member.id)
    talks = [
        f"{words.short_day(pair.activity.day)} {_other_name(branch, pair, member.id)}"
        for pair in pairs_in(facts, period)
        if member.id in (pair.one, pair.other)
    ]
    reports = [
        words.short_day(one.day)
        for one in held
        if one.kind == "member-report" and _took_part(one, member.id)
    ]
    service = Counter(
        one.kind for one in held if one.kind in SERVICE and _took_part(one, member.id)
    )
    served = [
        words(
            f"{words.capital(kind_term(branch, kind))} {number}",
            f"{words.text(kind_term(branch, kind))}{number}次",
        )
        for kind, number in service.items()
    ]
    tasks = [
        _task_words(task, day, words)
        for task in branch.tasks.values()
        if task.owner == member.id
        and not task.is_private
        and task.opened <= min(period.last, day)
        and (task.closed is None or task.closed >= period.first)
    ]
    absences = [text for one in held for text in _absence(branch, one, member.id, words)]
    hours = words(f"{hours_text(minutes)} h", f"{hours_text(minutes)}学时") if minutes else ""
    count = words(f"{len(talks)}: ", f"{len(talks)}次：") if talks else ""
    return [
        frame_row(10, (words("Absences", "请假、缺席\n明细"), words.clauses(absences), 1)),
        frame_row(10, (words("Study", "集中学习"), hours, 1)),
        frame_row(10, (words("Talks", "谈心谈话"), count + words.names(talks), 1)),
        frame_row(10, (words("Reports", "党员汇报"), words.names(reports), 1)),
        frame_row(10, (words("Criticism", "组织生活会"), _criticism(held, member.id, words), 1)),
        frame_row(10, (words("Appraisal", "民主评议"), _grades(held, member.id, words), 1)),
        frame_row(10, (words("Undertaken", "承办事项"), words.clauses(tasks), 1)),
        frame_row(10, (words("Service", "志愿服务等"), words.names(served), 1)),
    ]


def _other_name(branch: Branch, pair: TalkPair, member: int) -> str:
    return branch.members[pair.other if pair.one == member else pair.one].name


def _took_part(activity: Activity, member: int) -> bool:
    return activity.attendance is not None and activity.attendance.has_attended(member)


def _absence(branch: Branch, activity: Activity, member: int, words: Wording) -> list[str]:
    state = state_of(activity, member)
    if state not in ("excused", "absent", "unstated") or activity.attendance is None:
        return []
    reason = public_reason(activity.attendance.others[member].reason, words)
    told = words.field(state_words(state, words), reason) if reason else state_words(state, words)
    title = words.text(kind_term(branch, activity.kind))
    day = words.short_day(activity.day)
    return [words(f"{day} {title} ({told})", f"{day}{title}（{told}）")]


def _criticism(held: list[Activity], member: int, words: Wording) -> str:
    found = []
    for activity in held:
        if (
            activity.kind != ORGANIZATIONAL_LIFE_MEETING
            or activity.session is None
            or state_of(activity, member) is None
        ):
            continue
        part = activity.session.parts.get(member, SelfCriticism())
        year = activity.for_year or activity.day.year
        made = (
            words("self-criticism made", "作自我批评")
            if part.made
            else words("no self-criticism", "未作自我批评")
        )
        found.append(
            words(
                f"{words.short_day(activity.day)} (for {year}): {made},"
                f" {part.received} opinions received",
                f"{words.short_day(activity.day)}（{year}年度）：{made}，收到意见{part.received}条",
            )
        )
    return words.clauses(found)


def _grades(held: list[Activity], member: int, words: Wording) -> str:
    found = []
    for activity in held:
        if activity.appraisal is not None and member in activity.appraisal.grades:
            year = activity.for_year or activity.day.year
            grade = words.text(GRADES[activity.appraisal.grades[member]])
            found.append(words(f"{year}: {grade}", f"{year}年度：{grade}"))
    return words.clauses(found)


def _task_words(task: Task, day: date, words: Wording) -> str:
    told = [words.text(TASK_KINDS[task.kind])]
    if task.closed is not None and not task.open_on(day):
        told.append(
            words(f"done {words.short_day(task.closed)}", f"{words.short_day(task.closed)}办结")
        )
    elif task.due is not None:
        late = (day - task.due).days
        told.append(words(f"due {task.due}", f"期限{task.due}"))
        if late > 0:
            told.append(words(f"{late} days overdue", f"逾期{late}天"))
    inside = words.names(told)
    return words(f"{task.subject} ({inside})", f"{task.subject}（{inside}）")


def _talk_row(
    activity: Activity, names: tuple[str, str], kind: str
) -> tuple[date, tuple[PaperCell, ...]]:
    cells = (*(PaperCell(name) for name in names), PaperCell(kind))
    return activity.day, (*cells, left_cell(activity.place), PaperCell())


def talks_paper(branch: Branch, period: Period, day: date, language: Language) -> Paper:
    """Return the list of talks and of members' reports, and who had no talk; never a text."""
    words = Wording(language)
    facts = BranchFacts(branch, period, day)
    seen = facts.branch
    pairs = pairs_in(facts, period)
    rows = [
        _talk_row(pair.activity, names, words.capital(TALK_PAIRS[pair.type]))
        for pair in pairs
        for names in [(seen.members[pair.one].name, seen.members[pair.other].name)]
    ]
    for activity in held_in(seen, period, day, ("member-report",)):
        form = REPORT_FORMS.get(activity.form)
        kind = words.capital(kind_term(seen, activity.kind))
        if form is not None:
            kind = words(f"{kind}, {words.text(form)}", f"{kind}（{words.text(form)}）")
        came_to = activity.attendance.attendees if activity.attendance is not None else frozenset()
        rows += [
            _talk_row(activity, (words("Branch", "党支部"), seen.members[key].name), kind)
            for key in sorted(came_to)
        ]
    rows.sort(key=lambda row: row[0])
    heads = (
        words("No.", "序号"),
        words("Day", "日期"),
        words("With whom", "谈话人"),
        words("Whom", "谈话对象"),
        words("Pair", "类别"),
        words("Place", "地点"),
        words("Note", "备注"),
    )
    table = [
        PaperRow((PaperCell(str(at)), PaperCell(words.short_day(held)), *cells), 7.5)
        for at, (held, cells) in enumerate(rows, 1)
    ]
    table += [PaperRow((PaperCell(str(len(rows) + at)), *(PaperCell(),) * 6), 7.5) for at in (1, 2)]
    talked = {key for pair in pairs for key in (pair.one, pair.other)}
    without = [member.name for member in facts.members(facts.day) if member.id not in talked]
    title = words(
        f"Talks and reports, {words.period(period)}",
        f"{words.period(period)}谈心谈话、党员汇报登记表",
    )
    nobody = words("none", "无")
    sheet = PaperSheet(
        words("Talks", "谈心谈话"),
        PORTRAIT,
        words.titles(branch.meta.name, title, PORTRAIT.text_width),
        (
            PaperTable(
                (10, 22, 30, 30, 30, 20, 20),
                (head_row(heads, 8.5), *table),
                heads=1,
                size=10 if words.chinese else 9.5,
            ),
            PaperLine(
                (
                    words.field(
                        words("Members without a talk", "未谈话党员"),
                        words.names(without) or nobody,
                    ),
                ),
                gap=2.5,
            ),
            words.signatures(words("Filled in by", "填报人"), words("Secretary", "党支部书记")),
        ),
    )
    return Paper(title, language.code, (sheet,))

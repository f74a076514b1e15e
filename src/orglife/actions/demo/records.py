"""Tasks, talks, transfers and a waiver of the made-up branch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from orglife.model.activity import Activity, Appraisal
from orglife.model.branch import Branch, PrivateText, Waiver
from orglife.model.calendar import PartialDate, add_months
from orglife.model.member import ActivistReview, AdmissionRecord, Member, MobilePeriod, Transfer
from orglife.model.task import Task

QUIET = 11
"""The member with whom nobody has talked, and who has not reported."""


class DemoTask(NamedTuple):
    """A made-up task: months before now when it was opened and fell due, and whether it is done."""

    kind: str
    en: str
    zh: str
    owner: int
    opened: int
    due: int
    done: bool = False
    channel: str = ""


# fmt: off
TASKS = (
    DemoTask("resolution", "Renew the notice board", "更新公告栏", 3, 5, 3, done=True),
    DemoTask("commitment", "Explain the new lift", "讲解新电梯的使用", 7, 8, 6, done=True),
    DemoTask("commitment", "Clear the corridor of building 3", "清理3号楼楼道", 12, 4, -1),
    DemoTask("need", "Evening hours for study", "安排晚间学习时间", 5, 3, 1),
    DemoTask("matter", "Repair the lamp at the west gate", "修西门路灯", 8, 2, -1),
    DemoTask("opinion", "Meetings begin late", "会议常常晚开", 1, 4, 3, channel="box"),
    DemoTask("care", "Visit after the operation", "术后探望", 2, 1, -1),
)
# fmt: on


def personal_events(today: date) -> Iterator[DemoActivity]:
    """Yield talks, reports and service of two years; everybody but one takes part each year."""
    for year in (today.year - 1, today.year):
        others = [member for member in range(5, 23) if member != QUIET]
        for at, member in enumerate(others):
            month = 2 + at % 8
            yield DemoActivity("talk", date(year, month, 7 + at % 20), who=(1 + at % 4, member))
            yield DemoActivity("member-report", date(year, 7, 1 + at % 25), who=(member,))
        yield DemoActivity("talk", date(year, 1, 16), who=(1, 2))
        yield DemoActivity("talk", date(year, 1, 17), who=(3, 4))
        yield DemoActivity("talk", date(year, 5, 19), who=(5, 6))
        for member in range(1, 5):
            yield DemoActivity("member-report", date(year, 6, 20 + member), who=(member,))
        for month in (2, 4, 6, 8, 10):
            who = (1 + month % 4, 4 + month)
            yield DemoActivity("masses-contact", date(year, month, 8), who=who, reached=6 + month)
        yield DemoActivity("outreach", date(year, 5, 22), who=(3, 9), reached=60)
        yield DemoActivity("poverty-relief", date(year, 9, 12), who=(2, 14), household="H-03")
        yield DemoActivity("hardship-support", date(year, 12, 5), who=(4, 10))
    away = date(today.year - 1, 6, 1)
    while away < add_months(today, -7):
        yield DemoActivity("member-contact", away, who=(2, 20))
        away = add_months(away, 3)


def add_demo_records(branch: Branch, *, today: date, chinese: bool) -> Branch:
    """Return the branch with its tasks, its people on the way in and out, and its own decisions."""
    for one in TASKS:
        number = branch.next_id("tasks")
        due = add_months(today, -one.due)
        branch = branch.add(
            "tasks",
            Task(
                id=number,
                kind=one.kind,
                subject=one.zh if chinese else one.en,
                owner=one.owner,
                opened=add_months(today, -one.opened),
                due=due,
                channel=("意见箱" if chinese else one.channel) if one.channel else "",
                closed=due - timedelta(days=3) if one.done else None,
                result=("已办结" if chinese else "done") if one.done else "",
            ),
        )
    branch = _move(branch, today, chinese=chinese)
    branch = _admit(branch, today, chinese=chinese)
    branch = _appraise(branch, today)
    branch = _plan(branch, today, chinese=chinese)
    return _waive(branch, today, chinese=chinese)


def _move(branch: Branch, today: date, *, chinese: bool) -> Branch:
    """Send one member to work elsewhere, and one away by transfer, not received yet."""
    mobile = MobilePeriod(
        since=date(today.year - 1, 6, 1),
        place="外省务工" if chinese else "another province",
        contact=2,
    )
    transfer = Transfer(
        sent=add_months(today, -4),
        to="东里支部（示例）" if chinese else "East Lane branch (made up)",
        letter_until=add_months(today, -1),
    )
    return branch.put(
        "members",
        replace(branch.members[20], mobile=(mobile,)),
        replace(branch.members[17], transfers=(transfer,)),
    )


def _admit(branch: Branch, today: date, *, chinese: bool) -> Branch:
    """Bring two people on their way into the Party, one of them assessed too seldom."""
    for name, months, reviewed in (
        ("祝文" if chinese else "Zhu Wen", 20, (13, 7, 1)),
        ("蓝亭" if chinese else "Lan Ting", 14, (10,)),
    ):
        applied = add_months(today, -months - 6)
        branch = branch.add(
            "members",
            Member(
                id=branch.next_id("members"),
                name=name,
                stages={
                    "applicant": PartialDate.of(applied),
                    "activist": PartialDate.of(add_months(today, -months)),
                },
                development=AdmissionRecord(
                    talked=applied + timedelta(days=14),
                    contacts=(1, 5),
                    reviews=tuple(
                        ActivistReview(held=add_months(today, -ago), reviewer=1) for ago in reviewed
                    ),
                ),
            ),
        )
    return branch


def _appraise(branch: Branch, today: date) -> Branch:
    """Let the meeting of last year's appraisal decide its grades."""
    held = [one for one in branch.activities.values() if one.kind == "appraisal"]
    for activity in held:
        present = activity.attendance.present if activity.attendance else ()
        full = [
            member for member in present if branch.members[member].stage_on(activity.day) == "full"
        ]
        grades = {
            member: "excellent" if at % 5 == 0 else "qualified" for at, member in enumerate(full)
        }
        appraisal = Appraisal(grades=grades, closed=min(activity.day, today))
        branch = branch.put("activities", replace(activity, appraisal=appraisal))
    return branch


def _plan(branch: Branch, today: date, *, chinese: bool) -> Branch:
    """Plan the next theme day."""
    month = add_months(today.replace(day=1), 1)
    activity = Activity(
        id=branch.next_id("activities"),
        kind="theme-day",
        state="planned",
        planned=month + timedelta(days=(4 - month.weekday()) % 7),
        recorded=today,
        topics=("冬季安全检查" if chinese else "Winter safety round",),
    )
    return branch.add("activities", activity)


def _waive(branch: Branch, today: date, *, chinese: bool) -> Branch:
    """Waive one month's committee meeting, and keep the text of one talk apart."""
    month = add_months(today, -11)
    waiver = Waiver(
        id=branch.next_id("waivers"),
        rule="CM-FREQ",
        period=f"{month:%Y-%m}",
        by="上级党组织" if chinese else "the superior committee",
        reason="防汛" if chinese else "flood duty",
        recorded=min(add_months(month, 1), today),
    )
    branch = branch.add("waivers", waiver)
    talk = next((one for one in branch.activities.values() if one.kind == "talk"), None)
    if talk is None:
        return branch
    body = PrivateText(
        id=branch.next_id("private"),
        table="activities",
        record=talk.id,
        text="示例文字" if chinese else "Sample text, made up",
        on=talk.day,
    )
    return branch.add("private", body)


class DemoActivity(NamedTuple):
    """A kind and a day; the rest as far as the kind has it."""

    kind: str
    day: date
    group: int = 0
    """0: of the whole branch, the committee, or those in `who`."""
    hours: int = 0
    delay: int = 1
    """Days after which it was entered."""
    for_year: int | None = None
    everybody: bool = False
    """Nobody stayed away."""
    who: tuple[int, ...] = ()
    reached: int | None = None
    household: str = ""

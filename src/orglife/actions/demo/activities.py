"""What the made-up branch did in two years, month by month, and what it left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from msgspec.structs import replace

from orglife.actions.demo.decisions import (
    add_demo_decisions,
    admission_day,
    decision_day,
    election_day,
)
from orglife.actions.demo.records import DemoActivity, add_demo_records, personal_events
from orglife.actions.meetings.activity_entry import ActivityEntry
from orglife.actions.meetings.log import activity_records
from orglife.model.activity import CriticismSession, Motion, SelfCriticism
from orglife.model.branch import Branch
from orglife.model.calendar import DAY, add_months
from orglife.model.name_lists import Absentee
from orglife.model.roster import expected_on, is_member_on
from orglife.model.task import Task
from orglife.model.voting import electorate

TOPICS = (
    ("Study of documents", "学习文件"),
    ("Safety of the old quarter", "老街区安全"),
    ("Hearing residents' views", "听取居民意见"),
    ("Planning volunteer service", "志愿服务安排"),
    ("Review of the quarter's work", "总结本季度工作"),
)
REASONS = (("ill", "生病"), ("on shift", "值班"), ("away on duty", "出差"))


def add_demo_activities(branch: Branch, *, today: date, chinese: bool) -> Branch:
    """Return the branch with everything that it did up to `today`."""
    activities = dict(branch.activities)
    number = branch.next_id("activities")
    events = chain(_events(today), personal_events(today))
    for event in sorted(events, key=lambda event: event.day):
        if event.day > today or not all(
            is_member_on(branch, branch.members[one], event.day) for one in event.who
        ):
            continue
        held = branch.change_meta(next={**branch.meta.next, "activities": number})
        entry = _entry(branch, event, number, chinese=chinese)
        recorded = min(event.day + timedelta(days=event.delay), today)
        for activity in activity_records(held, entry, recorded=recorded).activities:
            activities[activity.id] = activity
            number = activity.id + 1
    branch = replace(
        branch,
        activities=activities,
        meta=replace(branch.meta, next={**branch.meta.next, "activities": number}),
    )
    branch = _decide(_criticise(branch, today, chinese=chinese), chinese=chinese)
    branch = add_demo_decisions(branch, today=today, chinese=chinese)
    return add_demo_records(branch, today=today, chinese=chinese)


def _events(today: date) -> Iterator[DemoActivity]:
    """Yield what was held. The gaps are counted in months back from `today`."""
    month = date(today.year - 1, 1, 1)
    while month <= today:
        ago = (today.year - month.year) * 12 + today.month - month.month
        quarter_ends = month.month % 3 == 2
        if ago != 3:
            kind = "theme-day+lecture" if quarter_ends else "theme-day"
            yield DemoActivity(kind, _nth_friday(month), hours=2)
        if ago not in (2, 11):
            yield DemoActivity("committee-meeting", month.replace(day=4), hours=1)
        if quarter_ends and ago not in (4, 5, 6):
            yield DemoActivity("general-meeting", month.replace(day=18), hours=2)
        for group in (1, 2, 3):
            if (group, ago) not in ((2, 0), (2, 1), (3, 7)):
                delay = 45 if (group, ago) == (1, 8) else 1
                yield DemoActivity(
                    "group-meeting", month.replace(day=9 + 2 * group), group, 2, delay
                )
        if month.month % 2 == 0:
            yield DemoActivity("study", month.replace(day=24), hours=4, delay=2)
        if month.month in (3, 9):
            yield DemoActivity("volunteering", month.replace(day=26), hours=3)
        month = add_months(month, 1)
    yield DemoActivity(
        "organizational-life-meeting",
        date(today.year, 1, 22),
        hours=3,
        for_year=today.year - 1,
    )
    yield DemoActivity("general-meeting", election_day(today), hours=3)
    yield DemoActivity("committee-meeting", election_day(today) + DAY, hours=1, everybody=True)
    if admission_day(today) >= date(today.year - 1, 1, 1):
        yield DemoActivity("general-meeting", admission_day(today), hours=2)
    yield DemoActivity("general-meeting", decision_day(today), hours=2)
    yield DemoActivity("appraisal", date(today.year, 1, 23), hours=2, for_year=today.year - 1)


def _nth_friday(month: date) -> date:
    return month + timedelta(days=(4 - month.weekday()) % 7)


def _entry(branch: Branch, event: DemoActivity, number: int, *, chinese: bool) -> ActivityEntry:
    names = [member.name for member in branch.members.values()]
    outcome = ("已落实" if chinese else "carried out") if number % 4 else ""
    if event.who:
        return ActivityEntry(
            kind=event.kind,
            day=event.day,
            chosen=tuple(names[one - 1] for one in event.who),
            fields={
                "reached": event.reached,
                "household": event.household,
                "outcome": outcome,
            },
        )
    scope = "committee" if event.kind == "committee-meeting" else "branch"
    expected = expected_on(
        branch, event.day, "group" if event.group else scope, event.group or None
    )
    inside = [member.id for member in expected]
    away = inside[number * 5 % len(inside)]
    reason = REASONS[number % 3][chinese]
    absent = (
        ()
        if number % 3 == 0 or event.everybody
        else (Absentee(names[away - 1], "excused", reason),)
    )
    late = (names[inside[0] - 1],) if number % 11 == 0 and away != inside[0] else ()
    chair = branch.groups[event.group].leaders[0].member if event.group else 1
    if number % 17 == 0 and absent:
        absent = (Absentee(names[away - 1], "unstated", ""),)
    return ActivityEntry(
        kind=event.kind,
        day=event.day,
        group=f"#{event.group}" if event.group else "",
        absent=absent,
        late=late,
        fields={
            "topics": (TOPICS[number % len(TOPICS)][chinese],),
            "chair": names[(chair if chair != away else inside[2]) - 1],
            "delegated": chair == away,
            "recorder": names[(2 if away != 2 else 3) - 1],
            "lecturer": names[3] if "lecture" in event.kind else "",
            "minutes_long": 60 * event.hours,
            "for_year": event.for_year,
            "place": "社区党群服务中心" if chinese else "Community centre",
            "outcome": outcome,
        },
    )


def _criticise(branch: Branch, today: date, *, chinese: bool) -> Branch:
    """Give the organizational-life meeting its steps, parts and measures, one of them overdue."""
    meeting = next(
        (
            one
            for one in branch.activities.values()
            if one.kind == "organizational-life-meeting" and one.attendance is not None
        ),
        None,
    )
    if meeting is None or meeting.attendance is None:
        return branch
    parts = {
        member: SelfCriticism(
            made=True,
            received=2,
            given=2,
            accepted=True,
            problems=("style",) if member % 5 == 0 else (),
        )
        for member in meeting.attendance.present
    }
    held = meeting.day
    steps = {
        "theme": held - timedelta(days=20),
        "study": held - timedelta(days=14),
        "talks": held - timedelta(days=10),
        "opinions": held - timedelta(days=7),
    }
    session = CriticismSession(steps=steps, parts=parts, problems=("organizational",), closed=held)
    branch = branch.put("activities", replace(meeting, session=session))
    measures = (
        ("Visit every household on the list", "走访名单上的每一户", 2, held + timedelta(days=60)),
        ("Keep the group's study on its day", "坚持党小组按时学习", 5, held + timedelta(days=90)),
    )
    for at, (en, zh, owner, due) in enumerate(measures):
        number = branch.next_id("tasks")
        done = held + timedelta(days=40)
        branch = branch.add(
            "tasks",
            Task(
                id=number,
                kind="rectification",
                subject=zh if chinese else en,
                owner=owner,
                opened=held,
                due=due,
                source=meeting.id,
                field="style" if at else "organizational",
                closed=done if at == 0 and done <= today else None,
                result=("已完成" if chinese else "all visited")
                if at == 0 and done <= today
                else "",
            ),
        )
    return branch


def _decide(branch: Branch, *, chinese: bool) -> Branch:
    """Put motions to the last two general meetings."""
    meetings = [
        activity
        for activity in branch.activities.values()
        if activity.kind == "general-meeting" and activity.day.day == 18
    ]
    texts = (
        ("Adopt the plan of service", "通过志愿服务计划", 2),
        ("Open the reading room on Sundays", "周日开放阅览室", 9),
    )
    for meeting, (en, zh, others) in zip(meetings[-2:], texts, strict=False):
        motion = Motion(text=zh if chinese else en, notice=meeting.day - timedelta(7))
        present = len(electorate(branch, meeting, motion).present)
        motion = replace(motion, yes=present - others, no=2, abstain=0)
        branch = branch.put("activities", replace(meeting, motions=(motion,)))
    return branch

"""An activity as papers word it: title, time, place, and who was there, without any health."""

from __future__ import annotations

import re
from datetime import date

from orglife.model.activity import Absence, Activity, Attendance, MemberOrName
from orglife.model.branch import Branch
from orglife.model.member import Member
from orglife.model.names import kind_term
from orglife.model.roster import entitled_on, expected_on, posts_on
from orglife.model.terms import SEATS
from orglife.reports.papers.wording import Wording

HEALTH = re.compile(
    r"病假|病休|生病|患病|疾病|重病|急病|看病|因病|养病|病了|^病$|感冒|发烧|发热|骨折|受伤|住院"
    r"|手术|就医|治疗|化疗|体检|康复|休养|产假|产检|怀孕|年老|体弱|年迈|残疾"
    r"|\b(?:ill|illness|sick\w*|hospital\w*|surg\w+|doctor\w*|medic\w+|clinic\w*|pregnan\w+"
    r"|maternity|frail\w*|disab\w+|treatment|recover\w*|injur\w+|fever|flu|health)\b",
    re.IGNORECASE,
)
"""Words by which a reason is known to be one of health."""
STATES = ("late", "excused", "absent", "unstated", "exempt")
"""The states of whoever was not there in time, as papers list them."""


def activity_title(branch: Branch, activity: Activity, words: Wording) -> str:
    """Return what an activity is called in a title; a group's meeting by the group's name."""
    if activity.kind == "group-meeting" and activity.group is not None:
        group = branch.groups[activity.group].name
        return words(f"meeting of {group}", f"{group}会议")
    return words.text(kind_term(branch, activity.kind))


def plain_name(branch: Branch, person: int | str | None) -> str:
    """Return the name of a member or of somebody who is none; empty for nobody."""
    if person is None:
        return ""
    return branch.members[person].name if isinstance(person, int) else person


def time_text(activity: Activity, words: Wording, *, brief: bool = False) -> str:
    """Return day and time; room to write a time that is not on record."""
    day = words.day_of_week(activity.day)
    start = activity.start or words("    :    ", "  时  分")
    if brief and not activity.end:
        return words(f"{day}, {start}", f"{day} {start}")
    end = activity.end or words("    :    ", "  时  分")
    return words(f"{day}\n{start} to {end}", f"{day}\n{start}至{end}")


def place_text(activity: Activity, words: Wording) -> str:
    """Return the place; empty where none is on record."""
    return words("online", "线上") if activity.online and not activity.place else activity.place


def listed_members(branch: Branch, activity: Activity) -> list[Member]:
    """Return everybody on the list of an activity: the frozen one, else those of its day, by id."""
    if activity.attendance is not None:
        return [branch.members[key] for key in sorted(activity.attendance.expected)]
    return expected_on(branch, activity.day, activity.scope, activity.group)


def asked_members(branch: Branch, activity: Activity) -> list[Member]:
    """Return those who should attend: the exempt, those on long leave and the mobile left out.

    Whoever of these came all the same is counted with the others.
    """
    frozen = activity.attendance or Attendance()
    return [
        member
        for member in listed_members(branch, activity)
        if member.id in frozen.attendees
        or (member.relief_on(activity.day) is None and not _exempt(frozen, member.id))
    ]


def _exempt(frozen: Attendance, member: int) -> bool:
    absence = frozen.others.get(member)
    return absence is not None and absence.state == "exempt"


def present_members(branch: Branch, activity: Activity) -> list[Member]:
    """Return those who were there, in time or late, by id."""
    came = activity.attendance.attendees if activity.attendance is not None else frozenset()
    return [branch.members[key] for key in sorted(came)]


def voting_members(branch: Branch, activity: Activity) -> frozenset[int]:
    """Return the ids of those with a vote in an activity on its day."""
    return frozenset(member.id for member in entitled_on(branch, activity.scope, activity.day))


def name_with_seat(branch: Branch, person: MemberOrName | None, day: date, words: Wording) -> str:
    """Return a name, with the person's seat on `day`: `安博（书记）`; empty for nobody."""
    if person is None:
        return ""
    if not isinstance(person, int):
        return person
    seats = [
        words.text(SEATS[post.seat]) for post in posts_on(branch, day) if post.member == person
    ]
    name = branch.members[person].name
    return words(f"{name} ({seats[0]})", f"{name}（{seats[0]}）") if seats else name


def name_with_stage(member: Member, day: date, words: Wording) -> str:
    """Return a name; of a probationary member it says so."""
    if member.stage_on(day) == "probationary":
        return words(f"{member.name} (probationary)", f"{member.name}（预备）")
    return member.name


def public_reason(reason: str, words: Wording) -> str:
    """Return a reason as it may stand on paper: one of health is called sick leave alone."""
    if HEALTH.search(reason):
        return words("sick leave", "病假")
    return reason


def state_words(state: str, words: Wording) -> str:
    """Return the state of somebody who was not there in time, as papers call it."""
    return {
        "late": words("late", "迟到"),
        "excused": words("excused", "请假"),
        "absent": words("absent", "无故缺席"),
        "unstated": words("absent", "缺席"),
        "exempt": words("not required", "不作要求"),
    }[state]


def absentees_by_state(branch: Branch, activity: Activity, words: Wording) -> str:
    """Return who was not there or not in time, state after state, with the reason.

    Whoever is exempt is named without a reason; a reason that nobody stated is left to be written.
    """
    frozen = activity.attendance or Attendance()
    found: list[str] = []
    for state in STATES:
        names = [
            _with_reason(branch.members[key].name, absence, words)
            for key, absence in frozen.others.items()
            if absence.state == state
        ]
        if names:
            found.append(words.field(state_words(state, words), words.names(names)))
    return words.clauses(found)


def absentees_of(branch: Branch, activity: Activity, words: Wording) -> str:
    """Return who was not there, each with state and reason, for a narrow column."""
    frozen = activity.attendance or Attendance()
    found = []
    for key, absence in frozen.others.items():
        if absence.state == "late":
            continue
        name, state = branch.members[key].name, state_words(absence.state, words)
        reason = public_reason(absence.reason, words)
        told = absence.state in ("excused", "absent") and reason
        found.append(
            words(f"{name} ({state}: {reason})", f"{name}（{state}：{reason}）")
            if told and reason != state
            else words(f"{name} ({state})", f"{name}（{state}）")
        )
    return words.clauses(found)


def _with_reason(name: str, absence: Absence, words: Wording) -> str:
    reason = public_reason(absence.reason, words)
    if absence.state == "exempt" or (absence.state == "late" and not reason):
        return name
    if not reason:
        return words(f"{name} (why:            )", f"{name}（原因：        ）")
    return words(f"{name} ({reason})", f"{name}（{reason}）")

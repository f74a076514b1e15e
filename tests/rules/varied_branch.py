"""The sample branch with a great deal of it changed at random: everything that a rule looks at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from msgspec.structs import replace
from sample_branch import sample_branch

from orglife.model.activity import Absence, Activity, Attendance, Exclusion, Motion
from orglife.model.branch import Branch, Waiver
from orglife.model.calendar import PartialDate
from orglife.model.member import AdmissionRecord, Member, MobilePeriod, StatusPeriod, Transfer

SAMPLE = sample_branch()
DAYS = timedelta(days=1)


def varied_branch(seed: int) -> Branch:
    chance = Random(seed)
    branch = SAMPLE
    for member in chance.sample(list(branch.members.values()), len(branch.members) // 2):
        branch = branch.put("members", chance.choice(OF_MEMBERS)(member, chance))
    for activity in chance.sample(list(branch.activities.values()), len(branch.activities) // 2):
        branch = branch.put("activities", chance.choice(OF_ACTIVITIES)(activity, chance))
    for group in branch.groups.values():
        a_day = day(chance)
        ends = chance.choice([{"dissolved": a_day}, {"formed": a_day}, {"until": a_day}, {}, {}])
        places = tuple(
            replace(one, primary=chance.random() < 0.9, until=chance.choice([None, None, a_day]))
            for one in group.memberships
        )
        branch = branch.put("groups", replace(group, memberships=places, **ends))
    for post in branch.posts.values():
        ends = chance.choice([{"until": day(chance)}, {"since": day(chance)}, {}])
        branch = branch.put("posts", replace(post, **ends))
    if chance.random() < 0.5:
        rule = chance.choice(["GR-FREQ", "CM-FREQ", "STUDY-HOURS", "CHAIR"])
        waiver = Waiver(id=1, rule=rule, by="Superior", reason="flood", period="2026-H1")
        branch = branch.add("waivers", waiver)
    return branch


def day(chance: Random) -> date:
    return date(2024, 9, 1) + chance.randrange(800) * DAYS


def spell(chance: Random) -> dict[str, date | None]:
    since = day(chance)
    return {"since": since, "until": chance.choice([None, since + chance.randrange(300) * DAYS])}


OF_MEMBERS: list[Callable[[Member, Random], Member]] = [
    lambda one, chance: replace(
        one,
        mobile=(MobilePeriod(**spell(chance), place="elsewhere", abroad=chance.random() < 0.5),),
    ),
    lambda one, chance: replace(one, excused=(StatusPeriod(**spell(chance), reason="ill"),)),
    lambda one, chance: replace(one, exempt=(StatusPeriod(**spell(chance), reason="old"),)),
    lambda one, chance: replace(one, suspended=(StatusPeriod(**spell(chance)),)),
    lambda one, chance: replace(one, left=PartialDate.of(day(chance))),
    lambda one, chance: replace(one, arrived=PartialDate(2025, chance.randrange(1, 13))),
    lambda one, chance: replace(one, stages={"probationary": PartialDate.of(day(chance))}),
    lambda one, chance: replace(
        one, transfers=(Transfer(sent=day(chance), received=chance.choice([None, day(chance)])),)
    ),
    lambda one, chance: replace(
        one,
        stages={"applicant": PartialDate(2024, 2), "activist": PartialDate.of(day(chance))},
        development=AdmissionRecord(talked=day(chance), contacts=(1, 2)),
    ),
    lambda one, _: replace(one, visiting=True),
]


def with_absentees(one: Activity, chance: Random) -> Activity:
    if one.attendance is None:
        return one
    present = list(one.attendance.present)
    away = chance.sample(present, len(present) // 3)
    states = ["absent", "excused", "late", "unstated"]
    others = {key: Absence(state=chance.choice(states)) for key in away}
    there = tuple(key for key in present if key not in others)
    return replace(one, attendance=Attendance(present=there, others=others))


def with_motion(one: Activity, chance: Random) -> Activity:
    motion = Motion(
        text="to the vote",
        kind=chance.choice(["ordinary", "admission", "election"]),
        yes=chance.randrange(12),
        not_in_room=(1,),
        excluded=(Exclusion(member=2, reason=chance.choice(["", "far away"])),),
        consent=chance.choice([None, one.held]),
    )
    return replace(one, motions=(motion,))


OF_ACTIVITIES: list[Callable[[Activity, Random], Activity]] = [
    with_absentees,
    with_motion,
    lambda one, chance: replace(one, chair=chance.choice([None, 1, 2, 3, "a guest"])),
    lambda one, _: replace(one, delegated=True, chair=4),
    lambda one, chance: replace(one, held=one.day + chance.randrange(-60, 60) * DAYS),
    lambda one, chance: replace(one, for_year=chance.choice([2024, 2025, 2026])),
    lambda one, chance: replace(one, minutes_long=chance.choice([0, 60, 480])),
    lambda one, chance: replace(one, sitting=chance.choice([1, 2])),
    lambda one, _: replace(one, attendance=None, outcome="", topics=()),
    lambda one, chance: replace(one, claimed=one.day + chance.randrange(60) * DAYS),
    lambda one, _: replace(one, state="cancelled"),
    lambda one, chance: replace(one, kind=chance.choice(["talk", "lecture", "committee-meeting"])),
    lambda one, chance: replace(one, group=1, scope=chance.choice(["group", "committee"])),
]

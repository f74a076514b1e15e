"""The invented members, groups and seats of the demo."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from orglife.actions.demo.decisions import (
    BEATEN,
    CONFIRMED,
    admission_day,
    election_day,
    first_committee_day,
)
from orglife.model.branch import Branch
from orglife.model.calendar import DAY, PartialDate, add_months
from orglife.model.group import Group, Leader, Membership, Post
from orglife.model.member import Member, StatusPeriod


class DemoPerson(NamedTuple):
    """A made-up member: names, years before now of becoming a full member, group, seat, place."""

    en: str
    zh: str
    years: int
    group: int
    seat: str = ""
    home: int = 0
    work: int = 0


# fmt: off
PEOPLE = (
    DemoPerson("An Bo", "安博", 14, 1, "secretary", 0, 0),
    DemoPerson("Bai He", "白荷", 21, 2, "organization", 1, 1),
    DemoPerson("Cen Yu", "岑雨", 9, 3, "publicity", 2, 0),
    DemoPerson("Dai Lin", "戴林", 30, 1, "discipline", 0, 3),
    DemoPerson("Fan Xi", "范溪", 12, 2, "", 1, 2),
    DemoPerson("Gu Tian", "顾田", 25, 3, "", 2, 3),
    DemoPerson("Hao Ran", "郝然", 7, 1, "", 0, 1),
    DemoPerson("Ji Qing", "纪晴", 18, 2, "", 1, 3),
    DemoPerson("Kang Le", "康乐", 33, 3, "", 2, 3),
    DemoPerson("Lei Ming", "雷鸣", 11, 1, "", 0, 2),
    DemoPerson("Mo Ran", "莫冉", 16, 2, "", 1, 0),
    DemoPerson("Nie Shu", "聂舒", 22, 3, "", 2, 1),
    DemoPerson("Ou Hai", "欧海", 5, 1, "", 0, 0),
    DemoPerson("Pan Yue", "潘月", 28, 2, "", 1, 3),
    DemoPerson("Qin Feng", "秦风", 13, 3, "", 2, 2),
    DemoPerson("Rao Jing", "饶静", 19, 1, "", 0, 3),
    DemoPerson("Shao Hua", "邵华", 24, 2, "", 1, 1),
    DemoPerson("Tan Wei", "谭蔚", 8, 3, "", 2, 0),
    DemoPerson("Wu Xue", "武雪", 3, 1, "", 0, 2),
    DemoPerson("Xiong An", "熊安", 27, 2, "", 1, 3),
    DemoPerson("Yin He", "尹禾", 0, 3, "", 2, 1),
    DemoPerson("Zhong Lu", "钟露", 0, 1, "", 0, 0),
)
# fmt: on

DECLARED = (
    ("political", "the branch as a whole", "主持支部全面工作"),
    ("learning", "members and groups", "党员和党小组工作"),
    ("communication", "study and the notice board", "学习宣传和公告栏"),
    ("political", "", ""),
)
"""What each seat declares to be able to do, and its duty; the last seat has none yet."""
HOMES = (("East Lane", "东里"), ("West Lane", "西里"), ("Waterside", "河沿"))
WORK = (
    ("Neighbourhood office", "社区居委会"),
    ("Health station", "社区卫生站"),
    ("Property company", "物业公司"),
    ("Retired", "退休"),
)
GROUPS = (("Group 1", "第一党小组"), ("Group 2", "第二党小组"), ("Group 3", "第三党小组"))


def add_demo_people(branch: Branch, *, today: date, chinese: bool) -> Branch:
    """Return the branch with its people in their groups and seats."""
    for number, person in enumerate(PEOPLE, 1):
        branch = branch.add("members", _member(number, person, today, chinese=chinese))
    for number, names in enumerate(GROUPS, 1):
        inside = [at for at, person in enumerate(PEOPLE, 1) if person.group == number]
        branch = branch.add(
            "groups",
            Group(
                id=number,
                name=names[chinese],
                basis="residence",
                memberships=tuple(Membership(member=at) for at in inside),
                leaders=(Leader(member=inside[1], how="recommended"),),
            ),
        )
    seated = [(at, person.seat) for at, person in enumerate(PEOPLE, 1) if person.seat]
    before = [(BEATEN if seat == "discipline" else at, seat) for at, seat in seated]
    first, elected = first_committee_day(today), election_day(today)
    for holders, since, until in ((before, first, elected - DAY), (seated, elected, None)):
        for (at, seat), (area, en, zh) in zip(holders, DECLARED, strict=True):
            branch = branch.add(
                "posts",
                Post(
                    id=branch.next_id("posts"),
                    seat=seat,
                    member=at,
                    since=since,
                    until=until,
                    term=since,
                    duties=(zh if chinese else en,) if en else (),
                    areas=(area,),
                ),
            )
    return branch


def _member(number: int, person: DemoPerson, today: date, *, chinese: bool) -> Member:
    stages: dict[str, PartialDate | None]
    if person.years and number != CONFIRMED:
        full = date(today.year - person.years, number % 12 + 1, number + 2)
        stages = {
            "probationary": PartialDate.of(full.replace(year=full.year - 1)),
            "full": PartialDate.of(full),
        }
    elif number == CONFIRMED:
        admitted = admission_day(today)
        stages = {
            "probationary": PartialDate.of(admitted),
            "full": PartialDate.of(add_months(admitted, 12)),
        }
    else:
        stages = {"probationary": PartialDate.of(add_months(today, -11 if number % 2 else -5))}
    frail = StatusPeriod(
        since=date(today.year - 1, 3, 1), reason="年老体弱" if chinese else "old and frail"
    )
    return Member(
        id=number,
        name=person.zh if chinese else person.en,
        stages=stages,
        residence=HOMES[person.home][chinese],
        unit=WORK[person.work][chinese],
        exempt=(frail,) if person.en == "Kang Le" else (),
    )

"""A well sealed file with any odd value in any field: refused when it is read, or judged."""

import copy
import json
import zlib
from datetime import date

import pytest
from msgspec.structs import replace
from small_branch import riverside

from orglife.errors import OrglifeError
from orglife.model.activity import (
    Absence,
    Activity,
    Appraisal,
    Attendance,
    Ballots,
    CriticismSession,
    ElectionCandidate,
    Exclusion,
    Motion,
    Postponement,
    SelfCriticism,
)
from orglife.model.branch import TABLES, Extension, LocalKind, LocalRule, PrivateText, Waiver
from orglife.model.calendar import PartialDate, Period
from orglife.model.member import (
    ActivistReview,
    AdmissionRecord,
    MobilePeriod,
    StatusPeriod,
    Transfer,
)
from orglife.model.task import ProgressNote, Task
from orglife.reports.language import Language
from orglife.rules.engine import check_branch
from orglife.storage.decode import decode_file
from orglife.storage.format import NO_HISTORY, SCHEMA, DamageError, encode_file

DAY = date(2026, 3, 2)
TEXTS = [
    *("", "xx", "#1", "[", "a\tb", "last 31th", "25:61"),
    *("2026-", "9999-12", "9999-12-31", "0001-01", "0001-01-01", "２０２６"),
]
NUMBERS = [0, -1, 13, 2**53 - 1]
ENGLISH = Language("en")


def with_everything():
    branch = riverside()
    for scope in ("branch", "committee", "group"):
        number = branch.next_id("activities")
        held = Activity(id=number, kind="study", held=DAY, scope=scope, group=1)
        branch = branch.add("activities", held)
    person = branch.members[7]
    branch = branch.put(
        "members",
        replace(
            person,
            stages={"applicant": PartialDate(2024, 1), "activist": PartialDate.of(DAY)},
            arrived=PartialDate(2020, 5),
            left=PartialDate.of(date(2026, 8, 1)),
            mobile=(MobilePeriod(since=date(2025, 1, 1), until=DAY, contact=1, purpose="study"),),
            excused=(StatusPeriod(since=date(2025, 4, 1), until=DAY, reason="ill"),),
            exempt=(StatusPeriod(since=DAY, reason="old"),),
            suspended=(StatusPeriod(since=DAY, until=DAY),),
            transfers=(Transfer(sent=DAY, received=DAY, returned=DAY, letter_until=DAY),),
            development=AdmissionRecord(
                talked=DAY,
                contacts=(1,),
                introducers=(2,),
                reviews=(ActivistReview(held=DAY, reviewer=1, activity=1),),
                approved=DAY,
                extended=6,
                extended_by=1,
                voted=1,
                decided=DAY,
                approved_full=DAY,
            ),
        ),
    )
    group = branch.groups[1]
    places = tuple(replace(one, since=DAY, until=DAY) for one in group.memberships)
    branch = branch.put(
        "groups", replace(group, memberships=places, formed=DAY, until=DAY, type="temporary")
    )
    branch = branch.put(
        "posts", replace(branch.posts[1], since=DAY, until=DAY, areas=("learning",), term=DAY)
    )
    motion = Motion(
        text="Elect",
        kind="election",
        yes=3,
        excluded=(Exclusion(member=2, reason="away"),),
        consent=DAY,
        notice=DAY,
        ballots=Ballots(
            seats=1,
            issued=9,
            returned=9,
            candidates=(ElectionCandidate(member=1, votes=9),),
            office="members",
            reduced=True,
        ),
    )
    branch = branch.put(
        "activities",
        replace(
            branch.activities[1],
            planned=DAY,
            moves=(Postponement(planned=DAY, reason="rain"),),
            start="14:00",
            end="15:30",
            days=2,
            claimed=DAY,
            for_year=2026,
            sitting=1,
            chair=1,
            attendance=Attendance(present=(1, 2), others={3: Absence(state="late")}),
            motions=(motion, replace(motion, kind="admission", ballots=None)),
            follow_up=DAY,
            finalized=DAY,
            session=CriticismSession(
                steps={"study": DAY},
                parts={1: SelfCriticism(made=True, received=1, problems=("style",))},
                problems=("style",),
                closed=DAY,
            ),
            appraisal=Appraisal(grades={1: "excellent"}, closed=DAY),
            kind="organizational-life-meeting",
        ),
    )
    plan = max(branch.activities) + 1
    branch = replace(
        branch,
        activities={
            **branch.activities,
            plan: Activity(id=plan, kind="lecture", state="planned", planned=DAY),
        },
        tasks={
            1: Task(
                id=1,
                kind="rectification",
                subject="begin in time",
                owner=1,
                opened=DAY,
                due=DAY,
                source=1,
                field="style",
                progress=(ProgressNote(on=DAY, text="begun"),),
                closed=DAY,
            )
        },
        kinds={
            1: LocalKind(id=1, code="circle", en="circle", zh="小组", scope="group", study=True)
        },
        rules={1: LocalRule(id=1, rule="TALK", enabled=True, values={"at_least": 2})},
        waivers={
            1: Waiver(
                id=1,
                rule="GR-FREQ",
                period="2026",
                by="S",
                reason="flood",
                group=1,
                deadline=DAY,
            )
        },
        private={1: PrivateText(id=1, table="activities", record=1, member=1, text="said", on=DAY)},
    )
    return branch.change_meta(
        records_from=DAY,
        extensions=(Extension(until=DAY, by="S", approved=DAY),),
        next={name: max(getattr(branch, name), default=0) + 1 for name in TABLES},
    )


def sealed(tables):
    lines = [
        f'"{name}":{{'
        + ",".join(f'\n"{key}":{json.dumps(row)}' for key, row in rows.items())
        + ("\n}" if rows else "}")
        for name, rows in tables.items()
        if name != "seal"
    ]
    begin = "{\n" + ",\n".join(lines)
    begin += f',\n"seal":{{"1":{{"schema":{SCHEMA},"sequence":1,"crc32":"'
    return begin.encode() + b'%08x"}}}\n' % zlib.crc32(begin.encode())


def leaves(value, path):
    yield path, value
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, key))


def fields():
    """Every field of every record once, with its path: those in lists and tables alike as one."""
    found = {}
    for table, rows in TABLES_OF_IT.items():
        for path, value in leaves(rows, (table,)) if table not in ("history", "seal") else ():
            shape = ".".join("*" if str(key).isdecimal() else key for key in path)
            if len(path) > 2:
                found.setdefault(shape, (path, value))
    return found


def odd_instead_of(value):
    """Values of the same JSON type, nothing, and the removal."""
    if isinstance(value, str):
        yield from TEXTS
    elif isinstance(value, int) and not isinstance(value, bool):
        yield from NUMBERS
    elif isinstance(value, list):
        yield from ([], value * 2)
    elif isinstance(value, dict):
        yield {}
    yield from (None, GONE)


def changed(path, value):
    tables = copy.deepcopy(TABLES_OF_IT)
    inner = tables
    for key in path[:-1]:
        inner = inner[key]
    if value is GONE:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return sealed(tables)


GONE = object()
TABLES_OF_IT = json.loads(encode_file(with_everything(), NO_HISTORY, sequence=1))
FIELDS = fields()


def refusal(data):
    """Judge a file; return why it could not be read or judged, nothing where it could."""
    try:
        found = check_branch(decode_file(data).branch, Period.year(2026), as_of=date(2026, 11, 22))
    except (DamageError, OrglifeError) as refused:
        return ENGLISH.text(refused.message)
    assert all(ENGLISH.text(one.message) for one in found)
    return ""


def test_the_branch_with_everything_is_judged():
    assert refusal(sealed(TABLES_OF_IT)) == ""
    assert len(FIELDS) > 150


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_an_odd_value_is_refused_or_judged(field):
    path, value = FIELDS[field]
    for odd in odd_instead_of(value):
        refusal(changed(path, odd))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("meta.*.sector", "village"),
        ("members.*.stages.applicant", "9999-13"),
        ("groups.*.type", ""),
        ("posts.*.seat", "xx"),
        ("posts.*.areas.*", "xx"),
        ("activities.*.state", "xx"),
        ("activities.*.scope", ""),
        ("activities.*.attendance.others.*.state", "ill"),
        ("activities.*.motions.*.kind", "xx"),
        ("activities.*.appraisal.grades.*", "best"),
        ("activities.*.session.problems.*", "xx"),
        ("activities.*.held", None),
        ("activities.*.planned", GONE),
        ("tasks.*.kind", "xx"),
        ("tasks.*.field", "xx"),
        ("kinds.*.scope", "xx"),
        ("waivers.*.period", "2026-"),
        ("waivers.*.period", "２０２６"),
        ("waivers.*.period", "2026-H3"),
    ],
)
def test_what_nobody_could_say_in_words_is_refused(field, value):
    table, path = field.partition(".")[0], FIELDS[field][0]
    if field == "activities.*.planned":
        path = ("activities", max(TABLES_OF_IT["activities"], key=int), "planned")
    assert refusal(changed(path, value)).startswith(f"{table} #")

"""What a day sees: nothing that begins later, and later ends open."""

from datetime import date, timedelta

import pytest

from orglife.model.activity import Activity
from orglife.model.as_of import branch_as_of
from orglife.model.branch import Branch, Meta
from orglife.model.calendar import PartialDate
from orglife.model.group import Group, Leader, Membership, Post
from orglife.model.member import (
    ActivistReview,
    AdmissionRecord,
    Member,
    MobilePeriod,
    StatusPeriod,
    Transfer,
)
from orglife.model.roster import members_on
from orglife.model.task import Task

DAY = date(2026, 3, 5)
NEXT = DAY + timedelta(days=1)
META = Meta(uid="u", name="B", sector="rural", founded=date(2015, 6, 1))


def member(**fields):
    one = Member(id=1, name="M", **{"stages": {"full": None}, **fields})
    return branch_as_of(Branch(meta=META, members={1: one}), DAY).members[1]


def test_nothing_later_gives_the_same_object():
    branch = Branch(
        meta=META,
        members={1: Member(id=1, name="M", stages={"full": PartialDate.of(DAY)})},
        groups={1: Group(id=1, name="G", formed=DAY, memberships=(Membership(member=1),))},
        posts={1: Post(id=1, seat="secretary", member=1, since=DAY, until=DAY)},
        tasks={1: Task(id=1, kind="need", subject="s", opened=DAY, closed=DAY)},
    )

    assert branch_as_of(branch, DAY) is branch


@pytest.mark.parametrize("name", ["mobile", "excused", "exempt", "suspended"])
def test_a_spell_that_begins_later_is_not_there_and_one_that_ends_later_is_open(name):
    kind = MobilePeriod if name == "mobile" else StatusPeriod
    spells = (kind(since=DAY, until=NEXT), kind(since=NEXT))

    assert getattr(member(**{name: spells}), name) == (kind(since=DAY),)


def test_an_end_on_the_day_is_seen():
    assert member(exempt=(StatusPeriod(since=DAY, until=DAY),)).exempt == (
        StatusPeriod(since=DAY, until=DAY),
    )


def test_who_leaves_later_has_not_left():
    assert member(left=PartialDate.of(NEXT), left_reason="moved").left is None
    assert member(left=PartialDate.of(NEXT), left_reason="moved").left_reason == ""
    assert member(left=PartialDate.of(DAY)).left == PartialDate.of(DAY)
    assert member(left=PartialDate(2026, 3)).left is None


def test_stages_that_are_reached_later_are_not_there():
    stages = {"probationary": PartialDate.of(DAY), "full": PartialDate.of(NEXT)}

    assert member(stages=stages).stages == {"probationary": PartialDate.of(DAY)}


def test_a_full_member_to_be_was_probationary_before():
    assert member(stages={"full": PartialDate.of(NEXT)}).stages == {"probationary": None}
    assert member(stages={"activist": PartialDate.of(NEXT)}).stages == {}


@pytest.mark.parametrize(
    ("stages", "seen"),
    [
        ({"probationary": NEXT, "full": None}, {}),
        ({"probationary": NEXT, "full": DAY}, {"full": DAY}),
        ({"activist": DAY, "probationary": NEXT}, {"activist": DAY}),
        ({"activist": NEXT, "full": None}, {"full": None}),
        ({"probationary": DAY, "full": None}, {"probationary": DAY, "full": None}),
    ],
)
def test_who_was_not_yet_admitted_was_no_full_member(stages, seen):
    def dated(told):
        return {code: PartialDate.of(on) if on else None for code, on in told.items()}

    assert member(stages=dated(stages)).stages == dated(seen)


@pytest.mark.parametrize(
    ("held", "months", "by"), [(DAY, 6, 3), (NEXT, 0, None), (None, 6, 3)], ids=str
)
def test_a_probation_is_extended_by_a_meeting_that_had_been_held(held, months, by):
    one = Member(
        id=1,
        name="M",
        stages={"full": None},
        development=AdmissionRecord(extended=6, extended_by=3),
    )
    meetings = {3: Activity(id=3, kind="general-meeting", held=held)} if held else {}
    branch = Branch(meta=META, members={1: one}, activities=meetings)

    seen = branch_as_of(branch, DAY).members[1].development

    assert seen == AdmissionRecord(extended=months, extended_by=by)


def test_transfers_and_admission_as_far_as_they_had_come():
    transfers = (Transfer(sent=DAY, received=NEXT, returned=NEXT), Transfer(sent=NEXT))
    record = AdmissionRecord(
        talked=NEXT, approved=NEXT, reviews=(ActivistReview(held=DAY), ActivistReview(held=NEXT))
    )
    seen = member(transfers=transfers, development=record)

    assert seen.transfers == (Transfer(sent=DAY),)
    assert seen.development == AdmissionRecord(reviews=(ActivistReview(held=DAY),))


def test_groups_with_their_members_and_leaders():
    group = Group(
        id=1,
        name="G",
        dissolved=NEXT,
        memberships=(Membership(member=1, until=NEXT), Membership(member=2, since=NEXT)),
        leaders=(Leader(member=1, until=NEXT),),
    )
    seen = branch_as_of(
        Branch(meta=META, groups={1: group, 2: Group(id=2, name="H", formed=NEXT)}), DAY
    ).groups

    assert seen == {
        1: Group(
            id=1,
            name="G",
            memberships=(Membership(member=1),),
            leaders=(Leader(member=1),),
        )
    }


def test_posts_and_tasks():
    branch = Branch(
        meta=META,
        posts={
            1: Post(id=1, seat="secretary", member=1, until=NEXT),
            2: Post(id=2, seat="secretary", member=1, since=NEXT),
        },
        tasks={
            1: Task(id=1, kind="need", subject="s", opened=DAY, closed=NEXT, result="done"),
            2: Task(id=2, kind="need", subject="s", opened=NEXT),
        },
    )
    seen = branch_as_of(branch, DAY)

    assert seen.posts == {1: Post(id=1, seat="secretary", member=1)}
    assert seen.tasks == {1: Task(id=1, kind="need", subject="s", opened=DAY)}


def test_activities_stay_and_whoever_belongs_that_day_is_the_same():
    branch = Branch(
        meta=META,
        members={
            1: Member(id=1, name="M", stages={"full": None}, left=PartialDate.of(NEXT)),
            2: Member(id=2, name="N", stages={"full": PartialDate.of(NEXT)}),
        },
        activities={1: Activity(id=1, kind="study", held=NEXT)},
    )
    seen = branch_as_of(branch, DAY)

    assert seen.activities == branch.activities
    assert [one.id for one in members_on(seen, DAY)] == [one.id for one in members_on(branch, DAY)]

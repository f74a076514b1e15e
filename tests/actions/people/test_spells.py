"""Long leave, exemption, suspended rights, being away: runs of days with a reason."""

import pytest
from msgspec.structs import replace
from riverside import DAY, day, riverside

from orglife.actions.people.member_status import MobileEntry, add_spell, go_mobile, restore_rights
from orglife.errors import InvalidRecordError, UnknownNameError, UsageError
from orglife.model.calendar import PartialDate
from orglife.model.member import MobilePeriod, StatusPeriod
from orglife.model.roster import may_vote


def excused(branch, since=None, until=None, reason="in hospital"):
    return add_spell(
        branch,
        "Person A",
        "excused",
        since=since and day(since),
        until=until and day(until),
        reason=reason,
    )


@pytest.mark.parametrize("kind", ["excused", "exempt", "suspended"])
def test_a_spell_has_its_days_and_its_reason(kind):
    change = add_spell(
        riverside(loose="A"), "Person A", kind, since=day("2026-03-01"), reason=" ill "
    )

    assert getattr(change.branch.members[1], kind) == (
        StatusPeriod(since=day("2026-03-01"), reason="ill"),
    )
    assert change.summary.values["since"] == day("2026-03-01")


def test_an_open_spell_gets_its_last_day():
    branch = excused(riverside(loose="A"), "2026-03-01").branch

    change = excused(branch, until="2026-05-31")

    assert change.branch.members[1].excused[0].until == day("2026-05-31")
    assert change.branch.members[1].excused[0].reason == "in hospital"
    with pytest.raises(InvalidRecordError, match=r"is not .* now"):
        excused(change.branch, until="2026-06-30")


@pytest.mark.parametrize(
    ("since", "until", "free"),
    [
        ("2026-02-01", "2026-02-28", True),
        ("2026-02-01", "2026-03-01", False),
        ("2026-03-31", None, False),
        ("2026-04-01", None, True),
        ("2026-01-01", None, False),
        ("2026-03-10", "2026-03-20", False),
    ],
)
def test_two_spells_of_a_kind_never_share_a_day(since, until, free):
    branch = excused(riverside(loose="A"), "2026-03-01", "2026-03-31").branch

    if free:
        spells = excused(branch, since, until).branch.members[1].excused
        assert [one.since for one in spells] == sorted(one.since for one in spells)
        assert len(spells) == 2
    else:
        with pytest.raises(InvalidRecordError, match="already from 2026-03-01 to 2026-03-31"):
            excused(branch, since, until)


def test_spells_of_different_kinds_may_share_days():
    branch = excused(riverside(loose="A"), "2026-03-01").branch

    change = add_spell(branch, "#1", "exempt", since=day("2026-03-01"), reason="ill")

    assert change.branch.members[1].excused
    assert change.branch.members[1].exempt


def test_one_day_is_a_spell_and_less_is_none():
    assert excused(riverside(loose="A"), "2026-03-01", "2026-03-01")
    with pytest.raises(InvalidRecordError, match="can't end"):
        excused(riverside(loose="A"), "2026-03-01", "2026-02-28")


def test_a_reason_and_a_day_are_needed():
    with pytest.raises(UsageError, match="reason"):
        excused(riverside(loose="A"), "2026-03-01", reason=" ")
    with pytest.raises(UsageError, match="a day is needed"):
        excused(riverside(loose="A"))


def test_only_a_member_of_that_day_has_one():
    branch = riverside(loose="A", A={"arrived": PartialDate.parse("2026-03-02")})

    with pytest.raises(InvalidRecordError, match="from 2026-03-02 on"):
        excused(branch, "2026-03-01")
    assert excused(branch, "2026-03-02")
    with pytest.raises(UnknownNameError):
        add_spell(branch, "Nobody", "excused", since=DAY, reason="x")


def test_rights_come_back_on_the_day_named():
    branch = riverside(loose="A")
    branch = add_spell(
        branch, "#1", "suspended", since=day("2026-03-01"), reason="decision of 20 February"
    ).branch

    after = restore_rights(branch, "Person A", day=day("2026-09-01")).branch

    votes = [
        may_vote(after, after.members[1], day(text))
        for text in ("2026-02-28", "2026-03-01", "2026-08-31", "2026-09-01")
    ]
    assert votes == [True, False, False, True]
    with pytest.raises(InvalidRecordError, match="can't end on 2026-02-28"):
        restore_rights(branch, "Person A", day=day("2026-03-01"))


def test_a_mobile_member_has_a_place_and_somebody_who_keeps_in_touch():
    change = go_mobile(
        riverside(loose="AB"),
        "Person A",
        MobileEntry("Harbour", True, "Person B"),
        since=day("2026-03-01"),
    )

    assert change.branch.members[1].mobile == (
        MobilePeriod(since=day("2026-03-01"), place="Harbour", abroad=True, contact=2),
    )
    assert change.warnings == ()


def test_a_mobile_member_without_a_contact_is_recorded_and_it_is_said():
    change = go_mobile(riverside(loose="A"), "#1", MobileEntry("Harbour"), since=day("2026-03-01"))

    assert "MOBILE-CONTACT" in str(change.warnings[0])


def test_contact_and_place_of_the_open_spell_can_change():
    branch = go_mobile(
        riverside(loose="ABC"), "#1", MobileEntry("Port"), since=day("2026-03-01")
    ).branch

    after = go_mobile(branch, "#1", MobileEntry(contact="Person C"), since=None).branch
    after = go_mobile(
        after, "#1", MobileEntry("Harbour"), since=None, until=day("2026-08-31")
    ).branch

    assert after.members[1].mobile == (
        MobilePeriod(since=day("2026-03-01"), until=day("2026-08-31"), place="Harbour", contact=3),
    )
    with pytest.raises(InvalidRecordError, match=r"is not .* now"):
        go_mobile(after, "#1", MobileEntry("Port"), since=None)


def test_nobody_is_their_own_contact():
    with pytest.raises(InvalidRecordError, match="themselves"):
        go_mobile(riverside(loose="A"), "#1", MobileEntry("Port", None, "#1"), since=DAY)


def test_the_same_again_changes_nothing():
    branch = riverside(loose="A")
    member = replace(branch.members[1], mobile=(MobilePeriod(since=DAY, place="Port"),))
    branch = branch.put("members", member)

    assert go_mobile(branch, "#1", MobileEntry("Port"), since=None).branch is branch

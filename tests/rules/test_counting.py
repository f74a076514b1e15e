"""What is only counted is counted as what is told: the audit's way beside that of `check`."""

from collections import Counter
from datetime import date

import pytest
from mini_branch import PACK
from msgspec.structs import replace
from sample_branch import sample_branch
from varied_branch import varied_branch

from orglife.model.branch import Waiver
from orglife.model.calendar import Period
from orglife.model.member import MobilePeriod
from orglife.model.terms import STATUSES
from orglife.rules.engine import judge_rules, judgements, sorted_findings
from orglife.rules.facts import BranchFacts
from orglife.rules.finding import Finding

PERIODS = [Period.year(2025), Period.year(2026), Period.parse("2026-Q3")]


def facts(period):
    branch = sample_branch()
    away = MobilePeriod(since=date(2025, 2, 1), place="another province")
    branch = branch.put("members", replace(branch.members[1], mobile=(away,)))
    waiver = Waiver(id=1, rule="GR-FREQ", by="Superior", reason="flood", period="2026-H1")
    return BranchFacts(branch.add("waivers", waiver), period, date(2026, 11, 22))


def counted(judged):
    return Counter((one.rule.id, one.severity, one.status) for one in judged)


@pytest.mark.parametrize("told", [(), ("missed",), ("waived", "late"), tuple(STATUSES)])
@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.label)
def test_counts_are_those_of_the_findings(period, told):
    known = facts(period)

    assert (
        any(one.rule.id == "MOBILE-CONTACT" for one in judge_rules(known, PACK))
        or period != PERIODS[0]
    )
    assert counted(judgements(known, PACK, told)) == counted(judge_rules(known, PACK))


@pytest.mark.parametrize("seed", range(25))
def test_counts_are_those_of_the_findings_of_a_branch_of_any_kind(seed):
    branch = varied_branch(seed)
    for period in PERIODS:
        known = BranchFacts(branch, period, date(2026, 3, 10 + seed % 20))
        found = counted(judge_rules(known, PACK))
        for told in ((), ("missed",), ("met", "late")):
            assert counted(judgements(known, PACK, told)) == found


@pytest.mark.parametrize("told", [("missed",), ("waived",), ("missed", "late", "waived")])
def test_what_is_told_is_told_whole(told):
    known = facts(Period.year(2026))
    whole = [one for one in judge_rules(known, PACK) if one.status in told]

    assert whole
    assert [
        one for one in sorted_findings(judgements(known, PACK, told)) if one.status in told
    ] == whole


def test_every_way_of_judging_is_among_what_is_counted():
    rules = {one.rule.id for one in judge_rules(facts(Period.year(2025)), PACK)}

    assert {"GM-FREQ", "MOBILE-CONTACT", "GR-PLACED", "ENTRY-LATE"} <= rules


def test_what_nobody_wants_told_is_not_put_together():
    assert not any(
        isinstance(one, Finding) and one.rule.id != "GR-FREQ"
        for one in judgements(facts(Period.year(2026)), PACK, ())
    )

"""Branches kept by commands with a gap of every kind: `check` finds each once, with its numbers."""

import json
import shlex
from collections import Counter
from pathlib import Path
from typing import Any

from running import Run

from orglife.rules.rule import central_rules

TODAY = "2027-06-01"

BIG = """
init --name Big --sector community --founded 2015-06-01 \
    --records-from 2026-01-01 --theme-day "first friday"
import roster.csv -y
group create Pair --member M1 --member M2 --member M3 \
    --leader M1 --type temporary --on 2026-01-01 --until 2026-03-01
group create Newcomers --member P1 --member P2 --member M4 --leader M4 --on 2026-01-01
group leader Newcomers P1 --on 2026-03-01 --how appointed
group create Rest --member M40 --member M41 --member M42 --on 2026-01-01
group assign M4=none --on 2026-03-01 --force
group assign P2=none --on 2026-03-01 --force
committee seat secretary=M5 organization=M6 --on 2019-01-01
committee areas M5 learning
log committee-meeting --on 2026-01-09 --absent "M5:excused:ill; M6:excused:ill" --force
vote 1 --motion "A purchase" --yes 0 --no 0 --abstain 0
log committee-meeting --on 2026-02-09 --chair M5 --absent M6
log general-meeting --on 2026-02-02 --present "M10; M11" --chair M10
vote 3 --motion "The plan" --yes 2 --no 0 --abstain 0
log general-meeting --on 2026-02-16 --present "M10; M11" --chair M10
vote 4 --motion "Admit P1" --kind admission --yes 2 --no 0 --abstain 0
log theme-day --on 2026-04-09 --outcome done
log theme-day+lecture --on 2026-05-01 --lecturer M5 --minutes same.txt
log organizational-life-meeting --on 2026-06-10 --group Rest
criticism add M40 --self --problem style:late
log appraisal --on 2026-06-11
appraisal grade --excellent "M5; M6; M8; M9; M10; M11; M12; M13; M14; M15" M7 unqualified
appraisal grade --excellent "M16; M17; M18; M19; M20; M21; M22; M23; M24" --force
appraisal grade P1 qualified --force
log talk --with "M5; M6" --on 2026-03-03 --follow-up 2026-04-03
member mobile M12 --from 2026-01-10 --place Town --contact M5
task add need Repair --owner M5 --due 2026-09-01
task add opinion Answer --owner M5 --due 2026-09-01
admission add A1 --applied 2026-01-01
member mobile M8 --from 2026-01-10 --place Abroad --abroad --purpose study --contact M5
member transfer-out M9 --on 2026-02-01 --to Hill --letter-until 2026-04-01
log general-meeting --on 2026-08-02 --present "M10; M11; P1" --chair M5
committee elect 2026-08-02 --seats 1 --issued 2 --returned 2 --votes "P1=2" --force
log general-meeting --on 2026-08-03 --present "M10; M11" --chair M5
vote 2026-08-03 --motion "Unclear" --yes 1
admission add A4 --applied 2025-01-01
admission add A5 --applied 2025-01-01
admission advance A4 --to probationary --on 2026-02-16 --motion 4 --force
admission advance A5 --to probationary --on 2026-02-16 --motion 4 --force
admission add A3 --applied 2026-01-01
admission advance A3 --to activist --on 2026-02-01
admission contact A3 P1 --on 2026-02-01 --force
admission advance A3 --to development-target --on 2026-09-15 --force
admission add A2 --applied 2025-01-01
admission advance A2 --to activist --on 2025-02-01
admission advance A2 --to development-target --on 2025-06-01 --force
admission advance A2 --to probationary --on 2026-08-03 --force
committee extend --until 2025-06-01 --by Superior --on 2023-12-01
log study --on 2026-05-05 --hours 10
log general-meeting --on 2026-09-06 --chair M5 --absent "M20:excused:away"
committee elect 2026-09-06 --seats 2 --issued 40 --returned 40 \
    --votes "M10=40; M11=10; M13=5" --exclude M20:journey --consent 2026-09-01 --force
member add P4 --standing probationary --joined 2025-01-05 --arrived 2025-01-05
log general-meeting --on 2026-03-01 --chair M5
vote 2026-03-01 --motion "Confirm P4" --kind admission --yes 40
admission advance P4 --to full --motion 2026-03-01
committee seat organization=P1 --on 2026-12-01 --force
"""


SMALL = """
init --name Small --sector school --founded 2015-06-01 --records-from 2026-01-01
import roster.csv -y
member add N1 --standing full --joined 2025-01-01 --full-since 2026-01-05
committee seat secretary=N1 --on 2026-02-01
rules on LECTURE-QUARTER
rules on TALK-TWICE
rules on STUDY-56
rules on INTEGRITY-LECTURE
"""
TINY = """
init --name Tiny --sector rural --founded 2015-06-01 --records-from 2026-01-01
member add T1 --standing full --joined 2000-01-01 --full-since 2001-01-01
member add T2 --standing full --joined 2000-01-01 --full-since 2001-01-01
"""
AWAY = "log theme-day --on 2026-{month:02}-03 --chair N1 --absent S3"


ONCE = """
APPR-EXCELLENT APPR-IMPROVE APPR-PROBATIONARY AREA-NONE BR-MAX CM-QUORUM CT-SEATS CT-SIZE
DV-ONE DV-QUORUM EL-QUORUM EL-RIGHTS FOLLOW-UP GR-EXPIRED GR-FULL GR-LEADER
GR-LEADER-FULL GR-SIZE MOBILE-AWAY OLM-RECEIVED OLM-SELF OLM-STEPS OPINION-OPEN RECORD-VOTE
SITTING-SAME TALK TASK-OVERDUE TERM THEME-DAY-FIXED TRANSFER-OPEN
"""

FULL = "2000-01-01,2001-01-01"

REFUSED = (
    'activity finalize "last organizational"',  # OLM-MEASURES
    "criticism close",
    "vote 5 --motion Seats --kind election --yes 1 --exclude M20:bedridden",  # EL-EXCLUDE
    "vote 5 --motion Seats --kind election --yes 1 --exclude M20:bedridden --consent 2027-01-01",
    "group assign M1=Newcomers --secondary --on 2026-04-01",  # GR-ONE-PRIMARY
)
"""What no command records, not even as a fact."""
NEVER_MISSED = {"OLM-MEASURES", "GR-ONE-PRIMARY", "GM-PASS", "DV-PASS", "EL-WIN"}
"""The rules of these, and the verdicts: not carried is no breach."""


def roster(path: Path, *lines: str) -> None:
    path.write_text("\n".join(("name,standing,joined,full since", *lines)) + "\n", "utf-8")


def keep(orglife: Run, folder: Path, name: str, commands: list[str]) -> list[dict[str, Any]]:
    """Keep a branch by these commands; return what is missed in it, checked for what all have."""
    branch = ("-f", f"{name}.json")
    for line in commands:
        words = shlex.split(line)
        named = [words[0], branch[1]] if words[0] == "init" else [*branch, words[0]]
        done = orglife(*named, *words[1:], today=TODAY)
        assert done.status == 0, f"{line}: {done.stderr}"
    checked = orglife(*branch, "check", "2026", "--format", "json", today=TODAY)
    assert checked.status == 1
    found = json.loads(checked.stdout)["findings"]
    keys = [(one["rule"], *one["subject"].values(), one["period"]) for one in found]
    assert len(set(keys)) == len(keys)
    return [one for one in found if one["status"] == "missed"]


def big(orglife: Run, folder: Path) -> list[dict[str, Any]]:
    people = [f"M{n},full,{FULL}" for n in range(1, 52)]
    roster(folder / "roster.csv", *people, *(f"P{n},probationary,2025-10-01," for n in (1, 2, 3)))
    (folder / "same.txt").write_text("We met.\n", "utf-8")
    return keep(orglife, folder, "big", BIG.strip().splitlines())


def test_each_kind_of_gap_is_found(orglife: Run, tmp_path: Path) -> None:
    missed = big(orglife, tmp_path)
    roster(tmp_path / "roster.csv", *(f"S{n},full,{FULL}" for n in range(1, 21)))
    away = [AWAY.format(month=month) for month in range(3, 13)]
    missed += keep(orglife, tmp_path, "small", [*SMALL.strip().splitlines(), *away])
    missed += keep(orglife, tmp_path, "tiny", TINY.strip().splitlines())

    asked = {rule.id: rule for rule in central_rules() if rule.check}
    assert {one["rule"] for one in missed} == asked.keys() - NEVER_MISSED
    for one in missed:
        assert any(char.isdigit() for char in one["message"]) or one["needed"] is not None
        rule = asked[one["rule"]]
        assert (one["article"], one["source"]) == (rule.article, rule.source)
        assert rule.source


def test_a_gap_of_one_record_or_person_is_found_once(orglife: Run, tmp_path: Path) -> None:
    counts = Counter(one["rule"] for one in big(orglife, tmp_path))

    assert {rule: counts[rule] for rule in ONCE.split()} == dict.fromkeys(ONCE.split(), 1)


def test_what_would_break_a_rule_for_good_is_refused(orglife: Run, tmp_path: Path) -> None:
    big(orglife, tmp_path)
    file = tmp_path / "big.json"
    before = file.read_bytes()
    for line in REFUSED:
        assert orglife("-f", "big.json", *shlex.split(line), today=TODAY).status == 3, line
        assert file.read_bytes() == before

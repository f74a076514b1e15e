"""`orglife export` from the outside: what it writes, when, and that it comes back."""

from __future__ import annotations

import csv
import io
import json
import re
import stat
from datetime import date
from pathlib import Path

import pytest
from filled import everywhere
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from orglife.model.branch import Branch, Meta
from orglife.model.calendar import PartialDate
from orglife.model.member import Member, MobilePeriod, StatusPeriod, Transfer
from orglife.model.terms import normalize
from orglife.reports.exports.whole_branch import (
    _renumbered,
    anonymize_branch,
    anonymous_export,
    whole_export,
)
from orglife.reports.formats.registry import render_view
from orglife.reports.language import Language
from orglife.reports.view import RenderOptions

DATA = Path(__file__).parents[2] / "data"
WHATS = ("roster", "activities", "tasks", "calendar", "all")


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def init(orglife, file):
    result = orglife(
        *("init", file, "--name", "Riverside", "--sector", "community"),
        *("--founded", "2015-06-01", "--theme-day", "first friday"),
    )
    assert result.status == 0, result.stderr


@pytest.mark.parametrize("what", WHATS)
def test_json_has_a_schema_and_the_same_bytes_twice(orglife, sample, what):
    one = orglife("export", what, "--format", "json")
    assert one.status == 0, one.stderr
    assert one.stderr == ""
    assert list(json.loads(one.stdout))[:2] == ["schema", "branch"]
    assert orglife("export", what, "--format", "json", env={"ORGLIFE_LANG": "zh"}) == one


@pytest.mark.parametrize("what", WHATS[:-1])
def test_csv_is_the_usual_form_and_has_no_mark_on_stdout(orglife, sample, what):
    result = orglife("export", what)
    assert result.status == 0
    assert not result.stdout.startswith("\ufeff")
    assert orglife("export", what, "--format", "csv").stdout == result.stdout


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_roster_and_register_come_back_with_the_same_findings(orglife, sample, lang):
    orglife("log", "theme-day+lecture", "--on", "2026-11-06", "--lecturer", "A Guest, Teacher")
    orglife(
        "log", "study", "--on", "2026-11-05", "--hours", "0.75", "--absent", "Qiu Wei:excused:a, b"
    )
    orglife("log", "talk", "--on", "2026-11-04", "--with", "Qiu Wei", "--with", "Zeng Li")
    for what in ("roster", "activities"):
        assert orglife("export", what, "-o", f"{what}.csv", "--lang", lang).status == 0
    init(orglife, "other.json")
    for what in ("roster", "activities"):
        result = orglife("import", f"{what}.csv", "-f", "other.json", "-y")
        assert result.status == 0, result.stderr
    for period in ("2025", "2026"):
        one = orglife("check", period, "--format", "json")
        other = orglife("check", period, "--format", "json", "-f", "other.json")
        keep = ("rule", "status", "period", "needed", "found", "base")
        told = [  # ids follow the days, so those of activities differ
            sorted(
                str([row[key] for key in keep] + [row["subject"]["name"]])
                for row in json.loads(x.stdout)["findings"]
            )
            for x in (one, other)
        ]
        assert told[0] == told[1]
    for what in ("roster", "activities"):
        one = orglife("export", what)
        other = orglife("export", what, "-f", "other.json")
        assert one.stdout == other.stdout


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_was_exported_is_known_to_its_own_branch(orglife, sample, lang):
    before = sample.read_bytes()
    for what in ("roster", "activities"):
        orglife("export", what, "-o", f"{what}.csv", "--lang", lang)
        result = orglife("import", f"{what}.csv", "-y")
        assert result.status == 0, result.stderr
    assert sample.read_bytes() == before


def test_a_file_has_a_mark_and_is_its_owners(orglife, sample, tmp_path):
    orglife("export", "roster", "-o", "r.csv")
    path = tmp_path / "r.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_is_not_overwritten_without_force(orglife, sample, tmp_path):
    (tmp_path / "r.csv").write_text("mine", encoding="utf-8")
    assert orglife("export", "roster", "-o", "r.csv").status == 2
    assert (tmp_path / "r.csv").read_text(encoding="utf-8") == "mine"
    assert orglife("export", "roster", "-o", "r.csv", "--force").status == 0
    assert "Yang Jie" in (tmp_path / "r.csv").read_text(encoding="utf-8")


def test_if_changed_writes_only_what_changed_and_says_which(orglife, sample, tmp_path):
    first = orglife("export", "all", "-o", "out", "--if-changed")
    assert (first.status, first.stdout) == (0, "")
    assert first.stderr.count("Wrote") == 5
    path = tmp_path / "out" / "roster.csv"
    before = path.stat()
    again = orglife("export", "all", "-o", "out", "--if-changed")
    assert (again.status, again.stderr.count("unchanged")) == (0, 5)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert orglife("member", "edit", "Qiu Wei", "--unit", "Library").status == 0
    later = orglife("export", "all", "-o", "out", "--if-changed")
    wrote = [line for line in later.stderr.splitlines() if "Wrote" in line]
    assert [Path(line.split()[-1]).name for line in wrote] == ["all.json", "roster.csv"]
    assert orglife("export", "all", "-o", "out", "--if-changed", "-q").stderr == ""


@pytest.mark.parametrize(
    "args",
    [
        ["nothing"],
        ["roster", "--format", "ics"],
        ["roster", "--format", "svg"],
        ["roster", "-o", "r.pdf"],
        ["all", "--format", "csv"],
        ["all", "-o", "all.csv"],
        ["roster", "--if-changed"],
        ["roster", "2026"],
        ["calendar", "someday"],
    ],
)
def test_what_makes_no_sense_is_refused(orglife, sample, tmp_path, args):
    before = sorted(tmp_path.iterdir())
    result = orglife("export", *args)
    assert result.status == 2, result.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_the_calendar_has_a_status_in_the_last_month_of_each_period(orglife, sample):
    rows = {
        (row["rule"], row["duty"]): row
        for row in rows_of(orglife("export", "calendar", "2026").stdout)
    }
    meetings = rows["GM-FREQ", "General member meeting"]
    assert [meetings[month] for month in ("01", "03", "06", "09", "12")] == [
        *("", "missed", "met", "met", "met"),
    ]
    assert (meetings["needed"], meetings["done"]) == ("4", "3")
    assert rows["GR-FREQ", "Group 2"]["11"] == "still open"
    data = json.loads(orglife("export", "calendar", "2026", "--format", "json").stdout)
    group = next(one for one in data["rows"] if one["group"] and one["group"]["id"] == 2)
    assert group["months"]["04"] == "missed"


def test_a_day_in_the_past_sees_what_was_there(orglife, sample):
    rows = rows_of(orglife("export", "activities", "--as-of", "2025-01-31").stdout)
    assert rows
    assert max(row["date"] for row in rows) <= "2025-01-31"
    roster = rows_of(orglife("export", "roster", "--as-of", "2016-01-01").stdout)
    assert {row["name"]: row["standing"] for row in roster}["Xie Yang"] == "probationary member"


def test_formulas_are_neutralised_and_come_back(orglife, tmp_path):
    init(orglife, "branch.json")
    text = 'name,standing,remark\nLi Si,full,"=1+1"\nWang Wu,full,"-2"\nZhao Liu,full,"@x, ""y"""\n'
    assert orglife("import", "-", "-y", stdin=text).status == 0
    orglife("export", "roster", "-o", "r.csv")
    cells = [row["remark"] for row in rows_of((tmp_path / "r.csv").read_text(encoding="utf-8"))]
    assert cells == ["'=1+1", "'-2", '\'@x, "y"']
    init(orglife, "other.json")
    assert orglife("import", "r.csv", "-y", "-f", "other.json").status == 0
    data = json.loads(orglife("export", "roster", "--format", "json", "-f", "other.json").stdout)
    assert [one["remark"] for one in data["members"]] == ["=1+1", "-2", '@x, "y"']


@pytest.mark.parametrize("what", WHATS)
def test_no_name_is_left_when_anonymized(orglife, sample, tmp_path, what):
    orglife(
        *("log", "study", "--on", "2026-11-05", "--topic", "What Qiu Wei learned in Qiu Weiyuan"),
        *("--guest", "A Stranger", "--outcome", "Zeng Li takes it on"),
    )
    orglife("task", "add", "rectification", "Qiu Wei mends it", "--due", "2026-12-01")
    names = [one["name"] for one in json.loads(roster_json(orglife))["members"]]
    form = "json" if what in ("all", "tasks") else "csv"
    result = orglife("export", what, "--anonymize", "--format", form)
    assert result.status == 0, result.stderr
    left = result.stdout.replace("Qiu Weiyuan", "")
    assert not [name for name in (*names, "A Stranger") if name in left]
    assert orglife("export", what, "--anonymize", "--format", form).stdout == result.stdout
    if what == "activities":
        assert re.search(r"What M\d{3} learned in Qiu Weiyuan", result.stdout)
        assert "G001" in result.stdout


def roster_json(orglife):
    return orglife("export", "roster", "--format", "json").stdout


def test_the_same_person_has_the_same_code_everywhere(orglife, sample):
    roster = json.loads(orglife("export", "roster", "--anonymize", "--format", "json").stdout)
    one = rows_of(orglife("export", "activities").stdout)
    other = rows_of(orglife("export", "activities", "--anonymize").stdout)
    pairs = {(row["chair"], coded["chair"]) for row, coded in zip(one, other, strict=True)}
    assert len(pairs) == len({name for name, _ in pairs}) == len({code for _, code in pairs})
    assert {code for _, code in pairs if code} <= {row["name"] for row in roster["members"]}


def test_an_anonymized_branch_has_the_same_findings_but_about_members(orglife, sample, tmp_path):
    orglife("export", "all", "--anonymize", "-o", "all.json")
    assert orglife("import", "all.json", "-f", "new.json", "-y").status == 0
    statuses = []
    for file in ("branch.json", "new.json"):
        result = orglife("check", "2026", "--format", "json", "-f", file)
        statuses.append(
            sorted(
                (x["rule"], x["period"], x["status"])
                for x in json.loads(result.stdout)["findings"]
                if x["subject"]["type"] != "member"  # of their admission only the year is left
            )
        )
    assert statuses[0] == statuses[1]


def test_private_texts_leave_only_when_asked_for(orglife, sample, monkeypatch, tmp_path):
    from datetime import date, datetime

    from orglife.model.branch import PrivateText
    from orglife.storage.store import Store

    body = PrivateText(id=1, table="activities", record=1, text="between us", on=date(2026, 11, 1))
    Store(sample).update(
        lambda branch: (branch.add("private", body), None),
        command="test",
        now=datetime.fromisoformat("2026-11-22T12:00:00+08:00"),
    )
    for what in WHATS:
        assert "between us" not in orglife("export", what, "--format", "json").stdout
    told = orglife("export", "all", "--with-private").stdout
    assert "between us" in told
    (tmp_path / "all.json").write_text(told, encoding="utf-8")
    assert orglife("import", "all.json", "-f", "new.json", "-y").status == 0
    assert orglife("export", "all", "--with-private", "-f", "new.json").stdout == told


@pytest.mark.parametrize("target", ["typo/dir/a.csv", "typo/a.csv", "typo/dir/", "typo/dir"])
def test_a_folder_that_is_not_there_is_refused_and_none_is_made(orglife, sample, tmp_path, target):
    before = sorted(tmp_path.rglob("*"))

    result = orglife("export", "roster", "-o", target)

    assert result.status == 4
    assert "name a folder that exists" in result.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_named_for_several_files_is_made(orglife, sample, tmp_path):
    assert orglife("export", "all", "-o", "copies/").status == 0

    assert (tmp_path / "copies" / "roster.csv").exists()


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(["Wang Fang", "王芳", "买买提·吐尔逊"]),
    form=st.sampled_from(["{}", "see {}'s case", "请{}参加", "({})", "{}2", "x, {}; {}：病"]),
    spaces=st.lists(st.sampled_from(["", " ", "\u3000"]), min_size=12, max_size=12),
    upper=st.booleans(),
    wide=st.booleans(),
    other=st.booleans(),
)
def test_no_spelling_of_a_name_is_left_in_any_text(name, form, spaces, upper, wide, other):
    written = name.upper() if upper else name.lower()
    if wide:
        written = "".join(
            chr(ord(one) + 0xFEE0) if one.isascii() and one.isalpha() else one for one in written
        )
    written = "".join(sign + space for sign, space in zip(written, spaces, strict=False)).strip()
    meta = Meta(uid="u", name="Riverside", sector="community", founded=date(2015, 6, 1))
    known = {"name": "Li Si", "other_names": (name,)} if other else {"name": name}
    branch = everywhere(form.replace("{}", written), meta, Member(id=1, **known))

    nobody = {"chair": None, "recorder": None, "lecturer": None, "guests": ()}
    alone = branch.put("activities", replace(branch.activities[1], **nobody))
    for one in (branch, alone):
        made = anonymize_branch(one)
        text = render_view(
            "json", whole_export(made, private=True), Language("en"), RenderOptions()
        )
        assert normalize(name) not in normalize(text)
        assert made.members[1].name == "M001"
    assert "M001" in made.activities[1].topics[0]


def test_names_in_another_spelling_and_in_own_rules_become_codes(orglife, sample):
    orglife(
        *(
            "log",
            "study",
            "--on",
            "2026-11-05",
            "--topic",
            "qiu wei's case; QiuWei; ＱＩＵ　ＷＥＩ",
        ),
        *("--guest", "A Stranger", "--outcome", "thanks to ASTRANGER"),
    )
    orglife("kinds", "add", "own-day", "--en", "Day of qiuwei", "--zh", "纪念日")
    whole = orglife("export", "all", "--anonymize").stdout
    code = re.search(r"(M\d{3})'s case; \1; \1", whole)
    assert code is not None
    assert "thanks to G001" in whole
    assert f"Day of {code[1]}" in whole
    assert "own-day" in whole


def told_of(branch: Branch) -> str:
    return render_view("json", whole_export(branch, private=True), Language("en"), RenderOptions())


def test_an_anonymous_export_takes_out_what_a_purge_takes_out_of_everybody():
    """In the branch that has every field filled, nothing is left that a purge would erase."""
    from orglife.actions.purge import member_erasure

    meta = Meta(
        uid="uid-of-the-file", name="Riverside", sector="community", founded=date(2015, 6, 1)
    )
    branch = everywhere("illness of Wang Fang", meta, Member(id=1, name="Wang Fang"))
    member = replace(
        branch.members[1],
        left=PartialDate(2026, 1, 1),
        left_reason="SECRET died",
        duty="SECRET cook",
        unit="SECRET unit",
        residence="SECRET quarter",
        remark="SECRET remark",
        mobile=(MobilePeriod(since=date(2020, 1, 1), place="SECRET town"),),
        excused=(StatusPeriod(since=date(2020, 1, 1), reason="SECRET ill"),),
        exempt=(StatusPeriod(since=date(2020, 1, 1), reason="SECRET old"),),
        suspended=(StatusPeriod(since=date(2020, 1, 1), reason="SECRET trial"),),
        transfers=(Transfer(sent=date(2020, 1, 1), to="SECRET branch"),),
        stages={"probationary": PartialDate(2001, 7, 9), "full": PartialDate(2002, 7, 9)},
    )
    branch = branch.put("members", member)
    purged = member_erasure(branch, "#1", date(2026, 11, 22)).clean(member)

    made = anonymous_export(branch)

    text = told_of(made)
    assert "SECRET" not in text
    assert "uid-of-the-file" not in text
    assert "2001-07" not in text
    assert "2002-07" not in text
    (left,) = [one for one in made.members.values() if one.stages.keys() == member.stages.keys()]
    for name in left.__struct_fields__:
        if name not in ("id", "name", "stages", "development"):
            assert getattr(left, name) == getattr(purged, name), name
    assert made.private == {}


def test_ids_are_those_of_the_export_and_lead_where_they_did(sample):
    from orglife.storage.store import Store
    from orglife.storage.validation import dangling

    branch = Store(sample).load()
    made = anonymous_export(branch)

    assert dangling(made) is None
    assert anonymous_export(branch) == made
    other = anonymous_export(branch.change_meta(theme_day="last friday"))
    assert other.meta.uid != made.meta.uid
    assert other.members != made.members
    before = sorted(sorted(one.attendance.present) for one in branch.activities.values())
    after = [one.attendance.present for one in made.activities.values()]
    assert [len(one) for one in after] == [
        len(one.attendance.present) for one in branch.activities.values()
    ]
    assert sorted(map(sorted, after)) != before


def test_every_field_with_an_id_of_a_member_is_known():
    """A branch with every field filled: no old id is left in a place that leads to a member."""
    from orglife.storage.validation import dangling

    meta = Meta(uid="u", name="Riverside", sector="community", founded=date(2015, 6, 1))
    branch = everywhere("text", meta, Member(id=1, name="Wang Fang"))
    moved = _renumbered(branch, {1: 7, 2: 8})

    assert list(moved.members) == [7, 8]
    assert dangling(replace(moved, meta=meta)) is None

"""`orglife member` from the outside."""

import json

import pytest

FOUNDED = [
    *["init", "branch.json", "--name", "Riverside", "--sector", "community"],
    *["--founded", "2015-06-01"],
]


@pytest.fixture
def branch(orglife, tmp_path):
    assert orglife(*FOUNDED).status == 0
    for name in ("Li Si", "Wang Wu", "Zhao Liu"):
        words = ["member", "add", name, "--standing", "full", "--joined", "2010-03"]
        assert orglife(*words, "--full-since", "2011-03-01").status == 0
    return tmp_path / "branch.json"


def members(orglife, *words):
    result = orglife("member", "list", "--format", "json", *words)
    assert result.status == 0, result.stderr
    return {one["name"]: one for one in json.loads(result.stdout)["members"]}


def test_a_member_is_entered_and_the_change_line_names_branch_record_and_undo(orglife, branch):
    result = orglife("member", "add", "Ou Yang", "--standing", "预备党员", "--joined", "2026-03-14")

    assert result.status == 0
    assert result.stdout == ""
    assert result.stderr == (
        "Riverside: Entered Ou Yang #4, probationary member. Undo with: orglife undo\n"
    )
    found = members(orglife)["Ou Yang"]
    assert (found["id"], found["standing"], found["joined"]) == (4, "probationary", "2026-03-14")


def test_a_month_stays_a_month(orglife, branch):
    assert members(orglife)["Li Si"]["joined"] == "2010-03"


def test_the_list_is_as_of_a_day(orglife, branch):
    orglife("member", "add", "Ma Jun", "--standing", "full", "--arrived", "2026-10-01")
    orglife("member", "edit", "Wang Wu", "--left", "2026-11-01", "--left-reason", "died")

    assert set(members(orglife)) == {"Li Si", "Zhao Liu", "Ma Jun"}
    assert set(members(orglife, "--as-of", "2026-11-01")) == {
        *("Li Si", "Wang Wu", "Zhao Liu", "Ma Jun")
    }
    assert set(members(orglife, "--as-of", "2026-09-30")) == {"Li Si", "Wang Wu", "Zhao Liu"}
    everybody = members(orglife, "--all")
    assert (everybody["Wang Wu"]["belongs"], everybody["Wang Wu"]["left"]) == (False, "2026-11-01")


def test_the_list_reads_well_in_a_pipe(orglife, branch):
    text = orglife("member", "list").stdout

    assert "Members of Riverside" in text
    assert "#1" in text
    assert "full member" in text
    assert "3 members: 3 full, 0 probationary" in text
    assert "支部" not in text
    assert "正式党员" in orglife("member", "list", "--lang", "zh").stdout


def test_a_visitor_is_listed_and_not_counted(orglife, branch):
    orglife("member", "add", "Guest Gao", "--standing", "full", "--visiting")

    result = orglife("member", "list")

    assert "visiting" in result.stdout
    assert "3 members: 3 full" in result.stdout


def test_one_member_is_shown_with_what_is_known_and_nothing_that_rates(orglife, branch):
    orglife("member", "edit", "Li Si", "--unit", "School", "--residence", "East Lane")

    text = orglife("member", "show", "Li Si").stdout
    data = json.loads(orglife("member", "show", "#1", "--format", "json").stdout)

    assert "School" in text
    assert "East Lane" in text
    assert data["schema"] == "orglife.member/1"
    assert data["full_since"] == "2011-03-01"
    assert not {"score", "rating", "rank", "grade"} & set(data)


def test_an_edit_says_what_changed(orglife, branch):
    result = orglife("member", "edit", "Li Si", "--unit", "School")

    assert result.stderr.startswith("Riverside: Changed Li Si #1: unit.")


def test_an_edit_that_changes_nothing_writes_nothing(orglife, branch):
    before = branch.read_bytes()

    result = orglife("member", "edit", "Li Si", "--joined", "2010-03")

    assert result.status == 0
    assert "Nothing was written" in result.stderr
    assert branch.read_bytes() == before


def test_a_namesake_is_warned_of_and_then_named_by_id(orglife, branch):
    result = orglife("member", "add", "Li Si", "--standing", "full")

    assert "Warning: there is another Li Si: #1" in result.stderr
    refused = orglife("member", "show", "Li Si")
    assert refused.status == 3
    assert "#1" in refused.stderr
    assert "#4" in refused.stderr
    assert orglife("member", "show", "#4").status == 0


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["add", "Xu", "--standing", "fool"], 2, "full"),
        (["add", "Xu"], 2, "--standing"),
        (["add", "Xu", "--standing", "activist"], 3, "admission"),
        (["add", "", "--standing", "full"], 3, "empty"),
        (["add", "Xu", "--standing", "full", "--joined", "2026-02-30"], 2, "2026-02-30"),
        (["add", "Xu", "--standing", "full", "--joined", "2026-11-23"], 3, "still to come"),
        (
            ["add", "Xu", "--standing", "full", "--joined", "2010-05", "--full-since", "2010-04"],
            3,
            "is before joined",
        ),
        (["edit", "Nobody", "--unit", "x"], 3, "there is no member Nobody"),
        (["edit", "Li Si", "--left", "2015-05-31"], 3, "before the first day"),
        (["edit", "Li Si", "--clear", "age"], 2, "age"),
        (["remove", "Li Si", "-y"], 3, "task #1"),
        (["remove", "Wang Wu"], 2, "-y"),
        (["remove", "Nobody", "-y"], 3, "no member"),
        (["show", "Li Sii"], 3, "Li Si"),
        (["edit", "Li Si", "--unit", "x", "--as-of", "2026-01-01"], 2, "--as-of"),
    ],
)
def test_what_can_not_be_is_refused_and_the_file_left_byte_for_byte(
    orglife, branch, words, status, said
):
    task = ["task", "add", "matter", "Lamp", "--owner", "Li Si", "--due", "2026-12-01"]
    assert orglife(*task).status == 0
    before = branch.read_bytes()

    result = orglife("member", *words)

    assert result.status == status, result.stderr
    assert said in result.stderr
    assert branch.read_bytes() == before


def test_somebody_entered_by_mistake_is_removed_and_comes_back_with_undo(orglife, branch):
    result = orglife("member", "remove", "Wang Wu", "-y")

    assert result.status == 0, result.stderr
    assert "Wang Wu" not in members(orglife, "--all")
    assert orglife("undo").status == 0
    assert "Wang Wu" in members(orglife)


def test_a_dry_run_writes_nothing(orglife, branch):
    before = branch.read_bytes()

    result = orglife("member", "add", "Xu", "--standing", "full", "--dry-run")

    assert result.status == 0
    assert "not written (--dry-run): Entered Xu #4" in result.stderr
    assert branch.read_bytes() == before


def test_the_list_of_the_sample_is_read_by_programs(orglife, sample):
    result = orglife("member", "list", "--format", "csv")

    lines = result.stdout.splitlines()
    assert lines[0] == "id,name,standing,group,posts,joined,full_since,note"
    assert len(lines) == 27
    assert lines[1] == "#1,Yang Jie,full member,Group 1,secretary,2020-08-18,2021-08-18,"


def test_a_leading_cadre_in_dual_life_is_counted_as_any_other_member(orglife, branch):
    orglife("member", "add", "Ma Jun", "--standing", "full", "--dual")
    log = ["log", "general-meeting", "--on", "2026-11-20", "--absent", "Ma Jun:excused:on duty"]
    assert orglife(*log).status == 0

    shown = orglife("activity", "show", "last", "general-meeting", "--format", "json")

    states = {one["name"]: one["state"] for one in json.loads(shown.stdout)["attendance"]}
    assert states["Ma Jun"] == "excused"
    assert len(states) == 4
    assert "dual organizational life" in orglife("member", "show", "Ma Jun").stdout

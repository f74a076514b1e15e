"""`orglife group` from the outside, on the sample branch of 26 members in three groups."""

import json
import shlex

import pytest


def data(result):
    assert result.status == 0, result.stderr
    return json.loads(result.stdout)


def people(orglife, group, *words):
    shown = data(orglife("group", "show", group, "--format", "json", *words))
    return [one["name"] for one in shown["people"]]


def test_groups_are_listed_with_their_meetings_held_and_due(orglife, sample):
    result = orglife("group", "list")

    assert "Groups of Riverside" in result.stdout
    rows = data(orglife("group", "list", "--format", "json"))["groups"]
    assert [(one["name"], one["members"], one["full"]) for one in rows] == [
        ("Group 1", 9, 8),
        ("Group 2", 9, 8),
        ("Group 3", 8, 8),
    ]
    assert [(one["meetings_held"], one["meetings_due"]) for one in rows] == [
        (10, 11),
        (9, 11),
        (11, 11),
    ]


def test_a_group_is_shown_in_facts_and_without_a_score(orglife, sample):
    shown = data(orglife("group", "show", "2", "--format", "json"))
    text = orglife("group", "show", "Group 2").stdout

    assert shown["schema"] == "orglife.group/1"
    assert (shown["meetings_held"], shown["meetings_due"]) == (9, 11)
    assert shown["last_held"] == "2026-10-15"
    assert shown["attendance"]["expected"] == 78
    assert shown["activities_by_kind"] == {"group-meeting": 9}
    assert "Meetings in 2026: 9 of 11 due" in text
    assert "No leader (GR-LEADER)" in text
    assert not {"score", "rating", "rank", "grade"} & set(shown)


def test_as_of_an_earlier_day_the_group_is_as_it_was(orglife, sample):
    orglife("group", "assign", "Li Tao=Group 3", "--on", "2026-11-10")

    assert "Li Tao" not in people(orglife, "Group 2")
    assert "Li Tao" in people(orglife, "Group 2", "--as-of", "2026-11-09")
    assert "Li Tao" in people(orglife, "Group 3", "--as-of", "2026-11-10")


def test_a_group_is_formed_with_everything_that_is_known_of_it(orglife, sample):
    result = orglife(
        *["group", "create", "Evening", "--member", "Li Tao; Xu Xiaomei", "--member", "Huang Wei"],
        *["--leader", "Li Tao", "--how", "recommended", "--type", "微信", "--channel", "Evenings"],
        *["--basis", "work", "--on", "2026-11-20"],
    )

    assert result.status == 0, result.stderr
    assert result.stderr == (
        "Riverside: Formed Evening #4 on Fri 2026-11-20 with 3 members. Undo with: orglife undo\n"
    )
    shown = data(orglife("group", "show", "Evening", "--format", "json"))
    assert (shown["type"], shown["basis"], shown["channel"]) == ("wechat", "work", "Evenings")
    assert shown["leader"]["name"] == "Li Tao"
    assert "Leader: Li Tao (recommended)" in orglife("group", "show", "4").stdout


def test_a_home_lists_what_was_held_at_its_place(orglife, sample):
    create = ["group", "create", "Home", "--member", "Li Tao; Xu Xiaomei; Huang Wei"]
    assert (
        orglife(*create, "--type", "home", "--venue", "Old Mill", "--on", "2026-11-01").status == 0
    )
    log = ["log", "group-meeting", "--group", "Home", "--on", "2026-11-20", "--place", "old mill"]
    assert orglife(*log).status == 0

    shown = data(orglife("group", "show", "Home", "--format", "json"))

    assert [one["day"] for one in shown["held_at_venue"]] == ["2026-11-20"]
    assert "Held at Old Mill" in orglife("group", "show", "Home").stdout


def test_two_swap_in_one_change_and_one_undo_takes_both_back(orglife, sample):
    before = people(orglife, "Group 1")

    swapped = orglife("group", "assign", "Yang Jie=Group 2", "Shan Jun＝Group 1")

    assert swapped.status == 0, swapped.stderr
    assert "Yang Jie in Group 2, Shan Jun in Group 1" in swapped.stderr
    assert "Shan Jun" in people(orglife, "Group 1")
    assert orglife("undo").status == 0
    assert people(orglife, "Group 1") == before


def test_a_secondary_place_is_shown_as_one(orglife, sample):
    assert orglife("group", "assign", "Yang Jie=Group 2", "--secondary").status == 0

    shown = data(orglife("group", "show", "Group 2", "--format", "json"))
    assert [one["primary"] for one in shown["people"] if one["name"] == "Yang Jie"] == [False]
    listed = data(orglife("member", "list", "--format", "json"))["members"][0]
    assert (listed["group"]["name"], listed["also_in"][0]["name"]) == ("Group 1", "Group 2")


def test_a_leader_is_named_and_stays_on_record(orglife, sample):
    assert orglife("group", "leader", "Group 1", "Yang Jie", "--on", "2026-01-01").status == 0
    assert orglife("group", "leader", "1", "Wang Fang", "--how", "appointed").status == 0

    now = data(orglife("group", "show", "1", "--format", "json"))
    then = data(orglife("group", "show", "1", "--format", "json", "--as-of", "2026-11-21"))
    assert (now["leader"]["name"], then["leader"]["name"]) == ("Wang Fang", "Yang Jie")


def test_a_dissolved_group_is_listed_until_the_day_before(orglife, sample):
    result = orglife("group", "dissolve", "Group 3")

    assert "its last day is Sat 2026-11-21" in result.stderr
    assert "8 members are in no group from" in result.stderr
    rows = data(orglife("group", "list", "--format", "json"))
    assert [one["name"] for one in rows["groups"]] == ["Group 1", "Group 2"]
    assert len(rows["without_group"]) == 8
    earlier = data(orglife("group", "list", "--format", "json", "--as-of", "2026-11-21"))
    assert len(earlier["groups"]) == 3


SIX = [f"{name}=Group 1" for name in ("Zeng Li", "Ou Qiang", "Shan Xiuying", "Shan Jie")]
SIX += ["Zeng Jianguo=Group 1", "Liu Fang=Group 1"]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["assign", *SIX], 3, "Group 3 would have 2 members on 2026-11-22 (GR-SIZE: at least 3)"),
        (["create", "New", "--member", "Li Tao; Huang Wei"], 3, "New would have 2 members"),
        (["create", "Group 1", "--member", "Li Tao"], 3, "there is a group Group 1 already"),
        (["create", "New", "--member", "Li Toa"], 3, "Li Tao"),
        (["create", "New", "--member", "Li Tao", "--type", "chat"], 2, "chat"),
        (["create", "New", "--member", "Li Tao", "--on", "2015-05-31"], 3, "before the branch"),
        (["create", "New", "--member", "Li Tao", "--on", "2026-02-30"], 2, "2026-02-30"),
        (["assign", "Li Tao"], 2, "Li Si=Group 2"),
        (["assign", "Li Tao="], 2, "="),
        (["assign", "Li Tao=Group 9"], 3, "there is no group Group 9"),
        (["assign", "Nobody=Group 1"], 3, "there is no member Nobody"),
        (["assign", "Zhao Li=Group 2", "--on", "2026-03-13"], 3, "from 2026-03-14 on"),
        (["assign", "Li Tao=Group 1", "Li Tao=Group 3"], 3, "twice"),
        (["leader", "Group 1", "Li Tao"], 3, "Li Tao is not in Group 1"),
        (["leader", "Group 1", "Yang Jie", "--how", "elected"], 2, "elected"),
        (["dissolve", "Group 7"], 3, "no group"),
        (["suggest", "--by", "age"], 2, "residence"),
        (["suggest", "--max", "2", "--apply"], 3, "at most 2 in a group is less than at least 3"),
        (["suggest", "--count", "9", "--apply"], 3, "9 groups of at least 3 need 27 members"),
        (["suggest", "--min", "2"], 3, "GR-SIZE"),
        (["suggest", "--keep", "Li Tao=Nowhere"], 3, "no group Nowhere"),
        (["suggest", "--keep", "Li Tao"], 2, "="),
    ],
)
def test_what_can_not_be_is_refused_and_the_file_left_byte_for_byte(
    orglife, sample, words, status, said
):
    before = sample.read_bytes()

    result = orglife("group", *words)

    assert result.status == status, result.stderr
    assert said in result.stderr
    assert result.stdout == ""
    assert sample.read_bytes() == before


def test_a_refusal_in_json_is_one_object_with_the_hint(orglife, sample):
    result = orglife("group", "assign", *SIX, "--format", "json")

    error = json.loads(result.stderr)
    assert error["code"] == 3
    assert "--force" in error["hint"]


def test_with_force_it_is_recorded_and_the_check_reports_it(orglife, sample):
    assert orglife("group", "assign", *SIX, "--force").status == 0

    found = data_of_check(orglife, "GR-SIZE")
    assert found["Group 3"]["status"] == "missed"
    assert found["Group 3"]["found"] == 2


def data_of_check(orglife, rule):
    result = orglife("check", "2026", "--rule", rule, "--format", "json", "--fail-on", "never")
    assert result.status == 0, result.stderr
    return {one["subject"]["name"]: one for one in json.loads(result.stdout)["findings"]}


def test_a_branch_may_ask_for_more_and_is_then_held_to_it(orglife, sample):
    assert orglife("rules", "set", "GR-SIZE", "at_least", "8").status == 0
    before = sample.read_bytes()

    result = orglife("group", "assign", "Shan Jie=Group 1")

    assert result.status == 3
    assert "Group 3 would have 7 members on 2026-11-22 (GR-SIZE: at least 8)" in result.stderr
    assert sample.read_bytes() == before


def test_a_suggestion_explains_itself_and_writes_nothing(orglife, sample):
    before = sample.read_bytes()

    result = orglife("group", "suggest", "--by", "unit")

    assert result.status == 0, result.stderr
    assert "unit Retired: 9 of 9" in result.stdout
    assert "2 of Riverside School, who make no group of their own" in result.stdout
    assert "orglife group suggest --by unit --apply" in result.stdout
    assert sample.read_bytes() == before


def test_the_same_branch_gives_the_same_suggestion(orglife, sample):
    first = orglife("group", "suggest", "--by", "unit", "--format", "json")
    again = orglife("group", "suggest", "--by", "unit", "--format", "json")

    assert first == again
    proposal = json.loads(first.stdout)
    assert proposal["schema"] == "orglife.group-suggest/1"
    assert sum(one["size"] for one in proposal["groups"]) == 26
    assert all(one["size"] >= 3 and one["full"] >= 1 for one in proposal["groups"])
    assert proposal["groups"][0]["reasons"][0]["code"] == "own"


def test_a_suggestion_keeps_to_the_sizes_and_to_who_stays(orglife, sample):
    words = ["--by", "residence", "--max", "7", "--keep", "Li Tao=Group 1", "--format", "json"]

    proposal = data(orglife("group", "suggest", *words))

    assert max(one["size"] for one in proposal["groups"]) <= 7
    first = next(one for one in proposal["groups"] if one["name"] == "Group 1")
    assert "Li Tao" in [one["name"] for one in first["members"]]


def plan(orglife, group, day):
    made = orglife(
        *["plan", "add", "group-meeting", "--group", group, "--on", day, "--format", "json"]
    )
    return data(made)["records"][0]["id"]


def test_a_dissolved_group_leaves_its_plans_and_they_are_named(orglife, sample):
    before, on, after, other = (
        plan(orglife, group, day)
        for group, day in (
            ("Group 3", "2026-11-30"),
            ("Group 3", "2026-12-01"),
            ("Group 3", "2026-12-02"),
            ("Group 2", "2026-12-02"),
        )
    )

    result = orglife("group", "dissolve", "Group 3", "--on", "2026-12-01", today="2026-12-01")

    assert result.status == 0
    for number, named in ((before, False), (on, True), (after, True), (other, False)):
        assert (f"orglife plan cancel {number} --reason" in result.stderr) == named
    assert f"still planned: #{on} group meeting of Group 3 of 2026-12-01" in result.stderr
    assert orglife("plan", "cancel", on, "--reason", "dissolved", today="2026-12-01").status == 0


def test_groups_that_a_division_dissolves_leave_their_plans_too(orglife, sample):
    words = ("group", "suggest", "--by", "unit", "--count", "2")
    planned = [plan(orglife, group, "2026-12-02") for group in ("1", "2", "3")]

    result = orglife(*words, "--apply")

    assert result.status == 0, result.stderr
    rows = data(orglife("group", "list", "--format", "json"))["groups"]
    left = {one["id"] for one in rows}
    for group, number in zip((1, 2, 3), planned, strict=True):
        told = f"orglife plan cancel {number} --reason" in result.stderr
        assert told == (group not in left)
    assert not left >= {1, 2, 3}


def test_an_applied_suggestion_is_one_change(orglife, sample):
    proposal = data(orglife("group", "suggest", "--by", "unit", "--format", "json"))

    result = orglife("group", "suggest", "--by", "unit", "--apply")

    assert result.status == 0, result.stderr
    assert (
        "Divided into 4 groups from Sun 2026-11-22 on; 17 of 26 in another group." in result.stderr
    )
    rows = data(orglife("group", "list", "--format", "json"))["groups"]
    assert [(one["name"], one["members"]) for one in rows] == [
        (one["name"], one["size"]) for one in proposal["groups"]
    ]
    assert {one["basis"] for one in rows} == {"organization"}
    again = orglife("group", "suggest", "--by", "unit")
    assert "The groups are divided so already." in again.stdout
    assert orglife("undo").status == 0
    assert len(data(orglife("group", "list", "--format", "json"))["groups"]) == 3


def test_in_chinese_everything_but_the_names_is_chinese(orglife, sample):
    listed = orglife("group", "list", "--lang", "zh").stdout

    assert "Group 1" in listed
    assert "普通" in listed


def test_the_hint_for_a_namesake_without_a_group_works_when_typed(orglife, sample):
    added = orglife("member", "add", "Zeng Li", "--standing", "full")
    words = shlex.split(added.stderr.partition("(GR-PLACED): orglife ")[2].splitlines()[0])

    assert words[2].startswith("#")
    assert orglife(*words).status == 0

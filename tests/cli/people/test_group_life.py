"""Groups of every kind through their life, with what the check says of them on the way."""

import json

import pytest

THREE = "Li Tao; Xu Xiaomei; Huang Wei"


def check(orglife, rule, *words):
    result = orglife("check", *(words or ("2026",)), "--rule", rule, "--format", "json")
    assert result.status in (0, 1), result.stderr
    return {one["subject"]["name"]: one for one in json.loads(result.stdout)["findings"]}


def create(orglife, name, *words, on="2026-11-01"):
    result = orglife("group", "create", name, "--member", THREE, "--on", on, *words)
    assert result.status == 0, result.stderr
    return result


def shown(orglife, name, *words):
    result = orglife("group", "show", name, "--format", "json", *words)
    assert result.status == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize(("type_", "code"), [("微信", "wechat"), ("QQ党小组", "qq")])
def test_a_channel_is_a_name_and_its_meetings_count_by_attendance(orglife, sample, type_, code):
    create(orglife, "Evenings", "--type", type_, "--channel", "Riverside evenings")
    log = ["log", "group-meeting", "--group", "Evenings", "--on", "2026-11-20", "--online"]
    assert orglife(*log, "--absent", "Huang Wei:excused:on shift").status == 0

    found = shown(orglife, "Evenings")

    assert (found["type"], found["channel"]) == (code, "Riverside evenings")
    assert found["attendance"]["present"] == 2
    assert found["attendance"]["excused"] == 1
    assert found["activities_by_kind"] == {"group-meeting": 1}
    assert not {"messages", "chat", "content"} & set(found)


def test_a_dual_group_has_members_who_keep_their_primary_groups(orglife, sample):
    create(orglife, "Choir", "--type", "双重", "--leader", "Li Tao")

    assert [one["primary"] for one in shown(orglife, "Choir")["people"]] == [False] * 3
    assert shown(orglife, "Group 2")["members"] == 9
    assert check(orglife, "GR-ONE-PRIMARY") == {} or all(
        one["status"] == "met" for one in check(orglife, "GR-ONE-PRIMARY").values()
    )
    status = json.loads(orglife("status", "--format", "json").stdout)
    assert status["members"]["total"] == 26


def test_a_mobile_group_and_members_who_need_a_contact(orglife, sample):
    create(orglife, "Away", "--type", "流动党小组", on="2026-04-01")
    for name in THREE.split("; "):
        words = ["--from", "2026-04-01", "--place", "Harbour", "--contact", "Shan Jun"]
        assert orglife("member", "mobile", name, *words).status == 0

    before = check(orglife, "MOBILE-CONTACT")
    talk = ["log", "member-contact", "--with", "Li Tao", "--on", "2026-09-01"]
    assert orglife(*talk, "--chair", "Shan Jun").status == 0
    after = check(orglife, "MOBILE-CONTACT")

    assert {one["status"] for one in before.values()} == {"missed"}
    assert after["Li Tao"]["status"] != "missed"
    assert after["Xu Xiaomei"]["status"] == "missed"


def test_a_temporary_group_that_has_expired_is_found_while_it_has_members(orglife, sample):
    create(orglife, "Flood", "--type", "临时", "--until", "2026-11-20")

    assert check(orglife, "GR-EXPIRED", "2026", "--as-of", "2026-11-20")["Flood"]["status"] != (
        "missed"
    )
    assert check(orglife, "GR-EXPIRED", "2026", "--as-of", "2026-11-21")["Flood"]["status"] == (
        "missed"
    )
    assert shown(orglife, "Flood")["until"] == "2026-11-20"
    assert orglife("group", "dissolve", "Flood").status == 0
    assert check(orglife, "GR-EXPIRED") == {}


@pytest.mark.parametrize(
    ("type_", "code"),
    [
        ("地域型", "area"),
        ("产业型", "industry"),
        ("专业型", "profession"),
        ("功能型", "function"),
        ("党小组之家", "home"),
    ],
)
def test_a_group_for_a_purpose_has_its_type(orglife, sample, type_, code):
    create(orglife, "Purpose", "--type", type_, "--basis", "工作性质")

    assert shown(orglife, "Purpose")["type"] == code
    assert shown(orglife, "Purpose")["basis"] == "work"


def test_the_composition_is_checked_as_of_any_day(orglife, sample):
    create(orglife, "Evenings", on="2026-06-01")
    left = ["member", "edit", "Li Tao", "--left", "2026-09-30", "--left-reason", "died"]
    assert orglife(*left).status == 0

    then = check(orglife, "GR-SIZE", "2026", "--as-of", "2026-09-30")["Evenings"]
    now = check(orglife, "GR-SIZE", "2026", "--as-of", "2026-10-01")["Evenings"]

    assert (then["status"], then["found"]) == ("met", 3)
    assert (now["status"], now["found"], now["needed"]) == ("missed", 2, 3)


def test_a_leader_is_asked_for_until_there_is_one(orglife, sample):
    assert check(orglife, "GR-LEADER")["Group 1"]["status"] == "missed"

    named = ["group", "leader", "Group 1", "Zhao Li", "--on", "2026-11-20", "--how", "推荐"]
    result = orglife(*named)

    assert "GR-LEADER-FULL" in result.stderr
    assert check(orglife, "GR-LEADER")["Group 1"]["status"] == "met"
    assert check(orglife, "GR-LEADER-FULL")["Group 1"]["status"] == "missed"


def test_a_member_in_no_group_is_found_and_placed(orglife, sample):
    orglife("member", "add", "Ma Jun", "--standing", "full", "--arrived", "2026-11-20")

    assert check(orglife, "GR-PLACED")["Ma Jun"]["status"] == "missed"
    assert orglife("group", "assign", "Ma Jun=Group 3", "--on", "2026-11-20").status == 0
    assert all(one["status"] == "met" for one in check(orglife, "GR-PLACED").values())


def test_a_branch_of_twenty_without_groups_is_told_to_divide(orglife, sample):
    for number in ("1", "2", "3"):
        assert orglife("group", "dissolve", number, "--on", "2026-11-01").status == 0

    assert check(orglife, "GR-TWENTY")["Riverside"]["status"] == "missed"
    assert orglife("group", "suggest", "--by", "unit", "--apply", "--on", "2026-11-02").status == 0
    assert check(orglife, "GR-TWENTY")["Riverside"]["status"] == "met"
    names = [
        one["name"]
        for one in json.loads(orglife("group", "list", "--format", "json").stdout)["groups"]
    ]
    assert names == ["Group 4", "Group 5", "Group 6", "Group 7"]

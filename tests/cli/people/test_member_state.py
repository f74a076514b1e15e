"""`orglife member excuse, exempt, mobile, rights, transfer-out, return` from the outside."""

import json

import pytest


def shown(orglife, name, *words):
    result = orglife("member", "show", name, "--format", "json", *words)
    assert result.status == 0, result.stderr
    return json.loads(result.stdout)


def facts(orglife, name, *words):
    return {one["code"]: one["value"] for one in shown(orglife, name, *words)["facts"]}


def note(orglife, name, *words):
    text = orglife("member", "list", "--all", "--format", "csv", *words).stdout
    row = next(line for line in text.splitlines() if f",{name}," in line)
    return row.rsplit(",", 1)[1]


def test_long_leave_is_recorded_with_its_reason_and_ends(orglife, sample):
    words = ["member", "excuse", "Li Tao", "--from", "2026-09-01", "--reason", "abroad for study"]
    result = orglife(*words)

    assert result.status == 0, result.stderr
    assert result.stderr == (
        "Riverside: Li Tao #23 is on long leave from Tue 2026-09-01 on. Undo with: orglife undo\n"
    )
    assert note(orglife, "Li Tao") == "long leave"
    assert orglife("member", "excuse", "Li Tao", "--until", "2026-10-31").status == 0
    assert note(orglife, "Li Tao") == ""
    assert note(orglife, "Li Tao", "--as-of", "2026-10-31") == "long leave"
    said = facts(orglife, "Li Tao", "--as-of", "2026-10-31")["excused"]
    assert said == "2026-09-01 to 2026-10-31: abroad for study"


def test_an_exempt_member_is_marked_from_the_day_on(orglife, sample):
    words = ["member", "exempt", "Wang Fang", "--from", "2026-06-01", "--reason", "gravely ill"]

    assert orglife(*words).status == 0

    assert note(orglife, "Wang Fang") == "exempt"
    assert note(orglife, "Wang Fang", "--as-of", "2026-05-31") == ""


def test_a_mobile_member_has_a_contact_who_is_shown(orglife, sample):
    words = ["--from", "2026-04-01", "--place", "Harbour", "--abroad", "--contact", "Zeng Li"]
    assert orglife("member", "mobile", "Sun Fang", *words).status == 0

    found = facts(orglife, "Sun Fang")

    assert found["mobile_contact"] == "Zeng Li"
    assert found["mobile_place"] == "Harbour (abroad)"
    assert orglife("member", "mobile", "Sun Fang", "--contact", "Ou Qiang").status == 0
    assert facts(orglife, "Sun Fang")["mobile_contact"] == "Ou Qiang"


def test_suspended_rights_leave_the_member_in_the_branch_and_out_of_the_vote(orglife, sample):
    words = ["--suspend", "--from", "2026-03-01", "--reason", "decision of 20 February"]
    assert orglife("member", "rights", "Li Tao", *words).status == 0

    assert note(orglife, "Li Tao") == "rights suspended"
    assert shown(orglife, "Li Tao")["belongs"] is True
    assert orglife("member", "rights", "Li Tao", "--restore", "--from", "2026-09-01").status == 0
    assert note(orglife, "Li Tao") == ""
    assert note(orglife, "Li Tao", "--as-of", "2026-08-31") == "rights suspended"


def test_a_transfer_goes_from_letter_to_receipt_and_back(orglife, sample):
    sent = orglife(
        *["member", "transfer-out", "Li Tao", "--on", "2026-09-01", "--to", "Hillside"],
        *["--letter-until", "2026-12-01"],
    )
    assert sent.status == 0, sent.stderr
    assert "stays here until received there" in sent.stderr
    assert note(orglife, "Li Tao") == "sent away and not yet received"
    assert shown(orglife, "Li Tao")["belongs"] is True

    assert orglife("member", "transfer-out", "Li Tao", "--received", "2026-10-01").status == 0
    assert note(orglife, "Li Tao") == "transferred"
    assert shown(orglife, "Li Tao", "--as-of", "2026-09-30")["belongs"] is True
    assert shown(orglife, "Li Tao", "--as-of", "2026-10-01")["belongs"] is False

    assert orglife("member", "return", "Li Tao", "--on", "2026-11-01").status == 0
    again = shown(orglife, "Li Tao")
    assert (again["belongs"], again["group"]["name"]) == (True, "Group 2")


def test_a_transfer_that_leaves_a_group_of_two_is_recorded_and_checked(orglife, sample):
    keep = ["Zeng Li", "Ou Qiang", "Shan Jie"]
    moved = ["Shan Xiuying", "Zeng Jianguo", "Liu Fang", "Ouyang Tao", "Huang Xiuying"]
    assert orglife("group", "assign", *[f"{name}=Group 1" for name in moved]).status == 0

    words = ["transfer-out", keep[1], "--on", "2026-11-20", "--received", "2026-11-22"]
    result = orglife("member", *words)

    assert result.status == 0, result.stderr
    assert "Group 3 would have 2 members on 2026-11-22 (GR-SIZE: at least 3)" in result.stderr
    check = orglife("check", "2026", "--rule", "GR-SIZE", "--format", "json")
    assert check.status == 1
    found = {one["subject"]["name"]: one for one in json.loads(check.stdout)["findings"]}
    assert (found["Group 3"]["status"], found["Group 3"]["found"]) == ("missed", 2)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["excuse", "Li Tao", "--from", "2026-09-01"], 2, "--reason"),
        (["excuse", "Li Tao"], 2, "--from"),
        (["excuse", "Li Tao", "--until", "2026-09-01"], 3, "is not on long leave now"),
        (
            *[["excuse", "Li Tao", "--from", "2026-09-01", "--until", "2026-08-31"]],
            *[2, "--reason"],
        ),
        (
            ["exempt", "Zhao Li", "--from", "2026-03-13", "--reason", "ill"],
            3,
            "from 2026-03-14 on",
        ),
        (["mobile", "Li Tao", "--from", "2026-09-01", "--contact", "Li Tao"], 3, "themselves"),
        (["rights", "Li Tao", "--from", "2026-09-01"], 2, "--restore"),
        (["rights", "Li Tao", "--restore", "--from", "2026-09-01"], 3, "is not without rights"),
        (["transfer-out", "Li Tao"], 2, "--on"),
        (["transfer-out", "Li Tao", "--on", "2026-11-23"], 3, "still to come"),
        (["transfer-out", "Li Tao", "--received", "2026-11-01"], 3, "under way"),
        (["return", "Li Tao"], 3, "was not sent away"),
        (["mobile", "Nobody", "--from", "2026-09-01"], 3, "no member Nobody"),
    ],
)
def test_what_can_not_be_is_refused_and_the_file_left_byte_for_byte(
    orglife, sample, words, status, said
):
    before = sample.read_bytes()

    result = orglife("member", *words)

    assert result.status == status, result.stderr
    assert said in result.stderr
    assert sample.read_bytes() == before

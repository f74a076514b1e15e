"""`orglife init` from the outside."""

import json

import pytest

GOOD = {
    "--name": "Riverside",
    "--sector": "community",
    "--founded": "2015-06-01",
    "--theme-day": "first friday",
}


@pytest.fixture
def init(orglife):
    def run(file="b.json", **changed):
        options = {**GOOD, **{f"--{name.replace('_', '-')}": to for name, to in changed.items()}}
        words = [word for name, to in options.items() if to is not None for word in (name, to)]
        return orglife("init", file, *words)

    return run


def meta(path):
    tables = json.loads(path.read_text(encoding="utf-8"))
    return tables["meta"]["1"]


def test_it_makes_the_file_and_says_what_comes_next(init, tmp_path):
    result = init()

    assert result.status == 0, result.stderr
    assert result.stdout == ""
    assert "Riverside: Begun: community branch, founded on Mon 2015-06-01." in result.stderr
    assert "orglife import ROSTER.csv -f b.json" in result.stderr
    found = meta(tmp_path / "b.json")
    assert (found["name"], found["sector"], found["founded"], found["theme_day"]) == (
        "Riverside",
        "community",
        "2015-06-01",
        "first friday",
    )
    assert len(found["uid"]) == 32


def test_two_branches_of_one_name_are_told_apart(init, tmp_path):
    init("a.json")
    init("b.json")

    assert meta(tmp_path / "a.json")["uid"] != meta(tmp_path / "b.json")["uid"]


@pytest.mark.parametrize("sector", ["社区", "Community", "comm"])
def test_the_sector_is_read_in_either_language(init, tmp_path, sector):
    assert init(sector=sector).status == 0
    assert meta(tmp_path / "b.json")["sector"] == "community"


def test_everything_that_can_be_given_is_kept(init, tmp_path):
    result = init(
        records_from="2026-01-01", superior="Street", language="zh", timezone="Asia/Shanghai"
    )

    assert result.status == 0, result.stderr
    found = meta(tmp_path / "b.json")
    assert (found["records_from"], found["superior"], found["language"], found["timezone"]) == (
        "2026-01-01",
        "Street",
        "zh",
        "Asia/Shanghai",
    )


def test_an_existing_file_is_left_as_it_is(init, tmp_path):
    (tmp_path / "b.json").write_text("something", encoding="utf-8")

    result = init()

    assert result.status == 3
    assert (tmp_path / "b.json").read_text(encoding="utf-8") == "something"


def test_an_existing_branch_is_left_as_it_is(init, tmp_path):
    init()
    before = (tmp_path / "b.json").read_bytes()

    assert init().status == 3
    assert (tmp_path / "b.json").read_bytes() == before


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"sector": "comunity"}, 2, "community"),
        ({"sector": "s"}, 2, "school"),
        ({"name": None}, 2, "--name"),
        ({"sector": None, "founded": None}, 2, "--sector, --founded"),
        ({"founded": "2015-02-30"}, 2, "2015-02-30"),
        ({"founded": "2026-11-23"}, 3, "still to come"),
        ({"theme_day": "fifth friday"}, 2, "first friday"),
        ({"theme_day": "sometimes"}, 2, "每月第一个周五"),
        ({"timezone": "Asia/Shanghia"}, 2, "Asia/Shanghai"),
        ({"timezone": "../etc/passwd"}, 2, "no time zone"),
        ({"language": "fr"}, 2, "en, zh"),
        ({"records_from": "2015-05-31"}, 3, "before the founding"),
        ({"name": " "}, 2, "--name"),
        ({"name": "a\x1b[31m"}, 3, "can't be seen"),
    ],
)
def test_what_can_not_be_is_refused_and_makes_nothing(init, tmp_path, changed, status, said):
    result = init(**changed)

    assert result.status == status, result.stderr
    assert said in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_records_may_begin_on_the_day_of_the_founding(init, tmp_path):
    assert init(records_from="2015-06-01").status == 0
    assert "records_from" not in meta(tmp_path / "b.json")


def test_founded_today_is_not_still_to_come(init):
    assert init(founded="2026-11-22").status == 0


def test_a_dry_run_makes_nothing(orglife, tmp_path):
    words = [word for pair in GOOD.items() for word in pair]

    result = orglife("init", "b.json", *words, "--dry-run")

    assert result.status == 0
    assert "not written" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_not_made(init, tmp_path):
    result = init("nowhere/b.json")

    assert result.status == 4
    assert list(tmp_path.iterdir()) == []

"""What a task of care is about leaves the file only on the explicit flag, whatever the way."""

import json
from pathlib import Path

import pytest
from running import Run

SECRET = "Qzvx"
"""In every text that a task has; `Qzvx-` begins each, so one look finds any of them."""
FORMATS = ("table", "json", "csv", "md", "html")


@pytest.fixture
def cared(orglife: Run, sample: Path) -> int:
    """A task of care with every text, changed, done and opened again; returned is its number."""
    added = orglife(
        *["task", "add", "care", f"Wang Fang, {SECRET}-subject", "--owner", "Wang Fang"],
        *["--channel", f"{SECRET}-channel", "--on", "2026-11-02", "--due", "2026-11-10"],
    )
    number = json.loads(orglife("task", "list", "--format", "json").stdout)["tasks"][0]["id"]
    told = [
        added,
        orglife("task", "edit", number, "--subject", f"{SECRET}", "--on", "2026-11-03"),
        orglife("task", "edit", number, "--progress", f"{SECRET}-progress", "--on", "2026-11-03"),
        orglife("task", "done", number, "--result", f"{SECRET}-result", "--on", "2026-11-04"),
        orglife("task", "reopen", number),
        orglife("task", "done", number, "--evidence", f"{SECRET}-evidence", "--result", SECRET),
        orglife("undo"),
        orglife("redo"),
        orglife("undo"),
    ]
    for one in told:
        assert one.status == 0
        assert SECRET not in one.stdout + one.stderr
    assert sample.read_text(encoding="utf-8").count(SECRET) > 5
    return int(number)


WAYS = (
    "status",
    "due --within 400d",
    "check 2026 --fail-on never",
    "check 2026 --fail-on never --rule TASK-OVERDUE",
    "task list",
    "task list --all",
    "report year 2026",
    "report tasks 2026",
    "report tasks 2026 --anonymize",
    "report year 2026 --anonymize",
    "report member Wang-Fang 2026",
    "report changes --since 2026-01-01",
    "history",
    "history Wang-Fang",
    "history #{number}",
    "handover",
    "form plan 2026",
    "form register 2026",
    "export tasks",
    "export tasks --anonymize",
    "export calendar",
    "backup list",
    "task show {number}",
)


@pytest.mark.parametrize("way", WAYS)
def test_no_way_out_tells_what_care_is_about(
    orglife: Run, cared: int, tmp_path: Path, way: str
) -> None:
    words = [one.replace("Wang-Fang", "Wang Fang") for one in way.format(number=cared).split()]
    for form in FORMATS:
        done = orglife(*words, "--format", form)
        assert done.status in (0, 2), (form, done.stderr)  # 2: not every format is for every view
        assert SECRET not in done.stdout + done.stderr, form
    for end in ("xlsx", "ics", "svg", "html"):
        orglife(*words, "-o", f"out.{end}")
    assert not [one for one in tmp_path.glob("out.*") if SECRET.encode() in content(one)]


def content(path: Path) -> bytes:
    """Return the bytes of a file, of a workbook those of its parts."""
    import zipfile

    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as parts:
        return b"".join(parts.read(one) for one in parts.namelist())


@pytest.mark.parametrize("more", [[], ["--anonymize"]])
def test_the_whole_export_keeps_it_back_and_is_restored_with_the_same_findings(
    orglife: Run, cared: int, tmp_path: Path, more: list[str]
) -> None:
    assert orglife("export", "all", "-o", "out/", *more).status == 0
    for one in (tmp_path / "out").iterdir():
        assert SECRET.encode() not in content(one), one
    if more:
        return
    assert orglife("import", "out/all.json", "-f", "new.json", "-y").status == 0
    judged = [
        orglife("check", "2026", "--format", "json", "-f", name).stdout
        for name in ("branch.json", "new.json")
    ]
    assert judged[0] == judged[1]
    assert "(private)" in orglife("task", "list", "-f", "new.json", "--with-private").stdout


@pytest.mark.parametrize(
    "way",
    ["task list", "task show {number}", "export tasks", "export all", "export tasks -o o.csv"],
)
def test_the_flag_tells_it(orglife: Run, cared: int, tmp_path: Path, way: str) -> None:
    done = orglife(*way.format(number=cared).split(), "--with-private")

    assert done.status == 0
    written = tmp_path / "o.csv"
    assert SECRET in (written.read_text("utf-8-sig") if written.exists() else done.stdout)


def test_the_list_says_how_to_see_it(orglife: Run, cared: int) -> None:
    listed = orglife("task", "list").stdout

    assert "(private)" in listed
    assert "--with-private shows what care is about" in listed
    assert "--with-private" in orglife("task", "show", cared).stdout


def test_the_history_says_that_something_was_done_about_care(orglife: Run, cared: int) -> None:
    told = orglife("history").stdout

    assert "orglife task add ..." in told
    assert f"care #{cared}" in told
    orglife("task", "add", "matter", "Light in building 5")
    assert "Light in building 5" in orglife("history").stdout


def test_a_backup_compared_does_not_tell_it(orglife: Run, cared: int) -> None:
    compared = orglife("backup", "compare", "1", "--format", "json")

    assert SECRET not in compared.stdout + compared.stderr

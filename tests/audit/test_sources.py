"""What is named on the command line, and which files it means."""

from __future__ import annotations

from pathlib import Path

from orglife.audit.sources import Source, files_of


def paths(*named: object, stdin: str = "") -> list[str]:
    return [one.path for one in files_of([str(one) for one in named], stdin.splitlines())]


def test_a_folder_is_searched_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b/2.json", "b/10.json", "a.json", "c/d/e.JSON"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")

    assert paths(tmp_path) == [
        str(tmp_path / name) for name in ("a.json", "b/10.json", "b/2.json", "c/d/e.JSON")
    ]


def test_hidden_files_backups_and_other_kinds_are_passed_over(tmp_path: Path) -> None:
    names = (".hidden.json", ".git/x.json", "x.json.backups/0001-2026-01-01-aa.bak", "notes.txt")
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")

    assert paths(tmp_path) == []


def test_a_list_names_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.json").write_text("{}")
    (tmp_path / "b.json").write_text("{}")
    listing = tmp_path / "list.txt"
    listing.write_text(f"\ufeff{tmp_path / 'b.json'}\r\n\r\n{tmp_path / 'in'}\r\n", "utf-8")

    assert paths(listing) == [str(tmp_path / "b.json"), str(tmp_path / "in" / "a.json")]


def test_a_dash_reads_the_list_from_stdin(tmp_path: Path) -> None:
    assert paths("-", stdin="one.json\ntwo.json\n") == ["one.json", "two.json"]


def test_a_list_is_read_when_it_is_reached_and_not_before() -> None:
    def endless():
        number = 0
        while True:
            yield f"{number}.json\n"
            number += 1

    found = files_of(["-"], endless())

    assert [next(found) for _ in range(2)] == [Source("0.json"), Source("1.json")]


def test_a_branch_file_of_another_name_is_no_list(tmp_path: Path) -> None:
    path = tmp_path / "branch"
    path.write_text('{\n"meta":{}}')

    assert paths(path) == [str(path)]


def test_what_is_not_there_is_named_to_be_reported(tmp_path: Path) -> None:
    assert paths(tmp_path / "gone.json") == [str(tmp_path / "gone.json")]


def test_links_to_folders_are_not_followed_into_circles(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    (tmp_path / "loop").symlink_to(tmp_path)

    assert paths(tmp_path) == [str(tmp_path / "a.json")]


def test_names_that_are_no_utf_8_are_found_and_can_be_told(orglife, files, tmp_path) -> None:
    (tmp_path / "in" / "\udcff.json").write_bytes(b"")

    result = orglife("audit", "run", "in", "--findings", "-", "--jobs", 1)

    assert result.status == 7
    assert r'"file":"in/\\xff.json"' in result.stdout


def test_object_stores_are_read_through_fsspec(orglife, files, tmp_path) -> None:
    url = f"file://{tmp_path / 'in'}"

    result = orglife("audit", "run", url, "--protocol", "file", "--findings", "f", "--jobs", 1)

    assert result.status in (0, 1), result.stderr
    assert (tmp_path / "f").read_text().count('"record":"branch"') == len(files)

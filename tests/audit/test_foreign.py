"""What lies in a folder and never was a branch file is left aside; what was one is reported."""

from __future__ import annotations

import json

import pytest
from audit_case import ASKED, NUMBER, records
from damages import DAMAGES
from resealed import tables

OTHERS = {
    "package": b'{"name": "web", "version": "1.0.0", "scripts": {"build": "x"}}\n',
    "a-rule-book-of-another-program": b'{"meta": {"a": 1}, "rules": {}, "tasks": [{"id": 1}]}',
    "a-list-of-records": b'[{"name": "a"}, {"name": "b"}]',
    "with-a-byte-order-mark": b'\xef\xbb\xbf{\r\n "a": [1]\r\n}\r\n',
    "findings": b'{"record":"audit","schema":"orglife.audit-records/1"}\n{"record":"end"}\n',
    "an-answer-cut-off": b'{"schema":"orglife.check/1","findings":[',
}
UNKNOWN = {
    "an-empty-object": b"{}",
    "an-empty-list": b"[]",
    "a-list-of-empty-objects": b"[{}]",
    "a-list-of-numbers": b"[1, 2, 3]",
    "another-program's-and-cut-off": b'{"name": "web", "version": ',
    "another-program's-and-something-after-it": b'{"name": "web"}\0\0\0',
}


def audited(orglife, tmp_path, *words: object) -> dict[str, object]:
    """Return the summary of an audit of `in`, unless others are named, with findings in `f`."""
    (tmp_path / "f").unlink(missing_ok=True)
    result = orglife(
        *("audit", "run", *(words or ("in",)), *ASKED),
        *("--jobs", 1, "--format", "json", "--findings", "f"),
    )
    return {**json.loads(result.stdout), "status": result.status}


@pytest.mark.parametrize("name", OTHERS)
def test_another_programs_json_found_in_a_folder_is_left_aside(
    orglife, files, tmp_path, name
) -> None:
    (tmp_path / "in" / "a.json").write_bytes(OTHERS[name])

    summary = audited(orglife, tmp_path)

    assert (summary["status"], summary["left_aside"]) == (1, 1)
    assert (summary["files"], summary["branches"], summary["unreadable"]) == (NUMBER, NUMBER, 0)
    assert records(tmp_path / "f", "end") == [
        {"record": "end", "files": NUMBER, "left_aside": 1},
    ]


@pytest.mark.parametrize("name", OTHERS)
def test_named_by_somebody_it_is_reported(orglife, files, tmp_path, name) -> None:
    path = tmp_path / "in" / "a.json"
    path.write_bytes(OTHERS[name])
    (tmp_path / "list.txt").write_text(f"{path}\n")

    for named in (path, tmp_path / "list.txt"):
        summary = audited(orglife, tmp_path, named)
        assert (summary["status"], summary["unreadable"], summary["left_aside"]) == (7, 1, 0)


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_says_too_little_to_tell_is_reported(orglife, files, tmp_path, name) -> None:
    (tmp_path / "in" / "a.json").write_bytes(UNKNOWN[name])

    summary = audited(orglife, tmp_path)

    assert (summary["unreadable"], summary["left_aside"]) == (1, 0)


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_branch_file_is_reported(orglife, files, tmp_path, name) -> None:
    DAMAGES[name].apply(files[0])

    summary = audited(orglife, tmp_path)

    assert (summary["unreadable"], summary["left_aside"]) == (1, 0)


def _without_meta(data: bytes) -> bytes:
    found = json.loads(data)
    del found["meta"]
    return json.dumps(found, indent=2).encode()


@pytest.mark.parametrize(
    "change",
    [
        lambda data: json.dumps(json.loads(data), indent=2).encode(),
        _without_meta,
        lambda data: json.dumps({"seal": json.loads(data)["seal"]}).encode(),
        lambda data: json.dumps({"posts": json.loads(data)["posts"]}).encode(),
        lambda data: tables(data).replace(b'"uid":', b'"name":', 1)[:-2] + b"}",
    ],
    ids=["formatted", "without-meta", "only-the-seal", "only-one-table", "without-uid"],
)
def test_a_branch_file_that_was_edited_is_reported(orglife, files, tmp_path, change) -> None:
    files[0].write_bytes(change(files[0].read_bytes()))

    summary = audited(orglife, tmp_path)

    assert (summary["unreadable"], summary["left_aside"]) == (1, 0)


def test_with_backups_beside_it_was_a_branch_file_once(orglife, files, tmp_path) -> None:
    (tmp_path / "in" / "a.json").write_bytes(OTHERS["package"])
    (tmp_path / "in" / "a.json.backups").mkdir()

    summary = audited(orglife, tmp_path)

    assert (summary["unreadable"], summary["left_aside"]) == (1, 0)


def test_one_line_says_how_many(orglife, files, tmp_path) -> None:
    for number in range(3):
        (tmp_path / "in" / f"{number}.json").write_bytes(OTHERS["package"])
    asked = ("audit", "run", "in", *ASKED, "--jobs", 1)

    said = orglife(*asked).stdout

    assert "Left aside: 3 files that are no branch files\n" in said
    assert "in/0.json" not in said
    assert "3 个文件不是" in orglife(*asked, "--lang", "zh").stdout


def test_a_folder_with_nothing_else_has_no_branch_files(orglife, tmp_path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.json").write_bytes(OTHERS["package"])

    result = orglife("audit", "run", "in", *ASKED, "--jobs", 1)

    assert result.status == 4
    assert "no branch files there" in result.stderr


@pytest.mark.parametrize("sample", [(), ("--sample", 5)])
def test_the_parts_say_it_once(orglife, files, tmp_path, sample) -> None:
    for number in range(5):
        (tmp_path / "in" / f"{number}.json").write_bytes(OTHERS["package"])
    asked = ("audit", "run", "in", *ASKED, "--jobs", 1, *sample, "--format", "json")
    once = orglife(*asked, "--findings", "whole")
    names = [f"part{part}" for part in (1, 2, 3)]
    for part, name in enumerate(names, 1):
        orglife(*asked, "--shard", f"{part}/3", "--findings", name)

    merged = orglife("audit", "merge", *names, "--findings", "merged", "--format", "json")

    assert json.loads(once.stdout)["left_aside"] == 5
    assert merged == once
    assert (tmp_path / "merged").read_bytes() == (tmp_path / "whole").read_bytes()

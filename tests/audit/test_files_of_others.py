"""What an auditor is handed on a stick: each file read or refused, within bounds, as one error."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from audit_case import ASKED, records
from running import clean_environment

from orglife.audit.bounds import Limit, TooMuchError, bounded, read_limit
from orglife.model.base import LARGEST_ID

RUN = ("audit", "run")


def test_ids_that_collide_in_a_hash_table_are_refused_before_they_are_in_one(tmp_path) -> None:
    """12.8 MB of ids that are alike below 2^61 - 1 took 329 seconds to be read."""
    from orglife.storage.decode import decode_file
    from orglife.storage.format import DamageError, seal

    number = 100_000
    rows = b",\n".join(
        b'"%d":{"id":%d,"name":"x"}' % (key, key) for key in (n << 32 for n in range(1, number))
    )
    meta = b'"meta":{"1":{"uid":"u","name":"n","sector":"rural","founded":"2020-01-01"}}'
    data = seal([meta, b'"members":{%b}' % rows], sequence=1)
    begun = time.process_time()

    with pytest.raises(DamageError):
        decode_file(data)

    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "text",
    [
        '{"present":[99999999]}',
        '{"others":{"99999999":{"state":"absent"}}}',
    ],
)
def test_ids_are_bounded_wherever_they_stand(text: str) -> None:
    import msgspec

    from orglife.model.activity import Attendance

    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(text, type=Attendance)
    assert LARGEST_ID < 99999999


def test_folders_nested_without_end_are_searched_to_a_depth_and_reported(
    orglife, sample, tmp_path
) -> None:
    top = tmp_path / "deep"
    top.mkdir()
    before = Path.cwd()
    os.chdir(top)
    try:
        for _ in range(1500):
            Path("d").mkdir()
            os.chdir("d")
    finally:
        os.chdir(before)
    (top / "a.json").write_bytes(sample.read_bytes())

    result = orglife(*RUN, "deep", *ASKED, "--findings", "f", "--jobs", 1)

    assert result.status == 7
    assert [one["file"] for one in records(tmp_path / "f", "branch")] == ["deep/a.json"]
    (deep,) = records(tmp_path / "f", "unreadable")
    assert deep["file"].count("/d") == 65
    subprocess.run(["rm", "-rf", str(top)], check=True)


def test_a_device_and_a_fifo_are_never_opened(orglife, tmp_path, monkeypatch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    os.mkfifo(folder / "fifo.json")
    os.mkfifo(tmp_path / "list")
    (folder / "link.json").symlink_to("/dev/zero")
    opened: list[str] = []
    original = os.open

    def noted(path, *args, **kwargs):
        opened.append(str(path))
        return original(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", noted)
    result = orglife(*RUN, "in", "list", "/dev/zero", *ASKED, "--findings", "f", "--jobs", 1)

    assert result.status == 7
    monkeypatch.undo()
    assert len(records(tmp_path / "f", "unreadable")) == 4
    assert not [one for one in opened if one.endswith(("fifo.json", "link.json", "zero", "list"))]
    assert orglife("audit", "merge", "list").status == 4


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/a.json", "file:///etc/x.json", "s3://b/k.json"]
)
def test_an_address_is_not_asked_unless_its_protocol_was_named(
    orglife, sample, tmp_path, url
) -> None:
    (tmp_path / "list").write_text(f"{url}\n{sample}\n")

    result = orglife(*RUN, "list", *ASKED, "--findings", "f", "--jobs", 1)

    assert result.status == 7
    (refused,) = records(tmp_path / "f", "unreadable")
    assert "--protocol" in refused["message"]
    assert len(records(tmp_path / "f", "branch")) == 1


def test_a_chain_of_protocols_is_never_followed(orglife, sample, tmp_path) -> None:
    url = f"simplecache::file://{sample}"

    result = orglife(*RUN, url, sample, "--protocol", "file", *ASKED, "--findings", "f")

    assert result.status == 7
    assert len(records(tmp_path / "f", "unreadable")) == 1


def test_a_store_that_fails_in_its_own_way_is_one_error_of_its_file(
    orglife, sample, tmp_path, monkeypatch
) -> None:
    class Broken:
        def __getattr__(self, name):
            raise RuntimeError("of its own")

    monkeypatch.setattr("orglife.audit.sources.store_of", lambda *_: Broken())
    monkeypatch.setattr("orglife.audit.sources.store_of", lambda *_: Broken())

    result = orglife(*RUN, "s3://b/x.json", sample, "--protocol", "s3", *ASKED, "--findings", "f")

    assert result.status == 7
    assert len(records(tmp_path / "f", "branch")) == 1


def test_a_file_that_takes_too_long_or_too_much_is_unreadable_and_the_rest_is_judged(
    orglife, files, tmp_path, monkeypatch
) -> None:
    from orglife.audit import chunk

    original = chunk.judge_file

    def slow(data, question):
        if b"branch-000003" in data or data == files[3].read_bytes():
            while True:
                pass
        if data == files[4].read_bytes():
            return bytearray(1 << 40)
        return original(data, question)

    monkeypatch.setattr(chunk, "judge_file", slow)
    result = orglife(*RUN, "in", *ASKED, "--findings", "f", "--jobs", 1, "--limit", "1s,256M")

    assert result.status == 7
    found = {one["file"][-8:-5]: one for one in records(tmp_path / "f", "unreadable")}
    assert "longer than 1 seconds" in found["003"]["message"]
    assert "more than 256 MiB" in found["004"]["message"]
    assert len(records(tmp_path / "f", "branch")) == len(files) - 2


@pytest.mark.parametrize("text", ["", "5", "s", "-5s", "5s,x", "1e9s", "５s", "0s"])
def test_what_is_no_limit_is_bad_usage(orglife, sample, text) -> None:
    assert orglife(*RUN, sample, "--limit", text).status == 2


def test_limits_as_they_are_typed() -> None:
    assert read_limit("5s,256M") == Limit(5, 256)
    assert read_limit("none") == Limit(0, 0)
    assert read_limit("7s").seconds == 7
    with pytest.raises(TooMuchError), bounded(Limit(1, 0)):
        time.sleep(20)


# --- parts that somebody else wrote ------------------------------------------------------------


@pytest.fixture
def part(orglife, sample, tmp_path) -> Path:
    orglife(*RUN, sample, *ASKED, "--findings", "p", "--no-verify")
    return tmp_path / "p"


def changed(part: Path, place: int, **fields: object) -> None:
    lines = part.read_text(encoding="utf-8").splitlines()
    record = {**json.loads(lines[place]), **fields}
    lines[place] = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    part.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("place", "fields"),
    [
        (0, {"shard": 1, "shards": 10**12}),
        (0, {"shard": -1, "shards": 2}),
        (0, {"shard": 2**70, "shards": 2**70}),
        (1, {"written": 2**64}),
        (1, {"written": -1}),
        (1, {"n": 2**63}),
        (1, {"n": 10**40}),
        (1, {"missed": {"error": -5}}),
        (1, {"missed": {"error": 10**30}}),
        (1, {"rules": {"X": {"missed": "many"}}}),
        (1, {"file": 5}),
        (1, {"record": "strange"}),
        (2, {"rule": 7}),
        (2, {"n": 5}),
        (-1, {"files": -1}),
        (-1, {"left_aside": 2**80}),
    ],
)
def test_a_part_with_a_number_out_of_bounds_is_refused(orglife, part, place, fields) -> None:
    changed(part, place, **fields)

    result = orglife("audit", "merge", part)

    assert result.status in (3, 4), result
    assert "Traceback" not in result.stderr


def test_a_part_that_is_named_twice_is_refused(orglife, part) -> None:
    changed(part, 0, shard=1, shards=2)
    other = part.with_name("q")
    other.write_bytes(part.read_bytes())
    changed(other, 0, shard=2, shards=2)

    assert orglife("audit", "merge", part, other).status == 3


@pytest.mark.parametrize(
    "more",
    [
        b'{"record":"branch","n":1\xff}\n',
        b"[" * 100_000,
        b'{"record":"branch","n":7,"file":"\\ud800"}\n',
        b"\0" * 5000,
        b'{"record":"branch","n":7,' + b" " * (17 << 20) + b"}\n",
    ],
)
def test_a_part_with_something_else_in_it_is_refused(orglife, part, more) -> None:
    lines = part.read_bytes().splitlines(keepends=True)
    part.write_bytes(b"".join((*lines[:-1], more, lines[-1])))

    result = orglife("audit", "merge", part)

    assert result.status == 4, result.stderr[-500:]


# --- caches that somebody else can write -------------------------------------------------------


@pytest.fixture
def cache(orglife, sample, tmp_path) -> Path:
    assert orglife(*RUN, sample, *ASKED, "--cache", "c").status in (0, 1)
    return tmp_path / "c"


def test_a_trigger_in_a_cache_is_refused_and_not_run(orglife, sample, cache) -> None:
    with sqlite3.connect(cache) as base:
        base.execute("CREATE TRIGGER t AFTER INSERT ON questions BEGIN DELETE FROM answers; END")
    base.close()

    assert orglife(*RUN, sample, *ASKED, "--all", "--cache", "c").status == 4


def test_an_answer_that_this_user_did_not_give_is_none(orglife, sample, cache, tmp_path) -> None:
    import zlib

    plain = orglife(*RUN, sample, *ASKED, "--format", "json").stdout
    with sqlite3.connect(cache) as base:
        key, answer = base.execute("SELECT digest, answer FROM answers").fetchone()
        forged = answer.replace(b'"missed":{', b'"missed":{"error":0,')
        mark = zlib.crc32(forged, zlib.crc32(key))
        base.execute("UPDATE answers SET answer = ?, crc32 = ?", (forged, mark))
    base.close()

    assert orglife(*RUN, sample, *ASKED, "--format", "json", "--cache", "c").stdout == plain


def test_an_answer_to_another_question_is_none(orglife, sample, cache) -> None:
    words = (*RUN, sample, "--period", "2026", "--as-of", "2026-11-22", "--format", "json")
    plain = orglife(*words).stdout
    orglife(*words, "--cache", "c")
    with sqlite3.connect(cache) as base:
        (one, first), (other, second) = base.execute("SELECT rowid, signature FROM questions")
        base.execute("UPDATE questions SET signature = 'x' WHERE rowid = ?", (one,))
        base.execute("UPDATE questions SET signature = ? WHERE rowid = ?", (first, other))
        base.execute("UPDATE questions SET signature = ? WHERE rowid = ?", (second, one))
    base.close()

    assert orglife(*words, "--cache", "c").stdout == plain


def test_a_cache_that_is_no_regular_file_is_refused(orglife, sample, cache, tmp_path) -> None:
    (tmp_path / "link").symlink_to(cache)
    os.mkfifo(tmp_path / "fifo")

    for name in ("link", "fifo", "/dev/null"):
        assert orglife(*RUN, sample, *ASKED, "--cache", name).status == 4, name


def test_the_secret_is_for_its_owner_only(cache, tmp_path) -> None:
    secret = tmp_path / "own state" / "audit.secret"

    assert secret.stat().st_mode & 0o777 == 0o600
    assert len(secret.read_bytes()) == 32


# --- other files -------------------------------------------------------------------------------


def limited(code: str) -> int:
    """Run Python within 512 MiB and 20 seconds of processor time; return its exit code."""
    bounds = (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (20, 20))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", bounds + code],
        env=clean_environment(),
        capture_output=True,
        check=False,
    )
    assert b"MemoryError" not in done.stderr, done.stderr[-500:]
    return done.returncode


def test_a_small_workbook_whose_cells_are_gigabytes_is_refused() -> None:
    code = """
import io, zipfile
from orglife.errors import RefusedError
from orglife.importers.excel import read_excel
buffer = io.BytesIO()
with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
    book.writestr("[Content_Types].xml", "x" * 500_000)
    book.writestr("xl/workbook.xml", "<workbook/>")
    cell = '<c t="s"><v>0</v></c>'
    book.writestr("xl/worksheets/sheet1.xml", "<sheetData><row>" + cell * 500_000 + "</row>")
    book.writestr("xl/sharedStrings.xml", "<sst><si><t>" + "a" * 30_000 + "</t></si></sst>")
import orglife.importers.excel as archive
archive.RATIO = 10**6
try:
    read_excel(buffer.getvalue(), "bomb.xlsx")
except RefusedError as error:
    assert "its cells hold more than" in str(error), error
    raise SystemExit(9)
"""
    assert limited(code) == 9


@pytest.mark.parametrize(
    "text",
    [
        "a." * 200_000 + "a = 1",
        "[" + "a." * 200_000 + "a]",
        "x = " + "[" * 5_000,
        "x = " + "{a=" * 2_000,
        "[[rule]]\nid = 'X'\n" * 40_000,
    ],
)
def test_a_rules_file_made_to_keep_a_reader_busy_is_refused(
    orglife, sample, tmp_path, text
) -> None:
    (tmp_path / "r.toml").write_text(text)
    begun = time.process_time()

    result = orglife("rules", "apply", "r.toml", "-y")

    assert result.status == 3
    assert time.process_time() - begun < 5


def test_a_rule_of_sixty_thousand_activities_is_refused_at_once() -> None:
    from orglife.rules.rule import Parameter
    from orglife.rules.validation import value_problem

    values = [f"kind-{number}" for number in range(60_000)]
    begun = time.process_time()

    assert "more than" in str(value_problem("activity", values, Parameter(list)))
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "words", [("last " * 4000), ("friday " * 4000), ("1 " * 4000), "二" * 9000]
)
def test_a_date_of_four_thousand_words_is_refused_at_once(orglife, sample, words) -> None:
    begun = time.process_time()

    assert orglife("log", "lecture", "--on", words, "--topic", "x").status == 2
    assert orglife("activity", "show", words).status in (2, 3)
    assert time.process_time() - begun < 5

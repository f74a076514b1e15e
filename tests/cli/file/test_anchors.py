"""Heads kept outside the file: typed, in a file of heads, in a proof that may be signed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace
from running import Run as Orglife

from orglife.storage.decode import decode_file
from orglife.storage.format import encode_file
from orglife.storage.history import chain_digest, entries, table_of

LOG = ("log", "lecture", "--on", "2026-11-20", "--topic", "Safety", "--no-input", "-q")


@pytest.fixture
def path(tmp_path: Path, sample_bytes: bytes) -> Path:
    path = tmp_path / "branch.json"
    path.write_bytes(sample_bytes)
    return path


def rewritten_whole(path: Path) -> None:
    """Another command in the first entry, and every digest made to fit."""
    envelope = decode_file(path.read_bytes())
    digest, past = "", []
    for entry in entries(envelope.history):
        changed = replace(entry, command=entry.command.replace("Riverside", "Lakeside"))
        digest = chain_digest(digest, changed)
        past.append(replace(changed, digest=digest))
    sequence = envelope.seal.sequence
    path.write_bytes(encode_file(envelope.branch, table_of(tuple(past)), sequence=sequence))


def uid_of(path: Path) -> str:
    return decode_file(path.read_bytes()).branch.meta.uid


@pytest.mark.parametrize("head", ["", " ", "4f2a", "0123456789a", "?" * 11])
def test_a_head_of_less_than_twelve_digits_says_nothing_and_is_refused(
    orglife: Orglife, path: Path, head: str
) -> None:
    result = orglife("verify", "--head", head)

    assert result.status == 3
    assert "12" in result.stderr


def test_twelve_digits_of_a_head_are_found(orglife: Orglife, path: Path) -> None:
    head = json.loads(orglife("verify", "--format", "json").stdout)["head"]
    orglife(*LOG)

    result = orglife("verify", "--head", head[:12].upper())

    assert result.status == 0
    assert "1 entry was made since" in result.stdout


def test_a_proof_holds_until_the_past_is_rewritten(orglife: Orglife, path: Path) -> None:
    assert orglife("verify", "--export", "b.proof").status == 0
    proof = path.parent / "b.proof"
    assert proof.read_text().splitlines()[0] == "orglife proof 1"
    assert proof.stat().st_mode & 0o777 == 0o600
    orglife(*LOG)
    assert orglife("verify", "--proof", "b.proof").status == 0

    rewritten_whole(path)

    assert orglife("verify").status == 0
    result = orglife("verify", "--proof", "b.proof")
    assert result.status == 1
    assert "it was rewritten" in result.stdout


def test_a_proof_overwrites_nothing_and_is_not_written_of_a_changed_file(
    orglife: Orglife, path: Path
) -> None:
    (path.parent / "b.proof").write_text("mine")
    assert orglife("verify", "--export", "b.proof").status == 2
    assert (path.parent / "b.proof").read_text() == "mine"

    envelope = decode_file(path.read_bytes())
    other = envelope.branch.change_meta(name="Other")
    path.write_bytes(encode_file(other, envelope.history, sequence=9))
    assert orglife("verify", "--export", "new.proof").status == 1
    assert not (path.parent / "new.proof").exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("uid: ", "uid: x"),
        lambda text: text.replace("entries: ", "entries: 1"),
        lambda text: text.replace("head: ", "head: 0")[:-1],
        lambda text: text.replace("proof 1", "proof 2"),
        lambda text: text.replace("day: 2026-11-22", "day: 2026-11-31"),
        lambda text: "",
        lambda text: "x" * 100_000,
    ],
)
def test_a_changed_proof_is_no_proof(orglife: Orglife, path: Path, change) -> None:
    orglife("verify", "--export", "b.proof")
    proof = path.parent / "b.proof"
    proof.write_text(change(proof.read_text()))

    assert orglife("verify", "--proof", "b.proof").status in (1, 4)


def test_a_proof_that_was_mailed_holds(orglife: Orglife, path: Path) -> None:
    orglife("verify", "--export", "b.proof")
    proof = path.parent / "b.proof"
    proof.write_bytes(b"\xef\xbb\xbf" + proof.read_bytes().replace(b"\n", b"\r\n") + b"-- \r\n")

    assert orglife("verify", "--proof", "b.proof").status == 0


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs OpenSSH")
def test_a_proof_is_signed_and_checked_by_openssh(
    orglife: Orglife, path: Path, tmp_path: Path
) -> None:
    """As `docs/reliability.md` writes it, with the real program."""
    orglife("verify", "--export", "b.proof")
    key = tmp_path / "key"

    def keygen(*words: str, stdin: bytes = b"") -> int:
        done = subprocess.run(
            ["ssh-keygen", *words], input=stdin, capture_output=True, check=False, cwd=tmp_path
        )
        return done.returncode

    assert keygen("-q", "-t", "ed25519", "-N", "", "-f", str(key)) == 0
    assert keygen("-Y", "sign", "-n", "orglife", "-f", str(key), "b.proof") == 0
    public = (tmp_path / "key.pub").read_text()
    (tmp_path / "signers").write_text(f'secretary namespaces="orglife" {public}')
    check = ("-Y", "verify", "-n", "orglife", "-f", "signers", "-I", "secretary")
    proof = (tmp_path / "b.proof").read_bytes()

    assert keygen(*check, "-s", "b.proof.sig", stdin=proof) == 0
    assert keygen(*check, "-s", "b.proof.sig", stdin=proof.replace(b"uid", b"uld")) != 0
    assert orglife("verify", "--proof", "b.proof").status == 0


def test_a_head_of_a_kept_file_is_compared(orglife: Orglife, path: Path) -> None:
    head = json.loads(orglife("verify", "--format", "json").stdout)["head"]
    kept = {"head": head, "entries": 3, "day": "2026-11-22"}
    file = path.parent / "heads.json"
    file.write_text(json.dumps({"schema": "orglife.heads/1", "heads": {uid_of(path): kept}}))
    assert orglife("verify", "--heads", "heads.json").status == 0

    rewritten_whole(path)

    assert orglife("verify", "--heads", "heads.json").status == 1
    file.write_text(json.dumps({"schema": "orglife.heads/1", "heads": {}}))
    result = orglife("verify", "--heads", "heads.json")
    assert result.status == 0
    assert "has no head of this branch" in result.stderr


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"schema":"orglife.heads/2","heads":{}}',
        '{"schema":"orglife.heads/1","heads":{"x":{"head":"","entries":1,"day":"2026-11-22"}}}',
        '{"schema":"orglife.heads/1","heads":{"x":{"head":"'
        + "0" * 64
        + '","entries":-1,"day":"x"}}}',
        '{"schema":"orglife.heads/1","heads":{"x":{"head":7,"entries":1,"day":"2026-11-22"}}}',
        "[" * 100_000,
    ],
)
def test_what_is_no_file_of_heads_is_refused(orglife: Orglife, path: Path, text: str) -> None:
    (path.parent / "heads.json").write_text(text)

    assert orglife("verify", "--heads", "heads.json").status == 4

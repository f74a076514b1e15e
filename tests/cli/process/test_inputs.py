"""Files that were named to be read: no device and no pipe is opened."""

from __future__ import annotations

import os

import pytest


@pytest.mark.parametrize(
    "words",
    [
        ("import", "{}", "-y"),
        ("rules", "apply", "{}", "-y"),
        ("rules", "validate", "{}"),
        ("activity", "minutes", "1", "--from", "{}"),
        ("check", "2026", "--template", "{}", "-o", "x.docx"),
        ("verify", "--proof", "{}"),
        ("verify", "--heads", "{}"),
        ("status", "-f", "{}"),
    ],
)
@pytest.mark.parametrize("kind", ["fifo", "device"])
def test_a_pipe_or_a_device_is_refused_and_never_opened(
    orglife, sample, tmp_path, monkeypatch, words, kind
):
    path = "/dev/zero" if kind == "device" else tmp_path / "pipe"
    if kind == "fifo":
        os.mkfifo(path)
    opened: list[str] = []
    original = os.open

    def noted(name, *args, **kwargs):
        opened.append(str(name))
        return original(name, *args, **kwargs)

    monkeypatch.setattr(os, "open", noted)

    result = orglife(*(word.format(path) for word in words))

    assert result.status in (2, 3, 4), result
    assert "Traceback" not in result.stderr
    assert str(path) not in opened

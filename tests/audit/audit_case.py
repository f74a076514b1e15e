"""What the tests of the audit share: how it is asked, and reading what `--findings` wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

NUMBER = 12
"""How many branch files the fixtures make."""
ASKED = ("--period", "2025", "--as-of", "2026-11-22")


def records(source: Path | str, tag: str = "") -> list[dict[str, Any]]:
    """Return the records of a file or text; only those of `tag` if it is given."""
    text = source.read_text(encoding="utf-8") if isinstance(source, Path) else source
    found = [json.loads(line) for line in text.splitlines()]
    return [one for one in found if not tag or one["record"] == tag]

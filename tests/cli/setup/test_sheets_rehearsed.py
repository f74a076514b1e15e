"""What orglife hands out is read back, as a rehearsal too."""

from __future__ import annotations

import pytest

from orglife.importers.sheet_kinds import KINDS, MATRIX
from orglife.reports.file.import_preview import SHEET_KINDS


def test_every_kind_of_sheet_that_is_read_has_a_name() -> None:
    assert {kind.key for kind in (*KINDS, MATRIX)} == set(SHEET_KINDS)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_sheet_of_a_session_is_rehearsed_and_nothing_is_written(
    orglife, sample, language: str, ending: str
) -> None:
    opened = orglife("criticism", "open", "2026", "--lang", language)
    assert opened.status == 0, opened.stderr
    sheet = f"sheet.{ending}"
    assert orglife("criticism", "sheet", "-o", sheet, "--lang", language).status == 0
    before = sample.read_bytes()

    result = orglife("import", sheet, "--dry-run", "--lang", language)

    assert result.status == 0, result.stderr
    assert "Traceback" not in result.stderr
    assert sample.read_bytes() == before

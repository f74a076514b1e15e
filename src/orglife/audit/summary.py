"""The summary of an audit: what was judged, what was missed, rolled up; and what was not read."""

from __future__ import annotations

from orglife.audit.records import Begun
from orglife.audit.summary_blocks import blocks, sheet
from orglife.audit.summary_data import data
from orglife.audit.totals import Totals
from orglife.model.terms import SEVERITIES
from orglife.reports.view import View


def summary_view(begun: Begun, totals: Totals) -> View:
    """Return the summary; the same for the same records, however they were come by."""
    return View(data(begun, totals), tuple(blocks(begun, totals)), sheet(totals))


def exit_code(totals: Totals, fail_on: str) -> int:
    """Return 7 where a file could not be read, 1 where `fail_on` or worse was missed, else 0."""
    if totals.codes:
        return 7
    grades = tuple(SEVERITIES)
    if fail_on == "never":
        return 0
    enough = grades[: grades.index(fail_on) + 1]
    return int(any(totals.all.missed.get(one) for one in enough))

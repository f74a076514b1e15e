"""The kinds of check: one pure function each, from a `CheckContext` to findings.

Importing this package imports every chapter, and so registers every check: the one registration at
import in orglife. Codes are in the order of the chapters below.
"""

from orglife.rules.check_kind import (
    CHECK_KINDS,
    activity_kinds,
    check_kind_of,
    concerns_groups,
    titling_kind,
    whole_unit,
)

# isort: off
from orglife.rules.checks import meetings, participation, groups, leadership, votes, elections
from orglife.rules.checks import yearly_meetings, records, mobility, admission, probation
# isort: on

__all__ = [
    "CHECK_KINDS",
    "activity_kinds",
    "admission",
    "check_kind_of",
    "concerns_groups",
    "elections",
    "groups",
    "leadership",
    "meetings",
    "mobility",
    "participation",
    "probation",
    "records",
    "titling_kind",
    "votes",
    "whole_unit",
    "yearly_meetings",
]

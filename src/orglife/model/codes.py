"""Types of the fields that hold a code: what is in no table of `terms` is refused when it is read.

A file with another one was written by a later orglife or by something else, and every place that
says what a code means would fail on it. msgspec looks them up as it decodes, at no cost that shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from orglife.model import terms


def _one_of(*tables: Mapping[str, object], blank: bool = False) -> Any:
    """Return the type of the codes of `tables`; of a field that may be empty, `blank` too."""
    codes = [code for table in tables for code in table]
    return Literal[tuple([*codes, ""] if blank else codes)]


if TYPE_CHECKING:  # a type checker can't read the tables; to it a code is a text
    Sector: TypeAlias = str
    Scope: TypeAlias = str
    Stage: TypeAlias = str
    GroupType: TypeAlias = str
    Basis: TypeAlias = str
    Chosen: TypeAlias = str
    Seat: TypeAlias = str
    Area: TypeAlias = str
    State: TypeAlias = str
    Form: TypeAlias = str
    AttendanceState: TypeAlias = str
    MotionKind: TypeAlias = str
    ProblemField: TypeAlias = str
    OptionalProblemField: TypeAlias = str
    SessionStep: TypeAlias = str
    Grade: TypeAlias = str
    TaskKind: TypeAlias = str
else:
    Sector = _one_of(terms.SECTORS)
    Scope = _one_of(terms.SCOPES)
    Stage = _one_of(terms.STAGES)
    GroupType = _one_of(terms.GROUP_TYPES)
    Basis = _one_of(terms.BASES, blank=True)
    Chosen = _one_of(terms.CHOSEN, blank=True)
    Seat = _one_of(terms.SEATS)
    Area = _one_of(terms.AREAS)
    State = _one_of(terms.ACTIVITY_STATES)
    Form = _one_of(terms.FORMS, terms.REPORT_FORMS, blank=True)
    AttendanceState = _one_of(terms.ATTENDANCE)
    MotionKind = _one_of(terms.MOTION_KINDS)
    ProblemField = _one_of(terms.PROBLEM_FIELDS)
    OptionalProblemField = _one_of(terms.PROBLEM_FIELDS, blank=True)
    SessionStep = _one_of(terms.SESSION_STEPS)
    Grade = _one_of(terms.GRADES)
    TaskKind = _one_of(terms.TASK_KINDS)

"""The grades of an appraisal: whom they concern, what is refused, what they call for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orglife.errors import InvalidRecordError, RuleBrokenError
from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.names import choose, find_member
from orglife.model.quorum import excellent_limit
from orglife.model.roster import expected_on
from orglife.model.session import MEND, measures_of
from orglife.model.terms import GRADES


def gradable(branch: Branch, activity: Activity) -> list[int]:
    """Return the full members whom the appraisal concerns, by id: expected on its day."""
    expected = (
        sorted(activity.attendance.expected)
        if activity.attendance is not None
        else [one.id for one in expected_on(branch, activity.day, activity.scope, activity.group)]
    )
    return [key for key in expected if branch.members[key].stage_on(activity.day) == "full"]


def counts_said(grades: Mapping[int, str]) -> tuple[Message, ...]:
    """Return how many have each grade."""
    codes = list(grades.values())
    return tuple(
        say("{grade} {count}", grade=term, count=codes.count(code))
        for code, term in GRADES.items()
        if code in codes
    )


def named_grades(
    branch: Branch, activity: Activity, named: Mapping[str, Sequence[str]], *, force: bool
) -> dict[int, str]:
    """Return the grade that each person is given, by id.

    Raises:
        InvalidRecordError: two grades for one person; somebody who was not expected.
        RuleBrokenError: no full member, without `force`.
        ChoiceError, UnknownNameError, AmbiguousNameError: a grade or a person that is none.
    """
    given: dict[int, str] = {}
    for text, names in named.items():
        code = choose(text, GRADES, say("grade"))
        for name in names:
            member = find_member(branch, name)
            if given.get(member.id, code) != code:
                raise InvalidRecordError(say("{name} is given two grades", name=member.name))
            attendance = activity.attendance
            if attendance is not None and member.id not in attendance.expected:
                raise InvalidRecordError(
                    say(
                        "{name} was not expected at the meeting of {day}",
                        name=member.name,
                        day=activity.day,
                    )
                )
            if member.stage_on(activity.day) != "full" and not force:
                raise RuleBrokenError(
                    say(
                        "{name} was no full member on {day} and gets no grade (APPR-PROBATIONARY)",
                        name=member.name,
                        day=activity.day,
                    ),
                    hint=say("--force records it all the same"),
                )
            given[member.id] = code
    return given


def grade_warnings(branch: Branch, activity: Activity) -> list[Message]:
    """Warn where all have their grades and more than a third are excellent."""
    grades = activity.appraisal.grades if activity.appraisal is not None else {}
    full = [key for key in grades if branch.members[key].stage_on(activity.day) == "full"]
    excellent = sum(grades[key] == "excellent" for key in full)
    left = [key for key in gradable(branch, activity) if key not in grades]
    if left or excellent <= excellent_limit(len(full)):
        return []
    return [
        say(
            "{found} of {full} excellent, at most {limit} (APPR-EXCELLENT)",
            found=excellent,
            full=len(full),
            limit=excellent_limit(len(full)),
        )
    ]


def without_measure(branch: Branch, activity: Activity) -> list[int]:
    """Return who has a grade that needs a measure and has none, by id."""
    grades = activity.appraisal.grades if activity.appraisal is not None else {}
    owners = {task.owner for task in measures_of(branch, activity)}
    return [key for key, code in grades.items() if code in MEND and key not in owners]

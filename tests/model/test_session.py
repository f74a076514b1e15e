"""What belongs to a criticism session: its measures, and those carried over to it."""

from riverside import day, riverside

from orglife.model.activity import Activity
from orglife.model.branch import carried_tasks, measures_of
from orglife.model.kinds import ORGANIZATIONAL_LIFE_MEETING
from orglife.model.task import Task

SESSION = Activity(id=7, kind=ORGANIZATIONAL_LIFE_MEETING, held=day("2026-01-20"))


def branch_with(*tasks):
    branch = riverside("ABC")
    for number, (kind, source, closed) in enumerate(tasks, 1):
        task = Task(
            id=number,
            kind=kind,
            subject="s",
            opened=day("2025-01-20"),
            source=source,
            closed=day(closed) if closed else None,
        )
        branch = branch.add("tasks", task)
    return branch


def test_its_measures_are_the_rectifications_that_it_resolved():
    branch = branch_with(("rectification", 7, ""), ("need", 7, ""), ("rectification", 3, ""))

    assert [one.id for one in measures_of(branch, SESSION)] == [1]


def test_those_of_others_are_carried_over_while_they_are_open():
    branch = branch_with(
        ("rectification", 7, ""),
        ("need", 3, ""),
        ("rectification", 3, ""),
        ("rectification", 3, "2026-01-20"),
        ("rectification", 3, "2026-01-21"),
    )

    assert [one.id for one in carried_tasks(branch, SESSION, day("2026-01-20"))] == [3, 5]

"""On which days a task is open."""

import pytest
from riverside import day

from orglife.model.task import Task


@pytest.mark.parametrize(
    ("on", "still", "closed"),
    [
        ("2026-01-19", False, False),
        ("2026-01-20", True, True),
        ("2026-03-04", True, True),
        ("2026-03-05", True, False),
    ],
)
def test_a_task_is_open_from_its_first_day_until_the_day_it_is_closed(on, still, closed):
    task = Task(id=1, kind="need", subject="s", opened=day("2026-01-20"))
    done = Task(id=1, kind="need", subject="s", opened=day("2026-01-20"), closed=day("2026-03-05"))

    assert task.open_on(day(on)) is still
    assert done.open_on(day(on)) is closed

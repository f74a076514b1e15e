"""What was undertaken in the year, kind by kind."""

from __future__ import annotations

from orglife.messages import say
from orglife.reports.meetings.task_report import count_data, counts_table, task_counts
from orglife.reports.view import Heading
from orglife.reports.year.given import Given, Part


def tasks(given: Given) -> Part:
    """Return how many tasks of each kind were opened, done, left open, overdue."""
    counts = task_counts(given.branch, given.period, given.day)
    return {"tasks": [count_data(one) for one in counts]}, (
        Heading(say("Undertaken"), level=2),
        counts_table(counts),
    )

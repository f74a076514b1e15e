"""What falls due, and by when."""

from datetime import date

from mini_branch import branch_of

from orglife.rules.engine import upcoming_findings

TODAY = date(2026, 11, 22)
TOLD = {
    "members": {"1-8": "full"},
    "groups": {"1": [1, 2, 3]},
    "posts": {"secretary": 1, "organization": 2},
}


def rows(told, within, rule=None, today=TODAY):
    found = upcoming_findings(branch_of({**TOLD, **told}, "X"), as_of=today, within_days=within)
    return [
        (one.rule.id, one.status, one.period, one.deadline)
        for one in found
        if rule is None or one.rule.id == rule
    ]


def test_what_runs_today_is_due_on_its_last_day():
    assert rows({}, 8, "GR-FREQ") == [
        ("GR-FREQ", "pending", "2026-11", date(2026, 11, 30)),
    ]


def test_a_day_less_and_it_is_not_due_yet():
    assert rows({}, 7, "GR-FREQ") == []


def test_what_begins_within_the_window_is_among_it():
    assert [row[2] for row in rows({}, 39, "GR-FREQ")] == ["2026-11", "2026-12"]
    assert [row[2] for row in rows({}, 38, "GR-FREQ")] == ["2026-11"]


def test_what_is_done_is_not_due():
    assert rows({"activities": ["2026-11-05 group-meeting 1"]}, 8, "GR-FREQ") == []


def test_what_was_held_before_today_counts_for_the_month_that_runs():
    held = {"activities": ["2026-11-05 general-meeting"]}

    assert rows(held, 8, "CONVENED") == []
    assert [row[2] for row in rows({}, 8, "CONVENED")] == ["2026-11"]


def test_open_tasks_are_due_and_overdue_ones_stay():
    told = {
        "tasks": [
            {"kind": "need", "opened": date(2026, 1, 5), "due": date(2026, 11, 25)},
            {"kind": "need", "opened": date(2026, 1, 5), "due": date(2026, 11, 22)},
            {"kind": "need", "opened": date(2026, 1, 5), "due": date(2026, 3, 1)},
            {"kind": "need", "opened": date(2026, 1, 5), "due": date(2026, 11, 26)},
            {
                "kind": "need",
                "opened": date(2026, 1, 5),
                "due": date(2026, 11, 24),
                "closed": date(2026, 11, 1),
            },
        ]
    }

    assert rows(told, 3, "TASK-OVERDUE") == [
        ("TASK-OVERDUE", "missed", "2026-03-01", date(2026, 3, 1)),
        ("TASK-OVERDUE", "pending", "2026-11-22", date(2026, 11, 22)),
        ("TASK-OVERDUE", "pending", "2026-11-25", date(2026, 11, 25)),
    ]


def test_a_term_that_ends_is_due_under_its_deadline():
    told = {"posts": {"secretary": {"member": 1, "since": date(2023, 12, 1)}}}

    assert rows(told, 9, "TERM") == [("TERM", "pending", "2026-12-01", date(2026, 12, 1))]
    assert rows(told, 8, "TERM") == []


def test_the_soonest_comes_first():
    deadlines = [row[3] for row in rows({}, 60)]

    assert deadlines == sorted(deadlines)


def test_waived_and_exempt_are_not_due():
    told = {"waivers": [{"period": "2026-11", "rule": "GR-FREQ"}]}

    assert rows(told, 8, "GR-FREQ") == []


def test_a_task_due_today_is_not_overdue():
    told = {"tasks": [{"kind": "need", "opened": date(2026, 1, 5), "due": TODAY}]}

    assert rows(told, 0, "TASK-OVERDUE") == [("TASK-OVERDUE", "pending", "2026-11-22", TODAY)]


def test_a_task_due_yesterday_is_and_one_without_a_day_never():
    yesterday = date(2026, 11, 21)
    told = {
        "tasks": [
            {"kind": "need", "opened": date(2026, 1, 5), "due": yesterday},
            {"kind": "need", "opened": date(2026, 1, 5)},
        ]
    }

    assert rows(told, 0, "TASK-OVERDUE") == [("TASK-OVERDUE", "missed", "2026-11-21", yesterday)]

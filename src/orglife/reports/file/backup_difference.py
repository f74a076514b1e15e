"""What differs between the branch file and one of its backups."""

from __future__ import annotations

from orglife.messages import say
from orglife.model.branch import Branch
from orglife.model.past import Step
from orglife.reports.file.past_words import RECORDS, change_of, fields_of, label_of, step_in_words
from orglife.reports.view import Column, Heading, Table, View


def backup_difference_view(
    file: str, number: int, day: str, branch: Branch, steps: tuple[Step, ...]
) -> View:
    """Return what was added, changed and removed since the backup, record by record."""
    said = [step_in_words(step, branch) for step in steps]
    data = {
        "schema": "orglife.backup-difference/1",
        "file": file,
        "backup": {"number": number, "day": day},
        "differences": [
            {
                "type": RECORDS[step.table].code,
                "id": step.id,
                "label": label_of(step),
                "change": change_of(step),
                "fields": fields_of(step),
                "message": words,
            }
            for step, words in zip(steps, said, strict=True)
        ],
    }
    title = say("{file}: what is otherwise than in backup {number}", file=file, number=number)
    table = Table(
        (Column("changes", say("What changed")),),
        tuple((words,) for words in said),
        empty=say("the records are the same"),
    )
    return View(data, (Heading(title), table))

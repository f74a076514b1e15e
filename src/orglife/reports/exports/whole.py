"""The whole branch, as an import into a new file restores it."""

from __future__ import annotations

from typing import Any

import msgspec

from orglife.model.branch import TABLES, Branch
from orglife.model.codec import WHOLE, to_json
from orglife.model.task import kept_apart
from orglife.reports.view import View


def whole_export(branch: Branch, *, private: bool) -> View:
    """Return every record with its id; bodies that stand apart, and the text of care, if `private`.

    History and seal belong to the file and stay there.
    """
    data: dict[str, Any] = {
        "schema": WHOLE,
        "branch": branch.meta.name,
        "meta": _plain(branch.meta),
    }
    for table in TABLES:
        if table != "private" or private:
            records = getattr(branch, table).values()
            if table == "tasks" and not private:
                records = map(kept_apart, records)
            data[table] = [_plain(record) for record in records]
    return View(data, ())


def _plain(record: object) -> Any:
    return msgspec.to_builtins(record, str_keys=True, enc_hook=to_json)

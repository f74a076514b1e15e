"""The kinds of activity: central ones and the branch's own."""

from __future__ import annotations

from orglife.messages import say
from orglife.model.branch import Branch
from orglife.model.kinds import CENTRAL, Kind
from orglife.model.names import kinds_of
from orglife.model.terms import SCOPES
from orglife.reports.view import Cell, Column, Table, View

COLUMNS = (
    Column("kind", say("Code")),
    Column("title", say("Kind")),
    Column("scope", say("Whom it concerns")),
    Column("study", say("Study")),
    Column("own", say("Remark")),
)


def kinds_view(branch: Branch | None) -> View:
    """Return the kinds of a branch, own ones last; the central ones where there is none."""
    kinds = list((CENTRAL if branch is None else kinds_of(branch)).values())
    data = {
        "schema": "orglife.kinds/1",
        "branch": branch.meta.name if branch is not None else None,
        "kinds": [
            {
                "kind": kind.code,
                "title": kind.term,
                "en": kind.term.en,
                "zh": kind.term.zh,
                "scope": kind.scope,
                "also_scopes": list(kind.also_scopes),
                "study": kind.study,
                "required": kind.required,
                "own": kind.code not in CENTRAL,
            }
            for kind in kinds
        ],
    }
    return View(data, (Table(COLUMNS, tuple(_row(kind) for kind in kinds)),))


def _row(kind: Kind) -> tuple[Cell, ...]:
    scopes = tuple(SCOPES[scope] for scope in (kind.scope, *kind.also_scopes))
    return (
        kind.code,
        kind.term,
        say("{scopes}", scopes=scopes),
        say("counts as study hours") if kind.study else None,
        say("of this branch") if kind.code not in CENTRAL else None,
    )

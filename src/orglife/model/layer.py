"""The branch's own layer: kinds, rules, waivers, and bodies that stay apart from the rest."""

from __future__ import annotations

from datetime import date

from orglife.model.stored import Stored


class OwnKind(Stored, frozen=True, kw_only=True):
    """A kind of activity that this branch added."""

    id: int
    code: str
    en: str
    zh: str
    scope: str = "branch"
    study: bool = False


class OwnRule(Stored, frozen=True, kw_only=True):
    """What this branch changed about a rule, or a rule of its own (`define`)."""

    id: int
    rule: str
    enabled: bool | None = None
    values: dict[str, int | str | bool] = {}
    """Parameters of the check that differ from the central pack."""
    define: str = ""
    """The TOML of a whole rule, where the branch added one."""


class Waiver(Stored, frozen=True, kw_only=True):
    """A duty waived for a period, by somebody named, for a reason."""

    id: int
    rule: str
    period: str
    by: str
    reason: str
    group: int | None = None
    recorded: date | None = None


class Body(Stored, frozen=True, kw_only=True):
    """The text of a talk, a criticism, a visit: optional, apart, erased by `purge`."""

    id: int
    table: str
    record: int
    member: int | None = None
    label: str = ""
    """What the text is: problem, opinion, body; an unique part of the record where it matters."""
    text: str
    on: date

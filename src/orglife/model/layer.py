"""The branch's own layer: kinds, rules, waivers, and bodies that stay apart from the rest."""

from datetime import date

from orglife.model.codes import Scope
from orglife.model.stored import Stored, Whole


class OwnKind(Stored, frozen=True, kw_only=True):
    """A kind of activity that this branch added."""

    id: Whole
    code: str
    en: str
    zh: str
    scope: Scope = "branch"
    study: bool = False


class OwnRule(Stored, frozen=True, kw_only=True):
    """What this branch changed about a rule, or a rule of its own (`define`)."""

    id: Whole
    rule: str
    enabled: bool | None = None
    values: dict[str, Whole | str | bool | list[str]] = {}
    """Parameters of the check that differ from the central pack."""
    define: str = ""
    """A whole rule as JSON, where the branch added one or put its own in place of another."""


class Waiver(Stored, frozen=True, kw_only=True):
    """A duty waived for a period, by somebody named, for a reason."""

    id: Whole
    rule: str
    period: str
    by: str
    reason: str
    group: Whole | None = None
    recorded: date | None = None


class Body(Stored, frozen=True, kw_only=True):
    """The text of a talk, a criticism, a visit: optional, apart, erased by `purge`."""

    id: Whole
    table: str
    record: Whole
    member: Whole | None = None
    label: str = ""
    """What the text is: problem, opinion, body; an unique part of the record where it matters."""
    text: str
    on: date

"""The values that a parameter takes, for questions on a terminal and completion in a shell.

`Values` of `options.py` names them at the option; this module is imported when somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orglife.cli.framework.options import Values
    from orglife.model.activity import Activity
    from orglife.model.branch import Branch
    from orglife.model.terms import Term


def terms_of(source: Values, branch: Callable[[], Branch], today: Callable[[], date]) -> list[Term]:
    """Return the values of a source, each with its titles; none where any text is taken.

    `branch` and `today` are called only where they matter.
    """
    from orglife.model import terms

    if isinstance(source, tuple):
        return [_plain(word) for word in source]
    if source in ("files", "day", "number", "text"):
        return []
    if source.isupper():
        found: dict[str, Term] = getattr(terms, source)
        return list(found.values())
    if source == "standings":
        return [terms.STAGES["full"], terms.STAGES["probationary"]]
    if source == "formats":
        from orglife.reports.formats.registry import FORMATS

        return [_plain(name) for name in FORMATS]
    return RECORDS[source](branch(), today())


def _plain(text: str) -> Term:
    from orglife.model.terms import Term

    return Term(text, en=text)


def _members(branch: Branch, today: date) -> list[Term]:
    """Everybody who is here, by name; namesakes by number."""
    from orglife.model.roster import members_on
    from orglife.model.terms import Term

    here = members_on(branch, today)
    names = [one.name for one in here]
    return [
        Term(one.name if names.count(one.name) == 1 else f"#{one.id}", en=one.name) for one in here
    ]


def _groups(branch: Branch, today: date) -> list[Term]:
    from orglife.model.roster import groups_on

    return [_plain(one.name) for one in groups_on(branch, today)]


def _kinds(branch: Branch, _today: date) -> list[Term]:
    from orglife.model.names import kinds_of

    return [kind.term for kind in kinds_of(branch).values()]


def _rules(branch: Branch, _today: date) -> list[Term]:
    from orglife.rules.branch_rules import overlay_rules

    rules = {one.id: one for one in overlay_rules(branch)[0]}
    return [one.term for one in rules.values()]


RECENT = 20


def _activities(branch: Branch, today: date) -> list[Term]:
    """The latest that were held, by number."""
    held = [one for one in branch.activities.values() if one.state == "held" and one.day <= today]
    latest = sorted(held, key=lambda one: (one.day, one.id), reverse=True)[:RECENT]
    return [_activity(branch, one) for one in latest]


def _votes(branch: Branch, today: date) -> list[Term]:
    """The latest that may decide by vote, by number."""
    from orglife.actions.meetings.votes import refuse_non_voting
    from orglife.errors import OrglifeError

    found = []
    for one in sorted(branch.activities.values(), key=lambda one: (one.day, one.id), reverse=True):
        try:
            refuse_non_voting(branch, one)
        except OrglifeError:
            continue
        if one.day <= today:
            found.append(_activity(branch, one))
    return found[:RECENT]


def _plans(branch: Branch, _today: date) -> list[Term]:
    planned = [one for one in branch.activities.values() if one.state == "planned"]
    return [_activity(branch, one) for one in sorted(planned, key=lambda one: one.day)]


def _activity(branch: Branch, activity: Activity) -> Term:
    from orglife.model.names import kind_term
    from orglife.model.terms import Term

    kind = kind_term(branch, activity.kind)
    group = f" {branch.groups[activity.group].name}" if activity.group in branch.groups else ""
    begun = f"{activity.day} {{}}{group}"
    titles = {code: begun.format(title) for code, title in kind.titles.items()}
    return Term(str(activity.id), also=(), **titles)


def _tasks(branch: Branch, _today: date) -> list[Term]:
    from orglife.model.terms import TASK_KINDS, Term

    return [
        Term(str(one.id), also=(), **TASK_KINDS[one.kind].titles)
        if one.is_private
        else Term(str(one.id), en=one.subject)
        for one in branch.tasks.values()
        if one.closed is None
    ]


def _graded(branch: Branch, today: date) -> list[Term]:
    from orglife.model.terms import GRADES

    return [*_members(branch, today), *GRADES.values()]


def _attendance(_branch: Branch, _today: date) -> list[Term]:
    from orglife.actions.meetings.attendance_edit import STATES

    return list(STATES.values())


def _moves(branch: Branch, today: date) -> list[Term]:
    return _pairs(_members(branch, today), _groups(branch, today))


def _seats(branch: Branch, today: date) -> list[Term]:
    from orglife.model.terms import SEATS

    return _pairs(SEATS.values(), _members(branch, today))


def _pairs(left: Iterable[Term], right: Iterable[Term]) -> list[Term]:
    second = list(right)
    return [_plain(f"{one.code}={other.code}") for one in left for other in second]


RECORDS: dict[str, Callable[[Branch, date], list[Term]]] = {
    "members": _members,
    "groups": _groups,
    "kinds": _kinds,
    "rules": _rules,
    "activities": _activities,
    "plans": _plans,
    "votes": _votes,
    "tasks": _tasks,
    "graded": _graded,
    "attendance": _attendance,
    "member=group": _moves,
    "seat=member": _seats,
}

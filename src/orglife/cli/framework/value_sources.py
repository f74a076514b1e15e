"""Which values a parameter takes: for completion in a shell and for the questions on a terminal.

A source is the name of a set of terms, or of records of the branch. It is found by command and
parameter, else by the noun's, else by the parameter alone. Read only when somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orglife.model.activity import Activity
    from orglife.model.branch import Branch
    from orglife.model.terms import Term

FILES, DAY, NUMBER, TEXT = "files", "day", "number", "text"

# fmt: off
EVERYWHERE = {
    "group": "groups", "kind": "kinds", "form": "FORMS", "rule": "rules", "activity": "activities",
    "meeting": "activities", "motion_activity": "activities", "seat": "SEATS", "field": "PROBLEM_FIELDS",
    "absent": "members", "present": "members", "late": "members", "with_": "members",
    "chair": "members", "recorder": "members", "lecturer": "members", "initiator": "members",
    "owner": "members", "checked_by": "members", "leader": "members", "not_in_room": "members",
    "contacts": "members", "introducers": "members", "contact": "members", "given": "members",
    "excellent": "members", "qualified": "members", "basically_qualified": "members", "unqualified": "members",
    "on": DAY, "from_": DAY, "until": DAY, "due": DAY, "joined": DAY, "full_since": DAY,
    "applied": DAY, "founded": DAY, "planned": DAY, "received": DAY, "consent": DAY, "notice": DAY,
    "yes": NUMBER, "no": NUMBER, "abstain": NUMBER, "months": NUMBER, "seats": NUMBER, "issued": NUMBER,
    "returned": NUMBER, "year": NUMBER,
    "file": FILES, "folder": FILES, "paths": FILES, "files": FILES, "minutes": FILES,
    "shared_file": FILES, "shared_output": FILES, "shared_as_of": DAY, "shared_known_on": DAY,
    "shared_format": "formats", "shared_lang": "en zh", "shared_color": "auto always never",
    "sector": "SECTORS", "language": "en zh", "fail_on": "error warning information never",
}
BY_COMMAND = {
    "member name": "members", "member add name": TEXT, "member standing": "standings",
    "member contact": TEXT,
    "report name": "members", "criticism name": "members", "criticism add received": NUMBER,
    "admission name": "members", "admission add name": TEXT, "admission to": "STAGES",
    "committee areas name": "members", "committee areas area": "AREAS",
    "committee elect seats": NUMBER, "committee seats": "seat=member",
    "appraisal named": "graded", "appraisal rest": "GRADES",
    "group create name": TEXT, "group leader name": "members", "group member": "members",
    "group type": "GROUP_TYPES", "group basis": "BASES", "group how": "CHOSEN", "group by": "DIVIDERS",
    "group moves": "member=group", "group keep": "member=group",
    "activity attend name": "members", "activity state": "attendance", "activity from_": FILES,
    "plan move activity": "plans", "plan cancel activity": "plans", "plan day": DAY,
    "vote activity": "votes", "committee elect activity": "votes", "vote kind": "MOTION_KINDS", "vote exclude": "members",
    "criticism step": "SESSION_STEPS", "criticism received": NUMBER,
    "task kind": "TASK_KINDS", "task from_": "activities", "task number": "tasks",
    "kinds scope": "SCOPES",
    "rules apply file": FILES,
    "waive subject": "groups",
    "export what": "roster activities tasks calendar all",
    "schedule target": "cron systemd schtasks launchd", "schedule job": "due check verify export",
    "completion shell": "bash zsh fish powershell",
    "config key": "language color unicode pager accessible file mappings",
    "import on_error": "stop skip", "import unknown": "refuse former",
}
MANY = frozenset({
    "absent", "present", "late", "with_", "not_in_room", "contacts", "introducers", "member", "moves", "seats",
})
"""Parameters that take several values, typed with `;` between them when they are asked for."""
# fmt: on


def source_of(command: str, parameter: str) -> str:
    """Return the source of a parameter's values; `text` where anything goes.

    `command` is its path without `orglife`, as in `member add`.
    """
    noun = command.partition(" ")[0]
    for name in (f"{command} {parameter}", f"{noun} {parameter}"):
        if name in BY_COMMAND:
            return BY_COMMAND[name]
    return EVERYWHERE.get(parameter, TEXT)


def terms_of(source: str, branch: Callable[[], Branch], today: Callable[[], date]) -> list[Term]:
    """Return the values of a source, each with its titles; none where anything goes.

    The branch is read, and the day asked for, only where they matter.
    """
    from orglife.model import terms

    if source in (FILES, DAY, NUMBER, TEXT):
        return []
    if source.isupper():
        found: dict[str, Term] = getattr(terms, source)
        return list(found.values())
    if source == "standings":
        return [terms.STAGES["full"], terms.STAGES["probationary"]]
    if source == "formats":
        from orglife.reports.formats.registry import FORMATS

        return [_plain(name) for name in FORMATS]
    if source in RECORDS:
        return RECORDS[source](branch(), today())
    return [_plain(word) for word in source.split()]


def _plain(text: str) -> Term:
    from orglife.model.terms import Term

    return Term(text, text, text)


def _members(branch: Branch, today: date) -> list[Term]:
    """Everybody who is here, by name; namesakes by number."""
    from orglife.model.roster import members_on
    from orglife.model.terms import Term

    here = members_on(branch, today)
    names = [one.name for one in here]
    return [
        Term(one.name if names.count(one.name) == 1 else f"#{one.id}", one.name, one.name)
        for one in here
    ]


def _groups(branch: Branch, today: date) -> list[Term]:
    from orglife.model.roster import groups_on

    return [_plain(one.name) for one in groups_on(branch, today)]


def _kinds(branch: Branch, _today: date) -> list[Term]:
    from orglife.model.names import kinds_of

    return [kind.term for kind in kinds_of(branch).values()]


def _rules(branch: Branch, _today: date) -> list[Term]:
    from orglife.model.terms import Term
    from orglife.rules.branch_rules import overlay_rules

    rules = {one.id: one for one in overlay_rules(branch)[0]}
    return [Term(one.id, one.title.en, one.title.zh) for one in rules.values()]


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
    return Term(str(activity.id), begun.format(kind.en), begun.format(kind.zh))


def _tasks(branch: Branch, _today: date) -> list[Term]:
    from orglife.model.terms import TASK_KINDS, Term

    return [
        Term(str(one.id), TASK_KINDS[one.kind].en, TASK_KINDS[one.kind].zh)
        if one.is_private
        else Term(str(one.id), one.subject, one.subject)
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

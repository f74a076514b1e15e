"""What one person's part in a criticism session was: facts in the record, texts in `private`."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from orglife.actions.change import Change, Changed
from orglife.actions.meetings.criticism import NOT_YET, running_session
from orglife.actions.meetings.record import refuse_unheld
from orglife.actions.meetings.said import named_activity
from orglife.actions.meetings.task import Undertaking, add_task
from orglife.errors import InvalidRecordError, UsageError
from orglife.messages import Message, say
from orglife.model.activity import Activity, SelfCriticism, Session
from orglife.model.branch import Branch
from orglife.model.layer import Body
from orglife.model.names import choose, find_member
from orglife.model.terms import PROBLEM_FIELDS


class Part(NamedTuple):
    """A part as it is told. Without a `name`, the problems are those of the branch itself.

    `problems` are pairs of field and text, of which the text may be empty; `received` and `given`
    are numbers of opinions, None where nothing is said of them.
    """

    name: str = ""
    made: bool = False
    received: int | None = None
    accepted: bool = False
    given: int | None = None
    problems: tuple[tuple[str, str], ...] = ()
    measures: tuple[str, ...] = ()
    owner: str = ""
    due: date | None = None


def add_part(branch: Branch, activity: Activity, part: Part, *, today: date) -> Change:
    """Add to a member's part, or to the problems of the branch; measures become tasks.

    Said again, numbers replace the earlier ones and problems are added.

    Raises:
        InvalidRecordError: not held yet, closed; somebody who should not have attended; numbers
            below zero; nothing said.
        UsageError: a measure without an owner or a due date.
        ChoiceError: a field that is none of the five.
    """
    session = running_session(branch, activity)
    refuse_unheld(branch, activity, NOT_YET)
    fields = tuple(
        choose(field, PROBLEM_FIELDS, say("field of problems")) for field, _ in part.problems
    )
    warnings: tuple[Message, ...] = ()
    member: int | None = None
    if part.name:
        member, warnings = _attendant(branch, activity, part.name)
        parts = {**session.parts, member: _merged(session, member, part, fields)}
        session = replace(session, parts=dict(sorted(parts.items())))
    else:
        _refuse_personal(part)
        session = replace(session, problems=(*session.problems, *fields))
    branch = branch.put("activities", replace(activity, session=session))
    branch = _keep_texts(branch, activity, member, fields, part)
    records = [Changed("activities", activity.id)]
    said = say(
        "{activity}: {part}",
        activity=named_activity(branch, activity),
        part=_part_said(branch, session, member),
    )
    for measure in part.measures:
        task = add_task(branch, _undertaking(activity, part, measure, fields), today=today)
        branch = task.branch
        records += task.records
        said = say("{first} {then}", first=said, then=task.said)
    return Change(branch, said, tuple(records), warnings)


def _attendant(branch: Branch, activity: Activity, name: str) -> tuple[int, tuple[Message, ...]]:
    member = find_member(branch, name)
    attendance = activity.attendance
    if attendance is not None and member.id not in attendance.expected:
        raise InvalidRecordError(
            say(
                "{name} was not expected at the meeting of {day}",
                name=member.name,
                day=activity.day,
            ),
            hint=say("'orglife activity show {id}' lists who was", id=activity.id),
        )
    if attendance is not None and member.id not in attendance.came:
        return member.id, (
            say("{name} was not at the meeting of {day}", name=member.name, day=activity.day),
        )
    return member.id, ()


def _merged(session: Session, member: int, part: Part, fields: tuple[str, ...]) -> SelfCriticism:
    for number in (part.received, part.given):
        if number is not None and number < 0:
            raise InvalidRecordError(
                say("{number}: a number of opinions is not negative", number=number)
            )
    said = (part.made, part.accepted, part.received is not None, part.given is not None)
    if not (any(said) or fields or part.measures):
        raise UsageError(
            say("nothing is said of {name}", name=part.name),
            hint=say("as in: --self --received 3 --accepted"),
        )
    old = session.parts.get(member, SelfCriticism())
    new = replace(
        old,
        made=old.made or part.made,
        received=old.received if part.received is None else part.received,
        given=old.given if part.given is None else part.given,
        accepted=old.accepted or part.accepted,
        problems=(*old.problems, *fields),
    )
    if part.accepted and not new.received:
        raise InvalidRecordError(
            say("{name} received no opinion that could be accepted", name=part.name),
            hint=say("give their number with --received"),
        )
    return new


def _refuse_personal(part: Part) -> None:
    if part.made or part.accepted or part.received is not None or part.given is not None:
        raise UsageError(
            say("whose self-criticism was it?"),
            hint=say("begin with the name: orglife criticism add NAME --self"),
        )
    if not part.problems and not part.measures:
        raise UsageError(
            say("there is nothing to add"),
            hint=say("as in: --problem style:TEXT --measure TEXT --owner NAME --due DATE"),
        )


def _keep_texts(
    branch: Branch, activity: Activity, member: int | None, fields: tuple[str, ...], part: Part
) -> Branch:
    for field, (_, text) in zip(fields, part.problems, strict=True):
        if text.strip():
            body = Body(
                id=branch.next_id("private"),
                table="activities",
                record=activity.id,
                member=member,
                label=f"problem:{field}",
                text=text.strip(),
                on=activity.day,
            )
            branch = branch.add("private", body)
    return branch


def _undertaking(
    activity: Activity, part: Part, measure: str, fields: tuple[str, ...]
) -> Undertaking:
    owner = part.owner or part.name
    if not owner:
        raise UsageError(
            say("who carries the measure out?"), hint=say("name the owner with --owner")
        )
    if part.due is None:
        raise UsageError(
            say("by when is the measure to be carried out?"), hint=say("give the day with --due")
        )
    return Undertaking(
        kind="rectification",
        subject=measure,
        opened=activity.day,
        owner=owner,
        due=part.due,
        source=activity.id,
        field=fields[0] if len(set(fields)) == 1 else "",
    )


def _part_said(branch: Branch, session: Session, member: int | None) -> Message:
    """Return the facts, never the texts."""
    if member is None:
        return say("problems of the branch: {n}.", n=len(session.problems))
    part = session.parts[member]
    return say(
        "{name}: self-criticism {made}, opinions received {received}, accepted {accepted},"
        " problems {problems}.",
        name=branch.members[member].name,
        made=say("yes") if part.made else say("no"),
        received=part.received,
        accepted=say("yes") if part.accepted else say("no"),
        problems=len(part.problems),
    )

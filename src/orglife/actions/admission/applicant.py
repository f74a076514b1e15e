"""Who applied for membership, and who is no longer on the way."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from orglife.actions.admission.person import (
    deadline_warnings,
    find_person,
    refuse_before,
    refuse_to_come,
)
from orglife.actions.change import Change, Changed
from orglife.actions.wording import tidy
from orglife.errors import InvalidRecordError, UsageError
from orglife.messages import say
from orglife.model.admission import (
    latest,
)
from orglife.model.branch import Branch
from orglife.model.calendar import PartialDate
from orglife.model.member import Development, Member
from orglife.model.terms import STAGES, fold


class Applicant(NamedTuple):
    """Somebody who applied: a name, the day of the written application, what else is known."""

    name: str
    applied: date
    talked: date | None = None
    residence: str = ""
    unit: str = ""
    duty: str = ""


def add_applicant(branch: Branch, entry: Applicant, *, today: date) -> Change:
    """Enter an applicant. The same name with the same day again changes nothing.

    Raises:
        InvalidRecordError: a day to come, a talk before the application, a name that is none.
    """
    name = tidy(entry.name, say("name"))
    refuse_to_come(entry.applied, today)
    namesakes = [one for one in branch.members.values() if fold(one.name) == fold(name)]
    applied = PartialDate.of(entry.applied)
    if any(one.stages.get("applicant") == applied for one in namesakes):
        return Change(branch, say("{name} is recorded so already.", name=name))
    member = Member(
        id=branch.next_id("members"),
        name=name,
        stages={"applicant": applied},
        residence=entry.residence.strip(),
        unit=entry.unit.strip(),
        duty=entry.duty.strip(),
        development=Development(talked=entry.talked),
    )
    if entry.talked is not None:
        refuse_to_come(entry.talked, today)
        refuse_before(member, entry.talked)
    after = branch.add("members", member)
    warnings = deadline_warnings(after, member, "DV-TALK", today)
    if namesakes:
        ids = tuple(f"#{one.id}" for one in namesakes)
        warnings += (
            say(
                "there is another {name}: {ids}; commands tell them apart by #id",
                name=name,
                ids=ids,
            ),
        )
    return Change(
        after,
        say(
            "Entered {name} {record}, {stage} since {day}.",
            name=name,
            record=f"#{member.id}",
            stage=STAGES["applicant"],
            day=entry.applied,
        ),
        (Changed("members", member.id),),
        warnings,
    )


def end_admission(branch: Branch, text: str, *, on: date, reason: str, today: date) -> Change:
    """Record that somebody is no longer on the way: withdrew, was turned down, was cancelled.

    Raises:
        InvalidRecordError: a full member, no reason, a day before the last stage or to come.
        UnknownNameError, AmbiguousNameError: nobody, or several, of this name.
    """
    member = find_person(branch, text)
    last = latest(member)
    if last is None or last.stage == "full":
        raise InvalidRecordError(
            say("{name} is a full member: the admission is over", name=member.name),
            hint=say("somebody who left is recorded with 'orglife member edit --left DATE'"),
        )
    if not reason.strip():
        raise UsageError(say("why did it end?"), hint=say("say it with --reason"))
    refuse_to_come(on, today)
    refuse_before(member, on)
    changed = replace(member, left=PartialDate.of(on), left_reason=reason.strip())
    if changed == member:
        return Change(branch, say("{name} is recorded so already.", name=member.name))
    return Change(
        branch.put("members", changed),
        say(
            "{name} {record} is no longer on the way as of {day}: {reason}.",
            name=member.name,
            record=f"#{member.id}",
            day=on,
            reason=reason.strip(),
        ),
        (Changed("members", member.id),),
    )

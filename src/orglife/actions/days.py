"""Days on which something can be decided or take effect."""

from __future__ import annotations

from datetime import date

from orglife.errors import InvalidRecordError
from orglife.messages import say
from orglife.model.branch import Branch
from orglife.model.group import Group
from orglife.model.member import Member
from orglife.model.roster import belongs, first_day


def refuse_before_founding(branch: Branch, day: date) -> None:
    """Refuse a day on which there was no branch yet.

    Raises:
        InvalidRecordError: `day` is before the founding.
    """
    if day < branch.meta.founded:
        raise InvalidRecordError(
            say(
                "{day} is before the branch was founded ({founded})",
                day=day,
                founded=branch.meta.founded,
            ),
            hint=say("give the day with --on"),
        )


def refuse_stranger(branch: Branch, member: Member, day: date) -> None:
    """Refuse somebody who is no member of the branch on `day`, saying why.

    Raises:
        InvalidRecordError: visiting, a former member, an applicant, not yet here, or gone.
    """
    if belongs(branch, member, day):
        return
    name = f"{member.name} (#{member.id})"
    if member.visiting:
        raise InvalidRecordError(
            say("{name} is visiting: the relationship is with another branch", name=name)
        )
    if member.former:
        raise InvalidRecordError(say("{name} is a former member, known by name only", name=name))
    if day < first_day(branch, member):
        raise InvalidRecordError(
            say(
                "{name} is not in the branch on {day}, but from {first} on",
                name=name,
                day=day,
                first=first_day(branch, member),
            ),
            hint=say("give a later day with --on"),
        )
    if member.stage_on(day) not in ("full", "probationary"):
        raise InvalidRecordError(say("{name} is not a Party member on {day}", name=name, day=day))
    raise InvalidRecordError(say("{name} has left the branch by {day}", name=name, day=day))


def refuse_gone(group: Group, day: date) -> None:
    """Refuse a group that does not exist on `day`.

    Raises:
        InvalidRecordError: not formed yet, or dissolved.
    """
    if group.exists_on(day):
        return
    if group.formed is not None and day < group.formed:
        raise InvalidRecordError(
            say("{group} was formed only on {formed}", group=group.name, formed=group.formed),
            hint=say("give a later day with --on"),
        )
    raise InvalidRecordError(
        say("{group} does not exist any more on {day}", group=group.name, day=day)
    )

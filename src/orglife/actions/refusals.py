"""Refused everywhere: days outside the branch, and names that can't be kept.

Names are stored without padding and invisible characters. Brackets tell namesakes apart; a
character that separates names in lists is refused with a replacement.
"""

from __future__ import annotations

import unicodedata
from datetime import date

from orglife.errors import InvalidRecordError
from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.group import Group
from orglife.model.member import Member
from orglife.model.name_lists import ALL_CAME, CLOSING, OPENING, SIGNS, bracket_depths
from orglife.model.roster import first_day, is_member_on
from orglife.model.terms import is_blank_answer, normalize


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


def refuse_non_member(branch: Branch, member: Member, day: date) -> None:
    """Refuse somebody who is no member of the branch on `day`, saying why.

    Raises:
        InvalidRecordError: visiting, a former member, an applicant, not yet here, or gone.
    """
    if is_member_on(branch, member, day):
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


def refuse_dissolved_group(group: Group, day: date) -> None:
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


LONGEST = 200
"""Characters; a name is no text."""
LONGEST_NAME = 60
"""Characters of a person's name."""
APART = frozenset(SIGNS + "=＝#＃") - frozenset(OPENING + CLOSING)
"""What separates names, states, seats and numbers where names are typed."""


def clean_title(text: str, what: Message) -> str:
    """Return the name of a branch or group without padding; 第一 党小组 becomes 第一党小组.

    Raises:
        InvalidRecordError: it is empty, too long, a record's number, or holds what can't be seen.
    """
    words = unicodedata.normalize("NFC", text).split()
    han = all(sign >= "\u2e80" or sign in "·•" for word in words for sign in word)
    name = ("" if han else " ").join(words)
    if not name:
        raise InvalidRecordError(say("the {what} is empty", what=what))
    if len(name) > LONGEST:
        raise _too_long(what, LONGEST)
    if not name.isprintable():
        raise InvalidRecordError(
            say("the {what} holds a character that can't be seen: {text}", what=what, text=text)
        )
    if name[0] in "#＃" and name[1:].isdecimal():
        raise InvalidRecordError(
            say("{text} is a record's number and no {what}", text=name, what=what)
        )
    return name


def clean_person_name(text: str, what: Message) -> str:
    """Return the name of a person without padding; 张　三 becomes 张三.

    Raises:
        InvalidRecordError: no title either; no letter in it, or what a list would read otherwise.
    """
    name = clean_title(text, what)
    if len(name) > LONGEST_NAME:
        raise _too_long(what, LONGEST_NAME)
    if not any(sign.isalpha() for sign in name):
        raise InvalidRecordError(say("{name} is not a name", name=name))
    if is_blank_answer(name) or normalize(name) in ALL_CAME:
        raise InvalidRecordError(say("{name} stands for nobody in a list of names", name=name))
    if found := "".join(dict.fromkeys(sign for sign in name if sign in APART)):
        example = " ".join("".join(" " if sign in APART else sign for sign in name).split())
        raise InvalidRecordError(
            say("{name}: {signs} separates names and can't be part of one", name=name, signs=found),
            hint=say(
                "write it as {example}; what tells namesakes apart stands in brackets, as in "
                "{bracketed}",
                example=example,
                bracketed="张伟（大）",
            ),
        )
    open_after = bracket_depths(name)
    if min(open_after) < 0 or open_after[-1]:
        raise InvalidRecordError(
            say("a bracket in {text} has no partner", text=name),
            hint=say("close it, as in {bracketed}", bracketed="张伟（大）"),
        )
    return name


def _too_long(what: Message, most: int) -> InvalidRecordError:
    return InvalidRecordError(
        say("the {what} has more than {most} characters", what=what, most=most)
    )

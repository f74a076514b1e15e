"""Names as they are kept: without padding, and nothing in them that cannot be seen or told apart.

What a person is called can be typed in every list afterwards: brackets tell namesakes apart, and
the signs that separate names are refused with what to write instead.
"""

from __future__ import annotations

import unicodedata

from orglife.errors import InvalidRecordError
from orglife.messages import Message, say
from orglife.model.absentees import ALL_CAME
from orglife.model.answers import says_nothing
from orglife.model.listed import CLOSING, OPENING, SIGNS, depths
from orglife.model.terms import fold

LONGEST = 200
"""Characters; a name is no text."""
LONGEST_NAME = 60
"""Characters of a person's name."""
APART = frozenset(SIGNS + "=＝#＃") - frozenset(OPENING + CLOSING)
"""What separates names, states, seats and numbers where names are typed."""


def tidy_title(text: str, what: Message) -> str:
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


def tidy(text: str, what: Message) -> str:
    """Return the name of a person without padding; 张　三 becomes 张三.

    Raises:
        InvalidRecordError: no title either; no letter in it, or what a list would read otherwise.
    """
    name = tidy_title(text, what)
    if len(name) > LONGEST_NAME:
        raise _too_long(what, LONGEST_NAME)
    if not any(sign.isalpha() for sign in name):
        raise InvalidRecordError(say("{name} is not a name", name=name))
    if says_nothing(name) or fold(name) in ALL_CAME:
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
    open_after = depths(name)
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

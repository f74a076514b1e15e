"""Names as they are kept: without padding, and nothing in them that cannot be seen."""

from __future__ import annotations

from orglife.errors import InvalidRecordError
from orglife.messages import Message, say

LONGEST = 200
"""Characters; a name is no text."""


def tidy(text: str, what: Message) -> str:
    """Return a name without padding; 张　三 becomes 张三.

    Raises:
        InvalidRecordError: it is empty, too long, a record's number, or holds what can't be seen.
    """
    words = text.split()
    name = (" " if any(word.isascii() for word in words) else "").join(words)
    if not name:
        raise InvalidRecordError(say("the {what} is empty", what=what))
    if len(name) > LONGEST:
        raise InvalidRecordError(
            say("the {what} has more than {most} characters", what=what, most=LONGEST)
        )
    if not name.isprintable():
        raise InvalidRecordError(
            say("the {what} holds a character that can't be seen: {text}", what=what, text=text)
        )
    if name[0] in "#＃" and name[1:].isdecimal():
        raise InvalidRecordError(
            say("{text} is a record's number and no {what}", text=name, what=what)
        )
    return name

"""What is said to a person: an English sentence with its values, put into a language at the border.

Nothing below `cli/` and `reports/` knows which language is spoken. It hands over a `Message`;
`reports.language` looks the sentence up in the catalogue and fills in the values.
"""

from __future__ import annotations

from typing import Final

LANGUAGE_CODES = ("en", "zh")
"""The languages in which orglife speaks; English is spoken where a translation is missing."""


class Message:
    """A sentence with named places, and what stands in them.

    A value may itself be a `Message`, a `date`, a number, a `Term`, text from a user, or a tuple
    of these. `many` is the plural form of `text`; `values["n"]` chooses between them. `context`
    tells apart sentences that are the same in English only.

    A plain class, and no tuple: JSON is then written by msgspec alone, which asks what to do with
    a value that it does not know and takes a tuple for a list.
    """

    __slots__ = ("context", "many", "text", "values")

    text: Final[str]
    values: Final[dict[str, object]]
    many: Final[str | None]
    context: Final[str]

    def __init__(
        self, text: str, values: dict[str, object], many: str | None = None, context: str = ""
    ) -> None:
        self.text = text
        self.values = values
        self.many = many
        self.context = context

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Message):
            return NotImplemented
        mine = (self.text, self.values, self.many, self.context)
        return mine == (other.text, other.values, other.many, other.context)

    __hash__ = None  # type: ignore[assignment]  # its values are a dictionary

    def __repr__(self) -> str:
        return f"Message({self.text!r}, {self.values!r}, {self.many!r}, {self.context!r})"

    def __str__(self) -> str:
        """Return the English sentence; for tracebacks and tests."""
        number = self.values.get("n")
        form = self.many if self.many is not None and number != 1 else self.text
        return form.format(**{name: plain_value(value) for name, value in self.values.items()})


def say(text: str, /, **values: object) -> Message:
    """Return `text` with its values; the extractor of the catalogue looks for this name."""
    return Message(text, values)


def say_n(one: str, many: str, n: int, /, **values: object) -> Message:
    """Return a sentence with a singular and a plural form, chosen by `n` (also a value)."""
    return Message(one, {"n": n, **values}, many)


def say_in(context: str, text: str, /, **values: object) -> Message:
    """Return `text` with its values, translated as it is meant in `context` (gettext's msgctxt)."""
    return Message(text, values, context=context)


def msgid(text: str, /) -> str:
    """Return `text` itself: marks a literal for the catalogue that becomes a Message elsewhere."""
    return text


def plain_value(value: object) -> object:
    """Return a value as it stands in an English sentence."""
    if isinstance(value, tuple):
        return ", ".join(str(plain_value(item)) for item in value)
    return value

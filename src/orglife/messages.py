"""What is said to a person: an English sentence with its values, put into a language at the border.

Nothing below `cli/` and `reports/` knows which language is spoken. It hands over a `Message`;
`reports.language` looks the sentence up in the catalogue and fills in the values.
"""

from __future__ import annotations

from typing import NamedTuple


class Message(NamedTuple):
    """A sentence with named places, and what stands in them.

    A value may itself be a `Message`, a `date`, a number, a `Term`, text from a user, or a tuple
    of these. `many` is the plural form of `text`; `values["n"]` chooses between them.
    """

    text: str
    values: dict[str, object]
    many: str | None = None

    def __str__(self) -> str:
        """Return the English sentence; for tracebacks and tests."""
        number = self.values.get("n")
        form = self.many if self.many is not None and number != 1 else self.text
        return form.format(**{name: plain(value) for name, value in self.values.items()})


def say(text: str, /, **values: object) -> Message:
    """Return `text` with its values; the extractor of the catalogue looks for this name."""
    return Message(text, values)


def say_n(one: str, many: str, n: int, /, **values: object) -> Message:
    """Return a sentence with a singular and a plural form, chosen by `n` (also a value)."""
    return Message(one, {"n": n, **values}, many)


def plain(value: object) -> object:
    """Return a value as it stands in an English sentence."""
    if isinstance(value, tuple) and not isinstance(value, Message):
        return ", ".join(str(plain(item)) for item in value)
    return value

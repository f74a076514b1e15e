"""JSON: the interface for programs. A `schema` first, ISO dates, codes beside labels."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.view import RenderOptions, View


class JsonRenderer:
    """Renders the data of a view as JSON."""

    def __init__(self, language: Language, options: RenderOptions) -> None:
        self.language, self.options = language, options

    def render(self, view: View) -> str:
        """Return the view's data as indented JSON, one value a line."""
        return encode_json(view.data, self.language)


def encode_json(data: object, language: Language) -> str:
    r"""Return plain data, in which Messages, Terms and dates may stand, as JSON with a newline.

    What would move a terminal's cursor or direction is written as `\\u....`; it reads the same.
    """
    encoded = msgspec.json.encode(data, enc_hook=language.text)
    text = msgspec.json.format(encoded, indent=1).decode()
    if not ((text.isascii() and "\x7f" not in text) or text.replace("\n", "").isprintable()):
        text = "\n".join(map(_printable, text.split("\n")))
    text += "\n"  # in place: a sum that is returned is a copy of the whole
    return text


def encode_line(data: object) -> str:
    """Return plain data as JSON on one line, without a newline: a record of NDJSON."""
    return _printable(msgspec.json.encode(data).decode())


def plain_data(value: object, language: Language) -> Any:
    """Return data with nothing in it but what JSON knows, and days; the rest as it is said."""
    return msgspec.to_builtins(value, builtin_types=(date,), enc_hook=language.text)


def _printable(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(one if one.isprintable() else json_escape(one) for one in line)


def json_escape(character: str) -> str:
    r"""Return a character as JSON may write it: `\u202e`, or two of these beyond U+FFFF."""
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))

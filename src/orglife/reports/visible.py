"""The one function that makes text visible, used wherever a person reads.

`Text` keeps Rich from reading markup, but escape sequences, clipboard commands and right-to-left
overrides pass through it; so everything that is not printable is shown escaped.
"""

from __future__ import annotations

IDEOGRAPHIC_SPACE = "\u3000"


def visible(text: str) -> str:
    r"""Return one line in which everything not printable is escaped: `\x1b`, `\u202e`.

    The wide space with which names are padded becomes the two ordinary ones that it looks like.
    """
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else _shown(one) for one in text)


def _shown(character: str) -> str:
    if character == IDEOGRAPHIC_SPACE:
        return "  "
    return character.encode("unicode_escape" if character < "\ud800" else "ascii", _ERRORS).decode()


_ERRORS = "backslashreplace"

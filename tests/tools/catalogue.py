"""Bring the Chinese catalogue up to date with the source, and compile it: `make catalogue`.

Sentences are the first argument of `say` and `msgid`, the first two of `say_n`, and the second of
`say_in`, whose first is their context; help texts are read from the
commands themselves. What is no longer said is dropped, what is new stands there untranslated.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parents[2] / "src" / "orglife"
CHINESE = SOURCE / "locale" / "zh" / "LC_MESSAGES" / "orglife.po"
KEYWORDS = {"say": None, "say_n": (1, 2), "say_in": ((1, "c"), 2), "msgid": None}
# The file must not change when nothing else does.
NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def template() -> Catalog:
    """Return everything that is said, untranslated."""
    found = Catalog(charset="utf-8", creation_date=NO_DAY)
    for _, _, message, _, context in extract_from_dir(
        SOURCE, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=()
    ):
        found.add(message, context=context)
    for text in sorted(set(help_texts())):
        found.add(text)
    return found


def help_texts() -> Iterator[str]:
    """Yield every help text as it is looked up when it is shown."""
    from orglife.cli import commands, main
    from orglife.cli.framework import options

    for lazy in commands.COMMANDS.values():
        yield from (lazy.panel, lazy.help)
    yield from (one.help for one in options.SHARED_OPTIONS)
    root = main.root()
    yield from _of(root)
    for name in commands.COMMANDS:
        try:
            yield from _of(root.get_command(None, name))
        except ModuleNotFoundError as error:  # a command that is not written yet
            sys.stderr.write(f"{name}: {error}\n")


def _of(command: Any) -> Iterator[str]:
    text = command.help or ""
    yield text
    yield text.partition("\n\n")[0].replace("\n", " ")
    for param in command.params:
        yield getattr(param, "help", "") or ""
    if not hasattr(command, "table"):
        for inner in getattr(command, "commands", {}).values():
            yield from _of(inner)


def read() -> Catalog:
    """Return the Chinese catalogue as it stands."""
    if not CHINESE.exists():
        return Catalog(locale="zh", charset="utf-8")
    with CHINESE.open("rb") as file:
        return read_po(file, locale="zh")


def main() -> None:
    """Update and compile the Chinese catalogue, and say what is missing."""
    catalogue = read()
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    _head(catalogue)
    for one in catalogue:
        if one.id and not translated(one) and not _has_words(one.id):
            one.string = _punctuated(one.id)
    CHINESE.parent.mkdir(parents=True, exist_ok=True)
    with CHINESE.open("wb") as file:
        write_po(file, catalogue, width=100, no_location=True, sort_output=True)
    compiled(catalogue)
    missing = [one for one in catalogue if one.id and not translated(one)]
    sys.stdout.write(f"{len(catalogue)} sentences, {len(missing)} not translated\n")


def _head(catalogue: Catalog) -> None:
    """Write a head that changes with nothing."""
    catalogue.header_comment = (
        "# What orglife says, in Chinese. Brought up to date by `make catalogue`."
    )
    catalogue.project, catalogue.version = "orglife", "1"
    catalogue.msgid_bugs_address = catalogue.copyright_holder = ""
    catalogue.last_translator = catalogue.language_team = "orglife"
    catalogue.creation_date = catalogue.revision_date = NO_DAY
    catalogue.fuzzy = False


def _punctuated(text: str) -> str:
    """Return a sentence without words of its own, with Chinese punctuation."""
    for ascii_one, chinese in ((": ", "："), (", ", "，"), ("; ", "；")):
        text = text.replace(ascii_one, chinese)
    text = re.sub(r" ?\((\{[^()]*\})\)", r"（\1）", text)
    return re.sub(r"\}\.$", "}。", text)


def _has_words(text: object) -> bool:
    """Whether there is anything to translate beside the named places."""
    bare = re.sub(r"\{[^}]*\}|--?[a-z-]+|orglife|[A-Z]+", "", str(text))
    return bool(re.search("[A-Za-z]", bare))


def compiled(catalogue: Catalog) -> None:
    """Write the file that the program reads; whole, since a test may read it meanwhile."""
    target = CHINESE.with_suffix(".mo")
    unfinished = target.with_suffix(".mo.new")
    with unfinished.open("wb") as file:
        write_mo(file, catalogue)
    unfinished.replace(target)


def translated(message: Any) -> bool:
    """Whether a sentence has its translation."""
    text = message.string
    return all(text) if isinstance(text, (tuple, list)) else bool(text)


if __name__ == "__main__":
    main()

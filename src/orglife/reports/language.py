"""Puts what is said into a language: Messages by its catalogue, Terms by their own titles.

English sentences are the keys; `locale/zh/LC_MESSAGES/orglife.mo` holds the Chinese ones and is
compiled from the `.po` beside it when the package is built. What a language is besides its words
is one row of `LANGUAGE_FACTS`. `escape_unprintable` makes text of users visible wherever a person
reads: escape sequences and right-to-left overrides pass through every library that draws text.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from unicodedata import category

from msgspec import Struct

from orglife.messages import Message
from orglife.model.terms import Term

if TYPE_CHECKING:
    from orglife.model.calendar import Period


class LanguageFacts(Struct, frozen=True):
    """What a language is besides its words."""

    weekdays: tuple[str, ...]
    """Monday to Sunday."""
    months: tuple[str, ...]
    """Heads of the columns of the twelve months."""
    named_day: str
    """How `{day}` and its `{weekday}` stand together."""
    separator: str
    """Between the items of a list."""
    html_lang: str
    locale: str
    """Of a Word document: spelling, hyphens, quotation marks."""
    word_fonts: tuple[str, str]
    """In Word documents, for Latin letters and for Han characters."""
    word_heading_fonts: tuple[str, str]
    excel_font: str
    paper_fonts: tuple[str, str]
    """In workbooks of papers, for text and for heads; elsewhere papers choose by character."""
    page_words: tuple[str, str, str]
    """Before, between and after the number of a page and that of all pages."""
    han: bool = False
    """Whether its short words are one Han character, which is drawn larger than letters."""


# fmt: off
LANGUAGE_FACTS = {
    "en": LanguageFacts(
        weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        named_day="{weekday} {day}",
        separator=", ",
        html_lang="en",
        locale="en-GB",
        word_fonts=("Calibri", "SimSun"),
        word_heading_fonts=("Calibri", "SimHei"),
        excel_font="Calibri",
        paper_fonts=("Times New Roman", "Times New Roman"),
        page_words=("Page ", " of ", ""),
    ),
    "zh": LanguageFacts(
        weekdays=("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
        months=tuple(f"{number}月" for number in range(1, 13)),
        named_day="{day} {weekday}",
        separator="、",
        html_lang="zh-CN",
        locale="zh-CN",
        word_fonts=("SimSun", "SimSun"),
        word_heading_fonts=("SimHei", "SimHei"),
        excel_font="SimSun",
        paper_fonts=("SimSun", "SimHei"),
        page_words=("第 ", " 页  共 ", " 页"),
        han=True,
    ),
}
"""One row a language, by the codes of `messages.LANGUAGE_CODES`."""
# fmt: on

AS_THEY_ARE = (str, int)
"""Types that stand in a sentence as they are."""


class Language:
    """One language of `LANGUAGE_FACTS`: everything that is said goes through `text`."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.facts = LANGUAGE_FACTS[code]
        self._catalogue = _catalogue(code) if code != "en" else None

    def text(self, value: object, *, weekdays: bool = False) -> str:
        """Return any value as it is said: Message, Term, date, period, number, text, tuple, None.

        With `weekdays`, days within a message are named: `Fri 2026-11-20`, `2026-11-20 周五`.
        """
        if isinstance(value, str):
            return value
        if isinstance(value, Message):
            return self._sentence(value, weekdays)
        if isinstance(value, int):
            return str(value)
        if value is None:
            return ""
        if isinstance(value, date):
            return self.day(value) if weekdays else value.isoformat()
        term, weekday, capital, period = _types()
        if isinstance(value, term):
            return value.title(self.code)
        if isinstance(value, weekday):
            return self.day(value.day)
        if isinstance(value, capital):
            said = self.text(value.term)
            return said[:1].upper() + said[1:]
        if isinstance(value, tuple):
            return self.facts.separator.join(self.text(one, weekdays=weekdays) for one in value)
        return value.label if isinstance(value, period) else str(value)

    def day(self, day: date) -> str:
        """Return a day with its weekday."""
        weekday = self.facts.weekdays[day.weekday()]
        return self.facts.named_day.format(day=day, weekday=weekday)

    def look_up(self, text: str) -> str:
        """Return the translation of a literal, such as a help text; itself where there is none."""
        return text if self._catalogue is None or not text else self._catalogue.gettext(text)

    def _sentence(self, message: Message, weekdays: bool) -> str:
        form = message.text
        if message.many is not None:
            number = message.values.get("n")
            count = number if isinstance(number, int) else 0
            if self._catalogue is None:
                form = message.text if count == 1 else message.many
            else:
                form = self._catalogue.ngettext(message.text, message.many, count)
        elif self._catalogue is not None:
            if message.context:
                form = self._catalogue.pgettext(message.context, form)
            else:
                form = self._catalogue.gettext(form)
        values = message.values
        if not values:
            return form
        for value in values.values():
            if type(value) not in AS_THEY_ARE:
                said = {name: self.text(one, weekdays=weekdays) for name, one in values.items()}
                return form.format_map(said)
        return form.format_map(values)


class Capitalized:
    """A term at the beginning of a line: `Theme party day`."""

    __slots__ = ("term",)

    term: Final[Term | Message | str]

    def __init__(self, term: Term | Message | str) -> None:
        self.term = term

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Capitalized) and self.term == other.term

    def __hash__(self) -> int:
        return hash(self.term)

    def __repr__(self) -> str:
        return f"Capital({self.term!r})"


class DayWithWeekday:
    """A day that is said with its weekday: `Fri 2026-11-20`, `2026-11-20 周五`.

    A plain class, as is `Capitalized`, for the reason that a `Message` is one.
    """

    __slots__ = ("day",)

    day: Final[date]

    def __init__(self, day: date) -> None:
        self.day = day

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DayWithWeekday) and self.day == other.day

    def __hash__(self) -> int:
        return hash(self.day)

    def __repr__(self) -> str:
        return f"Weekday({self.day!r})"


@cache
def _types() -> tuple[type[Term], type[DayWithWeekday], type[Capitalized], type[Period]]:
    """Import what is said besides messages and plain values, for whoever says any of it.

    Errors, help and the version do without.
    """
    from orglife.model.calendar import Period
    from orglife.model.terms import Term

    return Term, DayWithWeekday, Capitalized, Period


def _catalogue(code: str) -> Any:
    from gettext import GNUTranslations, NullTranslations
    from importlib.resources import files

    compiled = files("orglife") / "locale" / code / "LC_MESSAGES" / "orglife.mo"
    try:
        with compiled.open("rb") as file:
            return GNUTranslations(file)
    except FileNotFoundError:  # a source tree in which nothing was compiled yet
        return NullTranslations()


IDEOGRAPHIC_SPACE = "\u3000"
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction in which a text is read."""


def escape_unprintable(text: str) -> str:
    r"""Return one line in which everything not printable is escaped: `\x1b`, `\u202e`.

    The wide space with which names are padded becomes the two ordinary ones that it looks like;
    a no-break or narrow space is a space.
    """
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else _shown(one) for one in text)


def kept_in_cells(text: str) -> str:
    """Return a text for a cell of a workbook, which may be read back.

    Spaces of every kind, tabs, soft hyphens and signs without width stay; what moves the cursor or
    turns the direction is escaped.
    """
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() or _harmless(one) else _shown(one) for one in text)


def _harmless(character: str) -> bool:
    kind = category(character)
    return character == "\t" or kind == "Zs" or (kind == "Cf" and character not in TURNING)


def _shown(character: str) -> str:
    if character == IDEOGRAPHIC_SPACE:
        return "  "
    if category(character) == "Zs":
        return " "
    return character.encode("unicode_escape" if character < "\ud800" else "ascii", _ERRORS).decode()


_ERRORS = "backslashreplace"

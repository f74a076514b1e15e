"""How papers word things in a language: pairs of words, days, periods, titles, signatures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from orglife.model.calendar import Period, month_end
from orglife.reports.papers.paper import PaperLine, title_lines

if TYPE_CHECKING:
    from orglife.model.calendar import PartialDate
    from orglife.reports.language import Language

ONE_LINE = {166: 23, 257: 32}
"""Han characters of 22 points that stand in one line, by the width of the page in millimetres.

A page that is not listed has branch and sheet in two lines, however short they are.
"""


class Wording:
    """The words of papers in one language.

    Called with an English and a Chinese wording, returns the one that is spoken.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self.chinese = language.code == "zh"

    def __call__(self, en: str, zh: str) -> str:
        """Return the wording in this language."""
        return zh if self.chinese else en

    def text(self, value: object) -> str:
        """Return a term, message or value as it is said."""
        return self.language.text(value)

    def names(self, texts: Iterable[str]) -> str:
        """Return texts as one list."""
        return self.language.facts.separator.join(texts)

    def clauses(self, texts: Iterable[str]) -> str:
        """Return longer texts as one list, kept apart by semicolons."""
        return self("; ", "；").join(texts)

    def capital(self, value: object) -> str:
        """Return a term as it stands at the beginning of a cell."""
        text = self.text(value)
        return text[:1].upper() + text[1:]

    def field(self, label: str, text: str = "") -> str:
        """Return a label with a colon and its text."""
        return self(f"{label}: {text}", f"{label}：{text}").rstrip(" ")

    def day(self, day: date) -> str:
        """Return a day in prose: `18 Nov 2026`, `2026年11月18日`."""
        return self(
            f"{day.day} {self.month(day.month)} {day.year}",
            f"{day.year}年{day.month}月{day.day}日",
        )

    def day_of_week(self, day: date) -> str:
        """Return a day in prose with its weekday."""
        weekday = self.language.day(day).split(" ")[1 if self.chinese else 0]
        return self(f"{weekday} {self.day(day)}", f"{self.day(day)}（{weekday}）")

    def short_day(self, day: date) -> str:
        """Return a day of a column whose year stands in the title: `18 Nov`, `11月18日`."""
        return self(f"{day.day} {self.month(day.month)}", f"{day.month}月{day.day}日")

    def partial_day(self, day: PartialDate | None) -> str:
        """Return a day as exactly as it is known; nothing where it is not."""
        return "" if day is None else str(day)

    def month(self, month: int) -> str:
        """Return the name of a month in a column."""
        return self.language.facts.months[month - 1]

    def period(self, period: Period) -> str:
        """Return a period in a title: `2026`, `2026年第三季度`."""
        year, first = period.first.year, period.first.month
        kind = period.label[5:6]
        if len(period.label) == 4:
            return self(str(year), f"{year}年度")
        if kind == "Q" and len(period.label) == 7:
            number = (first - 1) // 3 + 1
            return self(f"Q{number} {year}", f"{year}年第{'一二三四'[number - 1]}季度")
        if kind == "H" and len(period.label) == 7:
            return self(
                f"{'first' if first == 1 else 'second'} half of {year}",
                f"{year}年{'上' if first == 1 else '下'}半年",
            )
        if period.last == month_end(year, first) and period.first.day == 1:
            return self(f"{self.month(first)} {year}", f"{year}年{first}月")
        return self(
            f"{self.day(period.first)} to {self.day(period.last)}",
            f"{self.day(period.first)}至{self.day(period.last)}",
        )

    def short_period(self, label: str) -> str:
        """Return the label of a finding's period in a column of one year: `10月`, `第三季度`."""
        try:
            period = Period.parse(label)
        except ValueError:
            try:
                return self.short_day(date.fromisoformat(label))
            except ValueError:
                return label
        text = self.period(period)
        if len(label) == 4:
            return self(label, f"{label}年")
        return (
            text.replace(f"{label[:4]}年", "")
            if self.chinese
            else text.replace(f" {label[:4]}", "")
        )

    def quarter(self, number: int) -> str:
        """Return the name of a quarter in a column."""
        return self(f"Q{number}", f"第{'一二三四'[number - 1]}季度")

    def blank_day(self) -> str:
        """Return room for a day written by hand."""
        return self("Date:                    ", "      年    月    日")

    def titles(self, branch: str, sheet: str, width: float) -> tuple[PaperLine, ...]:
        """Return the titles: in one line where branch and sheet fit into one, else in two."""
        if not self.chinese:
            return title_lines(branch, sheet)
        fits = len(branch) + len(sheet) <= ONE_LINE.get(round(width), 0)
        return title_lines(branch + sheet) if fits else title_lines(branch, sheet)

    def signatures(self, *labels: str, size: float = 10.5) -> PaperLine:
        """Return the line on which each of `labels` signs, with room for the day at its end."""
        signed = tuple(self(f"{label}:", f"{label}（签名）：") for label in labels)
        return PaperLine((*signed, self.blank_day()), size, gap=4)

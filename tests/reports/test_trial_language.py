"""A further language: a catalogue, a row of facts, a code, and titles of terms where there are."""

from __future__ import annotations

import gettext
from datetime import date
from io import BytesIO

import msgspec
import pytest

from orglife import messages
from orglife.cli.process import environment
from orglife.messages import LANGUAGE_CODES, msgid, say, say_in, say_n
from orglife.model.kinds import CENTRAL
from orglife.model.terms import ATTENDANCE, STATUSES, Term
from orglife.reports import language as languages
from orglife.reports.formats.registry import FORMATS, render_view
from orglife.reports.language import LANGUAGE_FACTS, Capitalized, DayWithWeekday, Language
from orglife.reports.view import (
    Agenda,
    Calendar,
    CalendarEvent,
    CalendarRow,
    Column,
    Heading,
    Line,
    RenderOptions,
    Separator,
    Table,
    View,
)

DAY = date(2026, 11, 20)
FACTS = msgspec.structs.replace(
    LANGUAGE_FACTS["en"],
    weekdays=("du", "se", "char", "pey", "jum", "shen", "yek"),
    months=tuple(f"{number}-ay" for number in range(1, 13)),
    separator="; ",
    html_lang="ug",
)


def catalogue() -> gettext.GNUTranslations:
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    made = Catalog(locale="ug")
    made.add("Obligation", "wezipe")
    made.add("open", "ochuq")
    made.add("open", "echilghan", context="of a file")
    made.add(("{n} day", "{n} days"), ("{n} kün", "{n} kün"))
    file = BytesIO()
    write_mo(file, made)
    file.seek(0)
    return gettext.GNUTranslations(file)


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> Language:
    """Register the language for one test, as its row, its code and its catalogue would."""
    monkeypatch.setitem(LANGUAGE_FACTS, "ug", FACTS)
    monkeypatch.setattr(messages, "LANGUAGE_CODES", (*LANGUAGE_CODES, "ug"))
    find = languages._catalogue
    monkeypatch.setattr(
        languages, "_catalogue", lambda code: catalogue() if code == "ug" else find(code)
    )
    return Language("ug")


def test_every_language_has_its_row_of_facts() -> None:
    assert tuple(LANGUAGE_FACTS) == LANGUAGE_CODES
    for facts in LANGUAGE_FACTS.values():
        assert (len(facts.weekdays), len(facts.months)) == (7, 12)


def test_it_is_a_language_that_can_be_asked_for(trial: Language) -> None:
    assert environment.language_of("ug_CN.UTF-8") == "ug"
    assert environment.language_of("tt_RU") is None


def test_it_speaks_by_its_catalogue_its_facts_and_english_besides(trial: Language) -> None:
    assert trial.text(say("Obligation")) == "wezipe"
    assert trial.text(say("Period")) == "Period"
    assert trial.text(say_n("{n} day", "{n} days", 2)) == "2 kün"
    assert trial.text(DayWithWeekday(DAY)) == "jum 2026-11-20"
    assert trial.text(("a", "b")) == "a; b"
    for term in (*STATUSES.values(), *(kind.term for kind in CENTRAL.values())):
        assert trial.text(term) == term.title("en")
    assert trial.text(Capitalized(Term("x", en="one", zh="一", ug="bir"))) == "Bir"


def test_a_context_tells_apart_what_is_one_in_english(trial: Language) -> None:
    assert trial.text(say("open")) == "ochuq"
    assert trial.text(say_in("of a file", "open")) == "echilghan"
    assert trial.text(say_in("of a shop", "open")) == "open"
    assert Language("en").text(say_in("of a file", "{n} open", n=1)) == "1 open"
    assert msgid("open") == "open"


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_is_written_in_it(trial: Language, name: str) -> None:
    columns = (Column("id", say("Id")), Column("state", say("State"), brief="1"))
    rows = ((1, ATTENDANCE["late"]), (2, None))
    view = View(
        {"schema": "x/1", "state": ATTENDANCE["late"]},
        (
            Heading(say("Period"), DayWithWeekday(DAY).day.isoformat()),
            Line(say("Obligation")),
            Separator(),
            Table(columns, rows),
            Table(columns, rows, grid=True),
            Calendar(2026, (CalendarRow("Group 2", ("met", "late", *(None,) * 10), "2/2"),)),
        ),
        agenda=Agenda("x", DAY, (CalendarEvent("1@x", DAY, say("Obligation")),)),
    )
    for look in (RenderOptions(), RenderOptions(colour=True), RenderOptions(accessible=True)):
        content = render_view(name, view, trial, look)
        assert content
    if name in ("table", "md", "html"):
        assert "wezipe" in content
    if name == "html":
        assert 'lang="ug"' in content
        assert "1-ay" in content

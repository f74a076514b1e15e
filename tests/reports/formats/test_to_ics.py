"""Calendars, read by another library: all-day events that update and never double."""

from __future__ import annotations

from datetime import date, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orglife.errors import ChoiceError
from orglife.reports.formats.registry import render_view
from orglife.reports.formats.to_ics import fold_line
from orglife.reports.language import Language, escape_unprintable
from orglife.reports.view import Agenda, CalendarEvent, Line, View

ENGLISH = Language("en")
DAY = date(2026, 11, 22)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


def events_of(data):
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def calendar_of(*events, name="Riverside"):
    return render_view("ics", View({}, (), agenda=Agenda(name, DAY, events)), ENGLISH)


@given(TEXT, TEXT)
def test_another_library_reads_every_text_as_it_was(title, text):
    data = calendar_of(CalendarEvent("a@orglife", DAY, title, (text,)), name=title)
    calendar = icalendar.Calendar.from_ical(data)
    (event,) = calendar.walk("VEVENT")

    assert str(event["SUMMARY"]) == "\n".join(map(escape_unprintable, title.splitlines()))
    assert str(event["DESCRIPTION"]) == "\n".join(map(escape_unprintable, text.splitlines()))


@given(TEXT)
def test_no_line_is_longer_than_75_octets_and_no_character_is_divided(text):
    data = calendar_of(CalendarEvent("a@orglife", DAY, text * 3, (text,)))

    assert data.endswith(b"\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")
        assert b"\n" not in line
        assert b"\r" not in line


@pytest.mark.parametrize(
    ("octets", "lines"), [(74, 1), (75, 1), (76, 2), (149, 2), (150, 3), (75 + 74 * 2, 3)]
)
def test_a_line_is_folded_after_75_octets(octets, lines):
    data = fold_line("x" * octets)

    assert data.count(b"\r\n") == lines
    assert data.replace(b"\r\n ", b"") == b"x" * octets + b"\r\n"


def test_an_event_takes_the_whole_day():
    (event,) = events_of(calendar_of(CalendarEvent("a@orglife", date(2026, 12, 31), "x")))

    assert event.decoded("DTSTART") == date(2026, 12, 31)
    assert event.decoded("DTEND") == date(2027, 1, 1)
    assert event.decoded("DTSTAMP").date() == DAY
    assert str(event["TRANSP"]) == "TRANSPARENT"


def test_a_view_without_days_is_refused_with_what_has_some():
    with pytest.raises(ChoiceError) as refused:
        render_view("ics", View({}, (Line("x"),)), ENGLISH)

    assert "due -o due.ics" in str(refused.value.hint)


def export(orglife, tmp_path, *args, today="2026-11-22"):
    result = orglife("export", "calendar", "-o", "x.ics", "--force", *args, today=today)
    assert result.status == 0, result.stderr
    return (tmp_path / "x.ics").read_bytes()


def test_the_calendar_has_one_event_a_rule_subject_and_period(orglife, sample, tmp_path):
    events = events_of(export(orglife, tmp_path))
    uids = [str(one["UID"]) for one in events]

    assert len(uids) == len(set(uids))
    november = [one for one in uids if one.startswith("GR-FREQ.group-2.2026-11.")]
    assert len(november) == 1
    (event,) = (one for one in events if str(one["UID"]) in november)
    assert event.decoded("DTSTART") == date(2026, 11, 30)
    assert str(event["SUMMARY"]) == "Group meeting: Group 2"


def test_the_branch_is_part_of_every_uid(orglife, sample, tmp_path):
    from orglife.storage.store import Store

    uid = Store(sample).load().meta.uid
    for event in events_of(export(orglife, tmp_path)):
        assert str(event["UID"]).endswith(f".{uid}@orglife")


def test_a_calendar_made_later_updates_and_does_not_double(orglife, sample, tmp_path):
    first = {str(one["UID"]): one for one in events_of(export(orglife, tmp_path))}
    orglife("log", "group-meeting", "--group", "2", "--on", "2026-11-20", "--topic", "x")
    later = {
        str(one["UID"]): one for one in events_of(export(orglife, tmp_path, today="2026-11-23"))
    }

    assert later.keys() == first.keys()
    (uid,) = (one for one in first if one.startswith("GR-FREQ.group-2.2026-11."))
    assert str(first[uid]["SUMMARY"]) == "Group meeting: Group 2"
    assert str(later[uid]["SUMMARY"]) == "Group meeting: Group 2 (met)"
    for one in first:
        assert later[one].decoded("SEQUENCE") > first[one].decoded("SEQUENCE")


def test_a_duty_of_every_member_is_one_event_with_their_names(orglife, sample, tmp_path):
    events = [
        one
        for one in events_of(export(orglife, tmp_path))
        if str(one["UID"]).startswith("STUDY-HOURS.")
    ]

    assert len(events) == 1
    assert str(events[0]["UID"]).startswith("STUDY-HOURS.members.2026.")
    assert "Qiu Wei" in str(events[0]["DESCRIPTION"])


def test_a_plan_that_is_moved_moves_its_event(orglife, sample, tmp_path):
    orglife("plan", "add", "theme-day", "--on", "2026-12-04", "--topic", "Winter")

    def planned():
        return [
            one
            for one in events_of(export(orglife, tmp_path))
            if str(one["UID"]).startswith("activity-")
        ]

    (before,) = planned()
    number = str(before["UID"]).split(".")[0].removeprefix("activity-")
    assert orglife("plan", "move", number, "2026-12-11", "--reason", "snow").status == 0
    (after,) = planned()

    assert after["UID"] == before["UID"]
    assert after.decoded("DTSTART") == date(2026, 12, 11)
    assert str(after["DESCRIPTION"]) == "Winter"


def test_due_writes_a_calendar_of_what_falls_due(orglife, sample, tmp_path):
    assert orglife("due", "--within", "60d", "-o", "due.ics").status == 0
    data = (tmp_path / "due.ics").read_bytes()
    days = [one.decoded("DTSTART") for one in events_of(data)]

    assert days == sorted(days)
    assert days
    assert max(days) <= DAY + timedelta(days=60)
    assert orglife("due", "--within", "60d", "--format", "ics").stdout.encode() == data


def test_the_same_day_gives_the_same_bytes(orglife, sample, tmp_path):
    assert export(orglife, tmp_path) == export(orglife, tmp_path)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_calendar_speaks_the_language_asked_for(orglife, sample, tmp_path, lang):
    data = export(orglife, tmp_path, "--lang", lang)
    calendar = icalendar.Calendar.from_ical(data)
    text = data.decode().replace("\r\n ", "")

    assert ("组织生活日历" in str(calendar["X-WR-CALNAME"])) == (lang == "zh")
    assert ("党小组会" in text) == (lang == "zh")

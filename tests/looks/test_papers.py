"""Workbooks and documents in LibreOffice: opened without complaint, their words in print."""

from __future__ import annotations

import icalendar
import pytest
from paper import colours_of, pages_of, pictures_of, text_of
from samples import WRITTEN

pytestmark = pytest.mark.looks

FILES = sorted([one for one in WRITTEN if one[1] in ("xlsx", "docx")] + [("roster", "xlsx")])
WORDS = {
    "zh": {
        "check": "2026-11",
        "year": "会议与出席",
        "attendance": "请假",
        "talks": "名称",
        "sign-in": "签到表",
        "minutes": "会议记录",
        "register": "组织生活台账",
        "plan": "计划",
        "roster": "姓名",
    },
    "en": {
        "check": "2026-11",
        "year": "Meetingsandattendance",
        "attendance": "excused",
        "talks": "QiuWei",
        "sign-in": "sign-insheet",
        "minutes": "minutes",
        "register": "Register2026",
        "plan": "Plan2026",
        "roster": "QiuWei",
    },
}


@pytest.mark.parametrize(("name", "extension"), FILES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_libreoffice_opens_it_and_prints_its_words(papers, pictures, language, name, extension):
    paper = papers[language] / extension / f"{name}.pdf"
    assert paper.exists(), "LibreOffice wrote nothing"
    kept = paper.rename(paper.with_name(f"{name}-{language}-{extension}.pdf"))
    shown = pictures_of(kept, pictures)

    assert WORDS[language][name] in text_of(kept)
    assert 1 <= pages_of(kept) == len(shown) <= 40
    assert len(colours_of(shown[0])) > 2


@pytest.mark.parametrize("language", ["en", "zh"])
def test_another_library_reads_the_calendar(written, language):
    calendar = icalendar.Calendar.from_ical((written[language] / "year.ics").read_bytes())

    events = calendar.walk("VEVENT")
    assert len(events) > 20
    assert len({str(one["UID"]) for one in events}) == len(events)
    assert calendar.errors == []
    assert all(one.errors == [] for one in events)

"""What the looks are taken of: commands, and the formats in which each is written."""

from __future__ import annotations

import os

FORMS = {
    "check": ("check", "2026", "--fail-on", "never"),
    "year": ("report", "year", "2026"),
    "annexes": ("report", "year", "2026", "--annexes"),
    "attendance": ("report", "attendance", "2026"),
    "talks": ("report", "talks", "2026"),
    "coverage": ("report", "coverage"),
    "sign-in": ("form", "sign-in", "last", "theme-day"),
    "minutes": ("form", "minutes", "last", "general-meeting"),
    "committee": ("form", "minutes", "last", "committee-meeting"),
    "group": ("form", "minutes", "last", "group-meeting"),
    "lecture": ("form", "minutes", "last", "lecture"),
    "theme-day": ("form", "minutes", "last", "theme-day"),
    "criticism": ("form", "minutes", "last", "organizational-life-meeting"),
    "problems": ("form", "problems"),
    "appraisal": ("form", "appraisal", "2026"),
    "register": ("form", "register", "2026-Q3"),
    "plan": ("form", "plan", "2027-Q1"),
    "roster": ("form", "roster"),
    "handover": ("handover",),
}
PAGES = {
    **dict.fromkeys(("year", "attendance", "sign-in", "minutes", "committee", "group"), 1),
    **dict.fromkeys(("lecture", "plan", "handover"), 1),
    **dict.fromkeys(("theme-day", "criticism", "problems", "appraisal", "register"), 2),
    **dict.fromkeys(("check", "talks", "roster"), 2),
    "annexes": 14,
}
"""Pages of every paper, the same in Word and in HTML, in both languages."""
FIXED = ("year", "minutes", "attendance", "plan")
"""The papers that every run of CI renders; `make looks` renders all."""
SAMPLE = os.environ.get("LOOKS") == "sample"
SHEETS = {name: pages for name, pages in PAGES.items() if name in FIXED or not SAMPLE}
"""The papers that this run renders, with their pages."""
WRITTEN = [
    *[(name, "html") for name in {**SHEETS, "check": 2, "coverage": 1}],
    *[
        (name, "xlsx")
        for name in ("check", "year", "attendance", *(() if SAMPLE else ("sign-in", "register")))
    ],
    *[(name, "docx") for name in SHEETS],
    ("check", "svg"),
]

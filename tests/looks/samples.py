"""What the looks are taken of: commands, and the formats in which each is written."""

from __future__ import annotations

NAMES = {
    "en": ("Riverside", "roster.csv", "register.csv"),
    "zh": ("第三党支部", "党员花名册.csv", "组织生活台账.csv"),
}
FORMS = {
    "check": ("check", "2026", "--fail-on", "never"),
    "year": ("report", "year", "2026"),
    "attendance": ("report", "attendance", "2026"),
    "talks": ("report", "talks", "2026"),
    "coverage": ("report", "coverage"),
    "sign-in": ("form", "sign-in", "last", "general-meeting"),
    "minutes": ("form", "minutes", "last", "general-meeting"),
    "register": ("form", "register", "2026"),
    "plan": ("form", "plan", "2026"),
}
WRITTEN = [
    *[(name, "html") for name in ("check", "year", "attendance", "talks", "sign-in", "minutes")],
    *[(name, "xlsx") for name in ("check", "year", "attendance", "talks", "sign-in", "register")],
    *[(name, "docx") for name in ("check", "year", "minutes", "sign-in", "register", "plan")],
    ("check", "svg"),
]

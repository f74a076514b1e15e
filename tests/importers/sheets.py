"""Sheets for tests: text or a file of tests/data, recognised and imported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from orglife.importers.load import import_tables, load_tables
from orglife.model.branch import Branch, Meta
from orglife.reports.formats.to_csv import unescape_formula

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2026, 11, 22)


def empty(**changes):
    """A branch without anybody in it."""
    meta = {"uid": "u", "name": "Riverside", "sector": "community", "founded": date(2015, 6, 1)}
    return Branch(meta=Meta(**meta | {"theme_day": "first friday"} | changes))


def table_of(source, mapping=None):
    """The table of a text, or of a file of tests/data."""
    data = source.encode() if isinstance(source, str) else (DATA / source).read_bytes()
    return load_tables(data, "sheet", mapping=mapping, original=unescape_formula)[0]


def bring_in(branch, source, mapping=None, **options):
    """What importing a text, or a file (a Path), comes to."""
    return import_tables(branch, table_of(source, mapping).parts, today=TODAY, **options)


def said(messages):
    """Messages in English."""
    return [str(getattr(one, "said", one)) for one in messages]

"""CSV: the tables of a view, for spreadsheets and programs; formulas are neutralised.

In English the first row has the stable keys of the columns, in Chinese their headings. A file
begins with a byte-order mark, so that Excel reads its Chinese; stdout does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orglife.reports.language import escape_unprintable
from orglife.reports.view import Table

if TYPE_CHECKING:
    from orglife.reports.language import Language
    from orglife.reports.view import Cell, RenderOptions, View

BOM = "\ufeff"


class CsvRenderer:
    """Renders the tables of a view as comma-separated values."""

    def __init__(self, language: Language, options: RenderOptions) -> None:
        self.language, self.options = language, options

    def render(self, view: View) -> str:
        """Return the tables of the view, an empty line between two."""
        tables = [block for block in view.blocks if isinstance(block, Table)]
        shown = [view.sheet] if view.sheet else tables
        text = "\n".join(_table(table, self.language) for table in shown)
        if self.options.terminal:  # somebody looks at it: nothing may move the cursor
            text = "".join(escape_unprintable(line) + "\n" for line in text.split("\n")[:-1])
        return BOM + text if self.options.to_file else text


def _table(table: Table, language: Language) -> str:
    english = language.code == "en"
    heads = [one.key if english else language.text(one.heading) for one in table.columns]
    rows = [",".join(map(_quoted, heads))]
    rows += [",".join(_cell(cell, language) for cell in row) or '""' for row in table.rows]
    return "\n".join(rows) + "\n"


def _cell(cell: Cell, language: Language) -> str:
    if isinstance(cell, int):
        return str(cell)
    return _quoted(escape_formula(language.text(cell)))


def _quoted(text: str) -> str:
    if any(one in text for one in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet read a cell as a formula, or as two cells."""
MARK = "'"


def escape_formula(text: str) -> str:
    """Return text that no spreadsheet computes: a leading `'` where it begins with `= + - @`.

    Text that begins with marks before one of these gets one more: `unescape_formula` is exact.
    """
    return MARK + text if text.lstrip(MARK).startswith(RISKY) else text


def unescape_formula(text: str) -> str:
    """Return the text that `escape_formula` was given."""
    if text.startswith(MARK) and text.lstrip(MARK).startswith(RISKY):
        return text[1:]
    return text

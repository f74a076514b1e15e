"""From the bytes of a file to an import: the sheet chosen, recognised and read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from orglife.errors import RefusedError
from orglife.importers.header import RecognizedSheet, header_key, recognize_sheet, remembered_for
from orglife.importers.readers import Sheet, SheetRow, choose_sheets, read_book
from orglife.importers.rows import ImportResult
from orglife.messages import Message, say
from orglife.model.branch import Branch


class ImportTable(NamedTuple):
    """A sheet that is understood, and what is to be said about the file once."""

    recognised: RecognizedSheet
    notices: tuple[Message, ...]
    remembered: Mapping[str, str] = {}
    """What had been said of this header before, and was used."""

    @property
    def header(self) -> str:
        """What this header is remembered by."""
        row = next(
            row for row in self.recognised.sheet.rows if row.number == self.recognised.header
        )
        return header_key(row)


def load_table(
    data: bytes,
    name: str,
    *,
    sheet: str = "",
    mapping: Mapping[str, str] | None = None,
    remembered: Mapping[str, Mapping[str, str]] | None = None,
    original: Callable[[str], str] = str,
) -> ImportTable:
    """Return the sheet of a file with its columns understood.

    `remembered` is header to mapping; `mapping` has the last word. `original` gives back what a
    cell held before it was made safe for spreadsheets.

    Raises:
        ChoiceError, RefusedError: it is no table, or no roster or register.
    """
    book = read_book(data, name)
    sheets = tuple(
        Sheet(
            one.name,
            tuple(SheetRow(row.number, tuple(map(original, row.cells))) for row in one.rows),
        )
        for one in choose_sheets(book, sheet, name)
    )
    before = {one: remembered_for(one, remembered or {}) for one in sheets}
    found, others = _recognise_one(
        sheets, lambda one: recognize_sheet(one, {**before[one], **(mapping or {})}), name, book.own
    )
    notices = (*book.notices, *found.notices)
    if others:
        notices += (
            say(
                "{sheet} is read, not {others}: it is the sheet made to be brought back; --sheet "
                "names another",
                sheet=found.sheet.name,
                others=others,
            ),
        )
    return ImportTable(found, notices, before[found.sheet])


def _recognise_one(
    sheets: tuple[Sheet, ...], understand: Callable[[Sheet], RecognizedSheet], name: str, own: str
) -> tuple[RecognizedSheet, tuple[str, ...]]:
    """Return the only sheet that can be imported, or of several the one that orglife made for it.

    With it come the names of those that could be read too.
    """
    if len(sheets) == 1:
        return understand(sheets[0]), ()
    found: list[RecognizedSheet] = []
    refused: list[RefusedError] = []
    for one in sheets:
        try:
            found.append(understand(one))
        except RefusedError as error:
            refused.append(error)
    made = [one for one in found if own and one.sheet.name == own]
    if len(found) > 1 and made:
        return made[0], tuple(one.sheet.name for one in found if one is not made[0])
    if len(found) > 1:
        raise RefusedError(
            say("{file} has several sheets that can be imported", file=name),
            hint=say(
                "name one with --sheet: {names}", names=tuple(one.sheet.name for one in found)
            ),
        )
    if not found:
        raise refused[0]
    return found[0], ()


def import_table(
    branch: Branch, table: RecognizedSheet, *, today: date, skip: bool = False, former: bool = False
) -> ImportResult:
    """Return what importing the sheet comes to; by its kind, one module each."""
    if table.kind.key == "roster":
        from orglife.importers.roster import import_roster

        return import_roster(branch, table, today=today, skip=skip)
    if table.kind.key == "criticism":
        from orglife.importers.yearly_sheets import import_criticism

        return import_criticism(branch, table, today=today, skip=skip)
    if table.kind.key == "appraisal":
        from orglife.importers.yearly_sheets import import_appraisal

        return import_appraisal(branch, table, today=today, skip=skip)
    from orglife.importers.register import import_register

    return import_register(branch, table, today=today, skip=skip, former=former)

"""Begin the record of a branch."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from orglife.actions.change import Change, ChangedRecord
from orglife.actions.refusals import clean_title
from orglife.errors import InvalidRecordError, UsageError
from orglife.messages import LANGUAGE_CODES, say
from orglife.model.branch import Branch, Meta
from orglife.model.names import parse_term
from orglife.model.terms import SECTORS
from orglife.model.weekdays import read_theme_day


class BranchEntry(NamedTuple):
    """What is known of a branch on its first day in the file; `timezone` is known to exist."""

    name: str
    sector: str
    founded: date
    records_from: date | None = None
    theme_day: str = ""
    superior: str = ""
    language: str = ""
    timezone: str = ""


def found_branch(entry: BranchEntry, *, uid: str, recorded: date) -> Change:
    """Return a branch without members. `uid` tells its copies from another branch of its name.

    Raises:
        ChoiceError, DateError: an unknown sector or language, a theme day that fixes no day.
        InvalidRecordError: founded in the future, records that begin before the founding.
    """
    name = clean_title(entry.name, say("name of the branch"))
    sector = parse_term(entry.sector, SECTORS, say("sector"))
    if entry.language not in ("", *LANGUAGE_CODES):
        raise UsageError(
            say("{language} is not a language of orglife", language=entry.language),
            hint=say("one of: {codes}", codes=LANGUAGE_CODES),
        )
    if entry.founded > recorded:
        raise InvalidRecordError(
            say("founded {day}: that is still to come", day=entry.founded),
            hint=say("give the day with --founded"),
        )
    if entry.records_from is not None and entry.records_from < entry.founded:
        raise InvalidRecordError(
            say(
                "records from {day} are before the founding ({founded})",
                day=entry.records_from,
                founded=entry.founded,
            ),
            hint=say("leave out --records-from, and the records begin with the founding"),
        )
    if entry.theme_day.strip():
        read_theme_day(entry.theme_day)
    meta = Meta(
        uid=uid,
        name=name,
        sector=sector,
        founded=entry.founded,
        superior=entry.superior.strip(),
        records_from=None if entry.records_from == entry.founded else entry.records_from,
        theme_day=entry.theme_day.strip(),
        language=entry.language,
        timezone=entry.timezone,
    )
    said = say(
        "Begun: {sector} branch, founded on {founded}.",
        sector=SECTORS[sector],
        founded=entry.founded,
    )
    return Change(Branch(meta=meta), said, (ChangedRecord("meta", 1),))

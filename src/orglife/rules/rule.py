"""`Rule`, `Parameter`, and the central pack read from TOML or compiled JSON."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from orglife.model.base import StoredRecord
from orglife.model.terms import Term

Value = int | str | bool | list[str]


class Titles(Struct, frozen=True, forbid_unknown_fields=True):
    """A title in both languages."""

    en: str
    zh: str


class Rule(StoredRecord, frozen=True, kw_only=True):
    """One rule of a pack; the branch's own layer may switch it off or change its parameters."""

    id: str
    title: Titles
    name: Titles | None = None
    """A few words for a table, where the title is a sentence."""
    source: str
    sources: tuple[str, ...] = ()
    """All of them, the first of which is `source`, where there are several."""
    article: str = ""
    strength: str
    """must, generally, may, local."""
    grade: str = ""
    """error, warning or information, where it differs from what the strength says."""
    verified: bool = True
    """The wording was read in the source named; every finding of another rule says so."""
    since: date | None = None
    """First day on which it is in force."""
    until: date | None = None
    enabled: bool = True
    applies: dict[str, Value] = {}
    """Which branches it applies to: sector, committee, groups."""
    check: dict[str, Value] = {}
    """`kind` and its parameters; empty for a rule that no record answers."""

    @property
    def severity(self) -> str:
        """What a breach weighs: must error, generally warning, may and local information."""
        return self.grade or {"must": "error", "generally": "warning"}.get(
            self.strength, "information"
        )

    @property
    def cited(self) -> tuple[str, ...]:
        """The codes of all its sources, the first first."""
        return self.sources or (self.source,)

    @property
    def term(self) -> Term:
        """The id with its two titles."""
        return Term(self.id, en=self.title.en, zh=self.title.zh)

    @property
    def short(self) -> Term:
        """The id with the two names for a table; the titles where there are none."""
        name = self.name or self.title
        return Term(self.id, en=name.en, zh=name.zh)


FOLDER = Path(__file__).parent / "packs"


class Pack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pack of rules, in the order of its file."""

    rule: tuple[Rule, ...] = ()


def central_rules() -> tuple[Rule, ...]:
    """Return the rules of the central pack.

    `central.json` is there in a built package only, made by `hatch_build.py` from the same TOML:
    reading TOML costs more than judging a year.
    """
    try:
        compiled = (FOLDER / "central.json").read_bytes()
    except FileNotFoundError:
        return from_toml((FOLDER / "central.toml").read_text(encoding="utf-8"))
    return rules_from_json(compiled)


def rules_from_json(compiled: bytes) -> tuple[Rule, ...]:
    """Return the rules of a compiled pack."""
    return msgspec.json.decode(compiled, type=Pack).rule


def from_toml(text: str) -> tuple[Rule, ...]:
    """Return the rules of a pack in TOML.

    Raises:
        tomllib.TOMLDecodeError: it is no TOML.
        msgspec.ValidationError: a field is unknown, missing or of another type.
    """
    import tomllib

    return from_plain(tomllib.loads(text))


def from_plain(pack: dict[str, Any]) -> tuple[Rule, ...]:
    """Return the rules of a pack as plain values; `msgspec.ValidationError` for a bad field."""
    return msgspec.convert(pack, Pack).rule


REQUIRED = object()
"""The default of a parameter that has none."""


class Parameter(Struct, frozen=True):
    """One parameter: `type` is int, str, bool, or list for one code or several."""

    type: type
    default: object = REQUIRED
    choices: tuple[str, ...] = ()
    """The values it may have; empty where any will do."""
    least: int = 0
    most: int = 9_999
    """The bounds of a whole number, both allowed."""


DAYS, MONTHS, YEARS = 36_500, 1_200, 100
"""The longest that a rule may ask for: a hundred years."""

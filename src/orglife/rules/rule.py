"""A rule, as data: what is asked, by which article, how strongly, and how it is checked."""

from datetime import date

from msgspec import Struct

from orglife.model.stored import Stored
from orglife.model.terms import Term

Value = int | str | bool | list[str]


class Title(Struct, frozen=True, forbid_unknown_fields=True):
    """A title in both languages."""

    en: str
    zh: str


class Rule(Stored, frozen=True, kw_only=True):
    """One rule of a pack; the branch's own layer may switch it off or change its parameters."""

    id: str
    title: Title
    name: Title | None = None
    """A few words for a table, where the title is a sentence."""
    source: str
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
    def term(self) -> Term:
        """The id with its two titles."""
        return Term(self.id, self.title.en, self.title.zh)

    @property
    def short(self) -> Term:
        """The id with the two names for a table; the titles where there are none."""
        name = self.name or self.title
        return Term(self.id, name.en, name.zh)

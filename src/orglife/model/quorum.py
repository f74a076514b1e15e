"""The three quorums and the majorities, in integers and without rounding.

Sources: branch regulation Art. 11 and 12 (general, committee), admission rules Art. 20, election
regulation of 2020. `due` are those with voting right who should attend (应到会), less approved
exclusions; for a committee, the persons seated.
"""

from __future__ import annotations

from msgspec import Struct


class Verdict(Struct, frozen=True):
    """Whether a meeting could decide, whether it did, and the numbers behind both."""

    kind: str
    due: int
    present: int
    needed_present: int
    yes: int
    needed_yes: int

    @property
    def quorate(self) -> bool:
        """Whether enough were present to decide."""
        return self.present >= self.needed_present

    @property
    def carried(self) -> bool:
        """Whether enough approved; without a quorum nothing is carried."""
        return self.quorate and self.yes >= self.needed_yes


def needed_present(kind: str, due: int) -> int:
    """Return the smallest number present that makes a quorum.

    ordinary and committee: at least half; admission: more than half; election: four fifths.
    """
    if kind == "admission":
        return due // 2 + 1
    if kind == "election":
        return -(-4 * due // 5)
    return -(-due // 2)


def needed_yes(base: int) -> int:
    """Return the smallest number that is more than half of `base`."""
    return base // 2 + 1


def judge(kind: str, *, due: int, present: int, yes: int) -> Verdict:
    """Return the verdict on a motion of `kind` (ordinary, committee, admission, election).

    An election is won by more than half of those present; everything else is passed by more than
    half of those who should attend.
    """
    return Verdict(
        kind=kind,
        due=due,
        present=present,
        needed_present=needed_present(kind, due),
        yes=yes,
        needed_yes=needed_yes(present if kind == "election" else due),
    )


def excellent_limit(graded: int) -> int:
    """Return how many of `graded` full members may be excellent: a third, rounded down."""
    return graded // 3

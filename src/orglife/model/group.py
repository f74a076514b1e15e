"""A Party group: its dated members and leaders."""

from datetime import date

from orglife.model.codes import Basis, Chosen, GroupType
from orglife.model.stored import Run, Stored, Whole


class Membership(Run, frozen=True, kw_only=True):
    """A member's days in a group; `since` and `until` both belong to them.

    Without `since` the days begin with the member's first day in the branch.
    """

    member: Whole
    since: date | None = None
    until: date | None = None
    primary: bool = True


class Leader(Run, frozen=True, kw_only=True):
    """A leader's days; `how` is appointed or recommended (branch regulation, Art. 13)."""

    member: Whole
    since: date | None = None
    until: date | None = None
    how: Chosen = ""


class Group(Stored, frozen=True, kw_only=True):
    """A group and its history. One of unknown start exists from the founding of the branch."""

    id: Whole
    name: str
    other_names: tuple[str, ...] = ()
    type: GroupType = "regular"
    basis: Basis = ""
    memberships: tuple[Membership, ...] = ()
    leaders: tuple[Leader, ...] = ()
    formed: date | None = None
    until: date | None = None
    """The day on which a temporary group is meant to end."""
    dissolved: date | None = None
    """The last day of its existence."""
    venue: str = ""
    channel: str = ""
    """The name of a WeChat or QQ channel; what is said there is never read or kept."""

    def exists_on(self, day: date) -> bool:
        """Whether the group exists on `day`, as far as the branch does."""
        return (self.formed is None or self.formed <= day) and (
            self.dissolved is None or day <= self.dissolved
        )

    def leader_on(self, day: date) -> Leader | None:
        """Return who leads it on `day`."""
        return next((leader for leader in self.leaders if leader.covers(day)), None)

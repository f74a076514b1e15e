"""Records of groups (`Group`, `Membership`, `Leader`) and of seats (`Post`)."""

from datetime import date

from orglife.model.base import DatedRecord, Id, StoredRecord
from orglife.model.terms import Area, Basis, Chosen, GroupType, Seat


class Membership(DatedRecord, frozen=True, kw_only=True):
    """A member's days in a group; `since` and `until` both belong to them.

    Without `since` the days begin with the member's first day in the branch.
    """

    member: Id
    since: date | None = None
    until: date | None = None
    primary: bool = True


class Leader(DatedRecord, frozen=True, kw_only=True):
    """A leader's days; `how` is appointed or recommended (branch regulation, Art. 13)."""

    member: Id
    since: date | None = None
    until: date | None = None
    how: Chosen = ""


class Group(StoredRecord, frozen=True, kw_only=True):
    """A group and its history. One of unknown start exists from the founding of the branch."""

    id: Id
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


class Post(DatedRecord, frozen=True, kw_only=True):
    """A person's days in a seat; of unknown start, they begin with the first day in the branch.

    `duties` are named tasks of the seat; `areas` what the person declares to be able to do.
    """

    id: Id
    seat: Seat
    member: Id
    since: date | None = None
    until: date | None = None
    duties: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()
    elected: Id | None = None
    """The activity that elected."""
    term: date | None = None
    """The day on which the committee was elected whose term this is; a by-election keeps it."""

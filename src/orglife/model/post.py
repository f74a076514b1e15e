"""A seat in the branch's leadership team and who holds it."""

from datetime import date

from orglife.model.stored import Stored, Whole


class Post(Stored, frozen=True, kw_only=True):
    """A person's days in a seat; of unknown start, they begin with the first day in the branch.

    `duties` are named tasks of the seat; `areas` what the person declares to be able to do.
    """

    id: Whole
    seat: str
    member: Whole
    since: date | None = None
    until: date | None = None
    duties: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    elected: Whole | None = None
    """The activity that elected."""

    def covers(self, day: date) -> bool:
        """Whether `day` lies in its term."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

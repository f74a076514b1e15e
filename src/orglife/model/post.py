"""A seat in the branch's leadership team and who holds it."""

from datetime import date

from orglife.model.codes import Area, Seat
from orglife.model.stored import Run, Whole


class Post(Run, frozen=True, kw_only=True):
    """A person's days in a seat; of unknown start, they begin with the first day in the branch.

    `duties` are named tasks of the seat; `areas` what the person declares to be able to do.
    """

    id: Whole
    seat: Seat
    member: Whole
    since: date | None = None
    until: date | None = None
    duties: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()
    elected: Whole | None = None
    """The activity that elected."""

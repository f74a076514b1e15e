"""A member: dated stages, where they live and work, and the spells that change what is asked."""

from datetime import date

from msgspec import Struct

from orglife.model.base import DatedRecord, Id, SafeInteger, StoredRecord
from orglife.model.calendar import PartialDate
from orglife.model.terms import Purpose, Stage


class StatusPeriod(DatedRecord, frozen=True, kw_only=True):
    """A run of days with a reason; `since` and `until` both belong to it."""

    since: date
    until: date | None = None
    reason: str = ""


class MobilePeriod(DatedRecord, frozen=True, kw_only=True):
    """Away without transfer (education regulation, Arts. 32-34); `contact` keeps in touch."""

    since: date
    until: date | None = None
    place: str = ""
    abroad: bool = False
    contact: Id | None = None
    purpose: Purpose = ""


class Transfer(StoredRecord, frozen=True, kw_only=True):
    """Sent away on `sent`; stays here until `received` elsewhere (Art. 25); may have returned."""

    sent: date
    to: str = ""
    received: date | None = None
    returned: date | None = None
    letter_until: date | None = None
    """Last day of the letter's validity."""


class ActivistReview(StoredRecord, frozen=True, kw_only=True):
    """A half-year assessment of an activist: the committee's conclusion, no investigation."""

    held: date
    reviewer: Id | None = None
    activity: Id | None = None


class AdmissionRecord(StoredRecord, frozen=True, kw_only=True):
    """The admission record (2014 rules): who cultivates, who introduces, what was decided."""

    talked: date | None = None
    """The talk within a month of the application (Art. 7)."""
    contacts: tuple[Id, ...] = ()
    introducers: tuple[Id, ...] = ()
    reviews: tuple[ActivistReview, ...] = ()
    training_days: SafeInteger = 0
    training_hours: SafeInteger = 0
    voted: Id | None = None
    """The activity whose carried motion admitted the person."""
    approved: date | None = None
    """The superior's approval."""
    extended: SafeInteger = 0
    """Months by which the probation was extended, once, 6 to 12."""
    extended_by: Id | None = None
    """The activity whose carried motion extended it."""
    confirmed: Id | None = None
    """The activity whose carried motion made the person a full member."""
    decided: date | None = None
    """The day on which that was decided, where no activity is on record for it."""
    approved_full: date | None = None
    """The superior's approval of it."""


class Relief(Struct, frozen=True):
    """Why nobody waits for a member: `exempt`, `excused` (long leave) or `mobile`."""

    why: str
    reason: str
    """Of somebody mobile, the place."""


class Member(StoredRecord, frozen=True, kw_only=True):
    """A person of the branch. No field rates anyone, and none holds ID, phone or address."""

    id: Id
    name: str
    other_names: tuple[str, ...] = ()
    stages: dict[Stage, PartialDate | None] = {}
    """Stage reached to its date; None where the date is not known."""
    arrived: PartialDate | None = None
    left: PartialDate | None = None
    """The last day here, after a transfer of an imported roster, a death, a removal."""
    left_reason: str = ""
    former: bool = False
    """Known by name only, from an old register; belongs to the branch on no day."""
    visiting: bool = False
    """Takes part here, while the organizational relationship is elsewhere; counts nowhere here."""
    dual: bool = False
    """A leading cadre in dual organizational life (Art. 16); attends as an ordinary member."""
    residence: str = ""
    unit: str = ""
    duty: str = ""
    remark: str = ""
    development: AdmissionRecord | None = None
    mobile: tuple[MobilePeriod, ...] = ()
    excused: tuple[StatusPeriod, ...] = ()
    """Long leave."""
    exempt: tuple[StatusPeriod, ...] = ()
    """No hard requirement on activities and study (education regulation, Art. 23)."""
    suspended: tuple[StatusPeriod, ...] = ()
    """Rights suspended (election regulation, Art. 5)."""
    transfers: tuple[Transfer, ...] = ()
    key: str = ""
    """What the row of an imported roster is known by; importing it again adds nobody."""

    def stage_on(self, day: date) -> str | None:
        """Return the stage reached by `day`: full, probationary, ..., or None before the first.

        A full member without a date of admission is full throughout; a date known to the month
        begins on its first day.
        """
        for stage in ("full", "probationary", "development-target", "activist", "applicant"):
            if stage in self.stages:
                reached = self.stages[stage]
                if reached is None or reached.first <= day:
                    return stage
                if stage == "full" and "probationary" not in self.stages:
                    return "probationary"
        return None

    @property
    def joined(self) -> PartialDate | None:
        """The day of admission as a probationary member, where it is known."""
        return self.stages.get("probationary")

    @property
    def full_since(self) -> PartialDate | None:
        """The day from which party standing (党龄) runs, where it is known."""
        return self.stages.get("full")

    def transferred_on(self, day: date) -> bool:
        """Whether another branch had received this member by `day`, and not given them back."""
        return any(
            one.received is not None
            and one.received <= day
            and (one.returned is None or day < one.returned)
            for one in self.transfers
        )

    def exempt_on(self, day: date) -> StatusPeriod | None:
        """Return the exemption in force on `day`."""
        return next((spell for spell in self.exempt if spell.covers(day)), None)

    def excused_on(self, day: date) -> StatusPeriod | None:
        """Return the long leave that covers `day`."""
        return next((spell for spell in self.excused if spell.covers(day)), None)

    def mobile_on(self, day: date) -> MobilePeriod | None:
        """Return the mobile spell that covers `day`."""
        return next((spell for spell in self.mobile if spell.covers(day)), None)

    def relief_on(self, day: date) -> Relief | None:
        """Return why nobody waits for the member on `day`, the weightiest reason; or None."""
        if not (self.exempt or self.excused or self.mobile):
            return None
        if (exempt := self.exempt_on(day)) is not None:
            return Relief("exempt", exempt.reason)
        if (leave := self.excused_on(day)) is not None:
            return Relief("excused", leave.reason)
        if (away := self.mobile_on(day)) is not None:
            return Relief("mobile", away.place)
        return None

    def suspended_on(self, day: date) -> bool:
        """Whether the member's rights are suspended on `day`."""
        return any(spell.covers(day) for spell in self.suspended)

"""The kinds of check by their code in the pack, each with its function and its parameters.

A new kind of check is one function in `checks/` and one line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from orglife.rules.case import Case
from orglife.rules.checks import (
    absence,
    admission,
    admission_review,
    appraisal,
    attended,
    chair,
    complete,
    contact,
    convened,
    entry,
    fixed_day,
    follow_up,
    group,
    held,
    hours,
    majority,
    motion,
    placing,
    probation,
    quorum,
    seats,
    session,
    sitting,
    size,
    talks,
    task,
    term,
    transfer,
)
from orglife.rules.finding import Judgement
from orglife.rules.parameter import Parameter


class Kind(Struct, frozen=True):
    """A kind of check."""

    check: Callable[[Case], Iterator[Judgement]]
    parameters: dict[str, Parameter] = {}


CHECKS = {
    "held": Kind(held.held, held.PARAMETERS),
    "attended": Kind(attended.attended, attended.PARAMETERS),
    "hours": Kind(hours.hours, hours.PARAMETERS),
    "talks": Kind(talks.talks, talks.PARAMETERS),
    "convened": Kind(convened.convened, convened.PARAMETERS),
    "group-size": Kind(group.group_size, group.SIZE_PARAMETERS),
    "group-leader": Kind(group.group_leader, group.LEADER_PARAMETERS),
    "group-expired": Kind(group.group_expired),
    "placed": Kind(placing.placed),
    "primary": Kind(placing.primary),
    "divided": Kind(placing.divided, placing.DIVIDED_PARAMETERS),
    "branch-size": Kind(size.branch_size, size.BRANCH_PARAMETERS),
    "committee-needed": Kind(size.committee_needed, size.NEED_PARAMETERS),
    "committee-size": Kind(size.committee_size, size.COMMITTEE_PARAMETERS),
    "seats": Kind(seats.seats_filled, seats.FILLED_PARAMETERS),
    "duties": Kind(seats.seat_duties),
    "areas": Kind(seats.areas_covered, seats.AREA_PARAMETERS),
    "term": Kind(term.term, term.TERM_PARAMETERS),
    "standing": Kind(term.standing, term.STANDING_PARAMETERS),
    "quorum": Kind(quorum.quorum, quorum.PARAMETERS),
    "majority": Kind(majority.majority, majority.PARAMETERS),
    "exclusions": Kind(motion.exclusions_approved),
    "notice": Kind(motion.notice_given),
    "candidates": Kind(motion.candidates_entitled),
    "one-by-one": Kind(motion.one_by_one),
    "session-steps": Kind(session.session_steps, session.STEP_PARAMETERS),
    "session-self": Kind(session.session_self),
    "session-received": Kind(session.session_received),
    "session-measures": Kind(session.session_measures),
    "complete": Kind(complete.complete, complete.PARAMETERS),
    "followed-up": Kind(follow_up.followed_up),
    "entered": Kind(entry.entered, entry.PARAMETERS),
    "chair": Kind(chair.chaired),
    "sitting": Kind(sitting.sitting_same),
    "fixed-day": Kind(fixed_day.fixed_day),
    "task": Kind(task.task, task.PARAMETERS),
    "absence": Kind(absence.absence, absence.PARAMETERS),
    "mobile-contact": Kind(contact.mobile_contact, contact.CONTACT_PARAMETERS),
    "mobile-away": Kind(contact.mobile_away, contact.AWAY_PARAMETERS),
    "transfer": Kind(transfer.transfer_open, transfer.PARAMETERS),
    "appraisal-full-only": Kind(appraisal.appraisal_full_only),
    "appraisal-excellent": Kind(appraisal.appraisal_excellent),
    "appraisal-improvement": Kind(appraisal.appraisal_improvement),
    "admission-deadline": Kind(admission.admission_deadline, admission.DEADLINE_PARAMETERS),
    "admission-interval": Kind(admission.admission_interval, admission.INTERVAL_PARAMETERS),
    "admission-decided": Kind(admission.admission_decided),
    "admission-contacts": Kind(admission.admission_contacts, admission.PERSONS_PARAMETERS),
    "admission-introducers": Kind(admission.admission_introducers, admission.PERSONS_PARAMETERS),
    "admission-training": Kind(admission.admission_training, admission.TRAINING_PARAMETERS),
    "admission-review": Kind(admission_review.admission_review, admission_review.PARAMETERS),
    "probation": Kind(probation.probation, probation.PARAMETERS),
}

"""Admission.

`orglife admission`: the way into the Party, from the application to full membership.

`orglife admission talk, contact, introducer, review, training`: what comes before the vote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from orglife.cli.framework.command import Session, change, noun, reads, show, writes
from orglife.cli.framework.options import argument, option

if TYPE_CHECKING:
    from orglife.model.activity import Activity
    from orglife.model.branch import Branch

app = noun(
    "admission",
    "Admission: from the application to full membership",
    examples=("admission list", 'admission show "Zhao Min"'),
)

Vote = Annotated[
    str,
    option("--motion", metavar="ACTIVITY", help="The general meeting that voted: 132, DATE"),
]


@app.command("add")
@writes(examples=('admission add "Zhao Min" --applied 2026-03-01',))
def admission_add(
    session: Session,
    name: Annotated[str, argument("Who applied")],
    applied: Annotated[
        str,
        option(
            "--applied",
            metavar="DATE",
            help="The day of the application",
            values="day",
            needed=True,
        ),
    ] = "",
    talked: Annotated[
        str, option("--talked", metavar="DATE", help="The day of the talk, if there was one")
    ] = "",
    residence: Annotated[str, option("--residence", help="Where the person lives")] = "",
    unit: Annotated[str, option("--unit", help="Where the person works")] = "",
    duty: Annotated[str, option("--duty", help="What the person does there")] = "",
) -> None:
    """Enter somebody who applied for membership."""
    from orglife.actions.admission.applicants import ApplicantEntry, add_applicant
    from orglife.actions.change import Change
    from orglife.errors import UsageError
    from orglife.messages import say

    if not applied:
        raise UsageError(
            say("on which day was the application handed in? --applied is missing"),
            hint=say("as in: --applied 2026-03-01"),
        )

    def act(branch: Branch) -> Change:
        entry = ApplicantEntry(
            name=name,
            applied=session.day(applied),
            talked=session.day(talked) if talked else None,
            residence=residence,
            unit=unit,
            duty=duty,
        )
        return add_applicant(branch, entry, today=session.today)

    change(session, act)


Force = Annotated[bool, option("--force", help="Record the fact although it breaks a rule")]

Name = Annotated[str, argument("The person", values="members")]


@app.command("advance")
@writes(
    examples=(
        'admission advance "Zhao Min" --to activist --on 2026-09-20',
        'admission advance "Zhao Min" --to probationary --motion 131',
    )
)
def admission_advance(
    session: Session,
    name: Name,
    to: Annotated[
        str,
        option(
            "--to",
            metavar="STAGE",
            help="activist, development-target, probationary or full",
            values="STAGES",
            needed=True,
        ),
    ] = "",
    on: Annotated[
        str,
        option(
            "--on",
            metavar="DATE",
            help="The day of the decision; else that of the vote",
            values="day",
        ),
    ] = "",
    motion: Vote = "",
    force: Force = False,
) -> None:
    """Record the next stage; a probationary and a full member are voted by the general meeting."""
    from orglife.actions.admission.stages import advance_stage as act
    from orglife.errors import UsageError
    from orglife.messages import say

    if not to:
        raise UsageError(
            say("to which stage? --to is missing"),
            hint=say(
                "one of: {codes}", codes=("activist", "development-target", "probationary", "full")
            ),
        )
    change(
        session,
        lambda branch: act(
            branch,
            name,
            to,
            on=session.day(on) if on else None,
            motion=meeting(session, branch, motion),
            today=session.today,
            force=force,
        ),
    )


On = Annotated[str, option("--on", metavar="DATE", help="The day; else today", values="day")]


@writes(examples=('admission talk "Zhao Min" --on 2026-03-20',))
def admission_talk(session: Session, name: Name, on: On = "") -> None:
    """Record the talk with an applicant, due within a month of the application."""
    from orglife.actions.admission.record import record_talk

    change(
        session, lambda branch: record_talk(branch, name, on=session.day(on), today=session.today)
    )


app.command("talk")(admission_talk)


@writes(examples=('admission contact "Zhao Min" "Li Si" "Wang Wu"',))
def admission_contact(
    session: Session,
    name: Name,
    contacts: Annotated[
        list[str],
        argument("The contacts, all anew", metavar="MEMBER...", values="members", several=True),
    ],
    on: On = "",
    force: Force = False,
) -> None:
    """Name one or two full members as cultivation contacts."""
    from orglife.actions.admission.record import set_contacts

    change(
        session,
        lambda branch: set_contacts(branch, name, contacts, on=session.day(on), force=force),
    )


app.command("contact")(admission_contact)


@writes(examples=('admission introducer "Zhao Min" "Li Si" "Wang Wu"',))
def admission_introducer(
    session: Session,
    name: Name,
    introducers: Annotated[
        list[str],
        argument(
            "The two introducers, all anew", metavar="MEMBER...", values="members", several=True
        ),
    ],
    on: On = "",
    force: Force = False,
) -> None:
    """Name the two full members who introduce the person."""
    from orglife.actions.admission.record import set_introducers

    change(
        session,
        lambda branch: set_introducers(branch, name, introducers, on=session.day(on), force=force),
    )


app.command("introducer")(admission_introducer)


@writes(
    examples=('admission review "Zhao Min" --on 2026-09-20 --by "Li Si" --conclusion "continue"',),
    private=("conclusion",),
)
def admission_review(
    session: Session,
    name: Name,
    on: On = "",
    by: Annotated[str, option("--by", metavar="MEMBER", help="Who assessed")] = "",
    conclusion: Annotated[
        str, option("--conclusion", help="What the committee concluded; kept private")
    ] = "",
    decided: Annotated[
        str,
        option("--decided", metavar="ACTIVITY", help="The committee meeting that decided"),
    ] = "",
) -> None:
    """Record a half-year assessment: who, when, what the committee decided; no investigation."""
    from orglife.actions.admission.record import ReviewEntry, add_review
    from orglife.actions.change import Change

    def act(branch: Branch) -> Change:
        told = ReviewEntry(
            on=session.day(on),
            reviewer=by,
            conclusion=conclusion,
            decided=meeting(session, branch, decided),
        )
        return add_review(branch, name, told, today=session.today)

    change(session, act)


app.command("review")(admission_review)


@writes(examples=('admission training "Zhao Min" --days 3',))
def admission_training(
    session: Session,
    name: Name,
    days: Annotated[
        int | None, option("--days", help="Days, in all", needed=True, unless="hours")
    ] = None,
    hours: Annotated[int | None, option("--hours", help="Hours, in all")] = None,
) -> None:
    """Record how long the person was trained; training that is logged counts by itself."""
    from orglife.actions.admission.record import set_training

    change(session, lambda branch: set_training(branch, name, days=days, hours=hours))


app.command("training")(admission_training)


@app.command("approve")
@writes(
    examples=(
        'admission approve "Zhao Min" --on 2026-10-20',
        'admission approve "Zhao Min" --on 2027-11-05 --stage full',
    )
)
def admission_approve(
    session: Session,
    name: Name,
    on: On = "",
    stage: Annotated[
        str,
        option(
            "--stage",
            help="What was approved: probationary (admission), full",
            values=("probationary", "full"),
        ),
    ] = "probationary",
) -> None:
    """Record the superior's approval of admission or confirmation, due within three months."""
    from orglife.actions.admission.stages import approve_admission as act

    change(
        session,
        lambda branch: act(branch, name, on=session.day(on), today=session.today, stage=stage),
    )


@app.command("extend")
@writes(examples=('admission extend "Zhao Min" --months 6 --motion 131',))
def admission_extend(
    session: Session,
    name: Name,
    months: Annotated[
        int, option("--months", help="By how many months: 6 to 12", values="number", needed=True)
    ] = 0,
    motion: Vote = "",
    force: Force = False,
) -> None:
    """Extend the probation, once, by 6 to 12 months."""
    from orglife.actions.admission.stages import extend_probation as act
    from orglife.errors import UsageError
    from orglife.messages import say

    if not months:
        raise UsageError(
            say("by how many months? --months is missing"), hint=say("as in: --months 6")
        )
    change(
        session,
        lambda branch: act(
            branch, name, months=months, motion=meeting(session, branch, motion), force=force
        ),
    )


@app.command("end")
@writes(examples=('admission end "Zhao Min" --reason "withdrawn by the applicant"',))
def admission_end(
    session: Session,
    name: Name,
    reason: Annotated[
        str, option("--reason", help="Why: withdrew, cancelled, ...", needed=True)
    ] = "",
    on: On = "",
) -> None:
    """Record that somebody is no longer on the way."""
    from orglife.actions.admission.applicants import end_admission

    change(
        session,
        lambda branch: end_admission(
            branch, name, on=session.day(on), reason=reason, today=session.today
        ),
    )


@app.command("list")
@reads(examples=("admission list", "admission list --all"))
def admission_list(
    session: Session,
    all_: Annotated[
        bool, option("--all", help="Those who became full members, or left, too")
    ] = False,
) -> None:
    """List who is on which stage, and what is next by when."""
    from orglife.reports.people.admission import admissions_view

    show(session, admissions_view(session.load(), session.today, everybody=all_))


@app.command("show")
@reads(examples=('admission show "Zhao Min"',))
def admission_show(session: Session, name: Name) -> None:
    """Show one person's checklist: what is on record, and what the rules ask of it."""
    from orglife.actions.admission.applicants import find_applicant
    from orglife.reports.people.admission import admission_view

    branch = session.load()
    show(session, admission_view(branch, find_applicant(branch, name), session.today))


def meeting(session: Session, branch: Branch, text: str) -> Activity | None:
    """Return the meeting that was named; None where none was."""
    from orglife.model.activity_lookup import find_activity

    return find_activity(branch, text, today=session.today) if text else None

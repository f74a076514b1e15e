"""`orglife plan`: what is to be held, moved to another day, cancelled."""

from __future__ import annotations

from typing import Annotated

from orglife.cli.framework.command import Session, change, noun, reads, show, writes
from orglife.cli.framework.options import argument, option
from orglife.cli.framework.record_options import TypedFields, record_options
from orglife.model.fields.activity import ACTIVITY_FIELDS
from orglife.model.fields.field import PLAN

app = noun(
    "plan",
    "What is planned: added, moved, cancelled, compared with what was held",
    examples=("plan add theme-day --on friday", "plan list 2026-Q4"),
)


@app.command("add")
@writes(
    examples=(
        'plan add theme-day --on 2026-12-04 --topic "Winter safety"',
        "plan add 党课 --on 下周五",
    )
)
@record_options(ACTIVITY_FIELDS, PLAN)
def plan_add(
    session: Session,
    kind: Annotated[str, argument("What is to be held", metavar="KIND[+KIND]", values="kinds")],
    on: Annotated[
        str, option("--on", metavar="DATE", help="The day", values="day", needed=True, future=True)
    ] = "",
    group: Annotated[str, option("--group", help="The group that holds it", values="groups")] = "",
    form: Annotated[str, option("--form", help="general, committee or group", values="FORMS")] = "",
    *,
    fields: TypedFields,
) -> None:
    """Plan an activity for a day to come."""
    from orglife.actions.meetings.plans import add_plan
    from orglife.errors import UsageError
    from orglife.messages import say

    if not on:
        raise UsageError(
            say("for which day is it planned? --on is missing"),
            hint=say("as in: --on 2026-12-04, --on friday"),
        )
    change(
        session,
        lambda branch: add_plan(
            branch,
            kind,
            planned=session.day(on, future=True),
            today=session.today,
            group=group,
            form=form,
            fields=fields.parse(session),
        ),
    )


@app.command("list")
@reads(examples=("plan list", "plan list 2026-Q4"))
def plan_list(
    session: Session,
    period: Annotated[str, argument("A period such as 2026-Q4; else this year")] = "",
) -> None:
    """List what was planned and what became of it."""
    from orglife.reports.meetings.activities import plans_view

    branch = session.load()
    show(session, plans_view(branch, session.period(period), session.today))


@app.command("move")
@writes(examples=('plan move 237 2026-12-11 --reason "public holiday"',))
def plan_move(
    session: Session,
    activity: Annotated[str, argument("The plan: 132, or DATE [KIND] [GROUP]", values="plans")],
    day: Annotated[str, argument("The new day", metavar="DATE", values="day", future=True)],
    reason: Annotated[str, option("--reason", help="Why it is moved", needed=True)] = "",
) -> None:
    """Move a plan, with its sitting, to another day; the day given up is kept with the reason."""
    from orglife.actions.change import Change
    from orglife.actions.meetings.plans import move_plan
    from orglife.model.activity_lookup import find_plan
    from orglife.model.branch import Branch

    def act(branch: Branch) -> Change:
        plan = find_plan(branch, activity, today=session.today)
        return move_plan(
            branch,
            plan,
            planned=session.day(day, future=True),
            reason=reason,
            today=session.today,
        )

    change(session, act)


@app.command("cancel")
@writes(examples=('plan cancel 237 --reason "the hall is closed"',))
def plan_cancel(
    session: Session,
    activity: Annotated[str, argument("The plan: 132, or DATE [KIND] [GROUP]", values="plans")],
    reason: Annotated[str, option("--reason", help="Why it is cancelled", needed=True)] = "",
) -> None:
    """Cancel a plan; the record stays, with the reason."""
    from orglife.actions.meetings.plans import cancel_plan
    from orglife.model.activity_lookup import find_plan

    change(
        session,
        lambda branch: cancel_plan(
            branch, find_plan(branch, activity, today=session.today), reason=reason
        ),
    )

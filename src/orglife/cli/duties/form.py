"""`orglife form`: the sheets that are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from orglife.cli.framework.command import Session, noun, reads, show
from orglife.cli.framework.options import argument

if TYPE_CHECKING:
    from orglife.model.activity import Activity
    from orglife.model.branch import Branch

app = noun(
    "form",
    "Sheets to print: sign-in, minutes, plan, register, appraisal",
    examples=('form sign-in "last lecture"', "form plan 2026-Q4 -o plan.html"),
)

Which = Annotated[
    list[str],
    argument(
        "The activity: 132, DATE [KIND] [GROUP], last KIND",
        metavar="ACTIVITY...",
        values="activities",
    ),
]
Of = Annotated[str, argument("As 2026, 2026-Q4, 2026-11; else this year", metavar="[PERIOD]")]


@app.command("sign-in")
@reads(examples=("form sign-in 132", 'form sign-in "2026-12-04 theme-day" -o sign-in.html'))
def form_sign_in(session: Session, activity: Which) -> None:
    """Make the sign-in sheet of an activity, planned or held."""
    from orglife.reports.forms.meeting import sign_in_form

    branch = session.load()
    show(session, sign_in_form(branch, _find(session, branch, activity)))


@app.command("minutes")
@reads(examples=("form minutes last general-meeting", "form minutes 132 -o minutes.html"))
def form_minutes(session: Session, activity: Which) -> None:
    """Make the minutes of an activity for printing and signing."""
    from orglife.reports.forms.meeting import minutes_form

    branch = session.load()
    show(session, minutes_form(branch, _find(session, branch, activity)))


@app.command("plan")
@reads(examples=("form plan 2026-Q4", "form plan 下季度 -o plan.html"))
def form_plan(session: Session, period: Of = "") -> None:
    """Make the plan of a period: what is planned, and what the rules ask besides."""
    from orglife.reports.forms.period import plan_form

    branch = session.load()
    show(session, plan_form(branch, session.period(period), session.today))


@app.command("register")
@reads(examples=("form register 2026 -o register.html",))
def form_register(session: Session, period: Of = "") -> None:
    """Make the register of a period: everything held, with attendance and absentees."""
    from orglife.reports.forms.period import register_form

    branch = session.load()
    show(session, register_form(branch, session.period(period), session.today))


@app.command("appraisal")
@reads(examples=("form appraisal 2026 -o appraisal.html",))
def form_appraisal(
    session: Session,
    year: Annotated[
        str, argument("The year; else this year", metavar="[YEAR]", values="number")
    ] = "",
) -> None:
    """Make the sheet of a democratic appraisal; as CSV one row a member, the grade to be filled."""
    from orglife.model.dates import parse_year as read_year
    from orglife.reports.forms.period import appraisal_form

    branch = session.load()
    asked = read_year(year, "YEAR") or session.today.year
    show(session, appraisal_form(branch, asked, session.today))


def _find(session: Session, branch: Branch, words: list[str]) -> Activity:
    from orglife.model.activity_lookup import find_activity

    return find_activity(branch, " ".join(words), today=session.today)

"""`orglife form`: the sheets that are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from orglife.cli.framework.command import Session, noun, reads, show
from orglife.cli.framework.options import argument, option

if TYPE_CHECKING:
    from orglife.model.activity import Activity
    from orglife.model.branch import Branch

app = noun(
    "form",
    "Sheets to print: sign-in, minutes, plan, register, appraisal, problems, roster",
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
def form_sign_in(
    session: Session,
    activity: Which,
    with_remarks: Annotated[
        bool, option("--with-remarks", help="Mark probationary members")
    ] = False,
) -> None:
    """Make the sign-in sheet of an activity, planned or held."""
    from orglife.reports.forms.meeting import sign_in_form

    branch = session.load()
    found = _find(session, branch, activity)
    show(session, sign_in_form(branch, found, remarks=with_remarks))


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
def form_register(
    session: Session,
    period: Of = "",
    by: Annotated[
        str, option("--by", help="On paper in the order of: day, kind", values=("day", "kind"))
    ] = "day",
) -> None:
    """Make the register of a period: everything held, with attendance and absentees."""
    from orglife.errors import ChoiceError
    from orglife.messages import say
    from orglife.reports.forms.period import register_form

    branch = session.load()
    if by not in ("day", "kind"):
        raise ChoiceError(
            say("{value} is no value of {name}", value=by, name="--by"),
            hint=say("one of: {codes}", codes=("day", "kind")),
        )
    found = session.period(period)
    show(session, register_form(branch, found, session.today, by_kind=by == "kind"))


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


@app.command("problems")
@reads(examples=("form problems -o problems.docx", "form problems 132 -o problems.html"))
def form_problems(
    session: Session,
    activity: Annotated[
        list[str] | None,
        argument("The session; else the last one", metavar="[ACTIVITY...]", values="activities"),
    ] = None,
    with_private: Annotated[
        bool, option("--with-private", help="With the texts that are kept apart")
    ] = False,
) -> None:
    """Make the lists of problems and measures of a criticism session."""
    from orglife.reports.forms.problems import problems_form

    branch = session.load()
    found = _find(session, branch, activity or ["last", "organizational-life-meeting"])
    show(session, problems_form(branch, found, session.today, private=with_private))


@app.command("roster")
@reads(
    examples=("form roster -o roster.docx", 'form roster --blank "Born,Education" -o roster.html')
)
def form_roster(
    session: Session,
    blank: Annotated[
        str, option("--blank", metavar="HEADS", help="Empty columns to fill in by hand: A,B,C")
    ] = "",
) -> None:
    """Make the roster of members for the file."""
    from orglife.reports.forms.roster import roster_form

    heads = tuple(head.strip() for head in blank.replace("，", ",").split(",") if head.strip())
    show(session, roster_form(session.load(), session.today, heads))


def _find(session: Session, branch: Branch, words: list[str]) -> Activity:
    from orglife.model.activity_lookup import find_activity

    return find_activity(branch, " ".join(words), today=session.today)

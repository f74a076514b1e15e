"""`orglife appraisal`: the yearly appraisal, with four grades and no score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from orglife.cli.framework.command import Session, change, noun, reads, show, writes
from orglife.cli.framework.options import argument, option

if TYPE_CHECKING:
    from orglife.model.activity import Activity
    from orglife.model.branch import Branch

app = noun(
    "appraisal",
    "The democratic appraisal of members: four grades, no score",
    examples=("appraisal open 2026", "appraisal show"),
)

Meeting = Annotated[
    str,
    option(
        "--meeting",
        metavar="ACTIVITY",
        help="Which appraisal, where several are open",
        values="activities",
    ),
]


@app.command("open")
@writes(examples=("appraisal open 2026", "appraisal open 2026 --on 2027-01-15"))
def appraisal_open(
    session: Session,
    year: Annotated[str, argument("The year that the appraisal is about", values="number")],
    group: Annotated[
        str, option("--group", help="The group in which it is held", values="groups")
    ] = "",
    on: Annotated[
        str, option("--on", metavar="DATE", help="The day it is planned for", values="day")
    ] = "",
) -> None:
    """Plan the appraisal of a year; 'orglife log appraisal' sets it held."""
    from orglife.actions.meetings.appraisal import open_appraisal
    from orglife.model.dates import parse_year as read_year

    change(
        session,
        lambda branch: open_appraisal(
            branch,
            read_year(year or "-", "YEAR") or 0,
            group=group,
            planned=session.day(on, future=True) if on else None,
            today=session.today,
        ),
    )


@app.command("grade")
@writes(
    examples=(
        'appraisal grade "Li Si" excellent',
        'appraisal grade --rest qualified --excellent "Li Si; Wang Wu"',
    )
)
def appraisal_grade(
    session: Session,
    named: Annotated[
        list[str], argument("Names, then their grade", metavar="[NAME...] [GRADE]", values="graded")
    ] = [],
    rest: Annotated[
        str,
        option(
            "--rest", metavar="GRADE", help="The grade of all full members left", values="GRADES"
        ),
    ] = "",
    excellent: Annotated[
        list[str], option("--excellent", metavar="NAMES", help='"A; B"', values="members")
    ] = [],
    qualified: Annotated[
        list[str], option("--qualified", metavar="NAMES", help='"A; B"', values="members")
    ] = [],
    basically: Annotated[
        list[str], option("--basically-qualified", metavar="NAMES", help='"A; B"')
    ] = [],
    unqualified: Annotated[
        list[str], option("--unqualified", metavar="NAMES", help='"A; B"', values="members")
    ] = [],
    measure: Annotated[
        str, option("--measure", help="What those who are to mend something undertake")
    ] = "",
    due: Annotated[str, option("--due", metavar="DATE", help="By when", values="day")] = "",
    force: Annotated[bool, option("--force", help="Record what breaks a rule")] = False,
    meeting: Meeting = "",
) -> None:
    """Record the grades that the meeting decided."""
    from orglife.actions.change import Change
    from orglife.actions.meetings.appraisal import grade
    from orglife.cli.framework.arguments import parse_names
    from orglife.errors import UsageError
    from orglife.messages import say

    given = {
        "excellent": parse_names(excellent),
        "qualified": parse_names(qualified),
        "basically-qualified": parse_names(basically),
        "unqualified": parse_names(unqualified),
    }
    if len(named) == 1:
        raise UsageError(
            say("a grade needs both: the names, then the grade"),
            hint=say('as in: orglife appraisal grade "Li Si" excellent'),
        )
    if named:
        *people, last = named
        given[last] = (*given.get(last, ()), *parse_names(people))

    def act(branch: Branch) -> Change:
        return grade(
            branch,
            _appraisal(session, branch, meeting),
            {code: people for code, people in given.items() if people},
            rest=rest,
            measure=measure,
            due=session.day(due, future=True) if due else None,
            force=force,
            today=session.today,
        )

    change(session, act)


@app.command("close")
@writes(examples=("appraisal close",))
def appraisal_close(session: Session, meeting: Meeting = "") -> None:
    """Close the appraisal; who has no grade or no measure is named."""
    from orglife.actions.meetings.appraisal import close_appraisal

    change(
        session,
        lambda branch: close_appraisal(
            branch, _appraisal(session, branch, meeting), on=session.today
        ),
    )


@app.command("show")
@reads(examples=("appraisal show",))
def appraisal_show(session: Session, meeting: Meeting = "") -> None:
    """Show the grades and the measures."""
    from orglife.reports.meetings.yearly_meetings import appraisal_view

    branch = session.load()
    show(session, appraisal_view(branch, _appraisal(session, branch, meeting), session.today))


def _appraisal(session: Session, branch: Branch, meeting: str) -> Activity:
    from orglife.actions.meetings.appraisal import find_appraisal
    from orglife.model.activity_lookup import find_activity

    if meeting:
        return find_activity(branch, meeting, today=session.today)
    return find_appraisal(branch)

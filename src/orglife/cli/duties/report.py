"""`orglife report`: what is summed up for a meeting, a member, a superior body."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from orglife.cli.framework.command import Session, noun, reads, show
from orglife.cli.framework.options import argument, option

if TYPE_CHECKING:
    from orglife.model.branch import Branch

app = noun(
    "report",
    "Reports: a year, attendance, talks, seats, tasks, a member, what changed",
    examples=("report year 2026 -o summary.html", "report attendance 2026 --absent"),
)

Of = Annotated[str, argument("As 2026, 2026-Q4, 2026-11; else this year", metavar="[PERIOD]")]
Anonymize = Annotated[bool, option("--anonymize", help="Codes in place of names")]


@app.command("year")
@reads(
    examples=(
        "report year 2026",
        "report year 2026 -o summary.html",
        "report year 2026 --anonymize -o summary.md",
    )
)
def report_year(
    session: Session,
    period: Of = "",
    annexes: Annotated[
        bool, option("--annexes", help="On paper with register, findings, attendance, tasks")
    ] = False,
    anonymize: Anonymize = False,
) -> None:
    """Sum up a year on one page, for the superior body."""
    from orglife.reports.duties.report_page import report_page
    from orglife.reports.papers.year_paper import year_paper
    from orglife.reports.year.report import year_view
    from orglife.rules.engine import check_branch

    branch = _branch(session, anonymize=anonymize)
    store = session.store
    asked, day, head = session.period(period), session.today, store.head()
    view = year_view(branch, asked, day, head=head, entries=len(store.history()))
    show(
        session,
        view.on_paper(
            lambda language: year_paper(branch, asked, day, head, language, annexes=annexes),
            screen=True,
            page=lambda: report_page(branch, check_branch(branch, asked, as_of=day), asked, day),
        ),
    )


@app.command("attendance")
@reads(examples=("report attendance 2026", "report attendance --absent --kind lecture --last 3"))
def report_attendance(
    session: Session,
    period: Of = "",
    absent: Annotated[
        bool,
        option(
            "--absent",
            help="Who missed any; with --last, who missed all of these",
            values="members",
            several=True,
        ),
    ] = False,
    kind: Annotated[str, option("--kind", help="Of this kind only", values="kinds")] = "",
    last: Annotated[
        int, option("--last", metavar="N", help="Only the last N to which each was expected")
    ] = 0,
    anonymize: Anonymize = False,
) -> None:
    """Show who was present, excused, absent and exempt at what members must attend."""
    from orglife.errors import UsageError
    from orglife.messages import say
    from orglife.model.names import find_kind
    from orglife.reports.meetings.attendance import (
        AttendanceQuery,
        attendance_lists,
        attendance_view,
    )
    from orglife.reports.papers.attendance_paper import attendance_paper, attendance_workbook

    if last < 0 or last > 100:
        raise UsageError(
            say("--last {n}: no such number of meetings", n=last), hint=say("as in: --last 3")
        )
    branch = _branch(session, anonymize=anonymize)
    asked = AttendanceQuery(
        period=session.period(period),
        day=session.today,
        kind=find_kind(branch, kind).code if kind else "",
        last=last,
        absent=absent,
    )
    view = attendance_view(branch, asked)
    if last:
        show(session, view)
        return
    meetings, people = attendance_lists(branch, asked)
    show(
        session,
        view.on_paper(
            lambda language: attendance_paper(
                branch, asked.period, meetings, people, asked.day, language
            ),
            screen=True,
            workbook=lambda language: attendance_workbook(
                branch, asked.period, meetings, people, asked.day, language
            ),
        ),
    )


@app.command("talks")
@reads(examples=("report talks 2026",))
def report_talks(session: Session, period: Of = "", anonymize: Anonymize = False) -> None:
    """Show how many talks there were of each pair type, and who has talked with whom."""
    from orglife.reports.meetings.talks import talks_view
    from orglife.reports.papers.people_papers import talks_paper

    branch = _branch(session, anonymize=anonymize)
    asked, day = session.period(period), session.today
    show(
        session,
        talks_view(branch, asked, day).on_paper(
            lambda language: talks_paper(branch, asked, day, language)
        ),
    )


@app.command("coverage")
@reads(examples=("report coverage",))
def report_coverage(session: Session, anonymize: Anonymize = False) -> None:
    """Show the seats, what their holders declare to be able to do, and what nobody covers."""
    from orglife.reports.people.committee import coverage_view

    show(session, coverage_view(_branch(session, anonymize=anonymize), session.today))


@app.command("tasks")
@reads(examples=("report tasks 2026",))
def report_tasks(session: Session, period: Of = "", anonymize: Anonymize = False) -> None:
    """Show what was undertaken, kind by kind, and what is open."""
    from orglife.reports.meetings.tasks import task_report_view

    branch = _branch(session, anonymize=anonymize)
    show(session, task_report_view(branch, session.period(period), session.today))


@app.command("member")
@reads(examples=('report member "Li Si" 2026', "report member 李四 -o member.html"))
def report_member(
    session: Session,
    name: Annotated[str, argument("The member", values="members")],
    period: Of = "",
    anonymize: Anonymize = False,
) -> None:
    """Show one member on one page: what is on record."""
    from orglife.model.names import find_member
    from orglife.reports.papers.people_papers import member_paper
    from orglife.reports.people.member_page import member_page

    found = find_member(session.load(), name)
    branch = _branch(session, anonymize=anonymize)
    person, asked, day = branch.members[found.id], session.period(period), session.today
    show(
        session,
        member_page(branch, person, asked, day).on_paper(
            lambda language: member_paper(branch, person, asked, day, language)
        ),
    )


@app.command("changes")
@reads(examples=("report changes --since 2026-10-01",))
def report_changes(
    session: Session,
    since: Annotated[
        str,
        option(
            "--since",
            metavar="DIGEST|DATE",
            help="A state that a report named, or a day",
            needed=True,
        ),
    ] = "",
) -> None:
    """Show what was changed since a day, or since the state that an earlier report named."""
    from orglife.cli.framework.session import local_events
    from orglife.errors import UsageError
    from orglife.messages import say
    from orglife.reports.file.history import changes_view

    if not since:
        raise UsageError(
            say("since when? --since is missing"),
            hint=say("give a day, or the digest at the end of an earlier report"),
        )
    branch, events = local_events(session)
    show(session, changes_view(branch, events, _since(session, since)))


def _since(session: Session, text: str) -> date | str:
    """Return a day; what is none and could be a digest stays one."""
    from orglife.errors import DateError

    try:
        return session.day(text)
    except DateError:
        if set(text.strip().lower()) <= set("0123456789abcdef"):
            return text.strip()
        raise


def _branch(session: Session, *, anonymize: bool) -> Branch:
    branch = session.load()
    if not anonymize:
        return branch
    from orglife.reports.exports.whole_branch import anonymize_branch

    return anonymize_branch(branch)

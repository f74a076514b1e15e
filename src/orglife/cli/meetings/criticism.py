"""`orglife criticism`: the yearly session of criticism and self-criticism, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from orglife.cli.framework.command import Session, change, noun, reads, show, writes
from orglife.cli.framework.options import argument, option
from orglife.cli.framework.record_options import TypedFields, record_options
from orglife.model.fields.activity import ACTIVITY_FIELDS
from orglife.model.fields.field import HOLD

if TYPE_CHECKING:
    from orglife.model.activity import Activity
    from orglife.model.branch import Branch

app = noun(
    "criticism",
    "Criticism and self-criticism: the yearly session",
    examples=("criticism open 2026", "criticism show"),
)

Meeting = Annotated[
    str,
    option(
        "--meeting",
        metavar="ACTIVITY",
        help="Which session, where several are open",
        values="activities",
    ),
]


@app.command("open")
@writes(
    examples=("criticism open 2026", "criticism open 2026 --form group --group 2 --on 2026-12-18")
)
def criticism_open(
    session: Session,
    year: Annotated[str, argument("The year that the session is about", values="number")],
    form: Annotated[
        str, option("--form", help="Held in the form of: general, committee, group", values="FORMS")
    ] = "",
    group: Annotated[str, option("--group", help="The group that holds it", values="groups")] = "",
    on: Annotated[
        str, option("--on", metavar="DATE", help="The day it is planned for", values="day")
    ] = "",
) -> None:
    """Plan the organizational-life meeting of a year; open measures carry over."""
    from orglife.actions.meetings.criticism import open_session
    from orglife.model.dates import parse_year as read_year

    change(
        session,
        lambda branch: open_session(
            branch,
            read_year(year or "-", "YEAR") or 0,
            form=form,
            group=group,
            planned=session.day(on, future=True) if on else None,
            today=session.today,
        ),
    )


@app.command("prepare")
@writes(examples=("criticism prepare theme --on 2026-12-01",))
def criticism_prepare(
    session: Session,
    step: Annotated[str, argument("theme, study, talks or opinions", values="SESSION_STEPS")],
    on: Annotated[str, option("--on", metavar="DATE", help="When it was done", values="day")] = "",
    meeting: Meeting = "",
) -> None:
    """Record a step of the preparation."""
    from orglife.actions.meetings.criticism import prepare_session

    change(
        session,
        lambda branch: prepare_session(
            branch,
            _session(session, branch, meeting),
            step,
            on=session.day(on),
            today=session.today,
        ),
    )


@app.command("hold")
@writes(examples=('criticism hold --on 2026-12-18 --absent "Li Si:excused:ill"',))
@record_options(ACTIVITY_FIELDS, HOLD)
def criticism_hold(
    session: Session,
    on: Annotated[
        str, option("--on", metavar="DATE", help="The day it was held", values="day", needed=True)
    ] = "",
    absent: Annotated[
        list[str],
        option(
            "--absent",
            metavar="NAMES",
            help='"NAME[:excused|absent|exempt[:REASON]]; ..."; all others were present',
            values="members",
            several=True,
        ),
    ] = [],
    present: Annotated[
        list[str],
        option(
            "--present",
            metavar="NAMES",
            help="Only these were present",
            values="members",
            several=True,
        ),
    ] = [],
    late: Annotated[
        list[str],
        option(
            "--late", metavar="NAMES", help="Present, arrived late", values="members", several=True
        ),
    ] = [],
    meeting: Meeting = "",
    *,
    fields: TypedFields,
) -> None:
    """Set the planned session held; everyone expected was present but those who are named."""
    from orglife.actions.change import Change
    from orglife.actions.meetings.activity_entry import ActivityEntry
    from orglife.actions.meetings.criticism import hold_session
    from orglife.cli.framework.arguments import absentees, parse_names
    from orglife.cli.framework.arguments import parse_present as only_present
    from orglife.errors import UsageError
    from orglife.messages import say

    if not on:
        raise UsageError(
            say("on which day was it held? --on is missing"),
            hint=say("as in: --on 2026-11-20, --on today, --on friday"),
        )

    def act(branch: Branch) -> Change:
        entry = ActivityEntry(
            kind="",
            day=session.day(on),
            absent=absentees(absent, branch),
            late=parse_names(late),
            present=only_present(present),
            fields=fields.parse(session),
        )
        return hold_session(
            branch, _session(session, branch, meeting), entry, recorded=session.today
        )

    change(session, act)


@app.command("add")
@writes(
    examples=(
        'criticism add "Li Si" --self --received 3 --accepted',
        (
            'criticism add --problem "style:Notices come late" --measure "A week ahead" '
            '--owner "Li Si" --due 2027-03-31'
        ),
    ),
    private=("problem",),
)
def criticism_add(
    session: Session,
    name: Annotated[
        str, argument("The member; without one, a problem of the branch itself", values="members")
    ] = "",
    self_: Annotated[bool, option("--self", help="Self-criticism was made")] = False,
    received: Annotated[
        int | None, option("--received", help="How many opinions were received", values="number")
    ] = None,
    given: Annotated[
        int | None, option("--given", help="How many opinions were given", values="members")
    ] = None,
    accepted: Annotated[bool, option("--accepted", help="They were accepted")] = False,
    problem: Annotated[
        list[str],
        option(
            "--problem",
            metavar="FIELD[:TEXT]",
            help="political, ideological, organizational, style or discipline; the text is private",
        ),
    ] = [],
    measure: Annotated[
        list[str], option("--measure", metavar="TEXT", help="What is to be put right")
    ] = [],
    owner: Annotated[
        str,
        option("--owner", metavar="NAME", help="Who does it; else the member", values="members"),
    ] = "",
    due: Annotated[str, option("--due", metavar="DATE", help="By when", values="day")] = "",
    meeting: Meeting = "",
) -> None:
    """Record one member's part: facts and numbers; a measure becomes a rectification task."""
    from orglife.actions.change import Change
    from orglife.actions.meetings.criticism import CriticismEntry, add_part
    from orglife.cli.framework.arguments import parse_pair

    def act(branch: Branch) -> Change:
        part = CriticismEntry(
            name=name,
            made=self_,
            received=received,
            given=given,
            accepted=accepted,
            problems=tuple(parse_pair(text) for text in problem),
            measures=tuple(measure),
            owner=owner,
            due=session.day(due, future=True) if due else None,
        )
        return add_part(branch, _session(session, branch, meeting), part, today=session.today)

    change(session, act)


@app.command("close")
@writes(examples=("criticism close",))
def criticism_close(session: Session, meeting: Meeting = "") -> None:
    """Close the session; refused where problems were found and nothing was resolved."""
    from orglife.actions.meetings.criticism import close_session

    change(
        session,
        lambda branch: close_session(branch, _session(session, branch, meeting), on=session.today),
    )


@app.command("sheet")
@reads(examples=("criticism sheet -o session.csv",))
def criticism_sheet(session: Session, meeting: Meeting = "") -> None:
    """Make the sheet to hand out, as in -o session.csv; 'orglife import' brings it back."""
    from orglife.reports.meetings.yearly_meetings import criticism_sheet_view

    branch = session.load()
    found = _session(session, branch, meeting)
    show(session, criticism_sheet_view(branch, found, session.today))


@app.command("show")
@reads(examples=("criticism show",))
def criticism_show(
    session: Session,
    meeting: Meeting = "",
    with_private: Annotated[
        bool, option("--with-private", help="Texts that are kept apart too")
    ] = False,
) -> None:
    """Show the session: preparation, each member's part, measures, what is carried over."""
    from orglife.reports.meetings.yearly_meetings import criticism_view

    branch = session.load()
    found = _session(session, branch, meeting)
    show(session, criticism_view(branch, found, session.today, private=with_private))


def _session(session: Session, branch: Branch, meeting: str) -> Activity:
    from orglife.actions.meetings.criticism import find_session
    from orglife.model.activity_lookup import find_activity

    if meeting:
        return find_activity(branch, meeting, today=session.today)
    return find_session(branch)

"""`orglife group`: who is in the groups and who leads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from orglife.cli.framework.command import change, noun, reads, show, writes
from orglife.cli.framework.options import argument, option
from orglife.cli.framework.record_options import TypedFields, record_options
from orglife.cli.framework.session import Session
from orglife.model.fields.field import ADD
from orglife.model.fields.people import GROUP_FIELDS

if TYPE_CHECKING:
    from orglife.model.branch import Branch
    from orglife.rules.finding import Finding

app = noun(
    "group",
    "Groups: who is in them and who leads them",
    examples=("group list", "group suggest --by residence"),
)

NAME = "The group: a name or number"


@app.command("create")
@writes(
    examples=(
        (
            'group create "Group 4" --member "Li Si; Wang Wu; Zhao Min" --leader "Li Si" '
            "--basis residence"
        ),
    )
)
@record_options(GROUP_FIELDS, ADD)
def group_create(
    session: Session,
    name: Annotated[str, argument("The group's name")],
    member: Annotated[
        list[str],
        option(
            "--member",
            metavar="NAME",
            help="A member; may be repeated",
            values="members",
            needed=True,
            several=True,
        ),
    ] = [],
    leader: Annotated[
        str, option("--leader", metavar="NAME", help="Who leads it", values="members")
    ] = "",
    how: Annotated[
        str, option("--how", help="appointed or recommended", values="LEADER_SELECTION")
    ] = "",
    on: Annotated[
        str, option("--on", metavar="DATE", help="From this day; else today", values="day")
    ] = "",
    secondary: Annotated[
        bool, option("--secondary", help="The members keep their primary groups")
    ] = False,
    force: Annotated[bool, option("--force", help="Even where a group would be too small")] = False,
    *,
    fields: TypedFields,
) -> None:
    """Form a group of three or more members, one of them a full member."""
    from orglife.actions.people.groups import GroupEntry, create_group
    from orglife.cli.framework.arguments import parse_names

    entry = GroupEntry(
        name=name,
        members=parse_names(member),
        leader=leader,
        how=how,
        secondary=secondary,
    )
    change(
        session,
        lambda branch: create_group(
            branch,
            entry._replace(**fields.parse(session)),
            day=session.day(on),
            force=force,
        ),
    )


@app.command("assign")
@writes(
    examples=(
        'group assign "Li Si=Group 2" "Wang Wu=Group 1" --on 2026-12-01',
        "group assign 李四=第二党小组",
    )
)
def group_assign(
    session: Session,
    moves: Annotated[
        list[str],
        argument(
            "Who goes where; several at once",
            metavar="NAME=GROUP...",
            values="member=group",
            several=True,
        ),
    ],
    on: Annotated[
        str, option("--on", metavar="DATE", help="From this day; else today", values="day")
    ] = "",
    secondary: Annotated[
        bool, option("--secondary", help="Beside the primary group, as in a dual group")
    ] = False,
    force: Annotated[bool, option("--force", help="Even where a group would be too small")] = False,
) -> None:
    """Move members to groups: several are one change; NAME=none takes out of the group."""
    from orglife.actions.people.groups import assign_members as assigned
    from orglife.cli.framework.arguments import parse_assignments

    pairs = parse_assignments(moves, "Li Si=Group 2")
    change(
        session,
        lambda branch: assigned(
            branch, pairs, day=session.day(on), secondary=secondary, force=force
        ),
    )


@app.command("leader")
@writes(examples=('group leader "Group 2" "Li Si" --how recommended',))
def group_leader(
    session: Session,
    group: Annotated[str, argument(NAME, values="groups")],
    name: Annotated[str, argument("The member who leads it", values="members")],
    on: Annotated[
        str, option("--on", metavar="DATE", help="From this day; else today", values="day")
    ] = "",
    how: Annotated[
        str, option("--how", help="appointed or recommended", values="LEADER_SELECTION")
    ] = "",
) -> None:
    """Say who leads a group."""
    from orglife.actions.people.groups import name_leader

    change(session, lambda branch: name_leader(branch, group, name, day=session.day(on), how=how))


@app.command("dissolve")
@writes(examples=('group dissolve "Group 4" --on 2026-12-31',))
def group_dissolve(
    session: Session,
    group: Annotated[str, argument(NAME, values="groups")],
    on: Annotated[
        str,
        option("--on", metavar="DATE", help="The first day without it; else today", values="day"),
    ] = "",
) -> None:
    """Dissolve a group; its members are then in none."""
    from orglife.actions.people.groups import dissolve_group

    change(session, lambda branch: dissolve_group(branch, group, day=session.day(on)))


@app.command("list")
@reads(examples=("group list",))
def group_list(session: Session) -> None:
    """List the groups: members, leader, meetings held and due."""
    from orglife.reports.people.groups import groups_view

    branch = session.load()
    show(session, groups_view(branch, _meetings(session, branch), session.today))


@app.command("show")
@reads(examples=("group show 2",))
def group_show(session: Session, group: Annotated[str, argument(NAME, values="groups")]) -> None:
    """Show a group: members, leader, meetings, attendance, what was held and when last."""
    from orglife.model.names import find_group
    from orglife.reports.people.groups import group_view

    branch = session.load()
    found = find_group(branch, group)
    show(session, group_view(branch, found, _meetings(session, branch), session.today))


@app.command("suggest")
@writes(
    examples=("group suggest --by residence --max 9", "group suggest --by unit --count 3 --apply")
)
def group_suggest(
    session: Session,
    by: Annotated[
        str,
        option(
            "--by",
            help="What keeps people together: residence, unit or duty",
            values="DIVISION_CRITERIA",
        ),
    ] = "residence",
    count: Annotated[int | None, option("--count", metavar="N", help="So many groups")] = None,
    least: Annotated[
        int | None, option("--min", metavar="N", help="So many members at least (3)")
    ] = None,
    most: Annotated[
        int | None, option("--max", metavar="N", help="So many members at most")
    ] = None,
    keep: Annotated[
        list[str],
        option(
            "--keep",
            metavar="NAME=GROUP",
            help="Who stays where; may be repeated",
            values="member=group",
        ),
    ] = [],
    on: Annotated[
        str, option("--on", metavar="DATE", help="From this day; else today", values="day")
    ] = "",
    apply: Annotated[bool, option("--apply", help="Divide the branch so")] = False,
    force: Annotated[
        bool, option("--force", help="Even where a group would later be too small")
    ] = False,
) -> None:
    """Propose how to divide the branch into groups, and say why; write nothing without --apply."""
    from orglife.actions.people.division import propose
    from orglife.cli.framework.arguments import parse_assignments
    from orglife.model.proposal import ProposalTerms
    from orglife.reports.people.division import division_view

    terms = ProposalTerms(by, least, most, count, parse_assignments(keep, "Li Si=Group 2"))
    if not apply:
        branch = session.load()
        proposal = propose(branch, terms, day=session.day(on))
        typed = session.command.removeprefix("orglife")
        show(session, division_view(branch, proposal, f"{session.program}{typed} --apply"))
        return
    from orglife.actions.people.division import divide_branch

    change(
        session,
        lambda branch: divide_branch(
            branch, propose(branch, terms, day=session.day(on)), force=force
        ),
    )


def _meetings(session: Session, branch: Branch) -> list[Finding]:
    """Return how many meetings the groups held this year, and how many were due."""
    from orglife.model.calendar import Period
    from orglife.reports.people.groups import MEETINGS
    from orglife.rules.engine import check_branch

    return check_branch(
        branch, Period.year(session.today.year), as_of=session.today, only=(MEETINGS,)
    )

"""The groups of a day: who leads them, how many they are, when they last met."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from orglife.messages import say
from orglife.model.branch import Branch
from orglife.model.group import Group
from orglife.model.roster import belongs, groups_on, primary_groups_of
from orglife.model.terms import BASES, GROUP_TYPES
from orglife.reports.people.group_facts import group_data
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table, View
from orglife.rules.finding import Finding


def groups_view(branch: Branch, findings: Sequence[Finding], day: date) -> View:
    """Return the groups that exist on `day`; `findings` are those of its year on their meetings."""
    groups = groups_on(branch, day)
    data = {
        "schema": "orglife.groups/1",
        "branch": branch.meta.name,
        "as_of": day,
        "groups": [group_data(branch, one, findings, day) for one in groups],
    }
    columns = (
        Column("id", say("No."), "right"),
        Column("name", say("Group")),
        Column("type", say("type")),
        Column("basis", say("basis")),
        Column("members", say("members"), "right"),
        Column("full", say("full"), "right"),
        Column("leader", say("leader")),
        Column("meetings", say("meetings in {year}", year=str(day.year)), "right"),
        Column("last", say("last held")),
    )
    table = Table(
        columns,
        tuple(_row(branch, one, findings, day) for one in groups),
        empty=say("There are no groups. See a proposal: orglife group suggest --by residence"),
    )
    blocks: list[Block] = [
        Heading(say("Groups of {branch}", branch=branch.meta.name), say("{day}", day=day)),
        table,
    ]
    loose = [
        one.name
        for one in branch.members.values()
        if groups and not primary_groups_of(branch, one.id, day) and belongs(branch, one, day)
    ]
    data["without_group"] = loose
    if loose:
        blocks.append(Line(say("In no group: {names}", names=tuple(loose)), "warning"))
    return View(data, tuple(blocks))


def _row(branch: Branch, group: Group, findings: Sequence[Finding], day: date) -> tuple[Cell, ...]:
    one = group_data(branch, group, findings, day)
    return (
        group.id,
        group.name,
        GROUP_TYPES[group.type],
        BASES[group.basis] if group.basis else None,
        one["members"],
        one["full"],
        one["leader"]["name"] if one["leader"] else None,
        f"{one['meetings_held']}/{one['meetings_due']}",
        one["last_held"],
    )

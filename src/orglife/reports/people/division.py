"""A proposed division into groups: who would be where, and why."""

from __future__ import annotations

from collections.abc import Iterator

from orglife.messages import Message, say, say_n
from orglife.model.branch import Branch
from orglife.model.proposal import Proposal
from orglife.model.terms import DIVISION_CRITERIA, STAGES
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table, View


def division_view(branch: Branch, proposal: Proposal, apply_with: str = "") -> View:
    """Return the proposal group by group, then what it would change; `apply_with` is a command."""
    before = {move.member: move.before for move in proposal.moves}
    data = {
        "schema": "orglife.group-suggest/1",
        "branch": branch.meta.name,
        "day": proposal.day,
        "by": proposal.by,
        "min": proposal.terms.least,
        "max": proposal.terms.most,
        "count": proposal.terms.groups,
        "groups": [
            {
                "name": one.name,
                "id": one.group,
                "new": one.group is None,
                "shared": one.key,
                "size": len(one.members),
                "full": one.full,
                "reasons": [
                    {
                        "code": reason.code,
                        "shared": reason.key,
                        "members": list(reason.members),
                        "message": reason.said,
                    }
                    for reason in one.reasons
                ],
                "members": [
                    {
                        "id": key,
                        "name": branch.members[key].name,
                        "standing": branch.members[key].stage_on(proposal.day),
                        proposal.by: getattr(branch.members[key], proposal.by),
                        "moves": key in before,
                        "from": before.get(key),
                    }
                    for key in one.members
                ],
            }
            for one in proposal.groups
        ],
        "moves": len(proposal.moves),
        "dissolved": [{"id": key, "name": branch.groups[key].name} for key in proposal.dissolved],
    }
    blocks: list[Block] = [
        Heading(
            say("Proposal for {branch}", branch=branch.meta.name),
            say("{day}, by {field}", day=proposal.day, field=DIVISION_CRITERIA[proposal.by]),
        ),
    ]
    for one in proposal.groups:
        size = say_n("{n} member", "{n} members", len(one.members))
        line = say("{group}: {size}, {full} full", group=one.name, size=size, full=one.full)
        blocks.append(Line(line))
        blocks += [Line(say("  {reason}", reason=reason.said)) for reason in one.reasons]
    blocks += [Line(""), _people(branch, proposal), Line("")]
    blocks += [Line(line) for line in _changes(branch, proposal)]
    if apply_with and (proposal.moves or proposal.dissolved):
        blocks += [
            Line(say("Nothing is written. To divide it so:")),
            Line(f"  {apply_with}", "command"),
        ]
    return View(data, tuple(blocks))


def _people(branch: Branch, proposal: Proposal) -> Table:
    before = {move.member: move.before for move in proposal.moves}
    rows: list[tuple[Cell, ...]] = []
    for one in proposal.groups:
        for key in one.members:
            member = branch.members[key]
            stage = member.stage_on(proposal.day)
            old = before.get(key)
            rows.append(
                (
                    one.name,
                    member.name,
                    STAGES[stage] if stage is not None else None,
                    getattr(member, proposal.by) or None,
                    branch.groups[old].name if old is not None else None,
                )
            )
    return Table(
        (
            Column("group", say("group")),
            Column("name", say("name")),
            Column("standing", say("standing")),
            Column(proposal.by, say("{field}", field=DIVISION_CRITERIA[proposal.by])),
            Column("from", say("comes from")),
        ),
        tuple(rows),
    )


def _changes(branch: Branch, proposal: Proposal) -> Iterator[Message]:
    old = [move for move in proposal.moves if move.before is not None]
    if not proposal.moves and not proposal.dissolved:
        yield say("The groups are divided so already.")
    elif old:
        yield say_n("{n} would move.", "{n} would move.", len(old))
    if proposal.dissolved:
        names = tuple(branch.groups[key].name for key in proposal.dissolved)
        yield say("Dissolved: {names}", names=names)

"""Texts that are kept apart: shown only where they are asked for by an explicit flag."""

from __future__ import annotations

from typing import Any

from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.layer import Body
from orglife.model.terms import PROBLEM_FIELDS
from orglife.reports.view import Block, Heading, Line


def bodies_of(branch: Branch, table: str, record: int) -> list[Body]:
    """Return the texts of a record, by id."""
    return [
        body for body in branch.private.values() if (body.table, body.record) == (table, record)
    ]


def bodies_data(branch: Branch, bodies: list[Body]) -> list[dict[str, Any]]:
    """Return texts for programs."""
    return [
        {
            "id": body.id,
            "member": None
            if body.member is None
            else {"id": body.member, "name": branch.members[body.member].name},
            "label": body.label,
            "on": body.on,
            "text": body.text,
        }
        for body in bodies
    ]


def bodies_blocks(branch: Branch, bodies: list[Body]) -> list[Block]:
    """Return texts for people, each with whom and what it is about."""
    if not bodies:
        return []
    found: list[Block] = [Heading(say("Kept apart, private"), level=2)]
    found += [Line(_said(branch, body)) for body in bodies]
    return found


def _said(branch: Branch, body: Body) -> Message:
    about: list[Message | str] = []
    if body.member is not None:
        about.append(branch.members[body.member].name)
    field = PROBLEM_FIELDS.get(body.label.partition(":")[2])
    if field is not None:
        about.append(say("{field}", field=field))
    if not about:
        return say("{day}: {text}", day=body.on, text=body.text)
    return say("{day}, {about}: {text}", day=body.on, about=tuple(about), text=body.text)

"""The notice to one branch: what was missed, in the branch's own language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.terms import SEVERITIES, SUBJECT_TYPES
from orglife.reports.formats.render import render
from orglife.reports.view import Block, Capital, Column, Heading, Line, Table, View, Weekday

if TYPE_CHECKING:
    from orglife.audit.question import Question
    from orglife.reports.language import Language


def notice(
    branch: Branch, missed: list[dict[str, Any]], question: Question, language: Language
) -> str:
    """Return the notice as Markdown; `missed` are findings as they are told."""
    period, name = question.period, branch.meta.name
    blocks: list[Block] = [
        Heading(
            say("{branch}: what was missed, {period}", branch=name, period=period),
            say("as of {day}", day=Weekday(question.as_of)),
        )
    ]
    if branch.meta.superior:
        blocks.append(Line(say("Superior: {name}", name=branch.meta.superior)))
    if missed:
        blocks.append(_table(missed))
    else:
        blocks.append(Line(say("Nothing was missed.")))
    if not question.names:
        blocks.append(Line(say("Persons stand as codes: M007 is member #7 of the branch's file.")))
    text = render("md", View({}, tuple(blocks)), language)
    return text if isinstance(text, str) else text.decode()


def _table(missed: list[dict[str, Any]]) -> Table:
    columns = (
        Column("severity", say("Severity")),
        Column("rule", say("Rule")),
        Column("article", say("Article")),
        Column("subject", say("Who")),
        Column("period", say("Period")),
        Column("message", say("What was found")),
    )
    rows = tuple(
        (
            SEVERITIES[one["severity"]],
            say("{rule} {title}", rule=one["rule"], title=one["title"]),
            one["article"],
            _who(one["subject"]),
            one["period"],
            one["message"],
        )
        for one in missed
    )
    return Table(columns, rows)


def _who(subject: dict[str, Any]) -> Message | str | Capital:
    kind, name = subject["type"], str(subject["name"])
    if kind == "branch":
        return Capital(SUBJECT_TYPES["branch"])
    if kind in ("member", "group"):
        return name
    return say("{name} #{id}", name=name, id=subject["id"])

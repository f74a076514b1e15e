"""The members of a day, and what is on record about one of them: facts, and no rating."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.calendar import PartialDate
from orglife.model.group import Group, Post
from orglife.model.member import Member
from orglife.model.roster import first_day, groups_on, is_member_on, posts_on, primary_groups_of
from orglife.model.terms import SEATS, STAGES, Term
from orglife.reports.columns import RecordColumn, json_of, not_in_data, records_view
from orglife.reports.view import Block, Cell, Column, Heading, Line, Table, View


def members_view(branch: Branch, day: date, *, everybody: bool = False) -> View:
    """Return the members on `day` and those visiting; `everybody` adds all others on record."""
    shown = [
        one
        for one in branch.members.values()
        if everybody or is_member_on(branch, one, day) or _visits(branch, one, day)
    ]
    here = [one for one in shown if is_member_on(branch, one, day)]
    full = sum(one.stage_on(day) == "full" for one in here)
    count = say(
        "{total} members: {full} full, {probationary} probationary",
        total=len(here),
        full=full,
        probationary=len(here) - full,
    )
    title = Heading(say("Members of {branch}", branch=branch.meta.name), say("{day}", day=day))
    return records_view(
        {
            "schema": "orglife.members/1",
            "branch": branch.meta.name,
            "as_of": day,
            "total": len(here),
            "full": full,
            "probationary": len(here) - full,
        },
        "members",
        shown,
        _columns(branch, day),
        shown=("id", "name", "standing", "group", "posts", "joined", "full_since", "note"),
        above=(title,),
        below=(Line(count),),
        styles=tuple("" if is_member_on(branch, one, day) else "exempt" for one in shown),
        empty=say("Nobody is on record. Bring in a roster with: orglife import ROSTER.csv"),
    )


def _columns(branch: Branch, day: date) -> tuple[RecordColumn, ...]:
    """Return what the list says of a member on `day`, in the order of JSON."""

    def group_names(member: Member) -> str | None:
        beside = secondary_groups_of(branch, member, day)
        groups = [*primary_groups_of(branch, member.id, day), *beside]
        return ", ".join(group.name for group in groups) or None

    def primary_group(member: Member) -> dict[str, Any] | None:
        primary = primary_groups_of(branch, member.id, day)
        return {"id": primary[0].id, "name": primary[0].name} if primary else None

    def posts_of_member(member: Member) -> list[Post]:
        return [post for post in posts_on(branch, day) if post.member == member.id]

    def stage_title(member: Member) -> Term | None:
        stage = member.stage_on(day)
        return STAGES[stage] if stage is not None else None

    return (
        RecordColumn("id", say("No."), lambda one: f"#{one.id}", lambda one: one.id, "right"),
        RecordColumn("name", say("name"), lambda one: one.name),
        RecordColumn("other_names", data=lambda one: list(one.other_names)),
        RecordColumn("belongs", data=lambda one: is_member_on(branch, one, day)),
        RecordColumn("visiting", data=lambda one: one.visiting),
        RecordColumn("former", data=lambda one: one.former),
        RecordColumn("standing", say("standing"), stage_title, lambda one: one.stage_on(day)),
        RecordColumn("standing_title", data=stage_title),
        RecordColumn(
            "joined",
            say("joined"),
            lambda one: known_day(one.joined),
            lambda one: _text(one.joined),
        ),
        RecordColumn(
            "full_since",
            say("full since"),
            lambda one: known_day(one.full_since),
            lambda one: _text(one.full_since),
        ),
        RecordColumn("arrived", data=lambda one: _text(one.arrived)),
        RecordColumn("left", data=lambda one: _text(one.left)),
        RecordColumn("group", say("group"), group_names, primary_group),
        RecordColumn(
            "also_in",
            data=lambda one: [
                {"id": group.id, "name": group.name}
                for group in secondary_groups_of(branch, one, day)
            ],
        ),
        RecordColumn(
            "posts",
            say("posts"),
            lambda one: _seats(tuple(SEATS[post.seat] for post in posts_of_member(one))),
            lambda one: [
                {"seat": post.seat, "title": SEATS[post.seat], "since": post.since}
                for post in posts_of_member(one)
            ],
        ),
        RecordColumn("note", say("note"), lambda one: note_on(branch, one, day), not_in_data),
    )


def member_view(branch: Branch, member: Member, day: date) -> View:
    """Return what is on record about a member, as of `day`."""
    facts = facts_about(branch, member, day)
    data = {
        "schema": "orglife.member/1",
        "branch": branch.meta.name,
        "as_of": day,
        **member_data(branch, member, day),
        "residence": member.residence,
        "unit": member.unit,
        "duty": member.duty,
        "remark": member.remark,
        "facts": [{"code": one.code, "title": one.title, "value": one.value} for one in facts],
        "history": [
            {"since": since, "until": until, "what": what}
            for since, until, what in history_of(branch, member)
        ],
    }
    blocks: list[Block] = [
        Heading(
            say("{name} #{id}", name=member.name, id=member.id),
            say("{branch}, {day}", branch=branch.meta.name, day=day),
        ),
        Table(
            (Column("what", say("what")), Column("value", say("value"))),
            tuple((one.title, one.value) for one in facts),
        ),
    ]
    rows = history_of(branch, member)
    if rows:
        blocks.append(Line(""))
        blocks.append(
            Table(
                (
                    Column("since", say("from")),
                    Column("until", say("until")),
                    Column("what", say("what")),
                ),
                tuple(rows),
                title=say("Over time"),
            )
        )
    return View(data, tuple(blocks))


def member_data(branch: Branch, member: Member, day: date) -> dict[str, Any]:
    """Return a member for programs, as of `day`."""
    return json_of(_columns(branch, day), [member])[0]


def secondary_groups_of(branch: Branch, member: Member, day: date) -> list[Group]:
    """Return the groups in which a member has a place beside the primary one."""
    return [
        group
        for group in groups_on(branch, day)
        if any(
            one.member == member.id and not one.primary and one.covers(day)
            for one in group.memberships
        )
    ]


def known_day(day: PartialDate | None) -> date | str | None:
    """Return a day for a cell; a month stays a text."""
    if day is None:
        return None
    return str(day) if day.day is None else day.first


def note_on(branch: Branch, member: Member, day: date) -> Message | Term | None:
    """Return what sets a member apart on `day`: visiting, away, gone."""
    if member.former:
        return say("former")
    if member.left is not None and member.left.last < day:
        return say("left {day}", day=str(member.left))
    if member.transferred_on(day):
        return say("transferred")
    if member.visiting:
        return say("visiting")
    if day < first_day(branch, member):
        return say("from {day}", day=first_day(branch, member))
    if member.suspended_on(day):
        return say("rights suspended")
    if member.mobile_on(day):
        return say("mobile")
    if member.exempt_on(day):
        return say("exempt")
    if member.excused_on(day):
        return say("long leave")
    if any(one.sent <= day and one.received is None for one in member.transfers):
        return say("sent away and not yet received")
    return None


def _visits(branch: Branch, member: Member, day: date) -> bool:
    return (
        member.visiting
        and not member.former
        and first_day(branch, member) <= day
        and (member.left is None or day <= member.left.last)
    )


def _text(day: PartialDate | None) -> str | None:
    return str(day) if day is not None else None


class Fact(NamedTuple):
    """One thing that is known: a stable code, its title, its value."""

    code: str
    title: Message
    value: Cell


def facts_about(branch: Branch, member: Member, day: date) -> list[Fact]:
    """Return what is known of a member on `day`; what is not known is left out."""
    stage = member.stage_on(day)
    groups = primary_groups_of(branch, member.id, day)
    beside = [
        group.name
        for group in groups_on(branch, day)
        if any(
            one.member == member.id and not one.primary and one.covers(day)
            for one in group.memberships
        )
    ]
    posts = [post for post in posts_on(branch, day) if post.member == member.id]
    duties = [duty for post in posts for duty in post.duties]
    found = [
        Fact("standing", say("standing"), STAGES[stage] if stage is not None else None),
        Fact("other_names", say("other names"), ", ".join(member.other_names)),
        *(
            Fact(f"stage_{code}", say("{stage} since", stage=term), str(member.stages[code]))
            for code, term in STAGES.items()
            if member.stages.get(code) is not None
        ),
        Fact(
            "in_branch_from",
            say("in the branch from"),
            first_day(branch, member) if stage in (None, "probationary", "full") else None,
        ),
        Fact("group", say("group"), ", ".join(group.name for group in groups)),
        Fact("also_in", say("also in"), ", ".join(beside)),
        Fact("posts", say("posts"), _seats(tuple(SEATS[post.seat] for post in posts))),
        Fact("duties", say("duties"), "; ".join(duties)),
        Fact("residence", say("residence"), member.residence),
        Fact("unit", say("unit"), member.unit),
        Fact("duty", say("duty"), member.duty),
        Fact("remark", say("remark"), member.remark),
        *_flags(member),
        *_spells(branch, member, day),
    ]
    return [fact for fact in found if fact.value not in (None, "")]


def _seats(seats: tuple[object, ...]) -> Message | None:
    return say("{seats}", seats=seats) if seats else None


def _flags(member: Member) -> list[Fact]:
    found = []
    if member.visiting:
        value = say("takes part here; the relationship is with another branch")
        found.append(Fact("visiting", say("visiting"), value))
    if member.dual:
        value = say("attends as an ordinary member (Art. 16)")
        found.append(Fact("dual", say("dual organizational life"), value))
    if member.former:
        found.append(Fact("former", say("former"), say("known by name only")))
    if member.left is not None:
        found.append(Fact("left", say("last day here"), str(member.left)))
        found.append(Fact("left_reason", say("why"), member.left_reason))
    return found


def _spells(branch: Branch, member: Member, day: date) -> list[Fact]:
    """Return what is so on `day`: away, on leave, exempt, without rights, being transferred."""
    found = []
    if (mobile := member.mobile_on(day)) is not None:
        contact = branch.members[mobile.contact].name if mobile.contact is not None else ""
        place = say("{place} (abroad)", place=mobile.place) if mobile.abroad else mobile.place
        found.append(Fact("mobile", say("mobile since"), mobile.since))
        found.append(Fact("mobile_place", say("place"), place))
        found.append(Fact("mobile_contact", say("contact person"), contact))
    for code, title, spell in (
        ("excused", say("long leave"), member.excused_on(day)),
        ("exempt", say("exempt (Art. 23)"), member.exempt_on(day)),
        (
            "suspended",
            say("rights suspended"),
            next((spell for spell in member.suspended if spell.covers(day)), None),
        ),
    ):
        if spell is not None:
            found.append(Fact(code, title, spell_said(spell.since, spell.until, spell.reason)))
    for one in member.transfers:
        if one.sent <= day and (one.returned is None or day < one.returned):
            found.append(Fact("transfer", say("sent to"), _transfer(one.to, one.sent)))
            found.append(Fact("transfer_received", say("received there"), one.received))
            found.append(Fact("letter_until", say("letter valid until"), one.letter_until))
    return found


def _transfer(to: str, sent: date) -> Message:
    return say("{to}, on {day}", to=to, day=sent) if to else say("on {day}", day=sent)


def spell_said(since: date, until: date | None, reason: str) -> Message:
    """Return a run of days with its reason."""
    if until is None:
        run = say("from {since}", since=since)
    else:
        run = say("{since} to {until}", since=since, until=until)
    return say("{days}: {reason}", days=run, reason=reason) if reason else run


def history_of(branch: Branch, member: Member) -> list[tuple[Cell, Cell, Cell]]:
    """Return groups, leaderships, seats and spells of a member by their first days."""
    rows: list[tuple[date | None, date | None, Cell]] = []
    for group in branch.groups.values():
        for held in group.memberships:
            if held.member == member.id:
                form = say("in {group}", group=group.name)
                beside = say("also in {group}", group=group.name)
                rows.append((held.since, held.until, form if held.primary else beside))
        rows += [
            (led.since, led.until, say("leads {group}", group=group.name))
            for led in group.leaders
            if led.member == member.id
        ]
    rows += [
        (post.since, post.until, SEATS[post.seat])
        for post in branch.posts.values()
        if post.member == member.id
    ]
    for title, spells in (
        (say("long leave"), member.excused),
        (say("exempt (Art. 23)"), member.exempt),
        (say("rights suspended"), member.suspended),
    ):
        rows += [(spell.since, spell.until, title) for spell in spells]
    rows += [
        (away.since, away.until, say("mobile: {place}", place=away.place)) for away in member.mobile
    ]
    rows += [(one.sent, one.returned, say("sent to {to}", to=one.to)) for one in member.transfers]
    first = first_day(branch, member)
    rows.sort(key=lambda row: (row[0] or first, row[1] or date.max))
    return [(since, until, what) for since, until, what in rows]

"""The seats of the branch: who holds them, and since when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from orglife.actions.change import Change, Changed
from orglife.actions.days import refuse_before_founding, refuse_stranger
from orglife.actions.people.findings import rule_warnings
from orglife.errors import InvalidRecordError, RuleBrokenError
from orglife.messages import Message, say
from orglife.model.answers import says_nothing
from orglife.model.branch import Branch
from orglife.model.calendar import DAY
from orglife.model.names import choose, find_member
from orglife.model.post import Post
from orglife.model.roster import first_day
from orglife.model.terms import SEATS

SHARED = ("deputy-secretary", "other")
"""Seats of which there may be several."""

RULES = ("CT-NEED", "CT-SIZE", "CT-SEATS", "SEC-QUAL")
"""What a new committee is judged by, as warnings."""


def seat(
    branch: Branch, seats: Sequence[tuple[str, str]], *, day: date, force: bool = False
) -> Change:
    """Fill each (seat, member) of `seats` from `day` on, in one change.

    Whoever held one of these seats holds it until the day before; other seats stay as they are. A
    name that says nothing leaves the seat empty. One person may hold several.

    Raises:
        ChoiceError: an unknown seat.
        UnknownNameError, AmbiguousNameError: a member who is nobody, or several.
        InvalidRecordError: somebody who is no member on `day`, two for a seat of one, a day before
            a change that is already recorded.
        RuleBrokenError: somebody who is not a full member.
    """
    refuse_before_founding(branch, day)
    wanted = _wanted(branch, seats)
    chosen = {key for holders in wanted.values() for key in holders}
    for key in sorted(chosen):
        refuse_stranger(branch, branch.members[key], day)
    probationary = [
        branch.members[key].name
        for key in sorted(chosen)
        if branch.members[key].stage_on(day) != "full"
    ]
    unfit = say("not a full member on {day}: {names}", day=day, names=tuple(probationary))
    if probationary and not force:
        raise RuleBrokenError(
            unfit,
            hint=say("only full members are elected (EL-RIGHTS); record it with --force"),
        )
    after = branch
    for code, holders in wanted.items():
        after = _seat_one(after, code, holders, day)
    if after.posts == branch.posts:
        return Change(branch, say("The seats are held so already."))
    changed = sorted(
        key
        for key in after.posts.keys() | branch.posts.keys()
        if after.posts.get(key) != branch.posts.get(key)
    )
    warnings = (unfit,) if probationary else ()
    return Change(
        after,
        say("From {day} on: {seats}.", day=day, seats=tuple(_said(branch, wanted))),
        tuple(Changed("posts", key) for key in changed),
        (*warnings, *rule_warnings(after, RULES, day)),
    )


def _wanted(branch: Branch, seats: Sequence[tuple[str, str]]) -> dict[str, list[int]]:
    """Return the holders of each seat that is named; nobody where it is to be empty."""
    wanted: dict[str, list[int]] = {}
    for seat_text, name in seats:
        code = choose(seat_text, SEATS, say("seat"))
        holders = wanted.setdefault(code, [])
        if says_nothing(name):
            continue
        key = find_member(branch, name).id
        if key not in holders:
            holders.append(key)
        if len(holders) > 1 and code not in SHARED:
            raise InvalidRecordError(
                say(
                    "one person is {seat}, not several: {names}",
                    seat=SEATS[code],
                    names=tuple(branch.members[one].name for one in holders),
                ),
                hint=say("several may be {seats}", seats=SHARED),
            )
    return wanted


def _seat_one(branch: Branch, code: str, holders: Sequence[int], day: date) -> Branch:
    """Return the branch with one seat, or all of a shared one, held by `holders` from `day` on."""
    kept: set[int] = set()
    before: dict[int, Post] = {}
    for post in list(branch.posts.values()):
        if post.seat != code:
            continue
        if post.since is not None and post.since > day:
            raise InvalidRecordError(
                say(
                    "{seat}: {name} is already recorded from {since} on",
                    seat=SEATS[code],
                    name=branch.members[post.member].name,
                    since=post.since,
                ),
                hint=say("give that day or a later one with --on, or undo that change first"),
            )
        if not post.covers(day):
            continue
        if post.since == day and post.member in holders:
            kept.add(post.member)
        elif (post.since or first_day(branch, branch.members[post.member])) < day:
            branch = branch.put("posts", replace(post, until=day - DAY))
            before[post.member] = post
        else:
            branch = branch.drop("posts", post.id)
    for key in holders:
        if key in kept:
            continue
        earlier = before.get(key)
        branch = branch.add(
            "posts",
            Post(
                id=branch.next_id("posts"),
                seat=code,
                member=key,
                since=day,
                duties=earlier.duties if earlier is not None else (),
                areas=earlier.areas if earlier is not None else (),
            ),
        )
    return branch


def _said(branch: Branch, wanted: dict[str, list[int]]) -> Iterable[Message]:
    for code, holders in wanted.items():
        if not holders:
            yield say("{seat} empty", seat=SEATS[code])
        for key in holders:
            yield say("{seat} {name}", seat=SEATS[code], name=branch.members[key].name)

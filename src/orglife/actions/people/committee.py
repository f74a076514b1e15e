"""Seats of the leadership team: who holds them, named duties, declared areas of competence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from orglife.actions.change import Change, ChangedRecord
from orglife.actions.refusals import refuse_before_founding, refuse_non_member
from orglife.errors import InvalidRecordError, RuleBrokenError, UsageError
from orglife.messages import Message, say
from orglife.model.branch import Branch, Extension
from orglife.model.calendar import DAY, Period
from orglife.model.group import Post
from orglife.model.names import find_member, parse_term
from orglife.model.roster import first_day, posts_on, term_since
from orglife.model.terms import AREAS, SEATS, is_blank_answer
from orglife.rules.branch_rules import rules_of
from orglife.rules.engine import check_branch

SHARED = ("deputy-secretary", "other")
"""Seats of which there may be several."""

RULES = ("CT-NEED", "CT-SIZE", "CT-SEATS", "SEC-QUAL")
"""What a new committee is judged by, as warnings."""


def fill_seats(
    branch: Branch,
    seats: Sequence[tuple[str, str]],
    *,
    day: date,
    force: bool = False,
    new_term: bool | None = None,
) -> Change:
    """Fill each (seat, member) of `seats` from `day` on, in one change.

    Whoever held one of these seats holds it until the day before; other seats stay as they are. A
    name that says nothing leaves the seat empty. One person may hold several.

    A change that names every seat held begins a new term; one that names fewer fills vacancies of
    the running one. `new_term` says it where the number of seats changes: true empties the seats
    that are not named, false is a by-election whatever is named.

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
        refuse_non_member(branch, branch.members[key], day)
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
    held = {post.seat for post in posts_on(branch, day - DAY)} | {
        post.seat for post in posts_on(branch, day)
    }
    begins = held <= wanted.keys() if new_term is None else new_term
    if new_term:
        wanted |= {code: [] for code in sorted(held - wanted.keys())}
    term = day if begins else term_since(branch, day)
    after = branch
    for code, holders in wanted.items():
        after = _seat_one(after, code, holders, day, term)
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
        _seated(branch, wanted, day, term),
        tuple(ChangedRecord("posts", key) for key in changed),
        (*warnings, *rule_warnings(after, RULES, day)),
    )


def _seated(branch: Branch, wanted: dict[str, list[int]], day: date, term: date | None) -> Message:
    said = say("From {day} on: {seats}.", day=day, seats=tuple(_said(branch, wanted)))
    if term is None or not posts_on(branch, day - DAY):
        return said
    if term == day:
        return say("{said} A new term begins.", said=said)
    return say("{said} The term that began on {term} goes on.", said=said, term=term)


def _wanted(branch: Branch, seats: Sequence[tuple[str, str]]) -> dict[str, list[int]]:
    """Return the holders of each seat that is named; nobody where it is to be empty."""
    wanted: dict[str, list[int]] = {}
    for seat_text, name in seats:
        code = parse_term(seat_text, SEATS, say("seat"))
        holders = wanted.setdefault(code, [])
        if is_blank_answer(name):
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


def _seat_one(
    branch: Branch, code: str, holders: Sequence[int], day: date, term: date | None
) -> Branch:
    """Return the branch with one seat, or all of a shared one, held by `holders` from `day` on.

    They come into the `term` that began on that day.
    """
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
            if post.term != term:
                branch = branch.put("posts", replace(post, term=term))
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
                term=term,
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


def name_duties(
    branch: Branch, seat: str, duties: Sequence[str], *, day: date, member: str = ""
) -> Change:
    """Name the duties of a seat as it is held on `day`, all anew; none empties them.

    Raises:
        ChoiceError: an unknown seat.
        InvalidRecordError: nobody holds it, or several do and `member` is not given.
    """
    code = parse_term(seat, SEATS, say("seat"))
    posts = [post for post in posts_on(branch, day) if post.seat == code]
    if member:
        person = find_member(branch, member)
        posts = [post for post in posts if post.member == person.id]
    if not posts:
        raise InvalidRecordError(
            say("nobody holds this seat on {day}: {seat}", day=day, seat=SEATS[code]),
            hint=say("fill it with: orglife committee seat {seat}=NAME", seat=code),
        )
    if len(posts) > 1:
        raise InvalidRecordError(
            say(
                "several hold this seat: {names}",
                names=tuple(branch.members[post.member].name for post in posts),
            ),
            hint=say("say whose duties they are with --member"),
        )
    named = tuple(dict.fromkeys(duty.strip() for duty in duties if duty.strip()))
    return _changed(branch, [replace(posts[0], duties=named)])


def declare_areas(branch: Branch, member: str, areas: Sequence[str], *, day: date) -> Change:
    """Record in which areas somebody with a seat declares to be able, all anew. Nothing is rated.

    Raises:
        UnknownNameError, AmbiguousNameError: nobody, or several, of this name.
        ChoiceError: an unknown area.
        InvalidRecordError: the member holds no seat on `day`.
    """
    person = find_member(branch, member)
    chosen = tuple(dict.fromkeys(parse_term(area, AREAS, say("area")) for area in areas))
    posts = [post for post in posts_on(branch, day) if post.member == person.id]
    if not posts:
        raise InvalidRecordError(
            say("{name} holds no seat on {day}", name=person.name, day=day),
            hint=say("areas are declared by those who hold a seat"),
        )
    return _changed(branch, [replace(post, areas=chosen) for post in posts])


def _changed(branch: Branch, posts: Sequence[Post]) -> Change:
    name = branch.members[posts[0].member].name
    new = [post for post in posts if post != branch.posts[post.id]]
    if not new:
        return Change(branch, say("{name} is recorded so already.", name=name))
    first, before = new[0], branch.posts[new[0].id]
    areas = tuple(AREAS[area] for area in first.areas)
    items = first.duties if first.areas == before.areas else areas
    if items:
        said = say("{name}, {seat}: {items}.", name=name, seat=SEATS[first.seat], items=items)
    else:
        said = say("{name}, {seat}: nothing any more.", name=name, seat=SEATS[first.seat])
    records = tuple(ChangedRecord("posts", post.id) for post in new)
    return Change(branch.put("posts", *new), said, records)


def rule_warnings(branch: Branch, rules: Sequence[str], day: date) -> tuple[Message, ...]:
    """Return what `rules` find missed on `day`, each with its id; rules of state only.

    A rule that is switched off says nothing.
    """
    known = rules_of(branch)
    wanted = [rule for rule in rules if rule in known]
    if not wanted:
        return ()
    return tuple(
        say("{message} ({rule})", message=found.message, rule=found.rule.id)
        if found.subject.type == "branch" or found.subject.name in found.message.values.values()
        else say(
            "{subject}: {message} ({rule})",
            subject=found.subject.name,
            message=found.message,
            rule=found.rule.id,
        )
        for found in check_branch(branch, Period(day, day), as_of=day, only=wanted)
        if found.status == "missed"
    )


def extend_term(branch: Branch, *, until: date, by: str, on: date, today: date) -> Change:
    """Record that `by` approved on a day that the running term ends on `until`; later or earlier.

    Raises:
        UsageError: nobody approved it.
        InvalidRecordError: nobody holds a seat or its start is unknown, the term would end before
            it began, or the approval is still to come.
    """
    if not by.strip():
        raise UsageError(
            say("who approved it?"), hint=say('as in: --by "Party committee" --on 2026-02-20')
        )
    if on > today:
        raise InvalidRecordError(say("{day} is still to come", day=on))
    since = term_since(branch, on)
    if since is None:
        raise InvalidRecordError(
            say("no term is known to run on {day}", day=on),
            hint=say("seat the committee first: orglife committee seat SEAT=NAME --on DATE"),
        )
    if until <= since:
        raise InvalidRecordError(
            say("the term began on {since} and can't end on {until}", since=since, until=until)
        )
    new = Extension(until=until, by=by.strip(), approved=on)
    if new in branch.meta.extensions:
        return Change(branch, say("That is recorded already."))
    extensions = sorted((*branch.meta.extensions, new), key=lambda extension: extension.approved)
    after = branch.change_meta(extensions=tuple(extensions))
    return Change(
        after,
        say(
            "The term that began on {since} ends on {until}, as {by} approved on {on}.",
            since=since,
            until=until,
            by=new.by,
            on=on,
        ),
        (ChangedRecord("meta", 1),),
        rule_warnings(after, ("EL-TERM",), on),
    )

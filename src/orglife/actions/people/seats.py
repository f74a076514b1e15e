"""What whoever holds a seat is to do, and what they declare to be able to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from orglife.actions.change import Change, Changed
from orglife.errors import InvalidRecordError
from orglife.messages import say
from orglife.model.branch import Branch
from orglife.model.names import choose, find_member
from orglife.model.post import Post
from orglife.model.roster import posts_on
from orglife.model.terms import AREAS, SEATS


def name_duties(
    branch: Branch, seat: str, duties: Sequence[str], *, day: date, member: str = ""
) -> Change:
    """Name the duties of a seat as it is held on `day`, all anew; none empties them.

    Raises:
        ChoiceError: an unknown seat.
        InvalidRecordError: nobody holds it, or several do and `member` is not given.
    """
    code = choose(seat, SEATS, say("seat"))
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
    chosen = tuple(dict.fromkeys(choose(area, AREAS, say("area")) for area in areas))
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
    records = tuple(Changed("posts", post.id) for post in new)
    return Change(branch.put("posts", *new), said, records)

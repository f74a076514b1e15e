"""A small made-up branch for tests of actions: people A to Z, groups as they are written down."""

from datetime import date

from msgspec.structs import replace

from orglife.model.branch import Branch, Meta
from orglife.model.calendar import PartialDate
from orglife.model.group import Group, Membership
from orglife.model.member import Member

FOUNDED = date(2015, 6, 1)
DAY = date(2026, 11, 22)


def day(text):
    return date.fromisoformat(text)


def person(number, name, *, full="2010-01-01", joined="2009-01-01", **fields):
    stages = {"probationary": PartialDate.parse(joined)}
    if full:
        stages["full"] = PartialDate.parse(full)
    return Member(id=number, name=name, stages=stages, **fields)


def riverside(*groups, loose="", **changed):
    """Return a branch whose groups hold the people named by letters; small ones are probationary.

    `loose` are in no group; `changed` gives fields of single people, as in `A={"visiting": True}`.
    """
    branch = Branch(
        meta=Meta(uid="u", name="Riverside", sector="community", founded=FOUNDED, next={})
    )
    ids = {}
    for letter in "".join(groups) + loose:
        number = branch.next_id("members")
        ids[letter] = number
        stages = {} if letter.isupper() else {"full": None, "joined": "2026-03-01"}
        member = person(number, f"Person {letter}", **stages)
        branch = branch.add("members", replace(member, **changed.get(letter, {})))
    for at, letters in enumerate(groups, 1):
        memberships = tuple(Membership(member=ids[letter]) for letter in letters)
        branch = branch.add("groups", Group(id=at, name=f"Group {at}", memberships=memberships))
    return branch

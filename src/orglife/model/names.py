"""From what people type to what it means: exactly one thing, or a refusal that names the nearest.

Members and groups are found by name, by another name, or by `#id`; kinds and other values by code,
English, Chinese or unique prefix. Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from orglife.errors import AmbiguousNameError, ChoiceError, UnknownNameError
from orglife.messages import Message, say
from orglife.model.activity import Activity
from orglife.model.branch import Branch
from orglife.model.group import Group
from orglife.model.kinds import CENTRAL, ActivityKind
from orglife.model.member import Member
from orglife.model.terms import ACTIVITY_STATES, Term, match_terms, normalize

DOTS = dict.fromkeys(map(ord, "·•‧∙⋅・ᆞㆍ⸱᛫●"), ".")
"""The middle dots within names."""


def parse_record_number(text: str) -> int | None:
    """Return the id that `#132` (or `＃132`) names, or None for any other text."""
    bare = normalize(text)
    return int(bare[1:]) if bare[:1] == "#" and bare[1:].isdecimal() and len(bare) < 17 else None


def suggest_nearest(text: str, names: Iterable[str]) -> Message | None:
    """Return a hint that names what `text` may have meant, or None."""
    from difflib import get_close_matches

    pool = {normalize(name): name for name in names}
    wanted = normalize(text)
    # One character of two is much of a Chinese name, and chance in Latin letters: yaml, html.
    cutoff = 0.6 if wanted.isascii() else 0.5
    close = [pool[key] for key in get_close_matches(wanted, pool, n=3, cutoff=cutoff)]
    close += [name for key, name in pool.items() if wanted and wanted in key and name not in close]
    if not close:
        return None
    return say("the nearest: {names}", names=tuple(close[:5]))


def name_key(text: str) -> str:
    """Return a person's name as names are compared: `fold`, and every middle dot the same.

    买买提·艾力 is typed with half a dozen different dots.
    """
    plain = normalize(text)
    return plain if plain.isascii() else plain.translate(DOTS)


def members_named(branch: Branch, text: str) -> list[Member]:
    """Return every member whom `text` names, former ones too."""
    number = parse_record_number(text)
    if number is not None:
        return [branch.members[number]] if number in branch.members else []
    wanted = name_key(text)
    return [
        member
        for member in branch.members.values()
        if wanted in (name_key(member.name), *(name_key(name) for name in member.other_names))
    ]


def is_member(branch: Branch) -> Callable[[str], bool]:
    """Return whether somebody has the name that it is asked about, for lists of names."""
    return lambda text: bool(members_named(branch, text))


def find_member(branch: Branch, text: str) -> Member:
    """Return the one member whom `text` names.

    Raises:
        UnknownNameError: nobody has this name.
        AmbiguousNameError: several have; the message gives their ids.
    """
    found = members_named(branch, text)
    if not found:
        raise UnknownNameError(
            say("there is no member {name} in {branch}", name=text, branch=branch.meta.name),
            hint=suggest_nearest(text, (member.name for member in branch.members.values()))
            or say("'orglife member list' shows the members"),
        )
    if len(found) > 1:
        raise AmbiguousNameError(
            say(
                "{name} is the name of several members: {ids}",
                name=text,
                ids=tuple(f"#{member.id}" for member in found),
            ),
            hint=say("give the id in place of the name, as in '#{id}'", id=found[0].id),
        )
    return found[0]


def shortest_name(branch: Branch, member: Member) -> str:
    """Return what a command takes for this member alone: the name, or `#id` among namesakes."""
    alone = len(members_named(branch, member.name)) < 2
    return member.name if alone else f"#{member.id}"


def find_group(branch: Branch, text: str) -> Group:
    """Return the one group that `text` names: name, other name, id with or without `#`, or prefix.

    One that was dissolved yields to another of the same name.

    Raises:
        UnknownNameError: there is no such group.
        AmbiguousNameError: the prefix or the name means several.
    """
    groups = list(branch.groups.values())
    wanted = normalize(text)
    found = [
        group
        for group in groups
        if wanted in (normalize(group.name), *(normalize(name) for name in group.other_names))
    ]
    if not found:
        number = parse_record_number("#" + wanted.removeprefix("#"))
        found = [group for group in groups if group.id == number]
    if not found and wanted:
        found = [group for group in groups if normalize(group.name).startswith(wanted)]
    if len(standing := [group for group in found if group.dissolved is None]) == 1:
        found = standing
    if not found:
        raise UnknownNameError(
            say("there is no group {name} in {branch}", name=text, branch=branch.meta.name),
            hint=suggest_nearest(text, (group.name for group in groups if group.dissolved is None))
            or say("'orglife group list' shows the groups"),
        )
    if len(found) > 1:
        raise AmbiguousNameError(
            say(
                "{name} may mean several groups: {names}",
                name=text,
                names=tuple(f"{group.name} (#{group.id})" for group in found),
            )
        )
    return found[0]


def kinds_of(branch: Branch) -> dict[str, ActivityKind]:
    """Return the central kinds and those that the branch added, by code."""
    if not branch.kinds:
        return CENTRAL
    own = {
        one.code: ActivityKind(one.term, one.scope, (), one.study) for one in branch.kinds.values()
    }
    return {**CENTRAL, **own}


def kind_term(branch: Branch, code: str) -> Term:
    """Return the words for a kind; a code that the branch no longer has stands for itself."""
    kind = kinds_of(branch).get(code)
    return kind.term if kind is not None else Term(code, en=code)


def find_kind(branch: Branch, text: str) -> ActivityKind:
    """Return the one kind of activity that `text` means.

    Raises:
        UnknownNameError: there is no such kind; the hint names the nearest.
        AmbiguousNameError: the prefix means several.
    """
    kinds = kinds_of(branch)
    found = match_terms(text, (kind.term for kind in kinds.values()))
    if not found:
        if normalize(text) == "民主生活会":
            raise UnknownNameError(
                say("民主生活会 is a meeting of leading cadres and no kind of a branch"),
                hint=say("a branch holds 组织生活会 (organizational-life-meeting)"),
            )
        names = [name for kind in kinds.values() for name in kind.term.names]
        raise UnknownNameError(
            say("there is no kind of activity {name}", name=text),
            hint=suggest_nearest(text, names) or say("'orglife kinds list' shows the kinds"),
        )
    if len(found) > 1:
        raise AmbiguousNameError(
            say(
                "{name} may mean several kinds: {kinds}",
                name=text,
                kinds=tuple(term.code for term in found),
            )
        )
    return kinds[found[0].code]


def parse_term(text: str, terms: Mapping[str, Term], what: Message) -> str:
    """Return the code of the term that `text` means, of a fixed choice such as the sectors.

    Raises:
        ChoiceError: no term, or several; the hint names the nearest, or all.
    """
    found = match_terms(text, terms.values())
    if len(found) == 1:
        return found[0].code
    if found:
        raise ChoiceError(
            say(
                "{value} may mean several: {codes}",
                value=text,
                codes=tuple(term.code for term in found),
            )
        )
    names = [name for term in terms.values() for name in term.names]
    raise ChoiceError(
        say("{value} is not a {what}", value=text, what=what),
        hint=suggest_nearest(text, names) or say("one of: {codes}", codes=tuple(terms)),
    )


def describe_activity(branch: Branch, activity: Activity) -> Message:
    """Return an activity as a list names it: number, kind, group, day, state if not held."""
    what = say("#{id} {kind}", id=activity.id, kind=kind_term(branch, activity.kind))
    if activity.group is not None and activity.group in branch.groups:
        what = say("{what} of {group}", what=what, group=branch.groups[activity.group].name)
    if activity.state == "held":
        return say("{what} of {day}", what=what, day=activity.day)
    state = ACTIVITY_STATES[activity.state]
    return say("{what} of {day} ({state})", what=what, day=activity.day, state=state)

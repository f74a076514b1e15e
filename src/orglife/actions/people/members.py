"""Members: entered, edited, removed; which dates of their stages are possible."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from msgspec.structs import replace

from orglife.actions.change import Change, ChangedRecord
from orglife.actions.people.contradictions import contradictions, departure_effects
from orglife.actions.refusals import clean_person_name
from orglife.errors import ChoiceError, InvalidRecordError, UsageError
from orglife.messages import Message, say
from orglife.model.branch import Branch
from orglife.model.calendar import DAY, PartialDate, add_years
from orglife.model.fields.field import EDIT
from orglife.model.fields.people import MEMBER_FIELDS
from orglife.model.member import Member
from orglife.model.names import find_member, name_key, parse_term, shortest_name
from orglife.model.personal_data import mentions_of
from orglife.model.roster import first_day, groups_on, is_member_on, primary_groups_of
from orglife.model.terms import STAGES


class MemberEntry(NamedTuple):
    """What is known of a new member."""

    name: str
    standing: str = ""
    joined: PartialDate | None = None
    full_since: PartialDate | None = None
    arrived: PartialDate | None = None
    other_names: tuple[str, ...] = ()
    visiting: bool = False
    dual: bool = False
    residence: str = ""
    unit: str = ""
    duty: str = ""
    remark: str = ""


CLEARABLE = tuple(
    name.replace("_", "-") for name, _, option in MEMBER_FIELDS.options(EDIT) if option.clear
)
"""What a correction may empty, beside replacing it."""


def add_member(branch: Branch, entry: MemberEntry, *, recorded: date) -> Change:
    """Enter a member. An unknown date stays empty.

    Raises:
        UsageError, ChoiceError: no standing, or an unknown one.
        InvalidRecordError: days that can't be true, or a name that is none.
    """
    name = clean_person_name(entry.name, say("name"))
    if not entry.standing and entry.full_since is None:
        raise UsageError(
            say("the standing of {name} is needed", name=name),
            hint=say("give --standing full or --standing probationary"),
        )
    member = Member(
        id=branch.next_id("members"),
        name=name,
        other_names=tuple(clean_person_name(one, say("name")) for one in entry.other_names),
        stages=stages_of(entry.standing or "full", entry.joined, entry.full_since),
        arrived=entry.arrived,
        visiting=entry.visiting,
        dual=entry.dual,
        residence=entry.residence.strip(),
        unit=entry.unit.strip(),
        duty=entry.duty.strip(),
        remark=entry.remark.strip(),
    )
    refuse_impossible(branch, member, recorded)
    after = branch.add("members", member)
    return Change(
        after,
        say(
            "Entered {name} {record}, {standing}.",
            name=name,
            record=f"#{member.id}",
            standing=STAGES[member.stage_on(recorded) or "probationary"],
        ),
        (ChangedRecord("members", member.id),),
        (
            *_namesakes(branch, member),
            *standing_warnings(member),
            *_placing(after, member, recorded),
            *contradictions(branch, after, [member.id]),
        ),
    )


def edit_member(branch: Branch, text: str, changes: Mapping[str, Any], *, recorded: date) -> Change:
    """Correct what is known of a member; only what is in `changes` is touched.

    `changes` has fields of `MemberEntry`, `left` (the last day here, after a death or a removal)
    and `left_reason`, and `clear`: names out of `CLEARABLE` that are emptied.

    Raises:
        UnknownNameError, AmbiguousNameError: nobody, or several, of this name.
        ChoiceError: an unknown standing, or something that can't be emptied.
        InvalidRecordError: days that can't be true, or a name that is none.
    """
    member = find_member(branch, text)
    wanted = {**_emptied(changes.get("clear", ())), **changes}
    wanted.pop("clear", None)
    fields: dict[str, Any] = {}
    for field, value in wanted.items():
        if field in ("standing", "joined", "full_since"):
            continue
        if field == "name":
            value = clean_person_name(value, say("name"))
        elif field == "other_names":
            value = tuple(clean_person_name(one, say("name")) for one in value)
        elif isinstance(value, str):
            value = value.strip()
        fields[field] = value
    if wanted.keys() & {"standing", "joined", "full_since"}:
        fields["stages"] = _stages(member, wanted)
    edited = replace(member, **fields)
    if edited == member:
        return Change(branch, say("{name} is recorded so already.", name=member.name))
    refuse_impossible(branch, edited, recorded)
    renamed = (edited.name, edited.other_names) != (member.name, member.other_names)
    namesakes = _namesakes(branch, edited) if renamed else ()
    dated = standing_warnings(edited) if edited.stages != member.stages else ()
    after = branch.put("members", edited)
    left: tuple[Message, ...] = ()
    if edited.left is not None and edited.left != member.left:
        left = departure_effects(branch, after, edited, edited.left.last + DAY)
    else:
        left = tuple(contradictions(branch, after, [edited.id]))
    return Change(
        after,
        say(
            "Changed {name} {record}: {fields}.",
            name=edited.name,
            record=f"#{edited.id}",
            fields=tuple(
                name.replace("_", "-")
                for name in member.__struct_fields__
                if getattr(member, name) != getattr(edited, name)
            ),
        ),
        (ChangedRecord("members", edited.id),),
        (*namesakes, *dated, *left),
    )


SHOWN = 5
"""Places that are named before the rest is counted."""


def _few(places: tuple[Message, ...]) -> tuple[Message, ...]:
    more = len(places) - SHOWN
    if more <= 1:
        return places
    return (*places[:SHOWN], say("{n} more", n=more))


def remove_member(branch: Branch, text: str) -> Change:
    """Take back a member who was entered by mistake; whoever is on record anywhere stays.

    Raises:
        UnknownNameError, AmbiguousNameError: nobody, or several, of this name.
        InvalidRecordError: something refers to the member; the first places are named.
    """
    member = find_member(branch, text)
    places = mentions_of(branch, member.id)
    if places:
        raise InvalidRecordError(
            say(
                "{name} (#{id}) is on record: {places}",
                name=member.name,
                id=member.id,
                places=_few(tuple(places)),
            ),
            hint=say(
                "somebody who left is recorded with 'orglife member edit --left DATE' or "
                "'orglife member transfer-out'"
            ),
        )
    return Change(
        branch.drop("members", member.id),
        say("Removed {name} {record}.", name=member.name, record=f"#{member.id}"),
        (ChangedRecord("members", member.id),),
    )


def _emptied(names: tuple[str, ...]) -> dict[str, Any]:
    for name in names:
        if name not in CLEARABLE:
            raise ChoiceError(
                say("{field} can't be emptied", field=name),
                hint=say("one of: {codes}", codes=CLEARABLE),
            )
    empty: dict[str, Any] = {"other-names": ()}
    empty |= dict.fromkeys(("joined", "full-since", "arrived", "left"))
    return {name.replace("-", "_"): empty.get(name, "") for name in names}


def _stages(member: Member, wanted: Mapping[str, Any]) -> dict[str, PartialDate | None]:
    """Return the stages of `member` with the standing and days of a correction."""
    standing = wanted.get("standing") or (
        "full" if "full" in member.stages or wanted.get("full_since") else "probationary"
    )
    made = stages_of(
        standing,
        wanted.get("joined", member.joined),
        wanted.get("full_since", member.full_since if "full" in member.stages else None),
    )
    earlier = {
        stage: reached
        for stage, reached in member.stages.items()
        if stage not in ("probationary", "full")
    }
    return {**earlier, **made}


def _namesakes(branch: Branch, member: Member) -> tuple[Message, ...]:
    names = {name_key(name) for name in (member.name, *member.other_names)}
    others = [
        other
        for other in branch.members.values()
        if other.id != member.id
        and names & {name_key(name) for name in (other.name, *other.other_names)}
    ]
    if not others:
        return ()
    return (
        say(
            "there is another {name}: {ids}; commands tell them apart by #id",
            name=member.name,
            ids=tuple(f"#{other.id}" for other in others),
        ),
    )


def _placing(branch: Branch, member: Member, day: date) -> tuple[Message, ...]:
    if not is_member_on(branch, member, day) or primary_groups_of(branch, member.id, day):
        return ()
    groups = groups_on(branch, day)
    if not groups:
        return ()
    return (
        say(
            "{name} is in no group yet (GR-PLACED): orglife group assign '{who}={group}'",
            name=member.name,
            who=shortest_name(branch, member),
            group=groups[0].name,
        ),
    )


def stages_of(
    standing: str, joined: PartialDate | None, full_since: PartialDate | None
) -> dict[str, PartialDate | None]:
    """Return the stages of somebody of this standing; unknown days stay empty.

    Raises:
        ChoiceError: an unknown standing.
        InvalidRecordError: an applicant, or a probationary member with a day of full membership.
    """
    stage = parse_term(standing, STAGES, say("standing"))
    if stage not in ("probationary", "full"):
        raise InvalidRecordError(
            say("{standing} is not a member yet", standing=STAGES[stage]),
            hint=say("applicants are kept with 'orglife admission add'"),
        )
    if stage == "probationary":
        if full_since is not None:
            raise InvalidRecordError(
                say(
                    "a probationary member has no day of full membership ({day})",
                    day=str(full_since),
                ),
                hint=say("give --standing full"),
            )
        return {"probationary": joined}
    return {"probationary": joined, "full": full_since} if joined else {"full": full_since}


def refuse_impossible(branch: Branch, member: Member, recorded: date) -> None:
    """Refuse days that can't all be true. A month is taken as any day of it.

    Raises:
        InvalidRecordError: full before joined, gone before come, or something still to come.
    """
    for what, day in (
        (say("joined"), member.joined),
        (say("full since"), member.full_since),
        (say("arrived"), member.arrived),
        (say("left"), member.left),
    ):
        if day is not None and day.first > recorded:
            raise InvalidRecordError(
                say("{what} {day}: that is still to come", what=what, day=str(day))
            )
    joined, full, left = member.joined, member.full_since, member.left
    if joined is not None and full is not None and full.last < joined.first:
        raise InvalidRecordError(
            say("full since {full} is before joined {joined}", full=str(full), joined=str(joined)),
            hint=say("the full membership follows the probation"),
        )
    if left is not None and left.last < first_day(branch, member):
        raise InvalidRecordError(
            say(
                "left {left} is before the first day in the branch ({first})",
                left=str(left),
                first=first_day(branch, member),
            )
        )


def standing_warnings(member: Member) -> tuple[Message, ...]:
    """Return what is unusual: less than a year of probation (charter, Art. 7)."""
    joined, full = member.joined, member.full_since
    if joined is None or full is None or full.last >= add_years(joined.first, 1):
        return ()
    return (
        say(
            "full since {full} is less than a year after joined {joined} (DV-PROB)",
            full=str(full),
            joined=str(joined),
        ),
    )

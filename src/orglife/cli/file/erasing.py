"""Erasing for good: asked first, done in one write, told in numbers."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from orglife.cli.own.forgetting import forgotten
from orglife.cli.process import clock, output
from orglife.errors import DateError, UsageError
from orglife.messages import Message, say
from orglife.reports.formats.render import render
from orglife.reports.view import View

if TYPE_CHECKING:
    from orglife.actions.purge import Purge
    from orglife.cli.frame.session import Session
    from orglife.model.branch import Branch
    from orglife.storage.erase import Erased
    from orglife.storage.erased_past import Clean, Names


def erase(session: Session, older_than: str, member: str) -> None:
    """Erase what was asked for and say how much it was."""
    from orglife.actions.purge import departed_member, texts_before
    from orglife.storage import Care

    if bool(older_than) == bool(member):
        raise UsageError(
            say("say what to erase: either --older-than or --member"),
            hint=say("as in: orglife purge --older-than 3y"),
        )

    purge: list[Purge] = []

    def choose(branch: Branch, past: Iterable[Any] = ()) -> tuple[Clean, Names | None]:
        session.hold(branch)
        purge[:] = [
            texts_before(before(older_than, session.today))
            if older_than
            else departed_member(branch, member, session.today, past)
        ]
        return purge[0].clean, purge[0].names

    choose(session.load())  # a name that is refused is refused before anything is asked
    if session.dry_run:
        raise UsageError(say("purge has no --dry-run: what it would erase is not shown"))
    session.confirm(say("erase for good, from the history and the backups too?"))
    erased = Care(session.store.path).erase(choose, command=session.command, now=clock.now())
    session.hold(erased.branch)
    drafts = forgotten(session.file, purge[0].names)
    _name_what_stays(session)
    if session.json:
        view = View({"schema": "orglife.purge/1", **_numbers(erased, drafts)}, ())
        output.write_out(render("json", view, session.data_language))
        return
    session.say(_said(erased, drafts))


def _name_what_stays(session: Session) -> None:
    """Name the files beside this one that were set aside as damaged: nobody can erase from them."""
    path = session.file.resolve()
    aside = sorted(path.parent.glob(f"{glob.escape(path.name)}.damaged-*"))
    if aside:
        session.warn(
            say(
                "set aside as damaged, and as it was: {files}; remove it when it is not needed",
                files=tuple(one.name for one in aside),
            )
        )


def _numbers(erased: Erased, drafts: int) -> dict[str, Any]:
    return {
        "branch": erased.branch.meta.name,
        "records": erased.records,
        "past": erased.past,
        "commands": erased.commands,
        "backups": erased.backups,
        "backups_removed": erased.removed,
        "drafts": drafts,
    }


def _said(erased: Erased, drafts: int) -> Message:
    if not any(erased[1:]) and not drafts:
        return say("{branch}: there was nothing to erase.", branch=erased.branch.meta.name)
    return say(
        "{branch}: erased for good: in {records} records, {past} former states, {commands} command "
        "lines, {backups} backups, {drafts} drafts; {removed} damaged backups were removed. Copies "
        "elsewhere are as they were.",
        branch=erased.branch.meta.name,
        records=erased.records,
        past=erased.past,
        commands=erased.commands,
        backups=erased.backups,
        drafts=drafts,
        removed=erased.removed,
    )


def before(age: str, today: date) -> date:
    """Return the day that lies `age` before today: `3y`, `18m`, `90d`, `3年`.

    Raises:
        DateError: it is no age.
    """
    from datetime import timedelta

    from orglife.model.calendar import add_months

    text = age.strip().lower()
    number, unit = text[:-1].strip(), text[-1:]
    months = {"y": 12, "年": 12, "m": 1, "月": 1}
    if not (number.isascii() and number.isdecimal() and len(number) < 4) or (
        unit not in months and unit not in ("d", "天")
    ):
        raise DateError(
            say("{age} is no age", age=age), hint=say("as in: 3y, 18m or 90d, counted from today")
        )
    if unit in months:
        return add_months(today, -int(number) * months[unit])
    return today - timedelta(days=int(number))

"""`orglife init`: make the file of a branch."""

from __future__ import annotations

from typing import Annotated

import typer

from orglife.cli.frame.command import Session, writes


@writes
def init(
    session: Session,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to make")],
    name: Annotated[str, typer.Option("--name", help="The name of the branch")] = "",
    sector: Annotated[
        str,
        typer.Option(
            "--sector",
            help="government, enterprise, rural, community, school, hospital or "
            "social-organization",
        ),
    ] = "",
    founded: Annotated[
        str, typer.Option("--founded", metavar="DATE", help="The day of the founding")
    ] = "",
    records_from: Annotated[
        str,
        typer.Option(
            "--records-from",
            metavar="DATE",
            help="The day from which the file is kept; nothing is missed before it",
        ),
    ] = "",
    theme_day: Annotated[
        str, typer.Option("--theme-day", help="The fixed day: first friday, 15th, 每月第一个周五")
    ] = "",
    superior: Annotated[
        str, typer.Option("--superior", help="The superior party organization")
    ] = "",
    language: Annotated[
        str, typer.Option("--language", metavar="en|zh", help="The language of the branch")
    ] = "",
    timezone: Annotated[
        str, typer.Option("--timezone", metavar="ZONE", help="As in Asia/Shanghai")
    ] = "",
) -> None:
    """Make the file of a branch: its name, its sector, the day of its founding."""
    from pathlib import Path
    from uuid import uuid4

    from orglife.actions.branch import BranchEntry, found_branch
    from orglife.cli.frame.asking import same_as
    from orglife.cli.frame.changing import tell
    from orglife.cli.process import clock
    from orglife.cli.typed.command_line import quote
    from orglife.errors import UsageError
    from orglife.messages import say
    from orglife.model.dates import read_day
    from orglife.storage import Store

    refuse_unknown_zone(timezone)
    now = clock.now(timezone)
    today = now.date()
    told = {"--name": name, "--sector": sector, "--founded": founded}
    missing = tuple(option for option, value in told.items() if not value.strip())
    if missing and session.interactive:
        from orglife.cli.begin.init_dialogue import ask

        told = ask(session, told, today)
    elif missing:
        raise UsageError(
            say("init needs {options}", options=missing),
            hint=say(
                "as in: orglife init branch.json --name Riverside --sector community "
                "--founded 2015-06-01"
            ),
        )
    entry = BranchEntry(
        name=told["--name"],
        sector=told["--sector"],
        founded=read_day(told["--founded"], today=today),
        records_from=read_day(records_from, today=today) if records_from else None,
        theme_day=theme_day,
        superior=superior,
        language=language,
        timezone=timezone,
    )
    done = found_branch(entry, uid=uuid4().hex, recorded=today)
    session.hold(done.branch)
    path = Path(file)
    if not session.dry_run:
        Store(path).create(done.branch, command=session.command, now=now)
    way_back = say("Next: orglife import ROSTER.csv -f {file}", file=quote(str(path)))
    tell(session, done, changed=True, way_back=way_back)
    if missing:
        same_as(session)


def refuse_unknown_zone(name: str) -> None:
    """Refuse a time zone that this machine does not know.

    Raises:
        ChoiceError: no such zone; the hint names the nearest.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

    from orglife.errors import ChoiceError
    from orglife.messages import say
    from orglife.model.names import nearest

    if not name:
        return
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ChoiceError(
            say("there is no time zone {name}", name=name),
            hint=nearest(name, sorted(available_timezones()))
            or say("as in {examples}", examples=("Asia/Shanghai", "Europe/London")),
        ) from error

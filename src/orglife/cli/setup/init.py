"""Init, demo.

`orglife init`: make the file of a branch.

`orglife init` on a terminal: asks for name, sector and founding, whatever is missing of them.

`orglife demo`: a made-up branch to explore.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated

from orglife.actions.refusals import clean_title
from orglife.cli.framework.command import Session, writes
from orglife.cli.framework.options import argument, option
from orglife.cli.framework.prompts import Dialogue, run_steps
from orglife.cli.framework.session import quote
from orglife.errors import InvalidRecordError
from orglife.messages import Message, say
from orglife.model.dates import read_day
from orglife.model.terms import SECTORS


@writes(
    examples=(
        "init branch.json --name Riverside --sector community --founded 2015-06-01",
        (
            "init branch.json --name 第三党支部 --sector 机关 --founded 2015-06-01 "
            "--theme-day 每月第一个周五"
        ),
    )
)
def init(
    session: Session,
    file: Annotated[str, argument("The file to make", metavar="FILE", values="files")],
    name: Annotated[str, option("--name", help="The name of the branch")] = "",
    sector: Annotated[
        str,
        option(
            "--sector",
            help="government, enterprise, rural, community, school, hospital or "
            "social-organization",
            values="SECTORS",
        ),
    ] = "",
    founded: Annotated[
        str, option("--founded", metavar="DATE", help="The day of the founding", values="day")
    ] = "",
    records_from: Annotated[
        str,
        option(
            "--records-from",
            metavar="DATE",
            help="The day from which the file is kept; nothing is missed before it",
        ),
    ] = "",
    theme_day: Annotated[
        str, option("--theme-day", help="The fixed day: first friday, 15th, 每月第一个周五")
    ] = "",
    superior: Annotated[str, option("--superior", help="The superior party organization")] = "",
    language: Annotated[
        str,
        option(
            "--language", metavar="en|zh", help="The language of the branch", values=("en", "zh")
        ),
    ] = "",
    timezone: Annotated[str, option("--timezone", metavar="ZONE", help="As in Asia/Shanghai")] = "",
) -> None:
    """Make the file of a branch: its name, its sector, the day of its founding."""
    from pathlib import Path
    from uuid import uuid4

    from orglife.actions.branch import BranchEntry, found_branch
    from orglife.cli.framework.change import report_change
    from orglife.cli.framework.session import quote, say_command
    from orglife.cli.process import environment
    from orglife.errors import UsageError
    from orglife.messages import say
    from orglife.model.dates import read_day
    from orglife.storage.store import Store

    refuse_unknown_zone(timezone)
    now = environment.now(timezone)
    today = now.date()
    told = {"--name": name, "--sector": sector, "--founded": founded}
    missing = tuple(option for option, value in told.items() if not value.strip())
    if missing and session.interactive:
        told = ask_init_questions(session, told, today)
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
    session.use_branch(done.branch)
    path = Path(file)
    if not session.dry_run:
        Store(path).create(done.branch, command=session.command, now=now)
    way_back = say("Next: orglife import ROSTER.csv -f {file}", file=quote(str(path)))
    report_change(session, done, changed=True, way_back=way_back)
    if missing:
        say_command(session)


def refuse_unknown_zone(name: str) -> None:
    """Refuse a time zone that this machine does not know.

    Raises:
        ChoiceError: no such zone; the hint names the nearest.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

    from orglife.errors import ChoiceError
    from orglife.messages import say
    from orglife.model.names import suggest_nearest

    if not name:
        return
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ChoiceError(
            say("there is no time zone {name}", name=name),
            hint=suggest_nearest(name, sorted(available_timezones()))
            or say("as in {examples}", examples=("Asia/Shanghai", "Europe/London")),
        ) from error


def ask_init_questions(session: Session, told: dict[str, str], today: date) -> dict[str, str]:
    """Return `told` (option to value) with what was missing; asked, summed up and confirmed.

    Raises:
        RefusedError: it was not confirmed.
        EOFError: the input ended.
    """
    questions = _InitQuestions(session, told, today)
    run_steps((questions.name, questions.sector, questions.founded, questions.confirm))
    added = {option: value for option, value in questions.told.items() if not told[option].strip()}
    words = [f"{option} {quote(value)}" for option, value in added.items()]
    session.record_command(" ".join((session.command, *words)))
    return questions.told


class _InitQuestions:
    def __init__(self, session: Session, told: dict[str, str], today: date) -> None:
        self.talk = Dialogue(session)
        self.given = {option for option, value in told.items() if value.strip()}
        self.told = dict(told)
        self.today = today

    def name(self) -> bool:
        what = say("name of the branch")
        return self._ask("--name", say("Name of the branch"), lambda text: clean_title(text, what))

    def sector(self) -> bool:
        if "--sector" in self.given:
            return False
        question = say("Which sector?")
        self.told["--sector"] = self.talk.choose(question, tuple(SECTORS.values()))
        return True

    def founded(self) -> bool:
        def read(text: str) -> str:
            day = read_day(text, today=self.today)
            if day > self.today:
                raise InvalidRecordError(say("founded {day}: that is still to come", day=day))
            return day.isoformat()

        return self._ask("--founded", say("Founded on which day?"), read)

    def confirm(self) -> bool:
        self.talk.rule()
        self.talk.tell(
            say(
                "{name}: {sector}, founded on {founded}",
                name=self.told["--name"],
                sector=SECTORS.get(self.told["--sector"], self.told["--sector"]),
                founded=self.told["--founded"],
            )
        )
        self.talk.confirm_writing()
        return True

    def _ask(self, option: str, question: Message, read: Callable[[str], str]) -> bool:
        if option in self.given:
            return False
        self.told[option] = self.talk.ask(question, read)
        return True


@writes(examples=("demo", "demo try-it"))
def demo(
    session: Session,
    folder: Annotated[
        str, argument("The folder to put it in; made if need be", metavar="[DIR]", values="files")
    ] = "orglife-demo",
) -> None:
    """Make a made-up branch with two years of life and known gaps, ready to explore."""
    from pathlib import Path
    from uuid import uuid4

    from orglife.actions.demo import demo_branch
    from orglife.cli.framework.session import quote
    from orglife.cli.process import environment
    from orglife.messages import say
    from orglife.storage.store import Store

    path = Path(folder) / "branch.json"
    branch = demo_branch(
        today=environment.now("").date(), uid=uuid4().hex, language=session.language.code
    )
    if not session.dry_run:
        path.parent.mkdir(parents=True, exist_ok=True)
        Store(path).create(branch, command=session.command, now=environment.now())
    session.say(say("{branch}: a made-up branch, in {path}", branch=branch.meta.name, path=path))
    for_file = f"orglife -f {quote(str(path))}"
    session.say(say("Look at it with: {command}", command=f"{for_file} status"))
    session.say(say("or: {command}", command=f"{for_file} check"))

"""Rules, kinds, waive, waivers.

`orglife rules`: what is asked, and what this branch changed about it.

`orglife kinds`: the kinds of activity, the branch's own too.

`orglife waive`: a duty waived for a period, by somebody named, for a reason.

`orglife waivers`: what was waived, listed and withdrawn.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from orglife.cli.framework.command import Session, change, noun, reads, show, writes
from orglife.cli.framework.options import argument, option

if TYPE_CHECKING:
    from orglife.model.branch import Branch

app = noun(
    "rules", "The rules: shown, switched, changed", examples=("rules list", "rules show GM-PASS")
)

RuleId = Annotated[str, argument("The rule, as in GR-FREQ", metavar="ID", values="rules")]
RulesFile = Annotated[Path, argument("Rules as TOML", metavar="FILE", values="files")]


@app.command("list")
@reads(examples=("rules list",))
def rules_list(session: Session) -> None:
    """List the rules, those that are off and those that are never checked too."""
    from orglife.reports.duties.rules import rules_view

    show(session, rules_view(branch_if_any(session)))


@app.command("show")
@reads(examples=("rules show GM-PASS",))
def rules_show(session: Session, rule: RuleId) -> None:
    """Show a rule: its text, article, source, whether it is verified, its parameters."""
    from orglife.reports.duties.rules import rule_view
    from orglife.rules.branch_rules import rules_of, unknown_rule
    from orglife.rules.rule import central_rules

    branch = branch_if_any(session)
    rules = rules_of(branch) if branch is not None else {one.id: one for one in central_rules()}
    found = rules.get(rule.strip().upper())
    if found is None:
        raise unknown_rule(rule, rules)
    show(session, rule_view(found, branch))


@app.command("on")
@writes(examples=("rules on STUDY-56",))
def rules_on(session: Session, rule: RuleId) -> None:
    """Switch a rule on."""
    from orglife.actions.duties.rules import switch_rule

    change(session, lambda branch: switch_rule(branch, rule, on=True))


@app.command("off")
@writes(examples=("rules off OUTCOME",))
def rules_off(session: Session, rule: RuleId) -> None:
    """Switch a rule off."""
    from orglife.actions.duties.rules import switch_rule

    change(session, lambda branch: switch_rule(branch, rule, on=False))


@app.command("set")
@writes(examples=("rules set ENTRY-LATE days 14", "rules set OPINION-OPEN days 20"))
def rules_set(
    session: Session,
    rule: RuleId,
    key: Annotated[str, argument("A parameter, as in at_least", metavar="KEY")],
    value: Annotated[str, argument("Its value here", metavar="VALUE")],
) -> None:
    """Change a parameter of a rule for this branch: rules set TALK at_least 2."""
    from orglife.actions.duties.rules import set_parameter

    change(session, lambda branch: set_parameter(branch, rule, key, value))


@app.command("apply")
@writes(examples=("rules apply county.toml", "rules apply county.toml --dry-run"))
def rules_apply(session: Session, file: RulesFile) -> None:
    """Put the rules of a file over the central ones; all of them or none."""
    from orglife.actions.duties.rules import apply_layer

    text = read_rules_file(file)
    change(session, lambda branch: apply_layer(branch, text))


@app.command("validate")
@reads(examples=("rules validate county.toml",))
def rules_validate(session: Session, file: RulesFile) -> None:
    """Look through a file of rules without changing anything; exit 3 when something is wrong."""
    from orglife.actions.duties.rules import usable_rules
    from orglife.errors import InvalidRecordError
    from orglife.messages import say
    from orglife.model.kinds import CENTRAL
    from orglife.model.names import kinds_of
    from orglife.reports.duties.rules import valid_view
    from orglife.rules.rule import central_rules
    from orglife.rules.validation import read_layer

    branch = branch_if_any(session)
    rules = usable_rules(branch) if branch is not None else {one.id: one for one in central_rules()}
    read = read_layer(
        read_rules_file(file), rules, kinds_of(branch) if branch is not None else CENTRAL
    )
    if read.problems:
        raise InvalidRecordError(
            say("these rules can't be used: {problems}", problems=read.problems)
        )
    show(session, valid_view(tuple(entry.rule for entry in read.entries)))


def branch_if_any(session: Session) -> Branch | None:
    """Return the branch; None where no file is named and there is none here."""
    from orglife.cli.process import environment

    named = session.options.get("file") or environment.named_file()
    return session.load() if named or session.file.exists() else None


def read_rules_file(file: Path) -> str:
    """Return the text of a file.

    Raises:
        MissingFileError, StoreError: there is none, or it can't be read as UTF-8 text.
    """
    from orglife.cli.process.inputs import read_text_file
    from orglife.errors import MissingFileError, StoreError
    from orglife.messages import say

    try:
        return read_text_file(str(file))
    except FileNotFoundError:
        raise MissingFileError(say("there is no file {path}", path=str(file))) from None
    except (OSError, UnicodeError) as error:
        raise StoreError(
            say("{path} can't be read as a text: {reason}", path=str(file), reason=str(error)),
            hint=say("rules are plain text in UTF-8"),
        ) from None


kinds_app = noun("kinds", "The kinds of activity: listed, added", examples=("kinds list",))


@kinds_app.command("list")
@reads(examples=("kinds list", "kinds list --format json"))
def kinds_list(session: Session) -> None:
    """List the kinds of activity with their codes and titles."""
    from orglife.reports.duties.rules import kinds_view

    show(session, kinds_view(branch_if_any(session)))


@kinds_app.command("add")
@writes(
    examples=('kinds add reading-circle --en "reading circle" --zh 读书会 --scope group --study',)
)
def kinds_add(
    session: Session,
    code: Annotated[str, argument("Its code, as in reading-circle", metavar="ID")],
    en: Annotated[str, option("--en", metavar="TITLE", help="Its title in English")],
    zh: Annotated[str, option("--zh", metavar="TITLE", help="Its title in Chinese")],
    scope: Annotated[
        str,
        option(
            "--scope", help="Whom it concerns: branch, committee, group or members", values="SCOPES"
        ),
    ] = "branch",
    study: Annotated[bool, option("--study", help="Its length counts as study hours")] = False,
) -> None:
    """Add a kind of activity of this branch's own."""
    from orglife.actions.duties.rules import add_kind

    change(session, lambda branch: add_kind(branch, code, en=en, zh=zh, scope=scope, study=study))


@writes(
    examples=(
        'waive THEME-DAY 2026-02 --by "Riverside Party committee" --reason "spring festival"',
    )
)
def waive(
    session: Session,
    rule: Annotated[str, argument("The rule, as in THEME-DAY", metavar="RULE", values="rules")],
    period: Annotated[str, argument("As in 2026-02 or 2026-Q1", metavar="PERIOD")],
    by: Annotated[str, option("--by", metavar="WHO", help="Who decided it")],
    reason: Annotated[str, option("--reason", help="Why")],
    subject: Annotated[
        str, option("--subject", metavar="GROUP", help="For this group only", values="groups")
    ] = "",
    until: Annotated[
        str,
        option(
            "--until",
            metavar="DATE",
            help="Put off to this day, and not waived",
            values="day",
            future=True,
        ),
    ] = "",
) -> None:
    """Record that a duty was waived for a period, who decided it and why."""
    from orglife.actions.duties.waivers import add_waiver as act

    change(
        session,
        lambda branch: act(
            branch,
            rule,
            session.period(period),
            by=by,
            reason=reason,
            group=subject,
            recorded=session.today,
            until=session.day(until, future=True) if until else None,
        ),
    )


waivers_app = noun("waivers", "Waived duties: listed, withdrawn", examples=("waivers list",))


@waivers_app.command("list")
@reads(examples=("waivers list", "waivers list --format json"))
def waivers_list(session: Session) -> None:
    """List what was waived: the rule, the period, who decided it and why."""
    from orglife.reports.duties.rules import waivers_view

    show(session, waivers_view(session.load(), session.today))


@waivers_app.command("withdraw")
@writes(examples=("waivers withdraw 3",))
def waivers_withdraw(
    session: Session,
    number: Annotated[str, argument("The waiver's number", metavar="N")],
) -> None:
    """Take back a waiver; what it covered is judged again."""
    from orglife.actions.duties.waivers import withdraw_waiver as act

    change(session, lambda branch: act(branch, number))

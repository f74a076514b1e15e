"""`orglife rules`: what is asked, and what this branch changed about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orglife.cli.frame.command import Session, noun, reads, writes

if TYPE_CHECKING:
    from orglife.model.branch import Branch

app = noun("rules", "The rules: shown, switched, changed")

RuleId = Annotated[str, typer.Argument(metavar="ID", help="The rule, as in GR-FREQ")]
RulesFile = Annotated[Path, typer.Argument(metavar="FILE", help="Rules as TOML")]


@app.command("list")
@reads
def list_(session: Session) -> None:
    """List the rules, those that are off and those that are never checked too."""
    from orglife.reports.duties.rules import rules_view

    session.show(rules_view(branch_if_any(session)))


@app.command("show")
@reads
def show(session: Session, rule: RuleId) -> None:
    """Show a rule: its text, article, source, whether it is verified, its parameters."""
    from orglife.reports.duties.rules import rule_view
    from orglife.rules.layer import rules_of
    from orglife.rules.pack import central
    from orglife.rules.select import unknown_rule

    branch = branch_if_any(session)
    rules = rules_of(branch) if branch is not None else {one.id: one for one in central()}
    found = rules.get(rule.strip().upper())
    if found is None:
        raise unknown_rule(rule, rules)
    session.show(rule_view(found, branch))


@app.command("on")
@writes
def on(session: Session, rule: RuleId) -> None:
    """Switch a rule on."""
    from orglife.actions.duties.rules import switch_rule

    session.change(lambda branch: switch_rule(branch, rule, on=True))


@app.command("off")
@writes
def off(session: Session, rule: RuleId) -> None:
    """Switch a rule off."""
    from orglife.actions.duties.rules import switch_rule

    session.change(lambda branch: switch_rule(branch, rule, on=False))


@app.command("set")
@writes
def set_(
    session: Session,
    rule: RuleId,
    key: Annotated[str, typer.Argument(metavar="KEY", help="A parameter, as in at_least")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="Its value here")],
) -> None:
    """Change a parameter of a rule for this branch: rules set TALK at_least 2."""
    from orglife.actions.duties.rules import set_parameter

    session.change(lambda branch: set_parameter(branch, rule, key, value))


@app.command("apply")
@writes
def apply(session: Session, file: RulesFile) -> None:
    """Put the rules of a file over the central ones; all of them or none."""
    from orglife.actions.duties.rules import apply_layer

    text = text_of(file)
    session.change(lambda branch: apply_layer(branch, text))


@app.command("validate")
@reads
def validate(session: Session, file: RulesFile) -> None:
    """Look through a file of rules without changing anything; exit 3 when something is wrong."""
    from orglife.actions.duties.rules import usable_rules
    from orglife.errors import InvalidRecordError
    from orglife.messages import say
    from orglife.model.kinds import CENTRAL
    from orglife.model.names import kinds_of
    from orglife.reports.duties.rules import valid_view
    from orglife.rules.layer_file import read_layer
    from orglife.rules.pack import central

    branch = branch_if_any(session)
    rules = usable_rules(branch) if branch is not None else {one.id: one for one in central()}
    read = read_layer(text_of(file), rules, kinds_of(branch) if branch is not None else CENTRAL)
    if read.problems:
        raise InvalidRecordError(
            say("these rules can't be used: {problems}", problems=read.problems)
        )
    session.show(valid_view(tuple(entry.rule for entry in read.entries)))


def branch_if_any(session: Session) -> Branch | None:
    """Return the branch; None where no file is named and there is none here."""
    from orglife.cli.process import environment

    named = session.options.get("file") or environment.named_file()
    return session.load() if named or session.file.exists() else None


def text_of(file: Path) -> str:
    """Return the text of a file.

    Raises:
        MissingFileError, StoreError: there is none, or it can't be read as UTF-8 text.
    """
    from orglife.errors import MissingFileError, StoreError
    from orglife.messages import say

    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise MissingFileError(say("there is no file {path}", path=str(file))) from None
    except (OSError, UnicodeError) as error:
        raise StoreError(
            say("{path} can't be read as a text: {reason}", path=str(file), reason=str(error)),
            hint=say("rules are plain text in UTF-8"),
        ) from None

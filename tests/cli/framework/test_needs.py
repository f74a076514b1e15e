"""Off a terminal what is missing is refused at once, with its name."""

from __future__ import annotations

from datetime import date

import pytest
from running import every_command

from orglife.cli.framework.options import accepted
from orglife.cli.framework.value_sources import terms_of
from orglife.storage.store import Store

ENOUGH = {
    "plan add": ["theme-day"],
    "plan move": ["2026-12-04", "2026-12-11"],
    "plan cancel": ["2026-12-04"],
    "activity amend": ["last lecture", "--place", "x"],
    "criticism hold": [],
    "report changes": [],
    "vote": [],
    "admission add": ["Ann"],
    "admission end": ["Zhu Wen"],
    "committee elect": ["last general-meeting"],
}
BY_RULE = {"group create"}
"""Refused as a decision that breaks a rule, not as an option that is missing."""
NEEDED = {
    path: [param for param in command.params if accepted(param).needed]
    for path, command in every_command()
}


@pytest.fixture
def member(orglife):
    orglife("demo", ".")
    return orglife("member", "list", "--format", "csv").stdout.splitlines()[1].split(",")[1]


@pytest.mark.parametrize(
    "command", sorted(path for path, needed in NEEDED.items() if needed and path not in BY_RULE)
)
def test_what_is_needed_is_named_off_a_terminal(orglife, member, command, tmp_path):
    words = ENOUGH.get(command, [member])
    if command == "activity amend":
        assert orglife("activity", "finalize", "last", "lecture", "-y").status == 0
    before = (tmp_path / "branch.json").read_bytes()

    result = orglife(*command.split(), *words)

    first = NEEDED[command][0]
    name = "ACTIVITY" if first.name == "activity" else max(first.opts, key=len)
    assert result.status == 2, result.stderr
    assert name in result.stderr
    assert (tmp_path / "branch.json").read_bytes() == before


def test_what_is_needed_unless_another_is_typed_names_a_parameter():
    for path, command in every_command():
        names = {"", *(param.name for param in command.params)}
        assert {accepted(param).unless for param in command.params} <= names, path


def test_values_that_parameters_take_are_known(orglife, tmp_path):
    orglife("demo", ".")
    branch = Store(tmp_path / "branch.json").load()
    taken = {accepted(param).values for _, command in every_command() for param in command.params}
    free = {"text", "day", "number", "files"}

    assert {"members", "groups", "STAGES", "formats", ("en", "zh")} <= taken
    for values in taken:
        found = terms_of(values, lambda: branch, lambda: date(2026, 11, 22))
        assert bool(found) == (values not in free), values

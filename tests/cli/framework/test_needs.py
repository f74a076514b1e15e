"""Off a terminal what is missing is refused at once, with its name."""

from __future__ import annotations

import pytest

from orglife.cli.framework.needs import NEEDS

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


@pytest.fixture
def member(orglife):
    orglife("demo", ".")
    return orglife("member", "list", "--format", "csv").stdout.splitlines()[1].split(",")[1]


@pytest.mark.parametrize("command", sorted(set(NEEDS) - BY_RULE))
def test_what_is_needed_is_named_off_a_terminal(orglife, member, command, tmp_path):
    words = ENOUGH.get(command, [member])
    if command == "activity amend":
        assert orglife("activity", "finalize", "last", "lecture", "-y").status == 0
    before = (tmp_path / "branch.json").read_bytes()

    result = orglife(*command.split(), *words)

    first = NEEDS[command][0].partition("|")[0]
    name = "ACTIVITY" if first == "activity" else f"--{first.strip('_').replace('_', '-')}"
    assert result.status == 2, result.stderr
    assert name in result.stderr
    assert (tmp_path / "branch.json").read_bytes() == before


def test_every_need_is_a_parameter_of_its_command():
    from orglife.cli import main

    for command, needs in NEEDS.items():
        noun, _, verb = command.partition(" ")
        found = main.root().get_command(None, noun)
        if verb:
            found = found.get_command(None, verb)
        names = {param.name for param in found.params}
        assert {name for need in needs for name in need.split("|")} <= names, command

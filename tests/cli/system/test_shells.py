"""Completion in real shells: what Tab makes of a line that is begun. `make shells`."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from running import clean_environment

pytestmark = pytest.mark.shells
BIN = Path(sys.executable).parent
PATIENCE = 20.0
CASES = {
    "orglife member show Yang\\ J\t": "member show Yang\\ Jie",
    'orglife member show "Yang J\t': 'member show "Yang Jie"',
    "orglife mem\t": "orglife member",
    "orglife group assign Yang\\ Jie=Gr\t2": "group assign Yang\\ Jie=Group\\ 2",
    "orglife check --rule GM-FR\t": "check --rule GM-FREQ",
}


@pytest.fixture
def environment(tmp_path, sample):
    return {
        **clean_environment(),
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "TERM": "dumb",
        "PS1": "ready> ",
        "LC_ALL": "C.UTF-8",
    }


def typed(words, environment, lines, wanted):
    """Type lines into an interactive shell, each when it is quiet; return all that it says."""
    import pty

    master, slave = pty.openpty()
    process = subprocess.Popen(
        words, stdin=slave, stdout=slave, stderr=slave, env=environment,
        cwd=environment["HOME"], preexec_fn=lambda: os.login_tty(0),
    )  # fmt: skip
    os.close(slave)
    said, pending = "", list(lines)
    deadline = time.monotonic() + PATIENCE
    try:
        while wanted not in said and time.monotonic() < deadline:
            ready, _, _ = select.select([master], [], [], 0.5)
            if ready:
                said += os.read(master, 65536).decode("utf-8", "replace").replace("\a", "")
            elif pending:
                os.write(master, pending.pop(0).encode())
    finally:
        process.kill()
        process.wait()
        os.close(master)
    return said


@pytest.mark.parametrize(("begun", "completed"), CASES.items())
def test_tab_completes_in_bash(environment, begun, completed):
    lines = ('eval "$(orglife completion bash)"\n', begun)
    shell = ["bash", "--norc", "--noprofile", "-i"]

    assert completed in typed(shell, environment, lines, completed)


@pytest.mark.parametrize(
    ("begun", "completed"),
    [item for item in CASES.items() if "=" not in item[0] and '"' not in item[0]],
)
def test_tab_completes_in_zsh(environment, begun, completed):
    setup = "autoload -Uz compinit; compinit -u -D; source <(orglife completion zsh)\n"

    assert completed in typed(["zsh", "-f", "-i"], environment, (setup, begun), completed)


@pytest.mark.parametrize(
    ("begun", "completed"),
    [
        ('orglife member show "Yang J', "Yang Jie"),
        ("orglife log lecture --group ", "Group 1\nGroup 2\nGroup 3"),
        ("orglife mem", "member\tMembers: who they are and what applies to them"),
    ],
)
def test_tab_completes_in_fish(environment, begun, completed):
    done = subprocess.run(
        ["fish", "-c", f"orglife completion fish | source; complete -C '{begun}'"],
        env=environment,
        cwd=environment["HOME"],
        check=True,
        capture_output=True,
        text=True,
    )

    assert done.stdout.strip() == completed


ATTACK = "$(touch owned)`touch owned`!!"
SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], 'eval "$(orglife completion bash)"\n'),
    "zsh": (
        ["zsh", "-f", "-i"],
        "autoload -Uz compinit; compinit -u -D; source <(orglife completion zsh)\n",
    ),
    "fish": (["fish", "--private", "--no-config"], "orglife completion fish | source\n"),
}


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_a_name_is_never_run_whichever_mark_is_open(environment, tmp_path, orglife, shell, quote):
    """Tab, then Enter: the shell hands the name over as one word, and runs nothing of it."""
    added = orglife("member", "add", "Zz" + ATTACK, "--standing", "full", "--joined", "2020-01-01")
    assert added.status == 0, added.stderr
    words, setup = SHELLS[shell]
    begun = f"orglife member show {quote}Zz\t"
    end = f"{quote}\n" if quote and shell == "fish" else "\n"

    said = typed(words, environment, (setup, begun, end, "echo fin''ished\n"), "finished")

    assert not (tmp_path / "owned").exists()
    assert "Zz$(touch owned)" in said.replace("\\", "")

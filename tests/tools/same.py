"""Compare what another revision and this tree do, seen from outside.

    .venv/bin/python tests/tools/same.py BASE [--most N] [--only PATTERN] [--allow PATTERN]

BASE is checked out into a temporary folder, this tree is copied beside it, catalogues are compiled
for both, and both run the command lines of `same_commands.py` with the packages of the environment
that runs this: readings in every format and both languages, writings with every file that they
leave, help, rehearsed imports, refusals, dialogues on a terminal, answers to completion. What
differs is printed as unified diffs, those that are the same but for names once, and the exit code
is 1. Nothing is written into the tree.

`--coverage` runs this tree alone and prints which lines of orglife the commands never reach
(`coverage` has to be installed). Never reached are: other systems than Linux, a cluster, editors
and pagers, a lost race for the lock, a disk that is full.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import same_commands as given
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
LANGUAGES = ("en", "zh")
TO_STDOUT = ("table", "json", "csv", "md", "html", "ics", "svg")
TO_A_FILE = ("xlsx", "docx")
DRAWN = {
    "ics": ("due", "export calendar", "status"),
    "svg": ("check", "export calendar", "report", "group", "status"),
}
"""Which commands are asked for these formats; the others refuse them, all in one way."""
ZONE = "Asia/Shanghai"
CHANGED_OUTSIDE = ("_tamper_", "_cut_", "_newer_", "_empty_")
Commands = list[dict[str, Any]]


def lines_of(text: str) -> list[str]:
    """Return the commands of a table."""
    return [line for line in text.strip().splitlines() if line]


def command(line: str, language: str = "en", **others: Any) -> dict[str, Any]:
    """Return what the worker runs for one command line; the day may stand in front."""
    day = given.TODAY
    if line.startswith("@"):
        mark, _, line = line.partition(" ")
        day = mark[1:]
    words = [] if line == "_nothing_" else shlex.split(line)
    made = {
        "name": f"[{language}] {line}",
        "words": words,
        "day": day,
        "env": {"ORGLIFE_LANG": language},
        "stdin": "",
        "typed": None,
    }
    return {**made, **others}


def filled(line: str, branch: str) -> str:
    """Put the names of a branch into a command line."""
    one, two, three = given.BRANCHES[branch]
    known = {"one": one, "two": two, "three": three}
    known["probationer"] = {"riverside": "Zhao Min", "demo": "Yin He"}[branch]
    known["branch"] = {"riverside": "Riverside", "demo": "Riverside First (made up)"}[branch]
    for name, value in known.items():
        value = f'"{value}"' if name in ("probationer", "branch") and '"' not in line else value
        line = line.replace("{" + name + "}", value)
    # A name with a blank in it, where the table has no quotes of its own.
    return re.sub(r'(?<=\s)(?<!["=])(' + "|".join((one, two, three)) + r")(?=\s|$)", r'"\1"', line)


def scenario(folder: str, commands: Commands, *, copy_of: str = "", reads: bool = False) -> Any:
    """Return commands that run one after the other in a folder of their own."""
    return {"folder": folder, "copy_of": copy_of, "commands": commands, "reads": reads}


def named(label: str, commands: Commands) -> Commands:
    """Put a label in front of the names of commands."""
    return [{**one, "name": f"{label}: {one['name']}"} for one in commands]


def build_branches() -> Iterator[Any]:
    for branch, text in given.SETTING_UP.items():
        made = [command(line) for line in lines_of(text)]
        yield scenario(branch, named(f"build {branch}", made))


def readings(branch: str, *, everything: bool) -> Iterator[Any]:
    commands = []
    formats = dict.fromkeys(LANGUAGES, (*TO_STDOUT, *TO_A_FILE))
    if not everything:
        formats["zh" if branch == "riverside" else "en"] = given.FORMATS_OF_THE_OTHER_LANGUAGE
    for line in lines_of(given.READS_IN_EVERY_FORMAT):
        for language in LANGUAGES:
            for kind in formats[language]:
                if kind in DRAWN and not line.startswith(DRAWN[kind]):
                    continue
                how = f"-o made.{kind}" if kind in TO_A_FILE else f"--format {kind}"
                commands.append(command(f"{filled(line, branch)} {how}", language))
    own = ("en",) if branch == "riverside" else ("zh",)
    for line in lines_of(given.READS):
        languages = LANGUAGES if everything else own
        commands += [command(filled(line, branch), language) for language in languages]
    yield scenario(branch, named(branch, commands), reads=True)


def writings(branch: str, *, everything: bool) -> Iterator[Any]:
    own = ("en",) if branch == "riverside" else ("zh",)
    for line in lines_of(given.WRITES):
        for language in LANGUAGES if everything else own:
            steps = [filled(step.strip(), branch) for step in line.split(" && ")]
            commands = [command(step, language) for step in steps]
            for one in commands[:1]:
                one["outside"] = one["words"][0] if one["words"][0] in CHANGED_OUTSIDE else ""
            yield scenario("written", named(f"{branch} writes", commands), copy_of=branch)


def refusals(branch: str) -> Iterator[Any]:
    own = "en" if branch == "riverside" else "zh"
    for table, label in ((given.REHEARSED, "rehearsed"), (given.REFUSALS, "refused")):
        commands = [command(filled(line, branch), own) for line in lines_of(table)]
        yield scenario("refusing", named(label, commands), copy_of=branch)


def dialogues(branch: str) -> Iterator[Any]:
    for line in lines_of(given.DIALOGUES):
        words, *typed = [part.strip() for part in filled(line, branch).split(" | ")]
        typed = [text.replace('"', "") for text in typed]
        env = {"ORGLIFE_LANG": "zh" if "--lang zh" in line else "en", "COLUMNS": "80"}
        env["TERM"] = "xterm"
        env["PAGER"] = "cat"
        asked = command(words, typed=typed, env=env)
        after = command("history --format json")
        yield scenario("asked", named("asked", [asked, after]), copy_of=branch)


def completions(branch: str) -> Iterator[Any]:
    commands = []
    for words in given.COMPLETIONS:
        for language in LANGUAGES:
            env = {"ORGLIFE_LANG": language, "_ORGLIFE_COMPLETE": "zsh"}
            asked = list(words) or [""]
            commands.append(command(shlex.join(asked), language, words=asked, env=env))
    yield scenario(branch, named("completed", commands), reads=True)


def help_pages(trees: dict[str, Path], environment: dict[str, str]) -> Iterator[Any]:
    """Yield the help of every command that either tree has."""

    def page(source: Path, path: tuple[str, ...]) -> str:
        words = [sys.executable, "-m", "orglife", *path, "--help"]
        env = {**environment, "PYTHONPATH": str(source), "ORGLIFE_LANG": "en"}
        done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
        return done.stdout

    paths: dict[tuple[str, ...], None] = {(): None}
    for source in trees.values():
        for path in ((), *((name,) for name in sorted(subcommands(page(source, ()))))):
            paths[path] = None
            if path:
                below = sorted(subcommands(page(source, path), titles=("Commands",)))
                paths.update({(*path, name): None for name in below})
    commands = [
        command(shlex.join([*path, "--help"]), language) for path in paths for language in LANGUAGES
    ]
    yield scenario("helped", named("help", commands), reads=True)


def subcommands(page: str, titles: tuple[str, ...] = ()) -> set[str]:
    """Return the commands that a help page lists, under `titles` or anything but options."""
    found, title = set(), ""
    for line in page.splitlines():
        if line and not line.startswith(" "):
            title = line
        name = re.match(r"  ([a-z][a-z-]*)(  |$)", line)
        listed = title in titles if titles else title not in ("Examples", "Options")
        if name and listed:
            found.add(name[1])
    return found


def export(revision: str, folder: Path) -> None:
    """Put `src` of a revision into a folder."""
    packed = subprocess.run(
        ["git", "archive", revision, "src"], cwd=ROOT, capture_output=True, check=True
    )
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed.stdout, check=True)


def compile_catalogues(source: Path) -> None:
    """Write the `.mo` files of a tree, as building the package does."""
    for path in source.glob("orglife/locale/*/LC_MESSAGES/*.po"):
        with path.open("rb") as po, path.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po))


def place_samples(work: Path) -> None:
    """Put into both branches' folders what their commands read."""
    for branch in given.SETTING_UP:
        folder = work / branch
        shutil.copytree(ROOT / "tests" / "data", folder / "data")
        shutil.copytree(ROOT / "docs" / "samples", folder / "data" / "samples")
        (folder / "county.toml").write_text(given.COUNTY_RULES, "utf-8")
        (folder / "broken.toml").write_text('[[rule]]\nid = "TALKS"\nenabled = 3\n', "utf-8")
        (folder / "minutes.txt").write_text("The hall was full.\n第二行\n", "utf-8")


def plain_environment(folder: Path) -> dict[str, str]:
    """Return an environment from which nothing of this machine is read."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return {
        **kept,
        "TZ": ZONE,
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "ORGLIFE_CONFIG_DIR": str(folder / "configuration"),
        "ORGLIFE_STATE_DIR": str(folder / "state"),
    }


def start(
    source: Path, folder: Path, plan: dict[str, Any], coverage: str = ""
) -> subprocess.Popen[bytes]:
    """Start the worker of one tree; its outcomes are written to `outcomes` in the folder."""
    work, streams = folder / "work", folder / "streams"
    streams.mkdir(parents=True)
    place_samples(work)
    settings = {
        "work": str(work),
        "streams": str(streams),
        "source": str(source),
        "coverage": coverage,
    }
    (folder / "settings.json").write_text(json.dumps(settings), "utf-8")
    (folder / "plan.json").write_text(json.dumps(plan), "utf-8")
    names = ("plan.json", "settings.json", "outcomes")
    return subprocess.Popen(
        [sys.executable, str(HERE / "same_worker.py"), *(str(folder / name) for name in names)],
        env={**plain_environment(work), "PYTHONPATH": str(source)},
    )


def outcomes(folder: Path) -> list[dict[str, Any]]:
    """Return what a worker wrote down."""
    text = (folder / "outcomes").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def differences(
    base: list[dict[str, Any]], here: list[dict[str, Any]]
) -> Iterator[tuple[str, str, str]]:
    """Yield the command, the part of its outcome and the diff of all that differs."""
    for before, after in zip(base, here, strict=True):
        for part in sorted({*before["parts"], *after["parts"]}):
            texts = [one["parts"].get(part, "") for one in (before, after)]
            if texts[0] != texts[1]:
                lines = [text.splitlines() for text in texts]
                found = difflib.unified_diff(*lines, "base", "here", n=1, lineterm="")
                yield before["name"], part, "\n".join([*found][2:])


def printed(found: list[tuple[str, str, str]], most: int) -> None:
    """Print every diff once, with all that show it, the most frequent first."""
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for one in found:
        changed = [line for line in one[2].splitlines() if line[:1] in "+-"]
        groups.setdefault("\n".join(changed), []).append(one)
    left = most
    for same in sorted(groups.values(), key=len, reverse=True):
        name, part, diff = same[0]
        lines = [f"=== {len(same)} times: {name} ({part})", *diff.splitlines()]
        if len(same) > 1:
            lines.insert(1, "    also " + "; ".join(f"{n} ({p})" for n, p, _ in same[1:4]))
        print("\n".join(lines[: max(left, 0)]))
        left -= len(lines)
    if left < 0:
        print(f"... {-left} lines more; --most {most - left} shows them")
    kinds = Counter(f"{name.partition(':')[0]}, {part.split(' ')[0]}" for name, part, _ in found)
    for kind, count in kinds.most_common():
        print(f"{count:6} differ: {kind}")


def whole_plan(
    trees: dict[str, Path], environment: dict[str, str], *, everything: bool
) -> dict[str, Any]:
    """Return all scenarios, those that build the branches first."""
    scenarios = [*build_branches()]
    for branch in given.BRANCHES:
        scenarios += [
            *readings(branch, everything=everything),
            *writings(branch, everything=everything),
        ]
    scenarios += [*refusals("riverside"), *refusals("demo")]
    scenarios += [*dialogues("riverside"), *completions("riverside"), *completions("demo")]
    scenarios += [*help_pages(trees, environment)]
    return {"scenarios": scenarios}


def chosen(plan: dict[str, Any], only: str) -> dict[str, Any]:
    """Return the plan with the scenarios that have a command like `only`, and the branches."""
    if only:
        for one in plan["scenarios"]:
            wanted = [c for c in one["commands"] if re.search(only, c["name"])]
            if one["folder"] in given.BRANCHES and one["reads"]:
                one["commands"] = wanted
            elif not wanted and one["copy_of"]:
                one["commands"] = []
        plan["scenarios"] = [one for one in plan["scenarios"] if one["commands"]]
    return plan


def report_coverage(folder: Path, source: Path) -> None:
    """Print what share of each layer the commands reach, and the lines that they don't."""
    words = [sys.executable, "-m", "coverage"]
    data = f"--data-file={folder / 'coverage'}"
    subprocess.run([*words, "combine", "--quiet", data, str(folder)], check=True)
    subprocess.run(
        [
            *words,
            "report",
            data,
            "--show-missing",
            "--skip-covered",
            f"--include={source}/orglife/*",
        ],
        check=True,
    )


def main() -> int:
    """Run the comparison and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("base", metavar="BASE", nargs="?", help="a revision of git")
    parser.add_argument("--most", type=int, default=400, help="print so many lines at most")
    parser.add_argument("--only", default="", help="run what has a command like this")
    parser.add_argument("--allow", action="append", default=[], help="leave out commands like this")
    parser.add_argument("--all", action="store_true", help="every format in both languages on both")
    parser.add_argument("--keep", type=Path, help="leave both outcomes in this folder")
    parser.add_argument(
        "--coverage", action="store_true", help="measure this tree, compare nothing"
    )
    asked = parser.parse_args()
    if not asked.base and not asked.coverage:
        parser.error("BASE is missing")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="same-") as name:
        folder = Path(name)
        trees = {}
        # The two names have the same length: paths are wrapped alike.
        for tree in ("here",) if asked.coverage else ("base", "here"):
            (folder / tree).mkdir()
            if tree == "base":
                export(asked.base, folder / tree)
            else:
                shutil.copytree(ROOT / "src", folder / tree / "src")
            trees[tree] = folder / tree / "src"
            compile_catalogues(trees[tree])
        plan = whole_plan(trees, plain_environment(folder), everything=asked.all)
        plan = chosen(plan, asked.only)
        data = str(folder / "coverage") if asked.coverage else ""
        workers = {tree: start(trees[tree], folder / tree / "run", plan, data) for tree in trees}
        codes = [worker.wait() for worker in workers.values()]
        if any(codes):
            return 2
        if asked.coverage:
            report_coverage(folder, trees["here"])
            return 0
        made = {tree: outcomes(folder / tree / "run") for tree in trees}
        if asked.keep:
            asked.keep.mkdir(parents=True, exist_ok=True)
            for tree in trees:
                shutil.copy(folder / tree / "run" / "outcomes", asked.keep / f"{tree}.ndjson")
    found = [
        one
        for one in differences(made["base"], made["here"])
        if not any(re.search(pattern, one[0]) for pattern in asked.allow)
    ]
    printed(found, asked.most)
    codes = Counter(one["parts"]["exit"] for one in made["here"])
    told = ", ".join(f"{count} with {code}" for code, count in sorted(codes.items()))
    print(f"{len(made['here'])} commands ({told}) in {time.monotonic() - begun:.0f} s", end=": ")
    print(f"{len(found)} outcomes differ" if found else "the same")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

"""Run many command lines on one tree and write down all that came of each; started by `same.py`.

Every command runs in a process of its own, forked from one that has the third-party packages
loaded and nothing of orglife. It begins at `orglife.cli.start.main` like any other, on a fixed
day, with fixed random bytes, so that two trees that do the same write the same bytes.
"""

from __future__ import annotations

import datetime as datetime_module
import hashlib
import importlib
import importlib.machinery
import json
import os
import pty
import re
import shutil
import signal
import sys
import time
import traceback
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

RealDatetime = datetime_module.datetime
PRELOADED = (
    *("typer", "typer.core", "typer.main", "rich", "rich.console", "rich.table", "tinydb"),
    *("msgspec", "msgspec.json", "dateutil.relativedelta", "xlsxwriter", "python_calamine"),
    *("docxtpl", "docx", "jinja2", "csv", "json", "gettext", "zoneinfo", "uuid", "tomllib"),
)
PATIENCE = 60
"""Seconds that one command may take."""


def fixed_datetime(day: str) -> Any:
    """Return a stand-in for `datetime` whose `now` is noon of `day`; all else is the real one."""
    noon = RealDatetime.fromisoformat(f"{day}T12:00:00")

    class FixedDatetime(RealDatetime):
        @classmethod
        def now(cls, tz: Any = None) -> RealDatetime:  # type: ignore[override]
            return noon.replace(tzinfo=tz) if tz is not None else noon

    return FixedDatetime


def fix_clock(day: str) -> None:
    """Put the stand-in into every module of orglife that asks `datetime.now`, once imported.

    Found by what a module does, not by its name: modules are renamed between the trees.
    """
    fixed = fixed_datetime(day)
    execute = importlib.machinery.SourceFileLoader.exec_module

    def exec_module(loader: Any, module: ModuleType) -> None:
        execute(loader, module)
        if not module.__name__.startswith("orglife."):
            return
        if getattr(module, "datetime", None) is not RealDatetime or module.__file__ is None:
            return
        if "datetime.now(" in Path(module.__file__).read_text("utf-8"):
            module.datetime = fixed  # type: ignore[attr-defined]

    importlib.machinery.SourceFileLoader.exec_module = exec_module  # type: ignore[assignment,method-assign]


def fix_randomness(seed: str) -> None:
    """Make `os.urandom` repeat itself from one run to the next."""
    count = 0

    def urandom(size: int) -> bytes:
        nonlocal count
        made = b""
        while len(made) < size:
            count += 1
            made += hashlib.sha256(f"{seed} {count}".encode()).digest()
        return made[:size]

    os.urandom = urandom


def cover(source: str, data: str) -> None:
    """Measure the lines that this process runs, and save them before it leaves."""
    import coverage

    measured = coverage.Coverage(data_file=data, data_suffix=True, source=[source])
    measured.start()
    leave = os._exit

    def save_and_leave(code: int) -> None:
        measured.stop()
        measured.save()
        leave(code)

    os._exit = save_and_leave  # type: ignore[assignment]


def child(command: dict[str, Any], folder: Path, settings: dict[str, Any]) -> None:
    """Run one command in this process, which then ends."""
    signal.alarm(PATIENCE)
    code = 70
    try:
        os.chdir(folder)
        os.environ.update(command["env"])
        encoding = "utf-8"
        sys.stdin = open(0, encoding=encoding, closefd=False)  # noqa: SIM115
        sys.stdout = open(1, "w", encoding=encoding, closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", 1, encoding=encoding, closefd=False)  # noqa: SIM115
        sys.argv = ["orglife", *command["words"]]
        fix_randomness(" ".join(command["words"]))
        fix_clock(command["day"])
        if settings["coverage"]:
            cover(settings["source"], settings["coverage"])
        main = importlib.import_module("orglife.cli.start").main
        main()
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:  # noqa: BLE001  # all of it is an outcome
        traceback.print_exc()
    with suppress(Exception):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def run_on_files(command: dict[str, Any], folder: Path, settings: dict[str, Any]) -> dict[str, Any]:
    """Run a command with its streams in files; return its exit code and both streams."""
    place = Path(settings["streams"])
    (place / "in").write_text(command["stdin"], "utf-8")
    process = os.fork()
    if process == 0:
        for number, (name, flags) in enumerate(
            (
                ("in", os.O_RDONLY),
                ("out", os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
                ("err", os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
            )
        ):
            os.dup2(os.open(place / name, flags), number)
        child(command, folder, settings)
    _, status = os.waitpid(process, 0)
    return {
        "exit": os.waitstatus_to_exitcode(status),
        "stdout": (place / "out").read_bytes(),
        "stderr": (place / "err").read_bytes(),
    }


def run_on_terminal(
    command: dict[str, Any], folder: Path, settings: dict[str, Any]
) -> dict[str, Any]:
    """Run a command on a terminal with what is typed; return its exit code and the screen."""
    process, master = pty.fork()
    if process == 0:
        # What is typed is there before anything asks for it.
        time.sleep(0.02)
        child(command, folder, settings)
    os.write(master, "".join(f"{line}\n" for line in command["typed"]).encode() + b"\x04\x04")
    screen = b""
    while True:
        try:
            read = os.read(master, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not read:
            break
        screen += read
    os.close(master)
    _, status = os.waitpid(process, 0)
    return {"exit": os.waitstatus_to_exitcode(status), "screen": screen}


def unpacked(path: Path) -> str:
    """Return a file as text: a zipped document part by part, a tag a line."""
    raw = path.read_bytes()
    if path.suffix == ".lock":  # holds the number of the process
        return "(a lock)\n"
    if not zipfile.is_zipfile(path):
        return raw.decode("utf-8", "backslashreplace")
    parts = []
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            content = archive.read(info)
            try:
                text = content.decode("utf-8").replace("><", ">\n<")
            except UnicodeDecodeError:
                text = hashlib.sha256(content).hexdigest()
            parts.append(f"== {info.filename} {info.date_time}\n{text}")
    return "\n".join(parts)


def stamps(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """Return what tells a changed file from an unchanged one, of all files in a folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            state = path.stat()
            found[path] = (state.st_size, state.st_mtime_ns, state.st_ino)
    return found


def outcome(command: dict[str, Any], folder: Path, settings: dict[str, Any]) -> dict[str, str]:
    """Run a command; return its exit code, streams, and every file that it left or took away."""
    before = stamps(folder)
    run = run_on_terminal if command["typed"] is not None else run_on_files
    came = run(command, folder, settings)
    parts = {"exit": str(came.pop("exit"))}
    parts.update({name: raw.decode("utf-8", "backslashreplace") for name, raw in came.items()})
    after = stamps(folder)
    for path in sorted({*before, *after}):
        if before.get(path) != after.get(path):
            name = f"file {path.relative_to(folder)}"
            parts[name] = unpacked(path) if path in after else "(gone)\n"
    base = str(settings["work"])
    return {name: text.replace(base, "<work>") for name, text in parts.items()}


def change_outside(path: Path, how: str) -> None:
    """Change a branch file as no command does."""
    raw = path.read_bytes()
    changed = {
        "_tamper_": raw.replace(b"Group 1", b"Group X", 1),
        "_cut_": raw[: len(raw) // 2],
        "_newer_": re.sub(rb'("schema": ?)\d+', rb"\g<1>99", raw, count=1),
        "_empty_": b"",
    }[how]
    path.write_bytes(changed)


def run_all(plan: dict[str, Any], settings: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the outcome of every command; scenarios that write begin on a fresh copy."""
    work = Path(settings["work"])
    for scenario in plan["scenarios"]:
        folder = work / scenario["folder"]
        if scenario["copy_of"]:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(work / scenario["copy_of"], folder)
        folder.mkdir(parents=True, exist_ok=True)
        for command in scenario["commands"]:
            known = set(stamps(folder))
            if command.get("outside"):
                change_outside(folder / "branch.json", command["outside"])
                continue
            yield {"name": command["name"], "parts": outcome(command, folder, settings)}
            if scenario["reads"]:
                for path in set(stamps(folder)) - known:
                    path.unlink()


def main() -> None:
    """Run the plan named first under the settings named second; write the outcomes."""
    plan_path, settings_path, target = map(Path, sys.argv[1:4])
    settings = json.loads(settings_path.read_text("utf-8"))
    for name in PRELOADED:
        with suppress(ImportError):
            importlib.import_module(name)
    if settings["coverage"]:
        importlib.import_module("coverage")
    found = importlib.machinery.PathFinder.find_spec("orglife")
    if found is None or found.origin is None or not found.origin.startswith(settings["source"]):
        sys.exit(f"orglife is not taken from {settings['source']}")
    plan = json.loads(plan_path.read_text("utf-8"))
    with target.open("w", encoding="utf-8") as out:
        for made in run_all(plan, settings):
            out.write(json.dumps(made, ensure_ascii=True) + "\n")


if __name__ == "__main__":
    main()

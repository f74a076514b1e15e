"""Known branches, mappings, drafts, erasing from them.

The branch files that this user knows by name; a preference of the person, in no branch file.

What `import --map` said of a header, remembered for the next sheet with the same one.

What is unfinished, kept for its owner only: an entry that was broken off, minutes being written.

What is private (the body of a talk) is never asked for and never in it.

What this user's own files hold of somebody who is erased from a branch goes too.
"""

from __future__ import annotations

from collections import abc
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import msgspec

from orglife.cli.process import environment, output
from orglife.cli.user import preferences
from orglife.cli.user.preferences import make_private_folder
from orglife.errors import OrglifeError, StoreError, UsageError
from orglife.messages import Message, say

BRANCHES_FILE = "branches.json"


class Branches(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names with their files, and the one that is meant when no file is named."""

    used: str = ""
    files: dict[str, str] = {}


def load_branches() -> Branches:
    """Return what is on record; nothing where there is no such file.

    Raises:
        StoreError: the file can't be read, or is not what orglife wrote.
    """
    path = _path()
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Branches()
    except OSError as error:
        raise StoreError(
            say("can't read {path}: {why}", path=str(path), why=error.strerror or str(error))
        ) from error
    try:
        return msgspec.json.decode(data, type=Branches)
    except msgspec.MsgspecError as error:
        raise StoreError(
            say("{path} is not what 'orglife use' writes", path=str(path)),
            hint=say("remove it, then name the branches again with 'orglife use FILE'"),
        ) from error


def save_branches(branches: Branches) -> None:
    """Write what is on record, whole or not at all.

    Raises:
        StoreError: it can't be written.
    """
    path = _path()
    make_private_folder(path.parent)
    text = msgspec.json.format(msgspec.json.encode(branches), indent=1)
    output.write_output_file(path, text + b"\n", overwrite=True)


def used_file() -> Path | None:
    """Return the file of the branch in use, or None where none is."""
    branches = load_branches()
    file = branches.files.get(branches.used)
    return Path(file) if file else None


def _path() -> Path:
    return environment.config_folder() / BRANCHES_FILE


MAPPINGS_FILE = "mappings.json"

Mapping = dict[str, str]
"""Heading to field; an empty field leaves the column out."""


def from_options(texts: list[str]) -> Mapping:
    """Return what `--map COLUMN=FIELD` says, each time it is given.

    Raises:
        UsageError: one has no two sides.
    """
    found = {}
    for text in texts:
        column, equals, field = text.rpartition("=")
        if not equals or not column.strip():
            raise UsageError(
                say("{text} is not COLUMN=FIELD", text=text),
                hint=say("write it as in --map {example}", example="成立日=joined"),
            )
        found[column] = field
    return found


def describe_mapping(mapping: abc.Mapping[str, str]) -> tuple[Message, ...]:
    """Return a mapping as it is told."""
    return tuple(
        say("{column} = {field}", column=column, field=field)
        if field
        else say("{column}, left out", column=column)
        for column, field in mapping.items()
    )


def mappings_path() -> Path:
    """Return where they are kept."""
    return environment.config_folder() / MAPPINGS_FILE


def load_mappings() -> dict[str, Mapping]:
    """Return what was remembered, by header.

    Raises:
        StoreError: the file can't be read, or is not what orglife wrote.
    """
    return preferences.read_user_file(mappings_path(), dict[str, Mapping]) or {}


def remember(header: str, mapping: Mapping) -> bool:
    """Keep what was said of a header; return whether that is new."""
    before = load_mappings()
    if before.get(header) == mapping:
        return False
    save_mappings({**before, header: mapping})
    return True


def save_mappings(mappings: dict[str, Mapping]) -> None:
    """Write what is remembered, by header."""
    preferences.write_user_file(mappings_path(), mappings)


def chosen(known: abc.Mapping[str, Mapping], numbers: abc.Sequence[str]) -> list[str]:
    """Return the headers that are named by the numbers of the list, or all for `all`.

    Raises:
        UsageError: there is no such number.
    """
    headers = list(known)
    found: list[str] = []
    for text in numbers:
        bare = text.strip().removeprefix("#").casefold()
        if bare in ("all", "全部"):
            return headers
        if not (bare.isascii() and bare.isdecimal() and 1 <= int(bare) <= len(headers)):
            raise UsageError(
                say("{text} is none of the remembered headers", text=text),
                hint=say("'orglife config mappings' numbers them; 'all' means every one"),
            )
        found.append(headers[int(bare) - 1])
    return found


def delete_mappings() -> None:
    """Forget everything."""
    mappings_path().unlink(missing_ok=True)


class EntryDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answers so far, by the name of the option, and the day on which they were given."""

    day: str
    texts: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}


def draft_path(file: Path) -> Path:
    """Return where the draft for a branch file lies; each has its own."""
    return _folder(file).with_suffix(".json")


def _folder(file: Path) -> Path:
    name = sha256(str(file.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return environment.state_folder() / "drafts" / name


def lying_elsewhere(file: Path) -> list[Path]:
    """Return drafts and folders of minutes of the same branch that lie under another path of it.

    So they do when the file was moved: beside each stands the uid of its branch.
    """
    uid = _uid_of(file)
    own = _folder(file).name
    try:
        marks = sorted((environment.state_folder() / "drafts").glob(f"*{MARK}"))
        others = [one for one in marks if one.stem != own and one.read_text("utf-8") == uid]
    except (OSError, UnicodeError):
        return []
    found = [one.with_suffix(".json") for one in others if one.with_suffix(".json").is_file()]
    return found + [folder for one in others for folder in one.with_suffix("").glob("minutes-*")]


MARK = ".branch"
"""Ends the name of the file that holds the uid of the branch whose drafts lie beside it."""


def _uid_of(file: Path) -> str:
    """Return the uid of the branch in a file; empty where it can't be read."""
    from orglife.storage.store import Store

    try:
        return Store(file).load().meta.uid
    except OrglifeError:
        return ""


def _mark(file: Path) -> None:
    """Write down which branch the drafts of a file are about, where that is known."""
    uid = _uid_of(file)
    if uid:
        preferences.make_private_folder(_folder(file).parent)
        output.write_output_file(_folder(file).with_suffix(MARK), uid, overwrite=True)


def new_minutes(file: Path) -> Path:
    """Return a new folder of their own for minutes of a branch that are to be edited.

    Raises:
        StoreError: it can't be made.
    """
    from tempfile import mkdtemp

    folder = _folder(file)
    preferences.make_private_folder(folder)
    _mark(file)
    made = Path(mkdtemp(prefix="minutes-", dir=folder))
    made.chmod(0o700)  # an odd umask may have taken the owner's rights too
    return made


def minutes_of(file: Path) -> list[Path]:
    """Return the folders of minutes that were kept since they could not be written."""
    return sorted(_folder(file).glob("minutes-*"))


def remove_minutes(folder: Path) -> None:
    """Remove minutes with everything that the editor left beside them."""
    from shutil import rmtree

    rmtree(folder, ignore_errors=True)


def save_draft(file: Path, told: dict[str, object], day: str) -> bool:
    """Keep what was answered; return whether there was anything to keep."""
    texts = {name: value for name, value in told.items() if isinstance(value, str) and value}
    lists = {
        name: tuple(map(str, value))
        for name, value in told.items()
        if isinstance(value, tuple) and value
    }
    if not texts and not lists:
        return False
    preferences.write_user_file(draft_path(file), EntryDraft(day, texts, lists))
    _mark(file)
    return True


def load_draft(file: Path) -> EntryDraft | None:
    """Return the draft for a branch file; a damaged one is none."""
    try:
        return preferences.read_user_file(draft_path(file), EntryDraft)
    except StoreError:
        return None


def delete_draft(file: Path) -> None:
    """Remove the draft."""
    draft_path(file).unlink(missing_ok=True)


def erase_from_user_files(file: Path, names: Callable[[str], bool] | None) -> int:
    """Remove what is unfinished about a branch and names the person; return how much it was.

    An entry that was broken off goes in any case: it is short, and holds names and reasons as they
    were typed. Kept minutes go where the person stands in them, and so do remembered headings.
    """
    from orglife.cli.process.outputs import sweep

    for folder in (environment.config_folder(), environment.state_folder(), file.parent):
        sweep(folder)
    if names is None:
        return 0
    removed = 0
    if draft_path(file).exists():
        delete_draft(file)
        removed += 1
    for folder in minutes_of(file):
        if _stands_in(folder, names):
            remove_minutes(folder)
            removed += 1
    removed += _elsewhere(file, names)
    try:
        known = load_mappings()
    except StoreError:  # said by whatever needs it; what it holds nobody can know
        known = {}
    named = [header for header in known if any(map(names, (header, *known[header])))]
    if named:
        save_mappings({one: known[one] for one in known if one not in named})
    return removed + len(named)


def _elsewhere(file: Path, names: Callable[[str], bool]) -> int:
    """Remove drafts of the branch that name the person and lie under another path of its file."""
    removed = 0
    for path in lying_elsewhere(file):
        if path.is_dir() and _stands_in(path, names):
            remove_minutes(path)
            removed += 1
        elif path.is_file() and names(path.read_text(encoding="utf-8", errors="replace")):
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _stands_in(folder: Path, names: Callable[[str], bool]) -> bool:
    """Whether the person is named in minutes, or in what the editor left beside them."""
    files = [one for one in folder.rglob("*") if not one.is_symlink() and one.is_file()]
    texts = (one.read_text(encoding="utf-8-sig", errors="replace") for one in files)
    return any(map(names, (*texts, *(one.name for one in files))))

"""The central pack: read from TOML in the source tree, from compiled JSON in a built package."""

from pathlib import Path
from typing import Any

import msgspec

from orglife.rules.rule import Rule

FOLDER = Path(__file__).parent / "packs"


class Pack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pack of rules, in the order of its file."""

    rule: tuple[Rule, ...] = ()


def central() -> tuple[Rule, ...]:
    """Return the rules of the central pack.

    `central.json` is there in a built package only, made by `hatch_build.py` from the same TOML:
    reading TOML costs more than judging a year.
    """
    try:
        compiled = (FOLDER / "central.json").read_bytes()
    except FileNotFoundError:
        return from_toml((FOLDER / "central.toml").read_text(encoding="utf-8"))
    return from_json(compiled)


def from_json(compiled: bytes) -> tuple[Rule, ...]:
    """Return the rules of a compiled pack."""
    return msgspec.json.decode(compiled, type=Pack).rule


def from_toml(text: str) -> tuple[Rule, ...]:
    """Return the rules of a pack in TOML.

    Raises:
        tomllib.TOMLDecodeError: it is no TOML.
        msgspec.ValidationError: a field is unknown, missing or of another type.
    """
    import tomllib

    return from_plain(tomllib.loads(text))


def from_plain(pack: dict[str, Any]) -> tuple[Rule, ...]:
    """Return the rules of a pack as plain values; `msgspec.ValidationError` for a bad field."""
    return msgspec.convert(pack, Pack).rule

"""What a kind of check may be told: its parameters, with type, default, choices and bounds."""

from __future__ import annotations

from typing import TypeVar

from msgspec import Struct

from orglife.rules.rule import Rule

REQUIRED = object()
"""The default of a parameter that has none."""

T = TypeVar("T", int, str, bool)


class Parameter(Struct, frozen=True):
    """One parameter: `type` is int, str, bool, or list for one code or several."""

    type: type
    default: object = REQUIRED
    choices: tuple[str, ...] = ()
    """The values it may have; empty where any will do."""
    least: int = 0
    most: int = 9_999
    """The bounds of a whole number, both allowed."""


DAYS, MONTHS, YEARS = 36_500, 1_200, 100
"""The longest that a rule may ask for: a hundred years."""


class Told:
    """What one rule tells its check: the parameters it states, and the defaults of the others."""

    def __init__(self, rule: Rule, parameters: dict[str, Parameter]) -> None:
        self.rule = rule
        self._parameters = parameters

    def number(self, name: str) -> int:
        """Return a parameter that is a whole number."""
        return self._parameter(name, int)

    def text(self, name: str) -> str:
        """Return a parameter that is a text or a code."""
        return self._parameter(name, str)

    def flag(self, name: str) -> bool:
        """Return a parameter that is true or false."""
        return self._parameter(name, bool)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a parameter that is one code or several."""
        value = self._value(name)
        if isinstance(value, str):
            return (value,) if value else ()
        if not isinstance(value, list | tuple):
            raise TypeError(f"{self.rule.id}: {name} is {value!r} and should be a list of codes")
        return tuple(value)

    def _parameter(self, name: str, kind: type[T]) -> T:
        value = self._value(name)
        if not isinstance(value, kind):
            raise TypeError(f"{self.rule.id}: {name} is {value!r} and should be {kind.__name__}")
        return value

    def _value(self, name: str) -> object:
        stated = self.rule.check.get(name)
        return self._parameters[name].default if stated is None else stated

"""The kinds of check by their code in the pack, each with its function and its parameters.

A new kind of check is one file in `checks/` and one line in each of the two tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from orglife.rules.case import Case
from orglife.rules.checks import held
from orglife.rules.finding import Finding
from orglife.rules.parameter import Parameter

CHECKS: dict[str, Callable[[Case], Iterator[Finding]]] = {
    "held": held.held,
}

PARAMETERS: dict[str, dict[str, Parameter]] = {
    "held": held.PARAMETERS,
}

"""Small changes to a module, one at a time: `<` to `<=`, `and` to `or`, a number to the next."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import NamedTuple

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


class Mutant(NamedTuple):
    """One change: where it is, what it was and what it is."""

    line: int
    function: str
    """As `Period.split`, and nothing for what is done when the module is imported."""
    reach: range
    """The lines of the smallest statement around it, without the statements in that."""
    before: str
    after: str
    place: int
    variant: int


def mutants(source: str) -> Iterator[Mutant]:
    """Yield the changes, one a mutant.

    Annotations, docstrings and messages are left alone.
    """
    tree = ast.parse(source)
    skipped = set(_left_alone(tree))
    around = dict(_around(tree, (), range(0), ""))
    for place, node in enumerate(ast.walk(tree)):
        if node in skipped:
            continue
        for variant in range(_variants(node)):
            target = copy.deepcopy(node)
            _change(target, variant)
            before, after = ast.unparse(node), ast.unparse(target)
            function, reach = around[node]
            line = getattr(node, "lineno", 0)
            yield Mutant(line, function, reach, before, after, place, variant)


def changed(source: str, mutant: Mutant) -> ast.Module:
    """Return the module with that one change."""
    tree = ast.parse(source)
    _change(list(ast.walk(tree))[mutant.place], mutant.variant)
    return ast.fix_missing_locations(tree)


def _around(
    node: ast.AST, names: tuple[str, ...], reach: range, function: str
) -> Iterator[tuple[ast.AST, tuple[str, range]]]:
    """Yield each node with the outermost function and the lines of the statement around it."""
    if isinstance(node, ast.stmt):
        body = getattr(node, "body", None)
        end = body[0].lineno if body else (node.end_lineno or node.lineno) + 1
        reach = range(node.lineno, max(end, node.lineno + 1))
    yield node, (function, reach)
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        names = (*names, node.name)
    for field, value in ast.iter_fields(node):
        inside = function
        if isinstance(node, ast.FunctionDef) and field == "body":
            inside = function or ".".join(names)
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _around(child, names, reach, inside)


def _left_alone(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        inner: list[ast.AST | None] = []
        if isinstance(node, ast.FunctionDef):
            inner = [node.returns, *node.decorator_list]
            inner += [one.annotation for one in (*node.args.args, *node.args.kwonlyargs)]
        elif isinstance(node, ast.AnnAssign):
            inner = [node.annotation]
        elif (
            (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
            or isinstance(node, ast.Raise)
            or _is_told(node)
        ):
            inner = [node]
        for one in inner:
            if one is not None:
                yield from ast.walk(one)


def _is_told(node: ast.AST) -> bool:
    """Whether it is a sentence or a line of a table of data."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id
        in ("say", "say_n", "Parameter", "Kind", "_kind", "Term", "_terms", "TypeVar")
    )


def _variants(node: ast.AST) -> int:
    if isinstance(node, ast.Compare):
        return sum(type(one) in COMPARISONS for one in node.ops) and len(node.ops)
    if isinstance(node, ast.BinOp):
        return int(type(node.op) in OPERATORS)
    if isinstance(node, ast.Constant):
        return int(type(node.value) in (int, bool))
    return int(
        isinstance(node, ast.BoolOp | ast.IfExp)
        or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub))
    )


def _change(node: ast.AST, variant: int) -> None:
    if isinstance(node, ast.Compare):
        node.ops[variant] = COMPARISONS[type(node.ops[variant])]()
    elif isinstance(node, ast.BinOp):
        node.op = OPERATORS[type(node.op)]()
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.IfExp):
        node.body, node.orelse = node.orelse, node.body
    elif isinstance(node, ast.UnaryOp):
        node.op = ast.UAdd() if isinstance(node.op, ast.USub) else ast.Not()
        if isinstance(node.op, ast.Not):
            node.operand = ast.UnaryOp(op=ast.Not(), operand=node.operand)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        node.value = not node.value if isinstance(node.value, bool) else node.value + 1

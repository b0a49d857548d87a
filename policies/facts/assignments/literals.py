"""The values of Python expressions that are written out: constants, lists of them, arithmetic, timedelta."""

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

Names = Mapping[str, Any]
PLACE = "${}"
"""What stands for a computed part of a text, as in a shell's."""

_LONGEST, _LARGEST = 10_000, 1e15
_ARITHMETIC: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
}
_COLLECTIONS = {"list", "tuple", "set", "frozenset"}


class Computed(Exception):  # noqa: N818 - an answer, no error
    """The value is known when the program runs only."""


def value_of(node: ast.expr, names: Names) -> Any:
    """The value, with a list for each kind of collection and seconds for a timedelta; raises Computed."""
    match node:
        case ast.Constant(value):
            return value
        case ast.Name(name) if name in names:
            return names[name]
        case ast.List() | ast.Tuple() | ast.Set() | ast.Dict():
            return _collection(node, names)
        case ast.UnaryOp() | ast.BinOp():
            return _arithmetic(node, names)
        case ast.JoinedStr(parts):
            return _short("".join(_part(part, names) for part in parts))
        case ast.Call(function, arguments, keywords):
            return _called(ast.unparse(function).rpartition(".")[2], arguments, keywords, names)
    raise Computed


def is_small(value: Any) -> bool:
    """Whether a name may stand for the value, without making a text of a few lines large."""
    items = value if isinstance(value, list) else [value]
    return all(isinstance(item, str | int | float) for item in items)


def _collection(node: ast.List | ast.Tuple | ast.Set | ast.Dict, names: Names) -> Any:
    if not isinstance(node, ast.Dict):
        return [value_of(item, names) for item in node.elts]
    pairs = [(key, value) for key, value in zip(node.keys, node.values, strict=True) if key]
    if len(pairs) < len(node.keys):
        raise Computed
    return {str(value_of(key, names)): value_of(value, names) for key, value in pairs}


def _arithmetic(node: ast.UnaryOp | ast.BinOp, names: Names) -> Any:
    if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        return _calculated(_ARITHMETIC[type(node.op)], *_sides(node.left, node.op, node.right, names))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return _calculated(operator.sub, 0, value_of(node.operand, names))
    raise Computed


def _sides(left: ast.expr, operation: ast.operator, right: ast.expr, names: Names) -> tuple[Any, Any]:
    """Of two texts, one that is computed leaves its place."""
    if isinstance(operation, ast.Add):
        sides = [_or_place(side, names) for side in (left, right)]
        if all(isinstance(side, str) for side in sides) and sides != [PLACE, PLACE]:
            return sides[0], sides[1]
    return value_of(left, names), value_of(right, names)


def _or_place(node: ast.expr, names: Names) -> Any:
    try:
        return value_of(node, names)
    except Computed:
        return PLACE


def _calculated(calculate: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    are_numbers = all(isinstance(side, int | float) and abs(side) < _LARGEST for side in (left, right))
    are_added = calculate is operator.add and type(left) is type(right) and isinstance(left, str | list)
    if not (are_numbers or are_added):
        raise Computed
    try:
        return _short(calculate(left, right))
    except ArithmeticError:
        raise Computed from None


def _short(value: Any) -> Any:
    if isinstance(value, str | list) and len(value) > _LONGEST:
        raise Computed
    return value


def _part(part: ast.expr, names: Names) -> str:
    return str(_or_place(part.value if isinstance(part, ast.FormattedValue) else part, names))


def _called(name: str, arguments: Sequence[ast.expr], keywords: Sequence[ast.keyword], names: Names) -> Any:
    given = [value_of(argument, names) for argument in arguments]
    named = {one.arg or "": value_of(one.value, names) for one in keywords}
    if name in _COLLECTIONS and len(given) == 1 and isinstance(given[0], list):
        return given[0]
    if name == "dict" and not given:
        return named
    if name == "timedelta":
        try:
            return timedelta(*given, **named).total_seconds()
        except (TypeError, ArithmeticError):
            raise Computed from None
    raise Computed

"""Reads what a Python module assigns, without running it: what is not written there in full is computed."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from warnings import catch_warnings

from .layers import Layer, as_text, is_setting
from .literals import Computed, is_small, value_of

_MAKERS = {"update", "dict", "Celery", "add_defaults"}
"""Functions whose arguments are settings."""
_OF_THE_APPLICATION = {"broker": "broker_url", "backend": "result_backend"}
"""Arguments of `Celery(…)`."""
_CONFIGURATIONS = {"conf", "config"}
_BRANCHES = (ast.If, ast.For, ast.While, ast.Match)


def is_likely(text: str) -> bool:
    """Whether a text whose name does not tell is Python; an environment has no quotes, YAML looks like annotations."""
    module = _parsed(text)
    if module is None or any(isinstance(line, ast.AnnAssign) and line.value is None for line in module.body):
        return False
    return any(isinstance(node, ast.Import | ast.ImportFrom | ast.Call | ast.Constant) for node in ast.walk(module))


def layers(text: str) -> list[Layer] | None:
    """The settings of the module, and of each class in it; None for what is no Python."""
    module = _parsed(text)
    if module is None:
        return None
    found: list[Layer] = []
    try:
        _Block(found).read(module.body)
    except RecursionError:
        return None
    return [layer for layer in found if layer]


def _parsed(text: str) -> ast.Module | None:
    try:
        with catch_warnings(action="ignore"):  # of what Python would rather see written in another way
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


@dataclass
class _Block:
    """A module or class, read from its first line to its last: later assignments win."""

    found: list[Layer]
    layer: Layer = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)
    """The values of its names, as far as they are written out."""

    def read(self, body: list[ast.stmt]) -> None:
        self.found.append(self.layer)
        self._read(body)

    def _read(self, body: list[ast.stmt], *, certain: bool = True, local: bool = False) -> None:
        for statement in body:
            if isinstance(statement, ast.ClassDef):
                _Block(self.found, names=dict(self.names)).read(statement.body)
            elif isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
                self._read(statement.body, certain=certain, local=True)
            elif inner := list(_bodies(statement)):
                for part in inner:
                    self._read(part, certain=certain and not isinstance(statement, _BRANCHES), local=local)
            else:
                self._statement(statement, certain, local)

    def _statement(self, statement: ast.stmt, certain: bool, local: bool) -> None:
        for target, value in _assigned(statement):
            name = _name_of(target, local)
            if name and is_setting(name):
                self._set(name, value, certain)
            if isinstance(target, ast.Name) and not local:
                self._remember(target.id, value, certain)
        for name, value in _given(statement):
            if is_setting(name):
                self._set(name, value, certain)

    def _set(self, name: str, value: ast.expr, certain: bool) -> None:
        """A condition decides about what it changes."""
        found = self._value(value)
        text = None if found is Computed else as_text(found)
        self.layer[name] = text if certain or self.layer.get(name) == text else None

    def _remember(self, name: str, value: ast.expr, certain: bool) -> None:
        found = self._value(value)
        self.names.pop(name, None)
        if certain and found is not Computed and is_small(found):
            self.names[name] = found

    def _value(self, node: ast.expr) -> Any:
        """The value, or Computed itself."""
        try:
            return value_of(node, self.names)
        except Computed:
            return Computed


def _bodies(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    """The blocks in a compound statement."""
    for key in ("body", "orelse", "finalbody"):
        if block := getattr(statement, key, None):
            yield block
    for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield part.body


def _assigned(statement: ast.stmt) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(statement, ast.Assign):
        yield from ((target, statement.value) for target in statement.targets)
    elif isinstance(statement, ast.AnnAssign) and statement.value:
        yield statement.target, statement.value
    elif isinstance(statement, ast.AugAssign):
        yield statement.target, ast.BinOp(statement.target, statement.op, statement.value)


def _name_of(target: ast.expr, local: bool) -> str:
    """`x`, `app.conf.x` or `app.conf["x"]`; empty for what is no setting, such as a function's own variable."""
    match target:
        case ast.Name(name):
            return "" if local else name
        case ast.Attribute(ast.Attribute(_, owner) | ast.Name(owner), name) if owner in _CONFIGURATIONS:
            return name
        case ast.Subscript(ast.Attribute(_, owner) | ast.Name(owner), ast.Constant(str(name))):
            return name if owner in _CONFIGURATIONS else ""
    return ""


def _given(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """What stands in dictionaries, and in arguments of what makes an application or changes its settings."""
    for node in ast.walk(statement):
        match node:
            case ast.Dict(keys, values):
                for key, value in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        yield key.value, value
            case ast.Call(ast.Attribute(_, maker) | ast.Name(maker), _, keywords) if maker in _MAKERS:
                short = _OF_THE_APPLICATION if maker == "Celery" else {}
                for keyword in keywords:
                    yield short.get(keyword.arg or "", keyword.arg or ""), keyword.value

"""Plan: what a resource will be, and what of that is a change, as Terraform's SDK sees it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .errors import ProviderError
from .schema import Kind, Property, Schema
from .values import UNKNOWN, Values, canonical, canonical_object


@dataclass(frozen=True)
class Change:
    path: str
    """Like `ports[0].external`."""
    kind: str
    """ADD, DELETE or UPDATE."""
    replaces: bool

    @property
    def property(self) -> str:
        """The name before the first dot or bracket."""
        return self.path.partition(".")[0].partition("[")[0]


@dataclass(frozen=True)
class Plan:
    values: Values
    changes: list[Change]

    @property
    def replaces(self) -> bool:
        return any(change.replaces for change in self.changes)


def ignoring(paths: Iterable[str], prior: Mapping[str, Any], inputs: Mapping[str, Any]) -> Values:
    """The inputs, with what is to be ignored as it is in the state."""
    kept = dict(inputs)
    for path in paths:
        name, _, rest = path.partition(".")
        if "[" in path:
            raise ProviderError(f"the stand-in cannot ignore changes of {path}: it knows no indices")
        if rest and isinstance(prior.get(name), Mapping) and isinstance(kept.get(name), Mapping):
            kept[name] = ignoring([rest], prior[name], kept[name])
        elif name in prior:
            kept[name] = prior[name]
    return kept


def plan(schema: Schema, prior: Mapping[str, Any] | None, inputs: Mapping[str, Any]) -> Plan:
    """`prior` is None where the resource is new."""
    values: Values = {}
    changes: list[Change] = []
    for name, one in schema.items():
        values[name], found = _planned(name, one, prior, name, inputs.get(name))
        changes += found
    return Plan(values, changes)


def _planned(
    path: str, one: Property, priors: Mapping[str, Any] | None, name: str, new: Any
) -> tuple[Any, list[Change]]:
    old = None if priors is None else priors.get(name)
    if new is None and (one.computed or one.output):
        return _filled_in(path, one, priors is None, old)
    if new == UNKNOWN and one.computed and one.kind is Kind.SET and priors is not None:
        return old, []
    if new is None:
        new = one.default
    if one.kept_if_empty and new in ("", None) and priors is not None:
        return old, []
    if priors is not None and canonical(one, old) == canonical(one, new):
        return old, []
    if one.fields and new != UNKNOWN:
        return _planned_objects(path, one, old, new)
    return new, list(_changes(path, one, old, new))


def _filled_in(path: str, one: Property, is_new: bool, old: Any) -> tuple[Any, list[Change]]:
    """What the provider fills in; a list that it has never filled in, because a creation failed, is a change."""
    if is_new:
        return UNKNOWN, []
    if old is None and one.kind is Kind.LIST:
        return UNKNOWN, [Change(path, "ADD", one.replaces)]
    return old, []


def _changes(path: str, one: Property, old: Any, new: Any) -> Iterator[Change]:
    if one.kind is Kind.MAP and new != UNKNOWN:
        before, after = old or {}, new or {}
        for key in sorted({*before, *after}):
            if before.get(key) != after.get(key):
                yield Change(f"{path}.{key}", _kind(before.get(key), after.get(key)), one.replaces)
    else:
        yield Change(path, _kind(old, new), one.replaces)


def _kind(old: Any, new: Any) -> str:
    return "ADD" if old is None else "DELETE" if new is None else "UPDATE"


def _planned_objects(path: str, one: Property, old: Any, new: Any) -> tuple[Any, list[Change]]:
    if one.kind is Kind.BLOCK:
        return _planned_block(path, one, old, new)
    if one.kind is Kind.LIST:
        return _planned_list(path, one, old or [], new or [])
    before = [] if old is None else old if isinstance(old, list) else [old]
    after = [] if new is None else new if isinstance(new, list) else [new]
    stays = [canonical_object(one.fields, value) for value in before]
    comes = [canonical_object(one.fields, value) for value in after]
    moved = [value for value in before if canonical_object(one.fields, value) not in comes]
    moved += [value for value in after if canonical_object(one.fields, value) not in stays]
    replaces = (one.replaces and len(before) != len(after)) or any(_replaced(one.fields, value) for value in moved)
    return new, [Change(path, _kind(old, new), replaces)]


def _planned_block(path: str, one: Property, old: Any, new: Any) -> tuple[Any, list[Change]]:
    if old is None or new is None:
        replaces = one.replaces or _replaced(one.fields, old or new or {})
        given = None if new is None else plan(one.fields, None, new).values
        return given, [Change(path, _kind(old, new), replaces)]
    return _planned_object(path, one.fields, old, new)


def _planned_object(path: str, schema: Schema, old: Any, new: Any) -> tuple[Any, list[Change]]:
    values: Values = {}
    changes: list[Change] = []
    for name, one in schema.items():
        values[name], found = _planned(f"{path}.{name}", one, old, name, new.get(name))
        changes += found
    return values, changes


def _planned_list(path: str, one: Property, old: list[Any], new: list[Any]) -> tuple[Any, list[Change]]:
    values: list[Any] = []
    changes: list[Change] = []
    for index in range(max(len(old), len(new))):
        where = f"{path}[{index}]"
        if index < min(len(old), len(new)):
            value, found = _planned_object(where, one.fields, old[index], new[index])
            values.append(value)
            changes += found
            continue
        kind, moved = ("ADD", new[index]) if index < len(new) else ("DELETE", old[index])
        changes.append(Change(where, kind, one.replaces or _replaced(one.fields, moved)))
        if kind == "ADD":
            values.append(plan(one.fields, None, moved).values)
    return values, changes


def _replaced(schema: Schema, value: Mapping[str, Any]) -> bool:
    """Whether an object that comes or goes replaces the resource: a collection in it counts only if it is not empty."""
    for name, one in schema.items():
        inner = value.get(name)
        if one.is_scalar:
            if one.replaces:
                return True
        elif inner and (one.replaces or any(_replaced(one.fields, each) for each in _each(inner))):
            return True
    return False


def _each(value: Any) -> list[Any]:
    found = value if isinstance(value, list) else [value]
    return [one for one in found if isinstance(one, Mapping)]

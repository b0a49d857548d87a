"""State: what is kept of a resource after it was made, changed or looked at."""

from collections.abc import Mapping
from typing import Any

from .plan import Change
from .schema import ZERO, Kind, Property, Schema
from .values import DEFAULTS, UNKNOWN, Values, completed, holds_unknown, known


class Data:
    """A resource's values while a provider works on it: what was planned, and what it finds."""

    def __init__(
        self, schema: Schema, values: Mapping[str, Any], resource_id: str = "", changes: list[Change] | None = None
    ):
        self.id = resource_id
        """Empty: it does not exist."""
        self.schema = schema
        self.planned = dict(values)
        self.found: Values = {}
        self._changed = {change.property for change in changes or ()}

    def __getitem__(self, name: str) -> Any:
        """The value, the zero value where there is none."""
        value = self.found.get(name, self.planned.get(name))
        if value is None or value == UNKNOWN:
            return ZERO.get(self.schema[name].kind)
        return value

    def set(self, **values: Any) -> None:
        self.found.update(values)

    def changed(self, *names: str) -> bool:
        return not self._changed.isdisjoint(names)


def applied(data: Data) -> Values:
    """The state after a creation or update."""
    return completed(data.schema, {name: _applied(one, name, data) for name, one in data.schema.items()})


def _applied(one: Property, name: str, data: Data) -> Any:
    planned = data.planned.get(name)
    if name not in data.found:
        removed = planned is None and one.is_scalar and data.changed(name)
        return ZERO[one.kind] if removed else known(planned)
    return _settled(one, planned, data.found[name])


def _settled(one: Property, planned: Any, found: Any) -> Any:
    """What was found, but what was planned where the two are equal to Terraform, which a set always is."""
    if one.kind in (Kind.SET, Kind.SET_BLOCK) and planned is not None and not holds_unknown(planned):
        return planned
    if one.is_scalar:
        return found
    if planned is None or planned == UNKNOWN:
        return (found or None) if planned is None else found
    if one.kind is Kind.BLOCK and isinstance(planned, Mapping) and found:
        return {name: _settled(inner, planned.get(name), found.get(name)) for name, inner in one.fields.items()}
    return found if found or planned else planned


def seen(data: Data) -> Values:
    """The state after a refresh."""
    return completed(data.schema, {**data.planned, **data.found})


def seen_inputs(schema: Schema, inputs: Mapping[str, Any], state: Mapping[str, Any]) -> Values:
    """The inputs after a refresh: those that were given, with the values that are there now."""
    given = {name: value for name, value in inputs.items() if name in schema and name in state}
    changed = {name: _seen(schema[name], value, state[name]) for name, value in given.items()}
    still = [name for name in inputs.get(DEFAULTS, ()) if changed.get(name) == inputs.get(name)]
    return {**changed, DEFAULTS: still} if still else changed


def _seen(one: Property, given: Any, now: Any) -> Any:
    if one.kind is Kind.MAP and isinstance(given, Mapping) and isinstance(now, Mapping):
        return {key: now[key] for key in given if key in now}
    if not one.fields:
        return now
    if isinstance(given, Mapping) and isinstance(now, Mapping):
        return seen_inputs(one.fields, given, now)
    if isinstance(given, list) and isinstance(now, list):
        partners = _partners(given, now) if one.kind is Kind.SET else dict(enumerate(range(min(len(given), len(now)))))
        return [seen_inputs(one.fields, given[index], now[partner]) for index, partner in sorted(partners.items())]
    return now


def _partners(given: list[Values], now: list[Values]) -> dict[int, int]:
    """Which object of a set has become which, the most similar first."""

    def alike(pair: tuple[int, int]) -> int:
        before, after = given[pair[0]], now[pair[1]]
        return sum(3 if after[key] == value else 1 for key, value in before.items() if key in after)

    partners: dict[int, int] = {}
    pairs = [(index, other) for index in range(len(given)) for other in range(len(now))]
    for index, other in sorted(pairs, key=alike, reverse=True):
        if index not in partners and other not in partners.values():
            partners[index] = other
    return partners

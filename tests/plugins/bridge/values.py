"""Values between Pulumi's wire format and plain Python; what is equal to a Terraform provider."""

import json
from collections.abc import Mapping
from typing import Any, Final

from google.protobuf import struct_pb2

from .schema import ZERO, Kind, Property, Schema

DEFAULTS: Final = "__defaults"
SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"
UNKNOWN: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""The protocol's text for a value that is not known yet."""

Values = dict[str, Any]


def from_wire(struct: struct_pb2.Struct) -> Values:
    """Plain values, secrets unwrapped, nulls left out: the engine marks secrets again by itself."""
    return {key: _plain(value) for key, value in struct.fields.items() if value.WhichOneof("kind") != "null_value"}


def _plain(value: struct_pb2.Value) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "struct_value":
        if SIGNATURE in value.struct_value.fields:
            return _plain(value.struct_value.fields["value"])
        return from_wire(value.struct_value)
    if kind == "list_value":
        return [_plain(one) for one in value.list_value.values]
    if kind == "number_value":
        return int(value.number_value) if value.number_value.is_integer() else value.number_value
    return None if kind == "null_value" else getattr(value, str(kind))


def to_wire(values: Mapping[str, Any]) -> struct_pb2.Struct:
    return struct_pb2.Struct(fields={key: _wired(value) for key, value in values.items()})


def _wired(value: Any) -> struct_pb2.Value:
    match value:
        case None:
            return struct_pb2.Value(null_value=struct_pb2.NULL_VALUE)
        case bool():
            return struct_pb2.Value(bool_value=value)
        case int() | float():
            return struct_pb2.Value(number_value=value)
        case str():
            return struct_pb2.Value(string_value=value)
        case Mapping():
            return struct_pb2.Value(struct_value=to_wire(value))
        case _:
            return struct_pb2.Value(list_value=struct_pb2.ListValue(values=[_wired(one) for one in value]))


def marked(schema: Schema, values: Mapping[str, Any]) -> Values:
    """With what is secret marked, for the engine to encrypt it."""
    return {
        name: {SIGNATURE: SECRET, "value": value} if name in schema and schema[name].secret and value else value
        for name, value in values.items()
    }


def holds_unknown(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(holds_unknown(one) for one in value.values())
    if isinstance(value, list):
        return any(holds_unknown(one) for one in value)
    return bool(value == UNKNOWN)


def known(value: Any) -> Any:
    """Without what stayed unknown: the provider had nothing to say of it."""
    if isinstance(value, Mapping):
        return {key: known(one) for key, one in value.items()}
    if isinstance(value, list):
        return [known(one) for one in value]
    return None if value == UNKNOWN else value


def canonical(one: Property, value: Any) -> Any:
    """What stands for a value in comparisons: nothing equals empty, the order of a set does not count."""
    if one.is_scalar:
        return ZERO[one.kind] if value is None else value
    if value == UNKNOWN:
        return UNKNOWN
    if one.kind is Kind.MAP:
        return dict(value or {})
    if one.kind in (Kind.BLOCK, Kind.SET_BLOCK):
        return None if value is None else canonical_object(one.fields, value)
    found = [canonical_object(one.fields, element) if one.fields else element for element in value or ()]
    return sorted(found, key=repr) if one.kind is Kind.SET or one.any_order else found


def canonical_object(schema: Schema, value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    return {name: canonical(one, value.get(name)) for name, one in schema.items()}


def completed(schema: Schema, values: Mapping[str, Any], *, in_set: bool = False) -> Values:
    """Every property named, in the shape of an official plugin's outputs.

    What has no value is None, but objects that may repeat are an empty list; within a set every list and text is empty.
    """
    return {name: _completed(one, values.get(name), in_set) for name, one in schema.items()}


def _completed(one: Property, value: Any, in_set: bool) -> Any:
    if value is None and one.default is not None:
        return one.default
    if value is None and not (one.computed or one.output) and one.known:
        repeats = one.kind in (Kind.LIST, Kind.SET) and (one.fields or in_set)
        return [] if repeats else "" if in_set and one.kind is Kind.TEXT else None
    if value is None or value == UNKNOWN or (not one.fields and one.kind is not Kind.SET):
        return value
    is_set = one.kind in (Kind.SET, Kind.SET_BLOCK)
    if isinstance(value, Mapping):
        return completed(one.fields, value, in_set=is_set)
    found = [completed(one.fields, each, in_set=is_set) if isinstance(each, Mapping) else each for each in value]
    return sorted(found, key=_place) if is_set else found


def _place(value: Any) -> str:
    """By which the elements of a set are put in order."""
    if isinstance(value, Mapping):
        return ";".join(_place(value[key]) for key in sorted(value))
    if isinstance(value, bool):
        return "T" if value else "F"
    return "~" if value is None else json.dumps(value)

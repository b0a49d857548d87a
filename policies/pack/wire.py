"""Reads properties in the form in which the engine sends them, once for all rules.

The SDK's own way goes over them three times, and raises at a value of a kind that it does not know.
"""

from collections.abc import Mapping
from typing import Any

from google.protobuf import json_format
from google.protobuf.struct_pb2 import Struct, Value
from pulumi_policy.deserialize import SPECIAL_SECRET_SIG, SPECIAL_SIG_KEY, deserialize_properties
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE

from facts.value import NOT_KNOWN, UNKNOWN, Unknown


def properties(sent: Struct) -> Mapping[str, Any]:
    """The values with secrets in clear; a property that goes too deep, or is no number, hides none of the others."""
    try:
        return opened(json_format.MessageToDict(sent))
    except (RecursionError, ValueError):
        return opened({key: _readable(value) for key, value in sent.fields.items()})


def opened(wire: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same of properties in JSON's form."""
    return {key: _opened(value) for key, value in wire.items()}


def is_secret(value: Any) -> bool:
    """Whether it is the object that the engine puts around a secret's value."""
    return isinstance(value, dict) and value.get(SPECIAL_SIG_KEY) == SPECIAL_SECRET_SIG and "value" in value


def _opened(value: Any) -> Any:
    if isinstance(value, dict):
        return _signed(value) if SPECIAL_SIG_KEY in value else opened(value)
    if isinstance(value, list):
        return [_opened(item) for item in value]
    return UNKNOWN if isinstance(value, str) and value in NOT_KNOWN else value


def _signed(value: dict[str, Any]) -> Any:
    """What an object stands for that is none of the program's: a secret, an asset or archive, or something newer."""
    if is_secret(value):
        return _opened(value["value"])
    try:
        return deserialize_properties({"": value})[""]
    except Exception:
        return Unknown(why="of a kind that cannot be read")


def _readable(value: Value) -> Any:
    try:
        return json_format.MessageToDict(value)
    except (RecursionError, ValueError):
        return UNKNOWN_STRING_VALUE

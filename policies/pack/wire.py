"""Reads properties in the form in which the engine sends them."""

from collections.abc import Mapping
from typing import Any, cast

from google.protobuf import json_format
from google.protobuf.struct_pb2 import Struct, Value
from pulumi_policy.deserialize import deserialize_properties
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, unknown_checking_proxy


def properties(sent: Struct) -> Mapping[str, Any]:
    """What the SDK makes of them; a property that it cannot read is unknown, and hides none of the others."""
    try:
        return opened(json_format.MessageToDict(sent))
    except Exception:
        return opened({key: _readable(value) for key, value in sent.fields.items()})


def opened(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values with secrets in clear, in proxies that raise where an unknown one is read."""
    return cast(Mapping[str, Any], unknown_checking_proxy(deserialize_properties(dict(values))))


def _readable(value: Value) -> Any:
    """The value, or an unknown one where it is too deep, no number, or of a kind that is newer than the SDK."""
    try:
        found = json_format.MessageToDict(value)
        opened({"": found})
    except Exception:
        return UNKNOWN_STRING_VALUE
    return found

"""Writes what a remediation wants into a resource's properties, in the form that the engine sends them.

In that form a secret is an object around its value. It stays one, as only the place in question is written.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .wire import is_secret

_PART = re.compile(r"[^.\[\]]+")


@dataclass(frozen=True, slots=True)
class Append:
    """A value to add to a list."""

    value: Any


def mend(properties: dict[str, Any], path: str, values: Mapping[str, Any]) -> bool:
    """Write at a finding's path, if `values` has what belongs there by the path's last name; says whether it did."""
    *parents, last = _PART.findall(path) or [""]
    return last in values and _write(properties, parents, last, values[last])


def _write(place: Any, parents: list[str], last: str, value: Any) -> bool:
    place = _opened(place)
    if not parents:
        return _set(place, last, value)
    key, *rest = parents
    if isinstance(place, list):
        index = int(key) if key.isdigit() else len(place)
        return index < len(place) and _write(place[index], rest, last, value)
    if not isinstance(place, dict):
        return False
    inner = _opened(place.setdefault(key, {}))
    if not isinstance(inner, str):
        return _write(inner, rest, last, value)
    return _write_in_text(place, key, rest, last, value)


def _write_in_text(place: dict[str, Any], key: str, parents: list[str], last: str, value: Any) -> bool:
    """Write into JSON that is given as a text."""
    is_sealed = is_secret(place[key])
    try:
        inner = json.loads(_opened(place[key]))
    except ValueError:
        return False
    if not _write(inner, parents, last, value):
        return False
    text = json.dumps(inner)
    place[key] = {**place[key], "value": text} if is_sealed else text
    return True


def _set(place: Any, key: str, value: Any) -> bool:
    if not isinstance(place, dict):
        return False
    if not isinstance(value, Append):
        place[key] = value
        return True
    present = _opened(place.setdefault(key, []))
    if isinstance(present, list):
        present.append(value.value)
    return isinstance(present, list)


def _opened(value: Any) -> Any:
    """What is in a secret."""
    return value["value"] if is_secret(value) else value

"""Chooses how a text is read."""

import json
from pathlib import PurePosixPath
from typing import Any

from . import lines, python
from .layers import Layer, as_text, is_setting

_LONGEST = 1_000_000
"""Kubernetes takes no longer text, either."""
_DATA = {".env", ".ini", ".cfg", ".conf", ".yaml", ".yml", ".toml", ".properties", ".service", ".txt", ".json"}


def layers(name: str, text: str) -> list[Layer] | None:
    """What the text assigns, by sections; None where it cannot be read as what its name says."""
    if len(text) > _LONGEST:
        return None
    path = PurePosixPath(name.lower())
    suffix = path.suffix or (path.name if path.name.startswith(".") else "")
    if suffix == ".py":
        return python.layers(text)
    if text.lstrip().startswith(("{", "[")) and (found := _json(text)):
        return found
    if suffix not in _DATA and python.is_likely(text):
        return python.layers(text)
    return lines.layers(text)


def _json(text: str) -> list[Layer]:
    try:
        return _of_objects(json.loads(text))
    except (ValueError, RecursionError):
        return []


def _of_objects(value: Any) -> list[Layer]:
    """Each object of a document is a section."""
    if isinstance(value, list):
        return [layer for item in value for layer in _of_objects(item)]
    if not isinstance(value, dict):
        return []
    own: Layer = {key: as_text(item) for key, item in value.items() if is_setting(key)}
    return [*([own] if own else []), *(layer for item in value.values() for layer in _of_objects(item))]

"""The stack file that Pulumi reads and writes: the tracked one, with what was changed on this machine.

Pulumi writes a salt into a stack's file, and `pulumi config set` its values. Neither belongs into the file that git
keeps: a secret is readable only with this machine's passphrase. So Pulumi works on a copy, and what was changed in
the copy is carried over when the tracked file changes.
"""

import os
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import yaml

from engine.checkout import Checkout
from engine.errors import EngineError
from engine.say import say

Keys = tuple[str, ...]
REMOVED = object()


def refresh(checkout: Checkout) -> list[str]:
    """Bring the copy up to date; the paths of the values that were changed on this machine, as `key.key`."""
    origin_file = checkout.local / "origin.yaml"  # the tracked file as it was when it was last copied
    tracked = _read(checkout.stack_file)
    copy = _read(checkout.local_stack_file)
    local = list(changes(_read(origin_file), copy)) if copy else []  # a copy that was lost is no wish to remove all
    _write(checkout.local_stack_file, apply(tracked, local))
    _write(origin_file, tracked)
    return [".".join(keys[1:]).removesuffix(".secure") for keys, _ in local if keys[0] == "config"]


def refresh_and_tell(checkout: Checkout) -> None:
    """The same, and say what stays different on this machine."""
    if local := refresh(checkout):
        say(f"Set on this machine, on top of stacks/{checkout.stack_file.name}: {', '.join(local)}.")


def health_path(checkout: Checkout) -> str:
    """Where the web application answers for the whole stack's health."""
    config = _read(checkout.local_stack_file).get("config", {})
    return str(config.get("celery-stack:web", {}).get("health_path", "/health"))


def changes(origin: Any, changed: Any, at: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """What differs: the keys that lead to a value, and the new value or `REMOVED`. Lists count as one value."""
    if isinstance(origin, dict) and isinstance(changed, dict):
        for key in {**origin, **changed}:
            yield from changes(origin.get(key, REMOVED), changed.get(key, REMOVED), (*at, key))
    elif isinstance(changed, dict) and changed and origin is REMOVED:
        yield from changes({}, changed, at)
    elif origin != changed:
        yield at, changed


def apply(document: dict[str, Any], made: list[tuple[Keys, Any]]) -> dict[str, Any]:
    """A copy of `document` with the changes made to it."""
    result = deepcopy(document)
    for keys, value in made:
        place = result
        for key in keys[:-1]:
            if not isinstance(place.get(key), dict):
                place[key] = {}
            place = place[key]
        if value is REMOVED:
            place.pop(keys[-1], None)
        else:
            place[keys[-1]] = value
    return result


def _read(file: Path) -> dict[str, Any]:
    try:
        document: dict[str, Any] | None = yaml.safe_load(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except yaml.YAMLError as error:
        raise EngineError(f"{file} is not YAML: {error}") from error
    return document or {}


def _write(file: Path, document: dict[str, Any]) -> None:
    """Replace `file` by a whole one, readable for its owner only; cut off at any time it is the old or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=file.parent, prefix=f".{file.name}.", delete=False, encoding="utf-8") as draft:
        yaml.safe_dump(document, draft, sort_keys=False)
        draft.flush()
        os.fsync(draft.fileno())
    Path(draft.name).replace(file)

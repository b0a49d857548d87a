"""Sound resources of every family with something else in one of their places, whoever adds a family or a rule."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import rule_cases
from stack_arguments import SOUND as STACK
from stack_arguments import changed

TEXT = "in the text"
"""The step of a path that leads from a text of JSON into what it says."""
Place = tuple[str | int, ...]


class Sound(NamedTuple):
    """A sound resource, the cases of rules about it, and the rest of its stack."""

    kind: str
    inputs: Mapping[str, Any]
    cases: Sequence[Any]
    around: Sequence[tuple[str, Mapping[str, Any]]]

    def faulty(self) -> Iterator[Mapping[str, Any]]:
        """The resource with the faults that rules are to stop: as many at once as go together, and each of the rest."""
        left = [(case.path, bad) for case in self.cases for bad in case.bad[:1]]
        while left:
            inputs, taken, later = self.inputs, list[str](), list[tuple[str, Any]]()
            for path, bad in left:
                if any(are_nested(path, other) for other in taken):
                    later.append((path, bad))
                else:
                    inputs = changed(dict(inputs), path, bad)
                    taken.append(path)
            yield inputs
            left = later


def are_nested(one: str, other: str) -> bool:
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


@cache
def sounds() -> Mapping[str, Sound]:
    """Every sound resource of the tables beside this file, by its table and name."""
    found = {"CeleryStack": Sound("CeleryStack", STACK, rule_cases.CASES, ())}
    for file in sorted(Path(__file__).parent.glob("*_cases.py")):
        module = import_module(file.stem)
        for name, (kind, inputs) in getattr(module, "SOUND", {}).items() if file.stem != "test_cases" else ():
            cases = [case for case in module.CASES if case.sound == name]
            found[f"{file.stem} {name}"] = Sound(kind, inputs, cases, getattr(module, "AROUND", ()))
    return found


def places(value: Any, at: Place = ()) -> Iterator[Place]:
    """The path of everything in a value, also in its texts of JSON."""
    if at:
        yield at
    if isinstance(value, str) and value.startswith(("[", "{")):
        yield from places(json.loads(value), (*at, TEXT)) if is_json(value) else ()
    elif isinstance(value, Mapping | list):
        for key, item in value.items() if isinstance(value, Mapping) else zip(count(), value, strict=False):
            yield from places(item, (*at, key))


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def value_at(value: Any, place: Place) -> Any:
    for key in place:
        value = json.loads(value) if key == TEXT else value[key]
    return value


def planted(value: Any, place: Place, new: Any) -> Any:
    """The value with another one at a place in it."""
    if not place:
        return new
    key, *rest = place
    if key == TEXT:
        return json.dumps(planted(json.loads(value), tuple(rest), new))
    inner = planted(value[key], tuple(rest), new)
    if isinstance(value, list):
        return [inner if index == key else item for index, item in enumerate(value)]
    return {**value, key: inner}


def without(value: Any, place: Place) -> Any:
    """The value without what is at a place in it."""
    *outer, last = place
    if last == TEXT:
        return planted(value, tuple(outer), "")
    inside = value_at(value, tuple(outer))
    if isinstance(inside, list):
        return planted(value, tuple(outer), [item for index, item in enumerate(inside) if index != last])
    return planted(value, tuple(outer), {key: item for key, item in inside.items() if key != last})

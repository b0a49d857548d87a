"""A stack as a program writes it: at its first preview, where ids are unknown, and in a state, where they are there."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from judged import Given, judged, said
from pack_server import UNKNOWN

Program = Mapping[str, tuple[str, Mapping[str, Any]]]
"""By a resource's name: its type and its arguments, which may hold references to others."""


@dataclass(frozen=True)
class Ref:
    """What only AWS knows of another resource; its id is its name here."""

    name: str
    output: str = "id"

    @property
    def value(self) -> str:
        return self.name if self.output == "id" else f"{self.name}.{self.output.lower()}"


@dataclass(frozen=True)
class Text:
    """A text with references in it; a preview knows nothing of one that has any."""

    parts: tuple[str | Ref, ...]

    @property
    def value(self) -> str:
        return "".join(part.value if isinstance(part, Ref) else part for part in self.parts)


def text(*parts: str | Ref) -> Text:
    """A text that is put together."""
    return Text(parts)


def at_preview(program: Program) -> list[Given]:
    """Every resource before it is made."""
    return [
        Given(kind, name, _filled(inputs, known=False), _sources(inputs)) for name, (kind, inputs) in program.items()
    ]


def in_a_state(program: Program) -> list[Given]:
    """Every resource after it was made."""
    refs = {ref for _, inputs in program.values() for ref in _refs(inputs)}
    outputs: dict[str, dict[str, str]] = {name: {"id": name} for name in program}
    for ref in refs:
        outputs[ref.name][ref.output] = ref.value
    return [
        Given(kind, name, _filled(inputs, known=True), outputs=outputs[name])
        for name, (kind, inputs) in program.items()
    ]


def _filled(value: Any, *, known: bool) -> Any:
    if isinstance(value, Ref | Text):
        return value.value if known or not list(_refs(value)) else UNKNOWN
    if isinstance(value, Mapping):
        return {key: _filled(inner, known=known) for key, inner in value.items()}
    return [_filled(inner, known=known) for inner in value] if isinstance(value, list) else value


def _sources(inputs: Mapping[str, Any]) -> dict[str, list[str]]:
    found = {key: sorted({ref.name for ref in _refs(value)}) for key, value in inputs.items()}
    return {key: names for key, names in found.items() if names}


def _refs(value: Any) -> Iterator[Ref]:
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, Text):
        yield from (part for part in value.parts if isinstance(part, Ref))
    elif isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _refs(inner)


When = Callable[[Program], list[Given]]
at_both = pytest.mark.parametrize("when", [at_preview, in_a_state])


def broken(program: Program, when: When) -> set[tuple[str, str]]:
    """The rules that were broken, each with the name of the resource that is blamed."""
    return {(rule, name) for rule, name in judged(*when(program)) if not rule.startswith("checklist-")}


def unread(resources: list[Given]) -> str:
    """What could not be read of a stack that is sound otherwise."""
    [closing] = said(*resources)
    assert closing.policyName == "checklist-unread"
    return str(closing.message)

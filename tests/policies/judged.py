"""A whole stack before the pack, as at a preview: each resource by itself, then all with their graph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pack_server import Pack, urn


@dataclass(frozen=True)
class Given:
    """A resource of a stack."""

    type: str
    """A token, a component's name, or one of the Docker provider's with a dot before."""
    name: str
    inputs: Mapping[str, Any]
    sources: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    """By property: the names of the resources that its value comes from."""
    outputs: Mapping[str, Any] = field(default_factory=dict)
    """What its provider adds."""


def judged(*resources: Given, config: Mapping[str, Any] | None = None) -> set[tuple[str, str]]:
    """The rules that were broken, each with the name of the resource that is blamed."""
    return {(one.policyName, one.urn.rpartition("::")[2]) for one in said(*resources, config=config)}


def said(*resources: Given, config: Mapping[str, Any] | None = None) -> list[Any]:
    """Everything that the pack says of the stack."""
    pack = Pack(config=config)
    urns = {one.name: urn(one.type, one.name) for one in resources}
    found = [finding for one in resources for finding in pack.resource(one.type, one.inputs, one.name)]
    registered = [(f"{one.type} {one.name}", {**one.inputs, **one.outputs}) for one in resources]
    sources = {
        one.name: {
            key: [urns[name] for name in ([names] if isinstance(names, str) else names)]
            for key, names in one.sources.items()
        }
        for one in resources
    }
    return [*found, *pack.stack(*registered, sources=sources)]

"""The resources of a stack, and what the properties of each come from."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from .reader import Reader
from .resource import Resource
from .value import Known

T = TypeVar("T")


class Surroundings:
    """All resources of a stack, for a family that reads each of them by what the others say."""

    def __init__(self, nodes: Mapping[str, "Node"]) -> None:
        self._nodes = nodes
        self._made: dict[object, Any] = {}

    def once(self, make: Callable[[Sequence["Node"]], T]) -> T:
        """What `make` finds in the resources, which it looks through once in a run."""
        if make not in self._made:
            self._made[make] = make([*self._nodes.values()])
        found: T = self._made[make]
        return found


class Node:
    """One resource at the end of a run. It is read when it is first asked for."""

    def __init__(
        self,
        resource: Resource,
        load: Callable[[], Mapping[str, Any]],
        sources: Callable[[str], Sequence["Node"]] = lambda _: (),
        seen: Mapping[str, Any] | None = None,
        around: Surroundings | None = None,
    ) -> None:
        self.resource = resource
        self.sources = sources
        """By the name of a property: the resources that its value comes from."""
        self._load = load
        self._seen = seen
        self._around = around

    @cached_property
    def outputs(self) -> Reader:
        """Its properties, with what only its provider knows; at a preview few of them are known."""
        return Reader(Known(self._load()), self.sources, self._around)

    @cached_property
    def inputs(self) -> Reader:
        """Its arguments where they were seen, which may be known where its outputs are not; else its outputs."""
        return self.outputs if self._seen is None else Reader(Known(self._seen), self.sources, self._around)

"""All that is known of a stack at the end of a run, for rules that judge it as a whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from .graph import Node
from .resource import Resource


class Subject(Protocol):
    """What a rule judges: facts of one resource."""

    @property
    def resource(self) -> Resource: ...


S = TypeVar("S", bound=Subject)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stack:
    """The facts of all its resources together, and the resources with what they come from."""

    subjects: Sequence[Subject] = ()
    nodes: Mapping[str, Node] = field(default_factory=dict)
    """By URN; those of every type."""
    _made: dict[object, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    _by_kind: dict[type, list[Any]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def all(self, kind: type[S]) -> list[S]:
        """The facts of one kind."""
        if kind not in self._by_kind:
            self._by_kind[kind] = [subject for subject in self.subjects if isinstance(subject, kind)]
        return self._by_kind[kind]

    def once(self, make: Callable[["Stack"], T]) -> T:
        """What `make` finds in it, which it looks through once."""
        if make not in self._made:
            self._made[make] = make(self)
        found: T = self._made[make]
        return found

    def nodes_of(self, *types: str) -> list[Node]:
        """The resources of these types."""
        return [node for node in self.nodes.values() if node.resource.type in types]

    def sources(self, resource: Resource, key: str, *types: str) -> list[Node]:
        """The resources of these types, or of any, that a property's value comes from."""
        node = self.nodes.get(resource.urn)
        found = node.sources(key) if node else ()
        return [source for source in found if not types or source.resource.type in types]

"""Finds the resource that a name stands for: by the name, or by the graph where a name is made when it is deployed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Generic, Protocol, TypeVar

from ...graph import Node
from ...reader import Reader
from ...resource import Resource
from ...value import Absent, Fact, Known

_NAMESPACES = ("kubernetes:core/v1:Namespace", "kubernetes:core/v1:NamespacePatch")


@dataclass(frozen=True, slots=True)
class Named:
    """A resource of the stack that others name."""

    resource: Resource
    inputs: Reader
    names: frozenset[str]
    """Empty where its name is not known yet."""
    namespace: str
    """Empty where it is not known."""

    @classmethod
    def of(cls, node: Node) -> "Named":
        """How the resource is named."""
        name = node.inputs.child("metadata").text("name")
        if not isinstance(name, Known):
            name = node.outputs.child("metadata").text("name")
        names = frozenset([name.value]) if isinstance(name, Known) else frozenset[str]()
        return cls(node.resource, node.inputs, names, namespace_of(node.inputs))


def namespace_of(inputs: Reader) -> str:
    """The namespace that a resource is in: its name, or the resource that makes it; empty where it is not known."""
    given = inputs.child("metadata").text("namespace")
    if isinstance(given, Known):
        return given.value
    makers = [node for node in inputs.sources("metadata") if node.resource.type in _NAMESPACES]
    if isinstance(given, Absent) or len(makers) != 1:
        return ""
    name = makers[0].inputs.child("metadata").text("name")
    return name.value if isinstance(name, Known) else makers[0].resource.urn


def are_together(one: str, other: str) -> bool:
    """Whether two namespaces may be one; what is not known may be."""
    return not (one and other) or one == other


class _Placed(Protocol):
    @property
    def named(self) -> Named: ...


T = TypeVar("T", bound=_Placed)


class Spaces(Generic[T]):
    """What is in the namespaces of a cluster."""

    def __init__(self, those: Iterable[T]) -> None:
        self._by_namespace: dict[str, list[T]] = {}
        for one in those:
            self._by_namespace.setdefault(one.named.namespace, []).append(one)

    def near(self, namespace: str) -> Iterator[T]:
        """Those that may be in the namespace."""
        spaces = self._by_namespace
        yield from chain(*((spaces.get(name, ()) for name in (namespace, "")) if namespace else spaces.values()))


def is_source(resource: Resource, inputs: Reader) -> bool:
    """Whether something in the spec that these inputs hold comes from the resource."""
    return any(node.resource == resource for node in inputs.sources("spec"))


class Directory:
    """Resources of a kind, found by what stands for them."""

    def __init__(self, those: Iterable[Named]) -> None:
        self._by_urn = {one.resource.urn: one for one in those}
        self._by_name: dict[str, list[Named]] = {}
        for one in self._by_urn.values():
            for name in one.names:
                self._by_name.setdefault(name, []).append(one)

    def find(self, name: Fact[str], namespace: str, inputs: Reader) -> Sequence[Named]:
        """Those that a name in these inputs may stand for: one that is called so, or those that it comes from."""
        if isinstance(name, Absent):
            return ()
        called = self._by_name.get(name.value, ()) if isinstance(name, Known) else ()
        near = [one for one in called if are_together(one.namespace, namespace)]
        if near:
            return near[:1]
        made = [self._by_urn[node.resource.urn] for node in inputs.sources("spec") if node.resource.urn in self._by_urn]
        return [one for one in made if not (isinstance(name, Known) and one.names)]

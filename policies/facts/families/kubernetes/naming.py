"""Finds the resource that a name stands for: by the name, or by the graph where a name is made when it is deployed."""

from collections.abc import Sequence
from dataclasses import dataclass

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
        facts = [side.child("metadata").text("name") for side in (node.inputs, node.outputs)]
        names = frozenset(fact.value for fact in facts if isinstance(fact, Known))
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


def is_source(resource: Resource, inputs: Reader) -> bool:
    """Whether something in the spec that these inputs hold comes from the resource."""
    return any(node.resource == resource for node in inputs.sources("spec"))


def find(candidates: Sequence[Named], name: Fact[str], namespace: str, inputs: Reader) -> list[Named]:
    """Those that a name in these inputs may stand for: one where it is known, else those that its value comes from."""
    near = [one for one in candidates if are_together(one.namespace, namespace)]
    if isinstance(name, Known) and (found := [one for one in near if name.value in one.names]):
        return found[:1]
    if isinstance(name, Absent):
        return []
    return [one for one in near if is_source(one.resource, inputs) and not (isinstance(name, Known) and one.names)]

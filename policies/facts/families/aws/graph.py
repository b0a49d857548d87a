"""Which resource another one means: by the graph, or by a name or ARN that is known."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from ...graph import Node
from ...reader import Reader
from ...resource import Resource
from ...stack import Stack, Subject
from ...value import Fact, Known

_NATIVE = "aws-native:"
_NAMES = {
    *("arn", "id", "name", "family", "taskDefinitionArn", "targetGroupArn", "loadBalancerArn", "listenerArn"),
    *("serviceName", "serviceArn", "clusterName", "logGroupName"),
    *("groupId", "subnetId", "routeTableId", "defaultRouteTableId", "vpcId"),
    *("userGroupId", "userId", "userName", "aclName"),
    *("cacheParameterGroupName", "parameterGroupName", "cacheSubnetGroupName", "subnetGroupName"),
}


def named(stack: Stack, owner: Node, key: str, values: Iterable[Fact[str]], types: Iterable[str]) -> list[Node]:
    """The resources of these types that `values`, which stand in the property `key` of `owner`, name."""
    kinds = tuple(types)
    by_graph = stack.sources(owner.resource, key, *kinds)
    wanted = {name for value in values for name in spellings(value)}
    if by_graph or not wanted or not owner.inputs.around:
        return by_graph
    by_name = owner.inputs.around.once(_finder(kinds))
    return list({node.resource.urn: node for name in sorted(wanted) for node in by_name.get(name, ())}.values())


@cache
def _finder(kinds: Sequence[str]) -> Callable[[Iterable[Node]], Mapping[str, Sequence[Node]]]:
    """Finds the resources of these types by all that others may call them, and reads no others."""

    def by_name(nodes: Iterable[Node]) -> Mapping[str, Sequence[Node]]:
        found: dict[str, list[Node]] = {}
        for node in nodes:
            for name in names(node) if node.resource.type in kinds else ():
                found.setdefault(name, []).append(node)
        return found

    return by_name


def is_native(resource: Resource) -> bool:
    """Whether it is of the provider that names arguments as CloudFormation does."""
    return resource.type.startswith(_NATIVE)


def names(node: Node) -> set[str]:
    """What others may call it, as far as that is known."""
    facts = [reader.text(key) for reader in (node.inputs, node.outputs) for key in _NAMES.intersection(reader.names())]
    return {fact.value for fact in facts if isinstance(fact, Known) and fact.value}


def spellings(value: Fact[str]) -> set[str]:
    """An ARN ends with a name, and a task definition's with `family:revision`."""
    if not isinstance(value, Known) or not value.value:
        return set()
    last = value.value.rpartition("/")[2]
    return {value.value, last, last.partition(":")[0]}


def nothing(_resource: Resource, _inputs: Reader) -> Iterable[Subject]:
    """Reads a resource that says nothing by itself, so that its arguments are there when the graph is."""
    return iter(())

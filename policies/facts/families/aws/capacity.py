"""Which capacity an ECS service runs on, and whether AWS may take it away."""

import re
from collections.abc import Iterator

from ...graph import Node
from ...reader import Reader
from ...stack import Stack
from ...value import Absent, Fact, Known, Unknown
from ...workload import ABSENT
from .graph import named, nothing

CLUSTERS = ("aws:ecs/cluster:Cluster", "aws-native:ecs:Cluster")
_STRATEGIES = (
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
    "aws-native:ecs:ClusterCapacityProviderAssociations",
    *CLUSTERS,
)
_OWN = ("capacityProviderStrategies", "capacityProviderStrategy")
_DEFAULT = ("defaultCapacityProviderStrategies", "defaultCapacityProviderStrategy")
_SPOT = re.compile(r"(^|[^a-z])spot($|[^a-z])", re.IGNORECASE)


def spot(service: Node, stack: Stack) -> Fact[str]:
    """The provider of spot capacity that its tasks may get, by its own strategy or by its cluster's."""
    own = list(_items(service.inputs, _OWN))
    if own or not isinstance(service.inputs.text("launchType"), Absent):
        return _spot(own)
    path = _OWN[0]
    for node in _of_cluster(service, stack):
        found = _spot(list(_items(node.inputs, _DEFAULT)))
        if isinstance(found, Known):
            return Known(f"{found.value} by default of its cluster", path)
    return ABSENT


def _items(inputs: Reader, keys: tuple[str, ...]) -> Iterator[Reader]:
    for key in keys:
        yield from inputs.objects(key)


def _spot(items: list[Reader]) -> Fact[str]:
    """None, as long as the first task has a base of other capacity."""
    unread: Fact[str] = ABSENT
    takes: Fact[str] = ABSENT
    for item in items:
        provider = item.text("capacityProvider")
        if isinstance(provider, Unknown):
            unread = provider
        elif isinstance(provider, Known) and _SPOT.search(provider.value):
            takes = provider if _is_used(item) else takes
        elif isinstance(base := item.number("base"), Known) and base.value >= 1:
            return ABSENT
    return unread if isinstance(takes, Absent) else takes


def _is_used(item: Reader) -> bool:
    """Whether a share of the tasks is its own; AWS takes 0 where nothing is said."""
    return any(not isinstance(fact, Absent) and fact != Known(0.0, fact.path) for fact in _share(item))


def _share(item: Reader) -> tuple[Fact[float], Fact[float]]:
    return item.number("base"), item.number("weight")


def _of_cluster(service: Node, stack: Stack) -> Iterator[Node]:
    """What holds the default strategy of a service's cluster."""
    clusters = named(stack, service, "cluster", [service.inputs.text("cluster")], CLUSTERS)
    for node in stack.nodes_of(*_STRATEGIES):
        key = "clusterName" if "clusterName" in node.inputs else "cluster"
        if node in clusters or set(named(stack, node, key, [node.inputs.text(key)], CLUSTERS)) & set(clusters):
            yield node


TYPES = dict.fromkeys(_STRATEGIES, nothing)

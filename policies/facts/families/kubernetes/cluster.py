"""What a stack has in a cluster, found once in a run: what pods name, and what names pods."""

from collections.abc import Sequence
from functools import reduce

from ...graph import Node
from ...reader import Reader
from .autoscalers import AUTOSCALERS, Autoscaler
from .fronts import Front, Pods, known_labels
from .kinds import KINDS, Kind, tokens
from .naming import Directory, Named, Spaces

CONFIG_MAPS = tokens("ConfigMap", "core/v1")
SECRETS = tokens("Secret", "core/v1")
SERVICES = tokens("Service", "core/v1")


class Cluster:
    """The stack's resources that explain each other."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.config_maps = Directory(Named.of(node) for node in nodes if node.resource.type in CONFIG_MAPS)
        self.secrets = Directory(Named.of(node) for node in nodes if node.resource.type in SECRETS)
        self.autoscalers = Spaces(Autoscaler.of(node) for node in nodes if node.resource.type in AUTOSCALERS)
        self.fronts = {node.resource.urn: Front.of(node) for node in nodes if node.resource.type in SERVICES}
        self.fronts_in = Spaces(self.fronts.values())
        self.pods = {node.resource.urn: pods_of(node) for node in nodes if node.resource.type in KINDS}


def cluster_of(inputs: Reader) -> Cluster | None:
    """The cluster around a resource; None while the resource comes by itself."""
    return inputs.around.once(Cluster) if inputs.around else None


def template(kind: Kind, inputs: Reader) -> Reader:
    """What a resource says of its pods."""
    return reduce(Reader.child, kind.template, inputs)


def pods_of(node: Node) -> Pods:
    """A resource's pods, with their labels."""
    pod = template(KINDS[node.resource.type], node.inputs)
    return Pods(Named.of(node), known_labels(pod.child("metadata").child("labels")))

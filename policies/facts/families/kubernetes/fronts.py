"""Services: which pods are behind one, and from where it is reached."""

import re
from dataclasses import dataclass

from ...addresses import is_loopback
from ...graph import Node
from ...reader import Reader
from ...value import Absent, Fact, Known, Unknown
from .naming import Named, are_together, is_source

Labels = dict[str, str]

_OPEN = {"NodePort", "LoadBalancer"}
_INTERNAL = re.compile(
    r"load-?balancer-?(internal=(true|0\.0\.0\.0/0)|scheme=internal|type=internal|address-type=intranet)$",
    re.IGNORECASE,
)
_ZONES = ("", ".svc", ".svc.cluster.local")


@dataclass(frozen=True, slots=True)
class Pods:
    """What a Service finds of a resource that runs pods."""

    named: Named
    labels: Labels | None
    """None where one of them is not known."""


@dataclass(frozen=True, slots=True)
class Front:
    """A Service."""

    named: Named
    selector: Labels | None
    """None where it has none, or a part of it is not known."""

    @classmethod
    def of(cls, node: Node) -> "Front":
        """The Service with its selector."""
        return cls(Named.of(node), known_labels(node.inputs.child("spec").child("selector")) or None)

    def leads_to(self, pods: Pods) -> bool:
        """Whether the pods are behind it: by their labels, or because its selector was made from them."""
        if not are_together(self.named.namespace, pods.named.namespace):
            return False
        if self.selector is None or pods.labels is None:
            return is_source(pods.named.resource, self.named.inputs)
        return self.selector.items() <= pods.labels.items()

    def hosts(self) -> frozenset[str]:
        """The names by which pods reach it."""
        space = self.named.namespace
        long = {f"{name}.{space}{zone}" for name in self.named.names for zone in _ZONES} if space else set()
        return self.named.names | long


def known_labels(labels: Reader) -> Labels | None:
    """Labels by their names; None where one of them is not known."""
    found = {name: labels.text(name) for name in labels.names()}
    known = {name: fact.value for name, fact in found.items() if isinstance(fact, Known)}
    return None if isinstance(labels.whole, Unknown) or len(known) < len(found) else known


def openings(spec: Reader) -> list[Fact[str]]:
    """How a Service is reached from outside of its cluster: its type, and addresses of its own."""
    kind, addresses = spec.text("type"), spec.texts("externalIPs")
    is_closed = isinstance(kind, Absent) or (isinstance(kind, Known) and kind.value not in _OPEN)
    public = [one for one in addresses if not (isinstance(one, Known) and is_loopback(one.value))]
    return [*([] if is_closed else [kind]), *public]


def is_internal(service: Reader) -> bool:
    """Whether its load balancer is one of a private network, as clouds are told by annotations."""
    annotations = service.child("metadata").child("annotations")
    said = ((name, annotations.text(name)) for name in annotations.names())
    return any(_INTERNAL.search(f"{name}={fact.value}") for name, fact in said if isinstance(fact, Known))

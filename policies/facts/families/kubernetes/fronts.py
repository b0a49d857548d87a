"""Services: which pods are behind one, and from where it is reached."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ...addresses import is_loopback
from ...reader import Reader
from ...value import Absent, Fact, Known
from .naming import Named, are_together, is_source

Labels = Mapping[str, Fact[str]]

_OPEN = {"NodePort", "LoadBalancer"}
_ZONES = ("", ".svc", ".svc.cluster.local")


@dataclass(frozen=True, slots=True)
class Pods:
    """What a Service finds of a resource that runs pods."""

    named: Named
    labels: Labels


@dataclass(frozen=True, slots=True)
class Front:
    """A Service."""

    named: Named
    selector: Labels

    @classmethod
    def of(cls, named: Named) -> "Front":
        """The Service with its selector."""
        return cls(named, labels_in(named.inputs.child("spec").child("selector")))

    def leads_to(self, pods: Pods) -> bool:
        """Whether the pods are behind it: by their labels, or because its selector was made from them."""
        if not are_together(self.named.namespace, pods.named.namespace):
            return False
        wanted = {name: fact.value for name, fact in self.selector.items() if isinstance(fact, Known)}
        given = {name: fact.value for name, fact in pods.labels.items() if isinstance(fact, Known)}
        if wanted and len(wanted) == len(self.selector) and len(given) == len(pods.labels):
            return wanted.items() <= given.items()
        return is_source(pods.named.resource, self.named.inputs)

    def hosts(self) -> frozenset[str]:
        """The names by which pods reach it."""
        space = self.named.namespace
        long = {f"{name}.{space}{zone}" for name in self.named.names for zone in _ZONES} if space else set()
        return self.named.names | long


def labels_in(labels: Reader) -> Labels:
    """Labels by their names."""
    return {name: labels.text(name) for name in labels.names()}


def openings(spec: Reader, before: str = "") -> list[Fact[str]]:
    """How a Service is reached from outside of its cluster: its type, and addresses of its own.

    `before` comes before the paths of its arguments.
    """
    kind, addresses = spec.text("type"), spec.texts("externalIPs")
    found: list[Fact[str]] = (
        [] if isinstance(kind, Absent) or (isinstance(kind, Known) and kind.value not in _OPEN) else [kind]
    )
    found += [one for one in addresses if not (isinstance(one, Known) and is_loopback(one.value))]
    return [replace(one, path=before + one.path) for one in found]

"""What changes the number of pods by itself."""

from dataclasses import dataclass

from ...graph import Node
from ...value import Fact, Known, or_default
from .naming import Named, are_together, is_source


@dataclass(frozen=True, slots=True)
class Limits:
    """The arguments of an autoscaler's spec that say how few pods there may be, and how many."""

    fewest: str
    most: str
    by_default: float
    """The fewest where nobody says it."""


_HPA, _KEDA = Limits("minReplicas", "maxReplicas", 1.0), Limits("minReplicaCount", "maxReplicaCount", 0.0)
AUTOSCALERS = {
    **{f"kubernetes:autoscaling/{one}:HorizontalPodAutoscaler": _HPA for one in ("v1", "v2", "v2beta1", "v2beta2")},
    "kubernetes:keda.sh/v1alpha1:ScaledObject": _KEDA,
}


@dataclass(frozen=True, slots=True)
class Autoscaler:
    """A HorizontalPodAutoscaler, or KEDA's ScaledObject."""

    named: Named
    kind: Fact[str]
    """What it scales, as is its name."""
    name: Fact[str]
    fewest: Fact[float]
    most: Fact[float]

    @classmethod
    def of(cls, node: Node) -> "Autoscaler":
        """What it says."""
        spec, limits = node.inputs.child("spec"), AUTOSCALERS[node.resource.type]
        target = spec.child("scaleTargetRef")
        return cls(
            Named.of(node),
            or_default(target.text("kind"), "Deployment"),
            target.text("name"),
            fewest=or_default(spec.number(limits.fewest), limits.by_default),
            most=spec.number(limits.most),
        )

    @property
    def title(self) -> str:
        """What a message calls it."""
        return f"{self.named.resource.type.rpartition(':')[2]} {self.named.resource.name}"

    @property
    def is_needless(self) -> bool:
        """Whether it never makes a second pod."""
        return isinstance(self.most, Known) and self.most.value <= 1

    def scales(self, kind: str, target: Named) -> bool:
        """Whether it is the one of this workload."""
        if isinstance(self.kind, Known) and self.kind.value != kind:
            return False
        if not are_together(self.named.namespace, target.namespace):
            return False
        if isinstance(self.name, Known) and target.names:
            return self.name.value in target.names
        return is_source(target.resource, self.named.inputs)

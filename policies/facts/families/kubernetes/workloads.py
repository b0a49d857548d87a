"""Resources that run pods."""

from collections.abc import Iterator, Sequence

from ...beats import EVERY_NODE
from ...connection import Connection, PlainSecret
from ...reader import Reader
from ...resource import Resource
from ...settings import Settings
from ...stack import Subject
from ...value import Fact, Known, Unknown, or_default
from ...workload import ABSENT, Workload
from . import placement
from .autoscalers import Autoscaler
from .cluster import Cluster, cluster_of, template
from .containers import Place
from .fronts import Front
from .kinds import KINDS, Kind
from .naming import namespace_of
from .scope import Scope

_ROLLING = "RollingUpdate"
_TOLD = (Settings, Connection, PlainSecret)
"""What a container is told, whatever it runs."""


def workload(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """What the containers of a resource's pods run."""
    kind, cluster = KINDS[resource.type], cluster_of(inputs)
    pod = template(kind, inputs)
    place = Place(
        pod=pod.child("spec"),
        scope=Scope(inputs, namespace_of(inputs), cluster),
        process=_process(resource, kind, inputs, cluster),
        fronts=_fronts(resource, cluster),
    )
    labels = {name: fact for part in (inputs, pod) for name, fact in _labels(part).items()}
    mains = [*place.pod.objects("containers")]
    for index, part in enumerate(mains):
        found = list(place.facts(part, _name(part) if len(mains) > 1 else "", {} if index else labels))
        yield from _told(found) if kind.is_patch or (kind.once and not _runs(found)) else found
    for part in place.pod.objects("initContainers"):
        stays = part.text("restartPolicy") == Known("Always", f"{part.whole.path}.restartPolicy")
        found = list(place.facts(part, _name(part), {}))
        yield from found if stays and not kind.is_patch else _told(found)


def _process(resource: Resource, kind: Kind, inputs: Reader, cluster: Cluster | None) -> Workload:
    spec, pod = inputs.child("spec"), template(kind, inputs).child("spec")
    scaler = _scaler(resource, kind, cluster)
    return Workload(
        resource,
        namespace=namespace_of(inputs),
        replicas=_replicas(kind, spec) if scaler is None else scaler.fewest,
        autoscaled=Known(scaler.title, f"spec.{kind.replicas}") if scaler else ABSENT,
        overlap=_overlap(kind, spec),
        spot=placement.spot(pod),
        restart=or_default(pod.text("restartPolicy"), "Never" if kind.once else "Always"),
    )


def _scaler(resource: Resource, kind: Kind, cluster: Cluster | None) -> Autoscaler | None:
    """What changes the number of its pods, where that may be more than one."""
    if cluster is None:
        return None
    target = cluster.pods[resource.urn].named
    near = cluster.autoscalers.near(target.namespace)
    return next((one for one in near if one.scales(kind.name, target) and not one.is_needless), None)


def _fronts(resource: Resource, cluster: Cluster | None) -> Sequence[Front]:
    if cluster is None:
        return ()
    pods = cluster.pods[resource.urn]
    return [one for one in cluster.fronts_in.near(pods.named.namespace) if one.leads_to(pods)]


def _replicas(kind: Kind, spec: Reader) -> Fact[float]:
    if kind.everywhere:
        return Known(EVERY_NODE, "kind")
    return or_default(spec.number(kind.replicas), 1.0) if kind.replicas else Known(1.0)


def _overlap(kind: Kind, spec: Reader) -> Fact[str]:
    """A rolling update, where it starts a pod before another one has ended."""
    strategy = spec.child(kind.strategy)
    name = or_default(strategy.text("type"), _ROLLING)
    if not kind.strategy or (isinstance(name, Known) and name.value != _ROLLING):
        return ABSENT
    surge = or_default(_number_or_text(strategy.child("rollingUpdate"), "maxSurge"), kind.surge)
    if not isinstance(name, Known) or not isinstance(surge, Known):
        return Unknown(strategy.whole.path) if isinstance(name, Known) else name
    return ABSENT if surge.value.rstrip("%") == "0" else Known(_ROLLING, strategy.whole.path)


def _number_or_text(reader: Reader, key: str) -> Fact[str]:
    number = reader.number(key)
    return Known(f"{number.value:g}", number.path) if isinstance(number, Known) else reader.text(key)


def _labels(part: Reader) -> dict[str, Fact[str]]:
    labels = part.child("metadata").child("labels")
    return {name: labels.text(name) for name in labels.names()}


def _name(part: Reader) -> str:
    name = part.text("name")
    return name.value if isinstance(name, Known) else ""


def _told(found: Sequence[Subject]) -> Sequence[Subject]:
    """What is said of a container that a patch describes in part, or that is expected to end."""
    return [one for one in found if isinstance(one, _TOLD)]


def _runs(found: Sequence[Subject]) -> bool:
    """Whether it is known to run what does not end by itself."""
    return any(isinstance(one, Workload) and isinstance(one.roles, Known) for one in found)

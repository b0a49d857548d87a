"""Services in front of Redis."""

import re
from collections.abc import Iterator, Sequence

from ...flower import Flower
from ...reader import Reader
from ...redis import Exposure, Redis
from ...resource import Resource
from ...stack import Subject
from ...value import Known
from ...workload import WEB, Workload
from .cluster import Cluster, cluster_of
from .fronts import openings
from .workloads import workload

_PORTS = {6379.0, 6380.0, 16379.0, 26379.0}
_NAME = re.compile(r"^(tcp-)?(redis|valkey)(?!.*(exporter|metrics))", re.IGNORECASE)


def service(resource: Resource, inputs: Reader) -> Iterator[Exposure]:
    """How the internet reaches a Redis by the Service."""
    found = openings(inputs.child("spec"))
    if found and (_has_redis_port(inputs) or _is_before_redis(resource, cluster_of(inputs))):
        yield from (Exposure(resource, opening) for opening in found)


def _has_redis_port(inputs: Reader) -> bool:
    """Whether a port is Redis's own, or is called so."""
    for port in inputs.child("spec").objects("ports"):
        numbers = [port.number(key) for key in ("port", "targetPort")]
        names = [port.text(key) for key in ("name", "targetPort")]
        if any(isinstance(fact, Known) and fact.value in _PORTS for fact in numbers):
            return True
        if any(isinstance(fact, Known) and _NAME.search(fact.value) for fact in names):
            return True
    return False


def _is_before_redis(resource: Resource, cluster: Cluster | None) -> bool:
    """Whether all pods behind it run one, and nothing that a Service may rather be for."""
    if cluster is None:
        return False
    front = cluster.fronts[resource.urn]
    behind = [pods.named for pods in cluster.pods.values() if front.leads_to(pods)]
    return bool(behind) and all(_is_redis_alone([*workload(one.resource, Reader(one.inputs.whole))]) for one in behind)


def _is_redis_alone(facts: Sequence[Subject]) -> bool:
    others = (isinstance(one, Flower) or (isinstance(one, Workload) and one.runs(WEB)) for one in facts)
    return any(isinstance(one, Redis) for one in facts) and not any(others)

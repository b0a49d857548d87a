"""Services in front of Redis."""

from collections.abc import Iterator

from ...reader import Reader
from ...redis import Exposure, Redis
from ...resource import Resource
from ...value import Known
from .cluster import Cluster, cluster_of
from .fronts import openings
from .workloads import workload

_PORTS = {6379.0, 6380.0, 16379.0, 26379.0}


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
        if any(isinstance(fact, Known) and "redis" in fact.value.lower() for fact in names):
            return True
    return False


def _is_before_redis(resource: Resource, cluster: Cluster | None) -> bool:
    """Whether pods behind it run one."""
    if cluster is None:
        return False
    front = next(one for one in cluster.fronts if one.named.resource == resource)
    behind = [pods.named for pods in cluster.pods.values() if front.leads_to(pods)]
    return any(isinstance(fact, Redis) for one in behind for fact in workload(one.resource, Reader(one.inputs.whole)))

"""Reads how a load balancer asks a web process whether it works."""

from collections.abc import Iterator

from ...graph import Node
from ...stack import Stack
from ...value import Absent, Fact, Known
from ...workload import ABSENT, WEB, Workload
from .balancing import of_service
from .graph import is_native
from .service import services

_HTTP = ("HTTP", "HTTPS")


def join(stack: Stack) -> Iterator[Workload]:
    """A template of the web process with the path that its target group asks for."""
    for service in services(stack):
        if any(isinstance(one, Workload) and one.runs(WEB) for one in service.runs):
            for group in of_service(service.node, stack):
                yield Workload(
                    group.resource, roles=Known(frozenset({WEB})), replicas=Known(0.0), health_path=_path(group)
                )


def _path(group: Node) -> Fact[str]:
    """AWS asks for / where nobody says more, and for none where it only connects."""
    inputs = group.inputs
    check = inputs.child("healthCheck")
    path, protocol = check.text("path"), check.text("protocol")
    if is_native(group.resource):
        path, protocol = inputs.text("healthCheckPath"), inputs.text("healthCheckProtocol")
    if isinstance(protocol, Absent):
        protocol = inputs.text("protocol")
    asks = isinstance(protocol, Known) and protocol.value.upper() in _HTTP
    return path if asks else ABSENT

"""Host names by which processes reach a cache."""

from collections.abc import Iterator

from ...connection import Connection
from ...graph import Node
from ...reader import Reader
from ...stack import Stack
from ...value import Known

_TEXTS = ("primaryEndpointAddress", "readerEndpointAddress", "configurationEndpointAddress", "clusterAddress")
_OBJECTS = (
    *("cacheNodes", "endpoints", "readerEndpoints", "clusterEndpoints"),
    *("primaryEndPoint", "readerEndPoint", "configurationEndPoint", "redisEndpoint"),
    *("endpoint", "readerEndpoint", "clusterEndpoint"),
)
_DOMAIN = ".amazonaws.com"


def names(stack: Stack, cache: Node) -> frozenset[str]:
    """Those that AWS gave it; before it has any, those in URLs that hold its id."""
    return frozenset(_given(cache.outputs)) or frozenset(_expected(stack, cache))


def _given(outputs: Reader) -> Iterator[str]:
    texts = [outputs.text(key) for key in _TEXTS]
    texts += [one.text("address") for key in _OBJECTS for one in outputs.objects(key)]
    yield from (text.value.lower() for text in texts if isinstance(text, Known) and text.value)


def _expected(stack: Stack, cache: Node) -> Iterator[str]:
    """AWS makes names of an id: `shop.x1.ng.0001.euw1.cache.amazonaws.com`, with TLS `master.shop.x1.euw1…`."""
    own = [cache.inputs.text(key) for key in ("replicationGroupId", "clusterId", "clusterName", "name")]
    ids = {text.value.lower() for text in own if isinstance(text, Known)}
    for host in (connection.host for connection in stack.all(Connection)):
        if isinstance(host, Known) and host.value.endswith(_DOMAIN) and not ids.isdisjoint(host.value.split(".")[:2]):
            yield host.value.lower()

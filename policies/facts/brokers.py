"""Which of a stack's Redis servers is a broker, and which may be another thing, such as a cache of pages."""

from .cache import Cache
from .connection import Connection
from .redis import Redis
from .resource import COMPONENTS, Resource
from .stack import Stack
from .value import Known

_LOCAL = ("svc", "svc.cluster.local", ".local", ".internal")


def servers(stack: Stack) -> list[Redis | Cache]:
    """Every Redis of the stack, its own and those that a cloud runs."""
    return [*stack.all(Redis), *stack.all(Cache)]


POLICIES = {
    "noeviction",
    *(f"{keys}-{order}" for keys in ("allkeys", "volatile") for order in ("lru", "lfu", "lrm", "random", "ttl")),
}
"""Every maxmemory-policy that Redis and Valkey have."""


def evicts(policy: str) -> bool:
    """Whether a Redis with this maxmemory-policy throws keys away when its memory is full."""
    return policy.strip().lower() != "noeviction"


def is_broker(server: Redis | Cache, stack: Stack) -> bool:
    """Whether a broker's URL names it, or nothing else in the stack can be the broker."""
    brokers = [connection for connection in stack.all(Connection) if connection.is_broker]
    if server.resource.type.startswith(COMPONENTS) or any(leads_to(one, server, stack) for one in brokers):
        return True
    is_only = len({one.resource for one in servers(stack)}) == 1
    return is_only and not (brokers and all(_is_elsewhere(one, stack) for one in brokers))


def leads_to(connection: Connection, server: Redis | Cache, stack: Stack) -> bool:
    """Whether the URL leads to the server: by its host, or because it comes from that server's resource and no other's.

    A property with a broker's URL in it may well hold a cache's, too; then the graph does not tell them apart.
    """
    host = connection.host
    if isinstance(host, Known):
        return host.value.lower() in {name.lower() for name in server.names} and not _is_beside(connection, server)
    key = connection.scheme.path.partition(".")[0].partition("[")[0]
    sources = {node.resource for node in stack.sources(connection.resource, key)}
    return {one.resource for one in servers(stack) if not sources.isdisjoint(_ways(one))} == {server.resource}


def _is_beside(connection: Connection, server: Redis | Cache) -> bool:
    """Whether the URL names another port of the machine that the server listens on, where several may be.

    A container's port may be mapped, and a server's own is not that of its sentinels or of its TLS.
    """
    if not (isinstance(server, Redis) and server.addresses and connection.is_plain):
        return False
    match connection.port, server.port:
        case Known(asked), Known(own):
            return asked != own
    return False


def _ways(server: Redis | Cache) -> set[Resource]:
    """The resources by which a server is reached: itself, and what is in front of it."""
    return {server.resource, *(server.fronts if isinstance(server, Redis) else ())}


def _is_elsewhere(connection: Connection, stack: Stack) -> bool:
    """Whether it is known to lead to another server: one of this stack, a message queue, or a name of the internet."""
    host = connection.host
    if isinstance(connection.scheme, Known) and not connection.is_redis:
        return True
    if any(leads_to(connection, server, stack) for server in servers(stack)):
        return True
    return isinstance(host, Known) and "." in host.value and not host.value.endswith(_LOCAL)

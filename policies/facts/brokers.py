"""Which of a stack's Redis servers is a broker, and which may be another thing, such as a cache of pages."""

from .cache import Cache
from .connection import Connection
from .redis import Redis
from .resource import COMPONENTS, Resource
from .stack import Stack
from .value import Known

Server = Redis | Cache
_LOCAL = ("svc", "svc.cluster.local", ".local", ".internal")


class Servers:
    """Every Redis of a stack, its own and those that a cloud runs, by what may lead to them."""

    def __init__(self, stack: Stack) -> None:
        self.all: list[Server] = [*stack.all(Redis), *stack.all(Cache)]
        self.by_name: dict[str, list[Server]] = {}
        self.by_way: dict[Resource, list[Server]] = {}
        for server in self.all:
            for name in {name.lower() for name in server.names}:
                self.by_name.setdefault(name, []).append(server)
            for way in _ways(server):
                self.by_way.setdefault(way, []).append(server)


def servers(stack: Stack) -> list[Server]:
    """Every Redis of the stack."""
    return stack.once(Servers).all


POLICIES = {
    "noeviction",
    *(f"{keys}-{order}" for keys in ("allkeys", "volatile") for order in ("lru", "lfu", "lrm", "random", "ttl")),
}
"""Every maxmemory-policy that Redis and Valkey have."""


def evicts(policy: str) -> bool:
    """Whether a Redis with this maxmemory-policy throws keys away when its memory is full."""
    return policy.strip().lower() != "noeviction"


def is_broker(server: Server, stack: Stack) -> bool:
    """Whether a broker's URL names it, or nothing else in the stack can be the broker."""
    if server.resource.type.startswith(COMPONENTS) or id(server) in stack.once(_named_by_brokers):
        return True
    is_only = len({one.resource for one in servers(stack)}) == 1
    brokers = _brokers(stack) if is_only else []
    return is_only and not (brokers and all(_is_elsewhere(one, stack) for one in brokers))


def _brokers(stack: Stack) -> list[Connection]:
    return [connection for connection in stack.all(Connection) if connection.is_broker]


def _named_by_brokers(stack: Stack) -> set[int]:
    return {id(server) for connection in _brokers(stack) for server in led_to(connection, stack)}


def led_to(connection: Connection, stack: Stack) -> list[Server]:
    """The servers that the URL leads to: by its host, or because it comes from their resource and no other's.

    A property with a broker's URL in it may well hold a cache's, too; then the graph does not tell them apart.
    """
    known, host = stack.once(Servers), connection.host
    if isinstance(host, Known):
        return [one for one in known.by_name.get(host.value.lower(), ()) if not _is_beside(connection, one)]
    key = connection.scheme.path.partition(".")[0].partition("[")[0]
    sources = {node.resource for node in stack.sources(connection.resource, key)}
    found = {server.resource for source in sources for server in known.by_way.get(source, ())}
    only = found.pop() if len(found) == 1 else None
    return [server for server in known.by_way[only] if server.resource == only] if only else []


def _is_beside(connection: Connection, server: Server) -> bool:
    """Whether the URL names another port of the machine that the server listens on, where several may be.

    A container's port may be mapped, and a server's own is not that of its sentinels or of its TLS.
    """
    if not (isinstance(server, Redis) and server.addresses and connection.is_plain):
        return False
    match connection.port, server.port:
        case Known(asked), Known(own):
            return asked != own
    return False


def _ways(server: Server) -> set[Resource]:
    """The resources by which a server is reached: itself, and what is in front of it."""
    return {server.resource, *(server.fronts if isinstance(server, Redis) else ())}


def _is_elsewhere(connection: Connection, stack: Stack) -> bool:
    """Whether it is known to lead to another server: one of this stack, a message queue, or a name of the internet."""
    host = connection.host
    if isinstance(connection.scheme, Known) and not connection.is_redis:
        return True
    if led_to(connection, stack):
        return True
    return isinstance(host, Known) and "." in host.value and not host.value.endswith(_LOCAL)

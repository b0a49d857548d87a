"""A firewall's openings, as rules judge them."""

from collections.abc import Sequence
from dataclasses import dataclass

from .redis import PORT
from .resource import Resource
from .value import Absent, Fact, Known, Unknown

ABSENT = Absent()
REDIS_PORTS = (PORT, 6380.0, 26379.0)
"""Redis' own, the usual one with TLS, and Sentinel's."""
_EVERY, _TCP = {"-1", "all"}, {"tcp", "6"}
_ANY_PORT = -1.0


@dataclass(frozen=True, slots=True)
class Opening:
    """One rule of a firewall that lets connections in."""

    resource: Resource
    sources: Sequence[Fact[str]] = ()
    """Ranges of addresses in CIDR notation; a group of machines is none, and a list kept elsewhere is unknown."""
    protocol: Fact[str] = ABSENT
    """`tcp`, a number, or `-1` for all."""
    first_port: Fact[float] = ABSENT
    last_port: Fact[float] = ABSENT
    redis_ports: Sequence[Fact[float]] = ()
    """The ports of the Redis servers that the graph shows behind it."""

    @property
    def is_for_redis(self) -> bool:
        """Whether a Redis is behind it, or the port where it begins is one of Redis'."""
        return bool(self.redis_ports) or (isinstance(self.first_port, Known) and self.first_port.value in REDIS_PORTS)

    def redis_port(self) -> Fact[float]:
        """A port of Redis that it lets connections to; absent where it does not."""
        found = [self._reached(port) for port in (*self.redis_ports, *map(Known, REDIS_PORTS))]
        certain: list[Fact[float]] = [port for port in found if isinstance(port, Known)]
        return next(iter([*certain, *(port for port in found if isinstance(port, Unknown))]), ABSENT)

    def _reached(self, port: Fact[float]) -> Fact[float]:
        """The port, where it is one of the opening's."""
        if isinstance(self.protocol, Known) and self.protocol.value.lower() in _EVERY:
            return port
        if isinstance(self.protocol, Known) and self.protocol.value.lower() not in _TCP:
            return ABSENT
        if isinstance(port, Known) and (self._begins_after(port.value) or self._ends_before(port.value)):
            return ABSENT
        said = (self.protocol, self.first_port, self.last_port)
        return next((fact for fact in said if isinstance(fact, Unknown)), port)

    def _begins_after(self, port: float) -> bool:
        return isinstance(self.first_port, Known) and self.first_port.value > port

    def _ends_before(self, port: float) -> bool:
        return isinstance(self.last_port, Known) and _ANY_PORT != self.last_port.value < port

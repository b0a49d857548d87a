"""A Redis or Valkey server, as rules judge it."""

from collections.abc import Sequence
from dataclasses import dataclass

from .resource import Resource
from .value import Absent, Fact, Password

ABSENT = Absent()
PORT = 6379.0
"""Where a server listens that is told nothing else."""


@dataclass(frozen=True, slots=True)
class Redis:
    """A server that a resource runs, or one elsewhere that processes connect to."""

    resource: Resource
    password: Fact[Password] = ABSENT
    """Absent with a path where none is asked; unknown where it cannot be seen, as in a file."""
    names: frozenset[str] = frozenset()
    """Host names and addresses by which processes reach it, as far as they are known."""
    fronts: Sequence[Resource] = ()
    """Resources that lead to it, such as a Service."""
    port: Fact[float] = ABSENT
    addresses: Sequence[Fact[str]] = ()
    """Where a server on a machine listens; empty for one elsewhere, or in a container."""
    protected_mode: Fact[bool] = ABSENT
    published: Sequence[Fact[str]] = ()
    """The addresses of its machine at which a container's ports are reached; 0.0.0.0 for a load balancer's."""
    publishes_all: Fact[bool] = ABSENT
    """Whether every port that its image names is published."""
    networks: Sequence[Fact[str]] = ()
    """Those of a container; `host` is its machine's own."""
    private: Fact[bool] = ABSENT
    """Whether its network is one of its own that nothing outside reaches; known at the end of a run only."""
    restart: Fact[str] = ABSENT
    health_test: Fact[str] = ABSENT
    """As a Workload's."""
    eviction: Fact[str] = ABSENT
    """The value of maxmemory-policy."""
    max_clients: Fact[float] = ABSENT
    loopback: bool = False
    """Whether it is known to be reached from its own machine only."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """A resource by which a Redis that another one runs is reached from outside of its network."""

    resource: Resource
    way: Fact[str] = ABSENT
    """How: a kind of Service, or an address."""

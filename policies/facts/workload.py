"""What rules judge: the same few facts, whichever provider's resource they were read from."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .resource import Resource
from .value import Absent, Fact, Known, Password

ABSENT = Absent()
"""What a family has no argument for."""

WEB, WORKER, BEAT = "web", "worker", "beat"
ROLES = (WEB, WORKER, BEAT)


def application(module: str) -> str:
    """The first name of what `celery -A` is given."""
    return module.replace(":", ".").partition(".")[0]


@dataclass(frozen=True, slots=True)
class Workload:
    """Processes of a Celery application that a resource keeps alive, all with the same command."""

    resource: Resource
    roles: Fact[frozenset[str]] = ABSENT
    """What it runs: web, worker, beat, or several of them."""
    application: Fact[str] = ABSENT
    """The first name of what `celery -A` is given."""
    broker: Fact[str] = ABSENT
    """Which Redis it talks to: an address or the resource, never with credentials."""
    replicas: Fact[float] = ABSENT
    user: Fact[str] = ABSENT
    restart: Fact[str] = ABSENT
    """The policy's name, as the platform calls it."""
    stop_grace: Fact[float] = ABSENT
    """Seconds that running tasks get between the stop signal and being given up."""
    stop_signal: Fact[str] = ABSENT
    health_test: Fact[str] = ABSENT
    """How a container's platform asks whether it works: `none`, `http` or `command`."""
    health_path: Fact[str] = ABSENT
    log_level: Fact[str] = ABSENT
    log_driver: Fact[str] = ABSENT
    """Where the platform sends its output."""
    manager: Fact[str] = ABSENT
    """What starts several processes in one container."""
    serializers: Sequence[Fact[str]] = ()
    """Every name that a setting of a serializer or of accepted content holds."""
    result_expires: Fact[float | None] = ABSENT
    """Seconds that a result is kept; None is for ever."""
    pool_limit: Fact[float | None] = ABSENT
    """Connections to the broker that a process keeps; 0 and None open one for each message."""

    def runs(self, *roles: str) -> bool:
        """Whether it is known to run one of these roles."""
        return isinstance(self.roles, Known) and not self.roles.value.isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class Redis:
    """A Redis or Valkey: a server that a resource runs, or one elsewhere that processes connect to."""

    resource: Resource
    password: Fact[Password] = ABSENT
    addresses: Sequence[Fact[str]] = ()
    """Where a server on a machine listens; empty for one elsewhere, or in a container."""
    published: Sequence[Fact[str]] = ()
    """The addresses of its machine at which a container's ports are reached."""
    publishes_all: Fact[bool] = ABSENT
    """Whether every port that its image names is published."""
    networks: Sequence[Fact[str]] = ()
    """Those of a container; `host` is its machine's own."""
    restart: Fact[str] = ABSENT
    health_test: Fact[str] = ABSENT
    """As a Workload's."""
    eviction: Fact[str] = ABSENT
    """The value of maxmemory-policy."""
    loopback: bool = False
    """Whether it is known to be reached from its own machine only."""


@dataclass(frozen=True, slots=True)
class Stack:
    """The facts of all resources of a stack together."""

    workloads: Sequence[Workload] = field(default=())

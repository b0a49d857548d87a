"""How many connections the processes of a stack may keep to a Redis, and how many it takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

from .brokers import is_broker
from .redis import Redis
from .resource import Resource
from .stack import Stack
from .value import Known
from .workload import WORKER, Workload


@dataclass(frozen=True, slots=True)
class Connections:
    """The two numbers of one Redis."""

    resource: Resource
    path: str
    """The argument that holds its maxclients."""
    wanted: float
    allowed: float


def connections(stack: Stack) -> Iterator[Connections]:
    """For each broker whose limit is known, what is known of the workers of the stack."""
    wanted = sum(map(_kept, stack.all(Workload)))
    for redis in stack.all(Redis):
        if isinstance(redis.max_clients, Known) and is_broker(redis, stack):
            yield Connections(redis.resource, redis.max_clients.path, wanted, redis.max_clients.value)


def _kept(process: Workload) -> float:
    """The connections of a worker: processes of each replica, with the parent, times the pool of each."""
    settings = process.settings
    if settings is None or not process.runs(WORKER):
        return 0
    factors = (process.replicas, settings.concurrency, settings.pool_limit)
    known = [fact.value for fact in factors if isinstance(fact, Known) and fact.value]
    return prod((known[0], known[1] + 1, known[2])) if len(known) == len(factors) else 0

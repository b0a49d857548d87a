"""redis-never-evicts-other."""

from collections.abc import Iterator
from dataclasses import replace

from facts.brokers import POLICIES, evicts, is_broker, servers
from facts.stack import Stack
from pack.framework import celery
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Verdict, reject

WANTED = "noeviction, if it is a broker"


@rule(
    "redis-never-evicts-other",
    on=Stack,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Set `maxmemory-policy` to noeviction where Celery uses it; exclude a mere cache with its reason.",
    url="https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html#key-eviction",
    framework=celery("Using Redis", "Key eviction"),
)
def redis_never_evicts_other(stack: Stack) -> Iterator[Verdict]:
    """A cache may evict what it can fetch again; a Redis that somebody makes a broker as well must not."""
    for server in servers(stack):
        if not is_broker(server, stack):
            for verdict in reject(server.eviction, evicts, WANTED, POLICIES):
                yield replace(verdict, resource=server.resource)

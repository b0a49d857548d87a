"""redis-never-evicts."""

from collections.abc import Iterator
from dataclasses import replace

from facts.brokers import POLICIES, evicts, is_broker, servers
from facts.stack import Stack
from pack.framework import celery
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Verdict, reject

WANTED = "noeviction"


@rule(
    "redis-never-evicts",
    on=Stack,
    level=MANDATORY,
    severity=HIGH,
    fix="Set `maxmemory-policy` to noeviction, in its arguments, configuration or parameter group; "
    "give it more memory instead.",
    url="https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html#key-eviction",
    framework=celery("Using Redis", "Key eviction"),
)
def redis_never_evicts(stack: Stack) -> Iterator[Verdict]:
    """A broker that evicts keys when its memory is full throws away queues with their tasks, silently."""
    for server in servers(stack):
        if is_broker(server, stack):
            for verdict in reject(server.eviction, evicts, WANTED, POLICIES):
                yield replace(verdict, resource=server.resource)

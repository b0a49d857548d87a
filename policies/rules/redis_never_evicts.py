"""redis-never-evicts."""

from collections.abc import Iterator

from facts.redis import Redis
from pack.framework import celery
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Verdict, reject


@rule(
    "redis-never-evicts",
    on=Redis,
    level=MANDATORY,
    severity=HIGH,
    fix="Set maxmemory-policy to noeviction, and give Redis more memory instead.",
    url="https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html#key-eviction",
    framework=celery("Using Redis", "Key eviction"),
)
def redis_never_evicts(redis: Redis) -> Iterator[Verdict]:
    """A broker that evicts keys when its memory is full throws away queues with their tasks, silently."""
    yield from reject(redis.eviction, lambda policy: policy.strip().lower() != "noeviction", "noeviction")

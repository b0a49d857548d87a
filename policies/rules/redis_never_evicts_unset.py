"""redis-never-evicts-unset."""

from collections.abc import Iterator

from facts.cache import Cache
from facts.redis import Redis
from pack.framework import celery
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Finding, Verdict, require


@rule(
    "redis-never-evicts-unset",
    on=Redis | Cache,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Say it: `maxmemory-policy` noeviction, on the command line or in a parameter group of its own.",
    url="https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html#key-eviction",
    framework=celery("Using Redis", "Key eviction"),
)
def redis_never_evicts_unset(server: Redis | Cache) -> Iterator[Verdict]:
    """Redis itself evicts nothing unless it is told to, but the default groups of clouds tell it to."""
    for verdict in require(server.eviction, lambda _: False, "noeviction"):
        if isinstance(verdict, Finding):
            yield verdict

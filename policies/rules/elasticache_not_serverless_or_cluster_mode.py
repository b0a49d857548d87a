"""elasticache-not-serverless-or-cluster-mode."""

from collections.abc import Iterator

from facts.cache import Cache
from facts.value import Known
from pack.framework import celery
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Finding, Verdict, reject

WANTED = "a ReplicationGroup with one shard, cluster mode off"


@rule(
    "elasticache-not-serverless-or-cluster-mode",
    on=Cache,
    level=MANDATORY,
    severity=HIGH,
    fix="Use `aws.elasticache.ReplicationGroup` with `numCacheClusters`, and a parameter group without cluster mode.",
    url="https://github.com/celery/celery/issues/9019",
    framework=celery("Using Redis", "Configuration: redis://:password@hostname:port/db_number"),
)
def elasticache_not_serverless_or_cluster_mode(cache: Cache) -> Iterator[Verdict]:
    """Celery's transport uses keys of several slots at once, which a cluster answers with CROSSSLOT."""
    if isinstance(cache.unsupported, Known):
        yield Finding(cache.unsupported.path, cache.unsupported.value, WANTED)
    yield from reject(cache.unsupported, lambda _: False, WANTED)

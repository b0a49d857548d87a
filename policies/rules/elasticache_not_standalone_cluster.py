"""elasticache-not-standalone-cluster."""

from collections.abc import Iterator

from facts.cache import Cache
from pack.framework import security_hub
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Verdict, reject


@rule(
    "elasticache-not-standalone-cluster",
    on=Cache,
    level=MANDATORY,
    severity=HIGH,
    fix="Use `aws.elasticache.ReplicationGroup` with `transitEncryptionEnabled` and `authToken`.",
    url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.html",
    framework=security_hub(
        "ElastiCache.6",
        "ElastiCache (Redis OSS) replication groups of earlier versions should have Redis OSS AUTH enabled",
    ),
)
def elasticache_not_standalone_cluster(cache: Cache) -> Iterator[Verdict]:
    """A cluster of its own can have neither a password nor TLS nor a replica that takes over."""
    yield from reject(cache.standalone, lambda _: True, "a ReplicationGroup instead of a cluster")

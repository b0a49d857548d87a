"""elasticache-backup-and-failover."""

from collections.abc import Iterator

from facts.cache import Cache
from pack.framework import security_hub
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Verdict, require


@rule(
    "elasticache-backup-and-failover",
    on=Cache,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Set `snapshotRetentionLimit` to days, and `automaticFailoverEnabled` with two or more `numCacheClusters`.",
    url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html",
    framework=security_hub("ElastiCache.3", "ElastiCache replication groups should have automatic failover enabled"),
)
def elasticache_backup_and_failover(cache: Cache) -> Iterator[Verdict]:
    """A managed Redis writes nothing to a disk: without replica and snapshots a lost machine loses all tasks."""
    yield from require(cache.snapshots, lambda days: days < 1, "1 or more days")
    yield from require(cache.failover, lambda is_on: not is_on, "a replica that takes over")

"""elasticache-transit-encryption-preferred."""

from collections.abc import Iterator

from facts.cache import Cache
from pack.framework import security_hub
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Verdict, reject


@rule(
    "elasticache-transit-encryption-preferred",
    on=Cache,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Set `transitEncryptionMode` to required as soon as every URL begins with rediss://.",
    url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html",
    framework=security_hub("ElastiCache.5", "ElastiCache replication groups should be encrypted in transit"),
)
def elasticache_transit_encryption_preferred(cache: Cache) -> Iterator[Verdict]:
    """A cache that prefers TLS still takes connections in clear, which is meant for the days of a migration."""
    yield from reject(cache.transit_mode, lambda mode: mode == "preferred", "required")

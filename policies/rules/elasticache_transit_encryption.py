"""elasticache-transit-encryption."""

from collections.abc import Iterator

from facts.cache import Cache
from pack.framework import security_hub
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Verdict, require


@rule(
    "elasticache-transit-encryption",
    on=Cache,
    level=MANDATORY,
    severity=HIGH,
    fix="Set `transitEncryptionEnabled` to true (`tlsEnabled` of MemoryDB), and use rediss:// in every URL.",
    url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html",
    framework=security_hub("ElastiCache.5", "ElastiCache replication groups should be encrypted in transit"),
)
def elasticache_transit_encryption(cache: Cache) -> Iterator[Verdict]:
    """Without TLS the password and every message cross the network of a data centre in clear."""
    yield from require(cache.transit_encryption, lambda is_on: not is_on, "true")

"""elasticache-at-rest-encryption."""

from collections.abc import Iterator

from facts.cache import Cache
from pack.framework import security_hub
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Verdict, require


@rule(
    "elasticache-at-rest-encryption",
    on=Cache,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Set `atRestEncryptionEnabled` to true; it can only be set when the group is made.",
    url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html",
    framework=security_hub("ElastiCache.4", "ElastiCache replication groups should be encrypted at rest"),
)
def elasticache_at_rest_encryption(cache: Cache) -> Iterator[Verdict]:
    """Snapshots and swapped memory hold the messages, and whatever the tasks were given."""
    yield from require(cache.at_rest_encryption, lambda is_on: not is_on, "true")

"""elasticache-auth-required."""

from collections.abc import Iterator

from facts.cache import Cache
from pack.framework import security_hub
from pack.rule import CRITICAL, MANDATORY, rule
from pack.verdict import Verdict, require


@rule(
    "elasticache-auth-required",
    on=Cache,
    level=MANDATORY,
    severity=CRITICAL,
    fix="Give `authToken` a random text, or `userGroupIds` a group whose users all need a password.",
    url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html",
    framework=security_hub(
        "ElastiCache.6",
        "ElastiCache (Redis OSS) replication groups of earlier versions should have Redis OSS AUTH enabled",
    ),
)
def elasticache_auth_required(cache: Cache) -> Iterator[Verdict]:
    """Whoever is in the network of a cache without a password reads every message and starts any task."""
    yield from require(cache.authentication, lambda _: False, "a token, or users with passwords")

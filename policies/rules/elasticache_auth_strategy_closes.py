"""elasticache-auth-strategy-closes."""

from collections.abc import Iterator

from facts.cache import Cache
from pack.framework import cwe
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Verdict, reject


@rule(
    "elasticache-auth-strategy-closes",
    on=Cache,
    level=MANDATORY,
    severity=HIGH,
    fix="Set `authTokenUpdateStrategy` to SET: version 6 of the provider fills in ROTATE, and so does AWS.",
    url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html",
    framework=cwe(306, "Missing Authentication for Critical Function"),
)
def elasticache_auth_strategy_closes(cache: Cache) -> Iterator[Verdict]:
    """A token that is added with ROTATE is asked of nobody: who gives no password is still let in."""
    yield from reject(cache.auth_strategy, lambda strategy: strategy.upper() == "ROTATE", "SET")

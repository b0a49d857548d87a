"""elasticache-private-subnets."""

from collections.abc import Iterator
from dataclasses import replace

from facts.cache import Cache
from facts.value import Absent
from pack.framework import security_hub
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Finding, Verdict, reject, require

WANTED = "subnets without public addresses, and without a route to an internet gateway"


@rule(
    "elasticache-private-subnets",
    on=Cache,
    level=MANDATORY,
    severity=HIGH,
    fix="Give `subnetGroupName` a group of private subnets; the default one is public.",
    url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SubnetGroups.html",
    framework=security_hub("ElastiCache.7", "ElastiCache clusters should not use the default subnet group"),
)
def elasticache_private_subnets(cache: Cache) -> Iterator[Verdict]:
    """A broker in a subnet that the internet has a way into is one mistake in a firewall from being open."""
    if isinstance(cache.subnets, Absent):
        yield from require(cache.subnets, lambda _: False, WANTED)
    for is_public in cache.subnet_is_public:
        for verdict in reject(is_public, bool, WANTED):
            yield replace(verdict, seen="a public subnet") if isinstance(verdict, Finding) else verdict

"""elasticache-explicit-security-group."""

from collections.abc import Iterator

from facts.cache import Cache
from facts.value import Absent
from pack.framework import security_hub
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Verdict, require


@rule(
    "elasticache-explicit-security-group",
    on=Cache,
    level=MANDATORY,
    severity=HIGH,
    fix="Give `securityGroupIds` a group that lets in the processes' own groups, on the port of Redis alone.",
    url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VPCs.html",
    framework=security_hub("EC2.2", "VPC default security groups should not allow inbound or outbound traffic"),
)
def elasticache_explicit_security_group(cache: Cache) -> Iterator[Verdict]:
    """Where no group is named, the network's default one decides who reaches the cache."""
    for group in cache.security_groups:
        if isinstance(group, Absent):
            yield from require(group, lambda _: False, "a security group of its own")

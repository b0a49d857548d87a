"""redis-security-group-least-privilege."""

from collections.abc import Iterator

from facts.opening import Opening
from facts.ranges import is_small_and_private
from facts.value import Absent, Known, convert
from pack.framework import cwe
from pack.rule import ADVISORY, MEDIUM, Property, rule
from pack.verdict import Finding, Verdict, reject, shown

MOST = "The most addresses that a private range may hold."


@rule(
    "redis-security-group-least-privilege",
    on=Opening,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Name the processes' own groups in `securityGroups`, `sourceSecurityGroupId` or `referencedSecurityGroupId`.",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    framework=cwe(923, "Improper Restriction of Communication Channel to Intended Endpoints"),
    properties=[Property("maxAddresses", 256, {"type": "integer", "minimum": 1, "description": MOST})],
)
def redis_security_group_least_privilege(opening: Opening, max_addresses: float) -> Iterator[Verdict]:
    """Whatever else is in the network reaches the broker with it, and any one of them may be taken over."""
    if not opening.is_for_redis or isinstance(opening.redis_port(), Absent):
        return
    wanted = f"a security group, or at most {max_addresses:g} private addresses"
    for source in opening.sources:
        small = convert(source, lambda text: is_small_and_private(text, max_addresses), "a range of addresses")
        if isinstance(source, Known) and small == Known(False, source.path):
            yield Finding(source.path, shown(source.value), wanted)
        else:
            yield from reject(small, lambda _: False, wanted)

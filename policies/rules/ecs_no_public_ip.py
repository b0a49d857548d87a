"""ecs-no-public-ip."""

from collections.abc import Iterator

from facts.cloud import TaskAccess
from pack.framework import security_hub
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Verdict, reject


@rule(
    "ecs-no-public-ip",
    on=TaskAccess,
    level=MANDATORY,
    severity=HIGH,
    fix="Set `assignPublicIp` to false, in private subnets with a NAT gateway or VPC endpoints.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-2",
    framework=security_hub("ECS.2", "ECS services should not have public IP addresses assigned to them automatically"),
)
def ecs_no_public_ip(access: TaskAccess) -> Iterator[Verdict]:
    """A worker calls others and is called by nobody; with a public address only a firewall keeps the internet out."""
    yield from reject(access.public_address, bool, "false")

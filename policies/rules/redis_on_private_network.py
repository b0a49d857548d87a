"""redis-on-private-network."""

from collections.abc import Iterator

from facts.redis import Redis
from facts.stack import Stack
from facts.value import Known, Unknown
from pack.framework import cis_docker
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Finding, Unread, Verdict


@rule(
    "redis-on-private-network",
    on=Stack,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Put Redis, by `networksAdvanced`, on a Network with `internal` only; its clients are on a second one, too.",
    url="https://docs.docker.com/engine/network/drivers/bridge/",
    framework=cis_docker("5.30", "Ensure that Docker's default bridge docker0 is not used"),
)
def redis_on_private_network(stack: Stack) -> Iterator[Verdict]:
    """On a network of its own Redis is reached by nobody but the application, and reaches nobody itself."""
    for redis in stack.all(Redis):
        is_on_machine = any(isinstance(address, Known) for address in redis.addresses)
        match redis.private:
            case Known(False, path) if not is_on_machine:
                place = "" if redis.resource.is_component else path
                yield Finding(place, "open to other networks", "an internal network of its own", redis.resource)
            case Unknown(path, why):
                yield Unread(path, why, redis.resource)

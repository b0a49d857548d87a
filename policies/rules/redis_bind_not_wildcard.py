"""redis-bind-not-wildcard."""

from collections.abc import Iterator

from facts.addresses import is_wildcard
from facts.redis import Redis
from facts.value import Absent, Known
from pack.framework import cwe
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Finding, Verdict, reject

WANTED = "one address, 127.0.0.1 by default"


@rule(
    "redis-bind-not-wildcard",
    on=Redis,
    level=MANDATORY,
    severity=HIGH,
    fix="Name in `bind` the one address that the application uses; without it a component listens on loopback.",
    url="https://redis.io/docs/latest/operate/oss_and_stack/management/security/#network-security",
    framework=cwe(1327, "Binding to an Unrestricted IP Address"),
)
def redis_bind_not_wildcard(redis: Redis) -> Iterator[Verdict]:
    """A wildcard listens on every network that the machine is on, and on each that it will be on."""
    is_unprotected = isinstance(redis.protected_mode, Known) and not redis.protected_mode.value
    for address in redis.addresses:
        if isinstance(address, Absent) and is_unprotected:
            yield Finding(address.path, "not set, which is every address without protected mode", WANTED)
        yield from reject(address, is_wildcard, WANTED)

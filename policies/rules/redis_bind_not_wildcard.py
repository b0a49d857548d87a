"""redis-bind-not-wildcard."""

from collections.abc import Iterator

from facts.addresses import is_wildcard
from facts.redis import Redis
from facts.value import Absent, Known, Unknown
from pack.framework import cwe
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Finding, Unread, Verdict, reject

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
    for address in redis.addresses:
        match address, redis.protected_mode:
            case Absent(path), Known(False):
                yield Finding(path, "not set, which is every address without protected mode", WANTED)
            case Absent(), Unknown(path, why):
                yield Unread(path, why)
        yield from reject(address, is_wildcard, WANTED)

"""redis-port-not-open-to-world."""

from collections.abc import Iterator

from facts.opening import Opening
from facts.ranges import worlds
from facts.value import Absent, Known, Unknown
from pack.framework import security_hub
from pack.rule import CRITICAL, MANDATORY, rule
from pack.verdict import Finding, Unread, Verdict, reject


@rule(
    "redis-port-not-open-to-world",
    on=Opening,
    level=MANDATORY,
    severity=CRITICAL,
    fix="Let in the security group of the processes instead of `cidrBlocks`, on the port of Redis alone.",
    url="https://redis.io/docs/latest/operate/oss_and_stack/management/security/#network-security",
    framework=security_hub(
        "EC2.18", "Security groups should only allow unrestricted incoming traffic for authorized ports"
    ),
)
def redis_port_not_open_to_world(opening: Opening) -> Iterator[Verdict]:
    """A port of Redis that the internet reaches is found within minutes, and its password is all that is left."""
    port = opening.redis_port()
    if isinstance(port, Absent):
        return
    for world in worlds(opening.sources):
        if isinstance(world, Known) and isinstance(port, Unknown):
            yield Unread(port.path, port.why)
        elif isinstance(world, Known) and isinstance(port, Known):
            wanted = f"a security group or private addresses, as it lets to port {port.value:g}"
            yield Finding(world.path, f'"{world.value}"', wanted)
        else:
            yield from reject(world, lambda _: False, "")

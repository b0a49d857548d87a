"""redis-not-published."""

from collections.abc import Iterator

from facts.addresses import is_loopback, is_public
from facts.redis import Exposure, Redis
from pack.framework import cwe
from pack.rule import CRITICAL, MANDATORY, rule
from pack.verdict import Verdict, reject


@rule(
    "redis-not-published",
    on=Redis | Exposure,
    level=MANDATORY,
    severity=CRITICAL,
    fix="Give `bind` a private address, `ports` 127.0.0.1 or remove them; give a Service the `type` ClusterIP.",
    url="https://redis.io/docs/latest/operate/oss_and_stack/management/security/#network-security",
    framework=cwe(668, "Exposure of Resource to Wrong Sphere"),
    mend={"ip": "127.0.0.1", "hostIP": "127.0.0.1", "publishAllPorts": False},
)
def redis_not_published(redis: Redis | Exposure) -> Iterator[Verdict]:
    """A Redis that the internet reaches is found within minutes, and its password is all that protects it."""
    if isinstance(redis, Exposure):
        yield from reject(redis.way, lambda _: True, "no way in from outside")
        return
    for address in redis.addresses:
        yield from reject(address, is_public, "127.0.0.1 or a private address")
    for address in redis.published:
        yield from reject(address, lambda text: not is_loopback(text), "127.0.0.1, or no port at all")
    yield from reject(redis.publishes_all, bool, "false")
    for network in redis.networks:
        yield from reject(network, lambda name: name == "host", "a network of the application's own")

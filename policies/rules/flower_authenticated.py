"""flower-authenticated."""

from collections.abc import Iterator

from facts.addresses import is_public
from facts.flower import Flower
from pack.framework import cwe
from pack.rule import CRITICAL, MANDATORY, rule
from pack.verdict import Verdict, reject, require


@rule(
    "flower-authenticated",
    on=Flower,
    level=MANDATORY,
    severity=CRITICAL,
    fix="Give `--basic-auth` or `--auth`, or FLOWER_BASIC_AUTH; publish it by a proxy, not by `ports` of its own.",
    url="https://flower.readthedocs.io/en/latest/auth.html",
    framework=cwe(306, "Missing Authentication for Critical Function"),
)
def flower_authenticated(flower: Flower) -> Iterator[Verdict]:
    """Whoever reaches a Flower sees the arguments of every task, and can revoke tasks and shut down workers."""
    yield from require(flower.authentication, lambda _: False, "basic authentication or OAuth")
    yield from reject(flower.open_api, bool, "false")
    for address in flower.published:
        yield from reject(address, is_public, "127.0.0.1, or no port at all")
    yield from reject(flower.publishes_all, bool, "false")

"""celery-pool-limit."""

from collections.abc import Iterator

from facts.pools import Connections, connections
from facts.settings import Settings
from facts.stack import Stack
from pack.framework import celery
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Finding, Verdict, reject


@rule(
    "celery-pool-limit",
    on=Settings | Stack,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Remove `broker_pool_limit`, or set it to the connections that a process may keep.",
    url="https://docs.celeryq.dev/en/stable/userguide/configuration.html#std-setting-broker_pool_limit",
    framework=celery("Configuration and defaults", "broker_pool_limit"),
)
def celery_pool_limit(given: Settings | Stack) -> Iterator[Verdict]:
    """Without a pool every message opens a connection of its own, until Redis refuses the next."""
    if isinstance(given, Settings):
        yield from reject(given.pool_limit, lambda limit: not limit or limit < 0, "a number from 1")
        return
    for one in connections(given):
        if one.wanted > one.allowed:
            yield _too_many(one)


def _too_many(one: Connections) -> Finding:
    seen = f"{one.allowed:g}, for processes whose pools hold {one.wanted:g}"
    return Finding(one.path, seen, "more than all pools together", one.resource)

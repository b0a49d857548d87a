"""celery-pool-limit."""

from collections.abc import Iterator

from facts.settings import Settings
from pack.framework import celery
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Verdict, reject


@rule(
    "celery-pool-limit",
    on=Settings,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Remove `app.settings.broker_pool_limit`, or set it to the connections that a process may keep.",
    url="https://docs.celeryq.dev/en/stable/userguide/configuration.html#std-setting-broker_pool_limit",
    framework=celery("Configuration and defaults", "broker_pool_limit"),
)
def celery_pool_limit(settings: Settings) -> Iterator[Verdict]:
    """Without a pool every message opens a connection of its own, until Redis refuses the next."""
    yield from reject(settings.pool_limit, lambda limit: not limit or limit < 0, "a number from 1")

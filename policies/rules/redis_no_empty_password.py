"""redis-no-empty-password."""

from collections.abc import Iterator
from dataclasses import replace

from facts.cache import Cache, CacheUser
from facts.connection import Connection
from facts.redis import Redis
from pack.framework import cwe
from pack.rule import CRITICAL, MANDATORY, rule
from pack.verdict import Finding, Verdict, reject

WANTED = "a password of 16 or more characters"


@rule(
    "redis-no-empty-password",
    on=Redis | Cache | CacheUser | Connection,
    level=MANDATORY,
    severity=CRITICAL,
    fix="Give `password`, `--requirepass` or REDIS_PASSWORD a text, or leave it to the stack, which draws one; "
    "remove ALLOW_EMPTY_PASSWORD, `nopass` and `noPasswordRequired`.",
    url="https://redis.io/docs/latest/operate/oss_and_stack/management/security/#authentication",
    framework=cwe(258, "Empty Password in Configuration File"),
)
def redis_no_empty_password(given: Redis | Cache | CacheUser | Connection) -> Iterator[Verdict]:
    """An empty password looks like one and lets everybody in."""
    for verdict in reject(given.password, lambda password: password.length == 0, WANTED):
        yield replace(verdict, seen="an empty password") if isinstance(verdict, Finding) else verdict

"""redis-password-strength-default."""

from collections.abc import Iterator
from dataclasses import replace

from facts.cache import Cache, CacheUser
from facts.connection import Connection, PlainSecret
from facts.redis import Redis
from pack.framework import cwe
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Finding, Verdict, reject


@rule(
    "redis-password-strength-default",
    on=Redis | Cache | CacheUser | Connection | PlainSecret,
    level=MANDATORY,
    severity=HIGH,
    fix="Draw the password: `pulumi_random.RandomPassword` with `length=32, special=False`, or `openssl rand -hex 24`.",
    url="https://redis.io/docs/latest/operate/oss_and_stack/management/security/#authentication",
    framework=cwe(1393, "Use of Default Password"),
)
def redis_password_strength_default(given: Redis | Cache | CacheUser | Connection | PlainSecret) -> Iterator[Verdict]:
    """A word that stands in every list of passwords is the first that anybody tries."""
    if isinstance(given, Connection) and not given.is_redis:
        return
    for verdict in reject(given.password, lambda password: password.is_common, "a text that nobody guesses"):
        if isinstance(verdict, Finding):
            yield replace(verdict, seen="a default password")

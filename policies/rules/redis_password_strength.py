"""redis-password-strength."""

from collections.abc import Iterator
from dataclasses import replace

from facts.cache import Cache, CacheUser
from facts.connection import Connection, PlainSecret
from facts.redis import Redis
from facts.value import Password
from pack.framework import cwe
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Finding, Verdict, reject

SHORTEST = 16
WANTED = f"{SHORTEST} or more characters"


@rule(
    "redis-password-strength",
    on=Redis | Cache | CacheUser | Connection | PlainSecret,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Draw the password: `pulumi_random.RandomPassword` with `length=32, special=False`, or `openssl rand -hex 24`.",
    url="https://redis.io/docs/latest/operate/oss_and_stack/management/security/#authentication",
    framework=cwe(521, "Weak Password Requirements"),
)
def redis_password_strength(given: Redis | Cache | CacheUser | Connection | PlainSecret) -> Iterator[Verdict]:
    """Redis answers a million guesses a second: a short password lasts as long as nobody tries."""
    if isinstance(given, Connection) and not given.is_redis:
        return
    for verdict in reject(given.password, _is_short, WANTED):
        if isinstance(verdict, Finding):
            yield replace(verdict, seen="a short password")


def _is_short(password: Password) -> bool:
    """One that is empty, or that only its hash stands for, is no matter of its length."""
    return 0 < (password.length or 0) < SHORTEST

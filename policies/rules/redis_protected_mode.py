"""redis-protected-mode."""

from collections.abc import Iterator

from facts.redis import Redis
from facts.value import Absent, Known, Unknown
from pack.framework import cwe
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Unread, Verdict, reject


@rule(
    "redis-protected-mode",
    on=Redis,
    level=MANDATORY,
    severity=HIGH,
    fix="Remove `protected-mode`, which is on by default, and ask for a password with `requirepass` or an ACL.",
    url="https://redis.io/docs/latest/operate/oss_and_stack/management/security/#protected-mode",
    framework=cwe(306, "Missing Authentication for Critical Function"),
)
def redis_protected_mode(redis: Redis) -> Iterator[Verdict]:
    """Without a password, protected mode is all that keeps other machines out."""
    is_off = isinstance(redis.protected_mode, Known) and not redis.protected_mode.value
    if is_off and isinstance(redis.password, Unknown):
        yield Unread(redis.password.path, redis.password.why)
    elif isinstance(redis.password, Absent) or _is_empty(redis):
        yield from reject(redis.protected_mode, lambda on: not on, "yes, or a password")


def _is_empty(redis: Redis) -> bool:
    return isinstance(redis.password, Known) and redis.password.value.length == 0

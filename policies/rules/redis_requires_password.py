"""redis-requires-password."""

from collections.abc import Iterator

from facts.redis import Redis
from facts.value import UNSEEN, Absent, Unknown
from pack.framework import cwe
from pack.rule import CRITICAL, MANDATORY, rule
from pack.verdict import Finding, Unread, Verdict


@rule(
    "redis-requires-password",
    on=Redis,
    level=MANDATORY,
    severity=CRITICAL,
    fix="Give `password`, or a `url` that holds one; in a `command` add `--requirepass` or `--user default`, "
    "in a configuration `requirepass`.",
    url="https://redis.io/docs/latest/operate/oss_and_stack/management/security/#authentication",
    framework=cwe(306, "Missing Authentication for Critical Function"),
)
def redis_requires_password(redis: Redis) -> Iterator[Verdict]:
    """Whoever reaches a Redis without a password reads every message and starts any task."""
    if redis.loopback:
        return
    match redis.password:
        case Absent(path) if path:
            yield Finding(path, "not set", "a password")
        case Unknown(path, why) if why != UNSEEN:
            yield Unread(path, why)

"""redis-requires-password-unseen."""

from collections.abc import Iterator

from facts.redis import Redis
from facts.value import UNSEEN, Unknown
from pack.framework import cwe
from pack.rule import ADVISORY, HIGH, rule
from pack.verdict import Finding, Verdict


@rule(
    "redis-requires-password-unseen",
    on=Redis,
    level=ADVISORY,
    severity=HIGH,
    fix="Show it: `--requirepass` or `--user default` in a `command`, or the file as `uploads` or a ConfigMap.",
    url="https://redis.io/docs/latest/operate/oss_and_stack/management/security/#authentication",
    framework=cwe(306, "Missing Authentication for Critical Function"),
)
def redis_requires_password_unseen(redis: Redis) -> Iterator[Verdict]:
    """Whether this Redis asks for a password stands where nobody can review it."""
    if isinstance(redis.password, Unknown) and redis.password.why == UNSEEN:
        yield Finding(redis.password.path, f"decided by {UNSEEN}", "a password that can be seen to be asked for")

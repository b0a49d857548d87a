"""restart-always."""

from collections.abc import Iterator

from facts.redis import Redis
from facts.workload import Workload
from pack.framework import celery
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Verdict, require

ALIVE = {"always", "unless-stopped"}


@rule(
    "restart-always",
    on=Workload | Redis,
    level=MANDATORY,
    severity=HIGH,
    fix="Set `restart` of a container or `Restart` of a unit to always, `condition` of a service to any, "
    "`restartPolicy` of a pod to Always; on ECS leave `essential` out; for Supervisor remove `autorestart`.",
    url="https://docs.celeryq.dev/en/stable/userguide/daemonizing.html",
    framework=celery("Daemonization", "Usage systemd: Restart=always"),
    mend={"restart": "always", "condition": "any", "maxAttempts": 0, "essential": True},
)
def restart_always(process: Workload | Redis) -> Iterator[Verdict]:
    """Celery exits when it loses its broker, or when memory runs out; nobody is there to start it again."""
    yield from require(process.restart, lambda policy: policy.strip().lower() not in ALIVE, "always")

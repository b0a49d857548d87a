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
    fix="Set `restart`, in a unit `Restart`, to always; of a service `restartPolicy.condition` to any, of a pod to Always.",
    url="https://docs.celeryq.dev/en/stable/userguide/daemonizing.html",
    framework=celery("Daemonization", "Keep the processes alive"),
    mend={"restart": "always", "condition": "any", "essential": True},
)
def restart_always(process: Workload | Redis) -> Iterator[Verdict]:
    """Celery exits when it loses its broker, or when memory runs out; nobody is there to start it again."""
    yield from require(process.restart, lambda policy: policy.strip().lower() not in ALIVE, "always")

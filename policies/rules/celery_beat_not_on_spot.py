"""celery-beat-not-on-spot."""

from collections.abc import Iterator

from facts.beats import is_alone
from facts.workload import Workload
from pack.framework import celery
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Verdict, reject


@rule(
    "celery-beat-not-on-spot",
    on=Workload,
    level=MANDATORY,
    severity=HIGH,
    fix="Give the beat capacity on demand: on ECS `capacityProviderStrategies` with FARGATE, or `launchType`; "
    "in Kubernetes a `nodeSelector` of other nodes.",
    url="https://docs.celeryq.dev/en/stable/userguide/periodic-tasks.html",
    framework=celery("Periodic Tasks", "Only a single scheduler is running for a schedule at a time"),
)
def celery_beat_not_on_spot(process: Workload) -> Iterator[Verdict]:
    """Capacity that is taken away at any time takes the schedule with it, and its replacement may overlap."""
    if is_alone(process):
        yield from reject(process.spot, lambda _: True, "capacity on demand")

"""celery-beat-no-overlap-on-deploy."""

from collections.abc import Iterator, Sequence

from facts.beats import is_alone, is_locked
from facts.workload import Workload
from pack.framework import celery
from pack.locking import LOCKING_SCHEDULERS
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Verdict, reject


@rule(
    "celery-beat-no-overlap-on-deploy",
    on=Workload,
    level=MANDATORY,
    severity=HIGH,
    fix="Stop first: `strategy` Recreate; ECS `deploymentMaximumPercent` 100, minimum 0; Swarm `order` stop-first.",
    url="https://docs.celeryq.dev/en/stable/userguide/periodic-tasks.html",
    framework=celery("Periodic Tasks", "Only a single scheduler is running for a schedule at a time"),
    properties=[LOCKING_SCHEDULERS],
)
def celery_beat_no_overlap_on_deploy(process: Workload, locking_schedulers: Sequence[str]) -> Iterator[Verdict]:
    """An update that starts the new beat before the old one has ended sends the tasks of that time twice."""
    if is_alone(process) and not is_locked(process, locking_schedulers):
        yield from reject(process.overlap, lambda _: True, "an update that stops the old beat first")

"""celery-beat-not-autoscaled."""

from collections.abc import Iterator

from facts.workload import BEAT, Workload
from pack.framework import celery
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Verdict, reject


@rule(
    "celery-beat-not-autoscaled",
    on=Workload,
    level=MANDATORY,
    severity=HIGH,
    fix="Remove the autoscaler of `celery beat`; scale the workers, in a resource of their own.",
    url="https://docs.celeryq.dev/en/stable/userguide/periodic-tasks.html",
    framework=celery("Periodic Tasks", "Only a single scheduler is running for a schedule at a time"),
)
def celery_beat_not_autoscaled(process: Workload) -> Iterator[Verdict]:
    """An autoscaler makes a second beat when the first is busy, or none when it is idle."""
    if process.runs(BEAT):
        yield from reject(process.autoscaled, lambda _: True, "no autoscaler")

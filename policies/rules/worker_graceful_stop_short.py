"""worker-graceful-stop-short."""

from collections.abc import Iterator

from facts.workload import BEAT, WORKER, Workload
from pack.framework import celery
from pack.rule import ADVISORY, LOW, Property, rule
from pack.verdict import Verdict, reject

BEATS_SECONDS = 10
"""A beat has no tasks to wait for: it writes its schedule and ends."""


@rule(
    "worker-graceful-stop-short",
    on=Workload,
    level=ADVISORY,
    severity=LOW,
    fix="Set `app.stop_grace`, `destroyGraceSeconds` and `stopTimeout`, `stopGracePeriod`, `TimeoutStopSec` or "
    "`terminationGracePeriodSeconds` to what the longest task takes.",
    url="https://docs.celeryq.dev/en/stable/userguide/workers.html#stopping-the-worker",
    framework=celery("Workers guide", "Stopping the worker"),
    properties=[
        Property(
            "minimumSeconds",
            60,
            {
                "type": "number",
                "minimum": 1,
                "description": "The shortest grace, in seconds; platforms give 10 (Docker) or 30 (ECS, Kubernetes).",
            },
        )
    ],
)
def worker_graceful_stop_short(process: Workload, minimum_seconds: float) -> Iterator[Verdict]:
    """Tasks that are longer than the time to stop start again from their beginning at every deployment."""
    if process.runs(WORKER, BEAT):
        of_beat = min(minimum_seconds, BEATS_SECONDS)
        shortest = minimum_seconds if process.runs(WORKER) else of_beat
        wanted = f"{minimum_seconds:g} seconds or more, {of_beat:g} for a beat"
        yield from reject(process.stop_grace, lambda seconds: 0 < seconds < shortest, wanted)

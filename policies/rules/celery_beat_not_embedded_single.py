"""celery-beat-not-embedded-single."""

from collections.abc import Iterator

from facts.beats import is_only, replicas
from facts.stack import Stack
from facts.workload import BEAT, WORKER, Workload
from pack.framework import celery
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Finding, Verdict


@rule(
    "celery-beat-not-embedded-single",
    on=Stack,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Remove `-B` from the worker's `command`, and run `celery beat` by itself, once.",
    url="https://docs.celeryq.dev/en/stable/userguide/periodic-tasks.html#starting-the-scheduler",
    framework=celery("Periodic Tasks", "Starting the Scheduler"),
)
def celery_beat_not_embedded_single(stack: Stack) -> Iterator[Verdict]:
    """The only beat inside the only worker stops with it, and doubles as soon as that gets a replica."""
    beats = [process for process in stack.all(Workload) if process.runs(BEAT) and replicas(process) > 0]
    for worker in beats:
        if worker.runs(WORKER) and is_only(worker, beats):
            yield Finding(worker.roles.path, "a worker with a beat", "a beat of its own", worker.resource)

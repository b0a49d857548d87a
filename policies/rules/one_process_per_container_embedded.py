"""one-process-per-container-embedded."""

from collections.abc import Iterator

from facts.workload import BEAT, WORKER, Workload
from pack.framework import celery
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Finding, Verdict


@rule(
    "one-process-per-container-embedded",
    on=Workload,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Remove `-B` from the worker's `command`, and run `celery beat` by itself, once.",
    url="https://docs.celeryq.dev/en/stable/userguide/periodic-tasks.html#starting-the-scheduler",
    framework=celery("Periodic Tasks", "Starting the Scheduler"),
)
def one_process_per_container_embedded(process: Workload) -> Iterator[Verdict]:
    """A worker with a beat inside cannot be given a second replica, and its schedule stops when it does."""
    if process.runs(WORKER) and process.runs(BEAT):
        yield Finding(process.roles.path, "a worker with a beat", "one of the two")

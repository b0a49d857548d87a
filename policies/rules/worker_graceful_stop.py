"""worker-graceful-stop."""

from collections.abc import Iterator

from facts.workload import BEAT, WORKER, Workload
from pack.framework import celery
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Verdict, require


@rule(
    "worker-graceful-stop",
    on=Workload,
    level=MANDATORY,
    severity=HIGH,
    fix="Remove `app.stop_grace`, for 60 seconds, or set it to the seconds that most tasks need to finish.",
    url="https://docs.celeryq.dev/en/stable/userguide/workers.html#stopping-the-worker",
    framework=celery("Workers guide", "Stopping the worker"),
)
def worker_graceful_stop(process: Workload) -> Iterator[Verdict]:
    """A worker that is killed at once loses or repeats the tasks that it runs, at every deployment."""
    if process.runs(WORKER, BEAT):
        yield from require(process.stop_grace, lambda seconds: seconds <= 0, "seconds, more than 0")

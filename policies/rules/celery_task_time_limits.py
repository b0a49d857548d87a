"""celery-task-time-limits."""

from collections.abc import Iterator

from facts.value import Absent
from facts.workload import WORKER, Workload
from pack.framework import celery
from pack.rule import LOW, OFF, rule
from pack.verdict import Finding, Verdict, reject

WANTED = "seconds, more than 0"


@rule(
    "celery-task-time-limits",
    on=Workload,
    level=OFF,
    severity=LOW,
    fix="Set `app.longest_task`; elsewhere `task_time_limit`, or `--time-limit` of the worker.",
    url="https://docs.celeryq.dev/en/stable/userguide/workers.html#time-limits",
    framework=celery("Workers guide", "Time Limits"),
)
def celery_task_time_limits(process: Workload) -> Iterator[Verdict]:
    """A task that hangs keeps its worker's process for ever, until none is left."""
    if process.runs(WORKER):
        limit = process.settings.time_limit if process.settings else Absent()
        if isinstance(limit, Absent):
            yield Finding(limit.path or "task_time_limit", "not set", WANTED)
        yield from reject(limit, lambda seconds: not seconds, WANTED)

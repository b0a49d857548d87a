"""celery-log-level-info."""

from collections.abc import Iterator

from facts.workload import Workload
from pack.framework import celery
from pack.rule import ADVISORY, LOW, rule
from pack.verdict import Verdict, reject


@rule(
    "celery-log-level-info",
    on=Workload,
    level=ADVISORY,
    severity=LOW,
    fix="Remove `log_level`, for warning, or set it to warning or error.",
    url="https://docs.celeryq.dev/en/stable/userguide/workers.html",
    framework=celery("Workers guide", "Starting the worker: --loglevel"),
)
def celery_log_level_info(process: Workload) -> Iterator[Verdict]:
    """At INFO a worker writes two lines for each task and runs a tenth fewer of them."""
    yield from reject(process.log_level, lambda level: level.strip().lower() == "info", "warning")

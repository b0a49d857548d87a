"""celery-log-level-info."""

from collections.abc import Iterator

from facts.logs import ON_THE_MACHINE
from facts.value import Known, Unknown
from facts.workload import Workload
from pack.framework import celery
from pack.rule import ADVISORY, LOW, rule
from pack.verdict import Unread, Verdict, reject


@rule(
    "celery-log-level-info",
    on=Workload,
    level=ADVISORY,
    severity=LOW,
    fix="Remove `log_level` or `--loglevel`, for warning, or set it to warning or error.",
    url="https://docs.celeryq.dev/en/stable/userguide/workers.html",
    framework=celery("Workers guide", "Starting the worker: --loglevel"),
)
def celery_log_level_info(process: Workload) -> Iterator[Verdict]:
    """At INFO a worker writes two lines for each task and fills a disk, unless a log server takes them."""
    for verdict in reject(process.log_level, lambda level: level.strip().lower() == "info", "warning"):
        match process.log_driver:
            case Known(driver) if driver not in ON_THE_MACHINE:
                return
            case Unknown(path, why):
                yield Unread(path, why)
            case _:
                yield verdict

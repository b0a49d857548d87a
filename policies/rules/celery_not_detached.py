"""celery-not-detached."""

from collections.abc import Iterator
from dataclasses import replace

from facts.workload import Workload
from pack.framework import celery
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Finding, Verdict, reject


@rule(
    "celery-not-detached",
    on=Workload,
    level=MANDATORY,
    severity=HIGH,
    fix="Remove `--detach` from the `command`: a platform keeps alive what stays in the foreground.",
    url="https://docs.celeryq.dev/en/stable/userguide/daemonizing.html",
    framework=celery("Daemonization", "Keep the processes alive"),
)
def celery_not_detached(process: Workload) -> Iterator[Verdict]:
    """A process that goes to the background ends its container, or lives on where nobody restarts and stops it."""
    for verdict in reject(process.detached, lambda _: True, "a process in the foreground"):
        yield replace(verdict, seen="detached") if isinstance(verdict, Finding) else verdict

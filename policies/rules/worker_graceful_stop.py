"""worker-graceful-stop."""

from collections.abc import Iterator

from facts.workload import BEAT, WORKER, Workload
from pack.framework import celery
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Verdict, reject, require

_COLD = {"QUIT", "3", "KILL", "9"}
"""Signals at which a worker gives up what it runs."""


@rule(
    "worker-graceful-stop",
    on=Workload,
    level=MANDATORY,
    severity=HIGH,
    fix="Set `app.stop_grace`, `destroyGraceSeconds` and `stopTimeout`, `stopGracePeriod`, `TimeoutStopSec` or "
    "`terminationGracePeriodSeconds` to what a task takes; have SIGTERM sent.",
    url="https://docs.celeryq.dev/en/stable/userguide/workers.html#stopping-the-worker",
    framework=celery("Workers guide", "Stopping the worker"),
)
def worker_graceful_stop(process: Workload) -> Iterator[Verdict]:
    """A worker that is killed at once loses or repeats the tasks that it runs, at every deployment."""
    if process.runs(WORKER, BEAT):
        yield from require(process.stop_grace, lambda seconds: seconds <= 0, "seconds, more than 0")
        cold = _COLD - {"QUIT", "3"} if process.remaps_signal else _COLD
        yield from reject(process.stop_signal, lambda signal: _name(signal) in cold, "SIGTERM")


def _name(signal: str) -> str:
    return signal.strip().upper().removeprefix("SIG")

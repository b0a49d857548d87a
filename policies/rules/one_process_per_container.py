"""one-process-per-container."""

from collections.abc import Iterator

from facts.workload import Workload
from pack.framework import celery
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Verdict, reject


@rule(
    "one-process-per-container",
    on=Workload,
    level=MANDATORY,
    severity=HIGH,
    fix="Start one process in each container, as its `command`, and let the platform restart it.",
    url="https://docs.docker.com/engine/containers/multi-service_container/",
    framework=celery("Daemonization", "Keep the processes alive"),
)
def one_process_per_container(process: Workload) -> Iterator[Verdict]:
    """A platform sees only the first process: it restarts no other, stops none of them in peace, counts no beat."""
    yield from reject(process.manager, lambda _: True, "one process")

"""worker-not-root."""

from collections.abc import Iterator

from facts.workload import Workload
from pack.framework import cis_docker
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Verdict, reject

ROOT = {"root", "0"}


@rule(
    "worker-not-root",
    on=Workload,
    level=MANDATORY,
    severity=HIGH,
    fix="Remove `user`, so that the stack makes an unprivileged one, or name one.",
    url="https://docs.docker.com/build/building/best-practices/#user",
    framework=cis_docker("4.1", "Ensure that a user for the container has been created"),
)
def worker_not_root(process: Workload) -> Iterator[Verdict]:
    """Code that a task can be made to run as root owns the machine."""
    yield from reject(process.user, lambda user: user.partition(":")[0].strip() in ROOT, "an unprivileged user")

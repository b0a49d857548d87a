"""worker-not-root-unset."""

from collections.abc import Iterator

from facts.workload import Workload
from pack.framework import cis_docker
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Verdict, require


@rule(
    "worker-not-root-unset",
    on=Workload,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Set `user`, in Kubernetes `runAsUser`, in a unit `User`, to one that is not root, "
    "such as 10001; a number needs no entry in the image.",
    url="https://docs.docker.com/build/building/best-practices/#user",
    framework=cis_docker("4.1", "Ensure that a user for the container has been created"),
)
def worker_not_root_unset(process: Workload) -> Iterator[Verdict]:
    """Without a user the image decides, or systemd, and both mostly leave a process to root."""
    yield from require(process.user, lambda user: False, "an unprivileged user")

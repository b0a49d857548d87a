"""worker-not-root."""

import re
from collections.abc import Iterator

from facts.workload import Workload
from pack.framework import cis_docker
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Verdict, reject

ROOT = re.compile(r"root|[+-]?0+")
"""A number is root's however it is spelled; the group after a colon does not matter."""


def is_root(user: str) -> bool:
    """Whether `user`, or `user:group`, is root."""
    return bool(ROOT.fullmatch(user.partition(":")[0].strip()))


@rule(
    "worker-not-root",
    on=Workload,
    level=MANDATORY,
    severity=HIGH,
    fix="Set `user`, in Kubernetes `runAsUser`, in a unit `User`, to one that is not root, "
    "or leave it to the stack, which has one.",
    url="https://docs.docker.com/build/building/best-practices/#user",
    framework=cis_docker("4.1", "Ensure that a user for the container has been created"),
)
def worker_not_root(process: Workload) -> Iterator[Verdict]:
    """Code that a task can be made to run as root owns the machine."""
    yield from reject(process.user, is_root, "an unprivileged user")

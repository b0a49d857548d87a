"""celery-no-force-root."""

from collections.abc import Iterator
from dataclasses import replace

from facts.workload import Workload
from pack.framework import celery
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Finding, Verdict, reject

VARIABLE = "C_FORCE_ROOT"


@rule(
    "celery-no-force-root",
    on=Workload,
    level=MANDATORY,
    severity=HIGH,
    fix="Remove C_FORCE_ROOT, of which Celery takes any text for yes, and set `user` to one that is not root.",
    url="https://docs.celeryq.dev/en/stable/userguide/daemonizing.html#running-the-worker-with-superuser-privileges-root",
    framework=celery("Daemonization", "Running the worker with superuser privileges (root)"),
)
def celery_no_force_root(process: Workload) -> Iterator[Verdict]:
    """With C_FORCE_ROOT a worker accepts pickle as root: whoever sends a message runs code as root."""
    for verdict in reject(process.force_root, bool, "no such variable"):
        yield replace(verdict, path=_named(verdict.path), seen="set") if isinstance(verdict, Finding) else verdict


def _named(path: str) -> str:
    """With the variable, where the argument is a whole command."""
    return path if path.endswith(VARIABLE) else f"{path}: {VARIABLE}"

"""What every container of the stack has, Redis' too: no privileges, limits, and an engine that keeps it alive."""

from collections.abc import Sequence
from typing import Any

from ..containers.args import log_options
from ..containers.labels import as_list, labels
from .args import DockerArgs

TMPFS = {"/tmp": "rw,noexec,nosuid,nodev,size=64m,mode=1777"}  # noqa: S108 - a mount point
HEALTH = {"interval": "10s", "timeout": "10s", "start_period": "60s", "retries": 3}


def hardened(
    name: str, role: str, args: DockerArgs, *, user: str, megabytes: int, test: Sequence[str], stop_seconds: int
) -> dict[str, Any]:
    """The arguments of a container that all have."""
    driver, options = log_options(args.get("log", {}))
    tags = as_list({**args.get("labels", {}), **labels(name, role)})
    return {
        "user": user,
        "capabilities": {"drops": ["ALL"]},
        "security_opts": ["no-new-privileges"],
        "read_only": True,
        "init": True,
        "memory": megabytes,
        "log_driver": driver,
        "log_opts": options,
        "stop_signal": "SIGTERM",
        # The provider stops with the one, `docker stop` and the engine itself with the other.
        "destroy_grace_seconds": stop_seconds,
        "stop_timeout": stop_seconds,
        "labels": tags,
        **({"cpus": args["cpus"]} if "cpus" in args else {}),
        **({"healthcheck": {"tests": list(test), **HEALTH}} if test else {}),
    }

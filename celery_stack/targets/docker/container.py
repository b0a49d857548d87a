"""What every container of the stack has, Redis' too: no privileges, limits, and an engine that keeps it alive."""

from collections.abc import Sequence
from typing import Any

import pulumi

from ..containers.args import LONGEST_DELETE, log_options
from ..containers.labels import as_list, labels
from .args import DockerArgs
from .engine import engine_of, mine

# In the spelling in which the engine answers: another would be a change at every update.
HEALTH = {"interval": "10s", "timeout": "10s", "start_period": "1m0s", "retries": 3}
NO_PRIVILEGES = {
    "capabilities": {"drops": ["ALL"]},
    "security_opts": ["no-new-privileges"],
    "read_only": True,
    "init": True,
}
# The provider answers that it changed these, and does not.
CHANGED_IN_NAME_ONLY = ["healthcheck", "init", "tmpfs"]


def options(args: DockerArgs, opts: pulumi.ResourceOptions, after: Sequence[Any]) -> pulumi.ResourceOptions:
    """The options of a container: the old one goes before the new one comes, as a port and a beat are there once."""
    own = mine(args, opts)
    own.depends_on, own.delete_before_replace, own.replace_on_changes = list(after), True, CHANGED_IN_NAME_ONLY
    own.custom_timeouts = pulumi.CustomTimeouts(delete=LONGEST_DELETE)
    return own


def hardened(
    name: str, role: str, args: DockerArgs, *, user: str, megabytes: int, test: Sequence[str], stop: tuple[str, int]
) -> dict[str, Any]:
    """The arguments of a container that all have; `stop` is a signal and the seconds until the next one is KILL."""
    signal, seconds = stop
    driver, log_opts = log_options(args.get("log", {}))
    return {
        **NO_PRIVILEGES,
        "user": user,
        "memory": megabytes,
        # No swap; said even where the engine cannot limit it, as the provider compares what the engine answers.
        "memory_swap": megabytes if engine_of(args).limits_swap else -1,
        "log_driver": driver,
        "log_opts": log_opts,
        "stop_signal": f"SIG{signal}",
        # The provider stops with the one, `docker stop` and the engine itself with the other.
        "destroy_grace_seconds": seconds,
        "stop_timeout": seconds,
        "labels": as_list({**args.get("labels", {}), **labels(name, role)}),
        **({"cpus": args["cpus"]} if "cpus" in args else {}),
        **({"healthcheck": {"tests": list(test), **HEALTH}} if test else {}),
    }

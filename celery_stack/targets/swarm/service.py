"""What every service of the stack has, Redis' too: no privileges, limits, and a swarm that keeps it alive.

Every setting is said, also where it is the default: the provider does not see that one was taken away.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
import pulumi_docker

from ...errors import InvalidArgumentError
from ..containers.args import LONGEST_DELETE, log_options
from ..containers.environment import WRITABLE
from ..containers.labels import as_list, labels
from .args import SwarmArgs
from .durations import duration
from .engine import host_name, kept, manager_of, mine

MEGABYTE = 2**20
TMPFS = {WRITABLE: 64}
# The first look is after one interval, and each step of an update waits for it.
HEALTH = {"interval": "5s", "timeout": "10s", "start_period": "1m", "retries": 3}
# Without a virtual address, whose connections a swarm forgets when they are idle for a quarter of an hour.
BY_NAME = {"mode": "dnsrr"}


def service(
    name: str,
    role: str,
    args: SwarmArgs,
    task_spec: Any,
    opts: pulumi.ResourceOptions,
    *,
    updates: dict[str, Any],
    replicas: int = 1,
    endpoint: Any = BY_NAME,
    after: Sequence[Any] = (),
) -> pulumi_docker.Service:
    """A service of the swarm that is known by the component's name."""
    own, known = mine(args, opts), host_name(name)
    # The old one goes before the new one comes: a port, a name and a beat are there once.
    own.depends_on, own.delete_before_replace = list(after), True
    own.custom_timeouts = pulumi.CustomTimeouts(delete=LONGEST_DELETE)
    # The provider's client asks the registry for them and tells the swarm, and Pulumi would take them away again.
    own.ignore_changes = ["taskSpec.placement.platforms"]
    wanted = pulumi_docker.ServiceArgs(
        name=known,
        labels=as_list({**_labels(name, role, args), **manager_of(args).attempt(known)}),
        task_spec=task_spec,
        mode=pulumi_docker.ServiceModeArgs(replicated=pulumi_docker.ServiceModeReplicatedArgs(replicas=replicas)),
        endpoint_spec=endpoint,
        **updates,
    )
    return pulumi_docker.Service(f"{name}-service", wanted, own)


def task(
    args: SwarmArgs,
    container: dict[str, Any],
    *,
    megabytes: int,
    networks: Sequence[pulumi.Input[str]],
    constraints: Sequence[str],
    restart: str = "any",
) -> dict[str, Any]:
    """What one replica is and needs."""
    driver, log_opts = log_options(args.get("log", {}))
    size = {"memory_bytes": megabytes * MEGABYTE}
    return {
        "container_spec": container,
        "resources": {"limits": {**size, "nano_cpus": _billionths(args.get("cpus", "0"))}, "reservation": size},
        "restart_policy": {"condition": restart, "delay": "5s", "max_attempts": 0, "window": "0s"},
        "placement": {"constraints": list(constraints), "max_replicas": 0},
        "networks_advanceds": [{"id": network} for network in networks],
        "log_driver": {"name": driver, "options": log_opts},
    }


def hardened(
    name: str, role: str, args: SwarmArgs, *, user: str, test: Sequence[str], stop: tuple[str, int]
) -> dict[str, Any]:
    """What every container has; `stop` is a signal and the seconds until the next one is KILL."""
    signal, seconds = stop
    return {
        "cap_drops": ["ALL"],
        "read_only": True,
        "init": True,
        "user": user,
        "stop_signal": f"SIG{signal}",
        "stop_grace_period": duration(seconds),
        # The test of the image would be the web's; and the swarm ends a worker that fails it.
        "healthcheck": {"tests": list(test) or ["NONE"], **HEALTH},
        "labels": as_list(_labels(name, role, args)),
    }


def mounts(memory: Mapping[str, int], volumes: Mapping[str, pulumi.Input[str]]) -> list[dict[str, Any]]:
    """Where a task can write: in memory, of which a swarm is told the size only, and in volumes by their path."""
    in_memory = [
        {"type": "tmpfs", "target": path, "tmpfs_options": {"size_bytes": megabytes * MEGABYTE}}
        for path, megabytes in {**TMPFS, **memory}.items()
    ]
    return [*in_memory, *({"type": "volume", "target": path, "source": volume} for path, volume in volumes.items())]


def new_volume(name: str, args: SwarmArgs, opts: pulumi.ResourceOptions) -> pulumi.Input[str]:
    """The name of a volume on the node that keeps data, which only that node's own engine can make and remove."""
    known = host_name(name)
    if not manager_of(args).is_here(args["place"]["data_node"]):
        return known
    return pulumi_docker.Volume(name, name=known, labels=as_list(labels(name, "files")), opts=kept(args, opts)).name


def on_data_node(args: SwarmArgs) -> list[str]:
    return [f"node.hostname == {args['place']['data_node']}"]


def _labels(name: str, role: str, args: SwarmArgs) -> dict[str, str]:
    return {**args.get("labels", {}), **labels(name, role)}


def _billionths(processors: str) -> int:
    try:
        share = float(processors)
    except ValueError:
        share = math.nan
    if not 0 <= share < math.inf:
        raise InvalidArgumentError(f"target.swarm.cpus is {processors!r}; it must be a number of processors, as '0.5'")
    return round(share * 10**9)

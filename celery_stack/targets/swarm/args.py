"""The swarm target's arguments."""

from typing import Any, TypedDict

import pulumi

from ..containers.args import LogArgs, RegistryArgs


class SwarmPlace(TypedDict, total=False):
    """What another component of the same program prepared on the swarm."""

    after: list[Any]
    """Resources, or outputs of them, that have to be done before a process starts."""
    provider: Any
    """The provider that reaches the manager; the default one where there is none."""
    broker_network: pulumi.Input[str]
    """The id of the network of Redis and those who may reach it."""
    egress_network: pulumi.Input[str]
    """The id of the network by which processes reach the rest of the world."""
    data_node: str
    """The host name of the node that keeps files."""
    code: list[Any]
    """The code whose image is there."""
    image: pulumi.Input[str]
    """Its image by digest, or by id where it is on one node only."""
    runtime: Any
    """The config with celery-stack-runtime."""
    python_path: pulumi.Input[str]
    """PYTHONPATH as the image sets it."""
    secrets: dict[str, pulumi.Input[str]]
    """Its generated secrets."""


class SwarmArgs(TypedDict, total=False):
    """A Swarm of Docker engines: one service per process, on as many machines as it has."""

    host: str
    """A manager: `unix://…`, `ssh://user@host`, `tcp://host:port`. Default: DOCKER_HOST, else this machine's engine."""
    registries: list[RegistryArgs]
    """Who may pull from which registry; what `docker login` left on a machine is not used. Default: nobody."""
    user: str
    """User of the processes as `uid:gid` or a name in the image; never root. Default: 10001:10001."""
    memory: int
    """Megabytes that one replica may take, and that its node has to have left. Default: 512."""
    memory_of: dict[str, int]
    """Megabytes by the name of a component or a role, where they differ: `shop-worker-mail`, `web`. Default: none."""
    cpus: str
    """Processors that one replica may take, such as `0.5`. Default: all."""
    broker_network: str
    """An existing overlay for Redis and those who may reach it. Default: one is made, encrypted, without a way out."""
    egress_network: str
    """An existing overlay by which processes reach the rest of the world, and a reverse proxy them. Default: made."""
    networks: list[str]
    """Existing overlays that the processes join, too, for example a database's. Default: none."""
    volumes: dict[str, str]
    """Volumes to write to, by their path in the containers; each node has its own. Default: none."""
    tmpfs: dict[str, int]
    """Paths in memory that processes may write to, and their megabytes. Always: /tmp, 64."""
    labels: dict[str, str]
    """Labels of every service and its containers, as Datadog's or a reverse proxy's. Default: those of the stack."""
    constraints: list[str]
    """Which nodes may run the processes, such as `node.labels.tier == app`. Default: all."""
    data_node: str
    """Host name of the node that keeps the data of Redis and beat; elsewhere than at `host` they stay after a destroy.

    Default: the only node; with several it has to be named.
    """
    log: LogArgs
    """Where output goes. Default: 3 files of 10 MB a container."""
    redis_image: str
    """Image of the broker, with redis-server and redis-cli. Default: redis:7.4-alpine."""
    redis_user: str
    """User of Redis, who owns /data in its image. Default: redis."""
    redis_memory: int
    """Megabytes of data; the container may take twice as much. Default: 256."""
    redis_volume: str
    """An existing volume of `data_node` for Redis' data. Default: one is made, and removed with the stack."""
    wait_seconds: int
    """Seconds until a replica that was started has to work. Default: 120."""
    place: SwarmPlace
    """What exists already: the `target` of another component. Default: made."""

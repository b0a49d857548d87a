"""The docker target's arguments."""

from typing import Any, TypedDict

import pulumi

from ..containers.args import LogArgs, RegistryArgs


class DockerPlace(TypedDict, total=False):
    """What another component of the same program prepared on the engine."""

    after: list[Any]
    """Resources, or outputs of them, that have to be done before a process starts."""
    provider: Any
    """The provider that reaches the engine; the default one where there is none."""
    broker_network: pulumi.Input[str]
    """The network of Redis and those who may reach it."""
    egress_network: pulumi.Input[str]
    """The network by which processes reach the rest of the world."""
    code: list[Any]
    """The code whose image is there."""
    image: pulumi.Input[str]
    """The id of its image."""
    runtime: pulumi.Input[str]
    """The volume with celery-stack-runtime."""
    python_path: pulumi.Input[str]
    """PYTHONPATH as the image sets it."""
    secrets: dict[str, pulumi.Input[str]]
    """Its generated secrets."""


class DockerArgs(TypedDict, total=False):
    """A Docker engine: one container per process."""

    host: str
    """The engine: `unix://…`, `ssh://user@host`, `tcp://host:port`. Default: DOCKER_HOST, else this machine's."""
    registries: list[RegistryArgs]
    """Who may pull from which registry; what `docker login` left on a machine is not used. Default: nobody."""
    user: str
    """User of the processes as `uid:gid` or a name in the image; never root. Default: 10001:10001."""
    memory: int
    """Megabytes that one container may take. Default: 512."""
    memory_of: dict[str, int]
    """Megabytes by the name of a component or a role, where they differ: `shop-worker-mail`, `web`. Default: none."""
    cpus: str
    """Processors that one container may take, such as `0.5`. Default: all."""
    broker_network: str
    """An existing network for Redis and those who may reach it. Default: one is made, without any way out or in."""
    egress_network: str
    """An existing network by which processes reach the rest of the world. Default: one is made."""
    networks: list[str]
    """Existing networks that the processes join, too, for example a database's. Default: none."""
    volumes: dict[str, str]
    """Existing volumes to write to, by their path in the containers. Default: none."""
    tmpfs: dict[str, str]
    """Paths in memory that processes may write to, with mount options. Always: /tmp, 64 MB."""
    labels: dict[str, str]
    """Labels of every container, for example Datadog's or a reverse proxy's. Default: those of the stack only."""
    log: LogArgs
    """Where output goes. Default: 3 files of 10 MB a container."""
    redis_image: str
    """Image of the broker, with redis-server and redis-cli. Default: redis:7.4-alpine."""
    redis_user: str
    """User of Redis, who owns /data in its image. Default: redis."""
    redis_memory: int
    """Megabytes of data; the container may take twice as much. Default: 256."""
    redis_volume: str
    """An existing volume for Redis' data. Default: one is made, and removed with the stack."""
    wait_seconds: int
    """Seconds until a process that was started has to work. Default: 120."""
    place: DockerPlace
    """What exists already: the `target` of another component. Default: made."""

"""What a stack has on an engine, as a compose file: of it the peers are made, and by it all are seen to be the same."""

import io
import re
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docker import DockerClient
from docker.models.containers import Container

NAME = "docker-up"
"""Of the component, the Pulumi projects and the compose project: begins every name that is made."""
FIRST = "broker"
SECOND = 10**9
OF_COMPOSE = "com.docker.compose."
OURS = "ours"
"""The stack of celery_stack's program; its labels are on everything."""
LABEL = f"celery-stack.stack={NAME}/{OURS}"


def running(engine: DockerClient, **filters: str) -> list[Container]:
    """The processes: of Redis first, then by name."""
    found = engine.containers.list(filters={"label": LABEL, **filters})
    return sorted(found, key=lambda one: (one.labels["celery-stack.role"] != FIRST, str(one.name)))


def described(engine: DockerClient) -> dict[str, Any]:
    """The running containers and their networks and volumes, whoever made them."""
    services = {one.labels["celery-stack.component"]: _service(one) for one in running(engine)}
    networks = {_key(str(one.name)): _network(one.attrs) for one in engine.networks.list(filters={"label": LABEL})}
    mounts = [mount for service in services.values() for mount in service["volumes"]]
    return {
        "services": services,
        "networks": networks,
        "volumes": {one["source"]: {} for one in mounts if one["type"] == "volume"},
    }


def files(engine: DockerClient) -> dict[str, bytes]:
    """The files that the processes were given, by the place that their services' volumes name."""
    return {
        f"{mount['source']}/{name}": content
        for container in running(engine)
        for mount in _volumes(container)
        if mount["read_only"]
        for name, content in _files(container, mount["target"]).items()
    }


def _service(container: Container) -> dict[str, Any]:
    config, host = container.attrs["Config"], container.attrs["HostConfig"]
    assert container.image
    return {
        "image": container.image.tags[0],
        "command": config["Cmd"],
        "environment": sorted(config["Env"]),
        "user": config["User"],
        "labels": _own(config["Labels"]),
        "healthcheck": _healthcheck(config["Healthcheck"]),
        "stop_signal": config["StopSignal"],
        "stop_grace_period": f"{config['StopTimeout']}s",
        "cap_drop": host["CapDrop"],
        "security_opt": host["SecurityOpt"],
        "read_only": host["ReadonlyRootfs"],
        "init": host["Init"],
        "mem_limit": host["Memory"],
        "memswap_limit": host["MemorySwap"],
        "restart": host["RestartPolicy"]["Name"],
        "tmpfs": [f"{path}:{options}" for path, options in host["Tmpfs"].items()],
        "logging": {"driver": host["LogConfig"]["Type"], "options": host["LogConfig"]["Config"]},
        "ports": _ports(host["PortBindings"] or {}),
        "networks": _networks(container),
        "volumes": _volumes(container),
    }


def _healthcheck(health: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "test": health["Test"],
        "interval": _duration(health["Interval"]),
        "timeout": _duration(health["Timeout"]),
        "start_period": _duration(health["StartPeriod"]),
        "retries": health["Retries"],
    }


def _ports(bindings: Mapping[str, list[dict[str, str]]]) -> list[str]:
    return [
        f"{one['HostIp']}:{one['HostPort']}:{port.removesuffix('/tcp')}"
        for port, published in bindings.items()
        for one in published
    ]


def _networks(container: Container) -> dict[str, Any]:
    """With the aliases that somebody asked for: an engine and compose add names of their own."""
    added = {container.short_id, container.labels["celery-stack.component"]}
    found = container.attrs["NetworkSettings"]["Networks"]
    return {_key(name): {"aliases": sorted(set(one["Aliases"] or []) - added)} for name, one in sorted(found.items())}


def _network(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "internal": attributes["Internal"],
        "driver_opts": attributes["Options"],
        "labels": _own(attributes["Labels"]),
    }


def _volumes(container: Container) -> list[dict[str, Any]]:
    """Those that nobody writes to are folders beside the compose file, as its users have it."""
    return [
        {
            "type": "volume" if one["RW"] else "bind",
            "source": ("" if one["RW"] else "./") + _key(one.get("Name") or Path(one["Source"]).name),
            "target": one["Destination"],
            "read_only": not one["RW"],
        }
        for one in sorted(container.attrs["Mounts"], key=lambda one: one["Destination"])
    ]


def _files(container: Container, folder: str) -> dict[str, bytes]:
    chunks, _ = container.get_archive(folder)
    with tarfile.open(fileobj=io.BytesIO(b"".join(chunks))) as archive:
        return {
            Path(one.name).name: content.read() for one in archive if (content := archive.extractfile(one)) is not None
        }


def _key(name: str) -> str:
    """A name without what Pulumi puts behind it and compose in front."""
    return re.sub(rf"^{NAME}_|-[0-9a-f]{{7}}$", "", name)


def _own(labels: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in labels.items() if not key.startswith(OF_COMPOSE)}


def _duration(nanoseconds: int) -> str:
    """In the spelling of the engine, which the provider compares with."""
    minutes, seconds = divmod(nanoseconds // SECOND, 60)
    return f"{minutes}m{seconds}s" if minutes else f"{seconds}s"

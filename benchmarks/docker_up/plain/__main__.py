"""The containers of the compose file, each resource by its provider's own class, without celery_stack.

Files come into a container as celery_stack brings them: by a volume, and a container, never started, that fills it.
"""

import json
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any

import pulumi
import pulumi_docker as docker

HERE = Path(__file__).parent
MEGABYTE = 2**20

Service = dict[str, Any]


def tags(labels: dict[str, str]) -> list[Any]:
    return [{"label": key, "value": value} for key, value in labels.items()]


@cache
def image(name: str) -> pulumi.Output[str]:
    """Its id."""
    return docker.RemoteImage(name, name=name, keep_locally=True).image_id


@cache
def network(key: str) -> pulumi.Output[str]:
    """Its name."""
    wanted = WANTED["networks"][key]
    options, labels = wanted["driver_opts"], tags(wanted["labels"])
    return docker.Network(key, internal=wanted["internal"], options=options, labels=labels).name


@cache
def volume(source: str) -> pulumi.Output[str]:
    """The name of the volume for a volume or folder of the compose file."""
    return docker.Volume(Path(source).name).name


@cache
def filler(source: str, target: str, image_name: str) -> docker.Container:
    """The container that fills a volume with the files of a folder."""
    files = {path.name: b64encode(path.read_bytes()).decode() for path in (HERE / source).iterdir()}
    return docker.Container(
        f"{Path(source).name}-filler",
        image=image(image_name),
        command=["never-started"],
        start=False,
        must_run=False,
        network_mode="none",
        volumes=[docker.ContainerVolumeArgs(volume_name=volume(source), container_path=target)],
        uploads=[
            docker.ContainerUploadArgs(file=f"{target}/{name}", content_base64=content)
            for name, content in files.items()
        ],
    )


def hardened(service: Service) -> dict[str, Any]:
    return {
        "user": service["user"],
        "capabilities": {"drops": service["cap_drop"]},
        "security_opts": service["security_opt"],
        "read_only": service["read_only"],
        "tmpfs": dict(one.split(":", 1) for one in service["tmpfs"]),
        "init": service["init"],
        "memory": service["mem_limit"] // MEGABYTE,
        "memory_swap": service["memswap_limit"] // MEGABYTE,
        "log_driver": service["logging"]["driver"],
        "log_opts": service["logging"]["options"],
    }


def kept_alive(service: Service) -> dict[str, Any]:
    """Also that Pulumi waits until the engine calls it healthy."""
    health, seconds = service["healthcheck"], int(service["stop_grace_period"].removesuffix("s"))
    return {
        "restart": service["restart"],
        "healthcheck": {"tests": health["test"], **{key: health[key] for key in health.keys() - {"test"}}},
        "wait": True,
        "wait_timeout": 120,
        "stop_signal": service["stop_signal"],
        "stop_timeout": seconds,
        "destroy_grace_seconds": seconds,
    }


def connected(service: Service) -> dict[str, Any]:
    ports = [one.split(":") for one in service["ports"]]
    return {
        "ports": [{"ip": ip, "external": int(outside), "internal": int(inside)} for ip, outside, inside in ports],
        "networks_advanced": [{"name": network(key), **more} for key, more in service["networks"].items()],
        "volumes": [
            {"volume_name": volume(one["source"]), "container_path": one["target"], "read_only": one["read_only"]}
            for one in service["volumes"]
        ],
    }


def process(name: str, service: Service) -> docker.Container:
    files = [one for one in service["volumes"] if one["type"] == "bind"]
    fillers = [filler(one["source"], one["target"], service["image"]) for one in files]
    before = [made[key] for key in service.get("depends_on", {})]
    return docker.Container(
        name,
        image=image(service["image"]),
        command=service["command"],
        envs=service["environment"],
        labels=tags(service["labels"]),
        **hardened(service),
        **kept_alive(service),
        **connected(service),
        opts=pulumi.ResourceOptions(depends_on=[*before, *fillers]),
    )


WANTED = json.loads((HERE / "compose.json").read_text())
made: dict[str, docker.Container] = {}
for name, service in WANTED["services"].items():
    made[name] = process(name, service)

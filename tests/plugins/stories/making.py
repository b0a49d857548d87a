"""Containers and services for the stories, and a look at what the engine has."""

import time
from typing import Any

from ..story import Story, Thing

CONFIG = (
    *("Image", "User", "Env", "Cmd", "Entrypoint", "Labels", "Healthcheck", "Volumes", "WorkingDir", "StopSignal"),
    *("StopTimeout", "Domainname", "Tty", "OpenStdin", "ExposedPorts"),
)
HOST = (
    *("Binds", "CapAdd", "CapDrop", "CpuShares", "CpusetCpus", "Dns", "DnsOptions", "DnsSearch", "ExtraHosts"),
    *("GroupAdd", "Init", "IpcMode", "LogConfig", "Memory", "MemoryReservation", "MemorySwap", "Mounts", "NanoCpus"),
    *("NetworkMode", "PidMode", "PortBindings", "Privileged", "PublishAllPorts", "ReadonlyRootfs", "RestartPolicy"),
    *("Runtime", "SecurityOpt", "ShmSize", "Sysctls", "Tmpfs", "Ulimits", "UsernsMode", "VolumesFrom", "AutoRemove"),
)
PATIENCE = 30.0  # seconds


def container(story: Story, **inputs: Any) -> Thing:
    """A container that sleeps, checked."""
    thing = story.resource("Container", "one")
    thing.check(image=story.image, **{"command": ["sleep", "1000"], "destroyGraceSeconds": 0, **inputs})
    return thing


def look(story: Story, thing: Thing) -> None:
    inspected = story.api.inspect_container(thing.id)
    networks = inspected["NetworkSettings"]["Networks"]
    story.tell(
        "in the engine",
        {
            "running": inspected["State"]["Running"],
            "config": {key: inspected["Config"].get(key) for key in CONFIG},
            "host": {key: inspected["HostConfig"].get(key) for key in HOST},
            "mounts": sorted((one["Type"], one["Destination"], one["RW"]) for one in inspected["Mounts"]),
            "networks": {name: sorted(set(one["Aliases"] or ()) - {thing.id[:12]}) for name, one in networks.items()},
        },
    )


def service(story: Story, spec: dict[str, Any] | None = None, task: dict[str, Any] | None = None, **more: Any) -> Thing:
    """A service that sleeps, checked."""
    thing = story.resource("Service", "service")
    given = {"image": story.image, "commands": ["sleep"], "args": ["1000"], **(spec or {})}
    thing.check(taskSpec={"containerSpec": given, **(task or {})}, **more)
    return thing


def look_at_service(story: Story, thing: Thing) -> None:
    """In an order of its own: the official provider has none for the environment and for sets of objects."""
    spec = story.api.inspect_service(thing.id)["Spec"]
    container = spec["TaskTemplate"]["ContainerSpec"]
    container.get("Env", []).sort()
    container.get("Mounts", []).sort(key=lambda mount: mount["Target"])
    story.tell("in the engine", spec)


def wait_until_running(story: Story, thing: Thing) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if {task["Status"]["State"] for task in story.api.tasks({"service": thing.id})} == {"running"}:
            return
        time.sleep(0.2)
    raise AssertionError("the service does not run")

"""How containers of the Docker provider are kept apart from their machine, and what rules say of it."""

from typing import Any

from case import Case
from docker_resources import CLOSED, FLOWER, OPEN, REDIS, WORKER, service

AROUND = [CLOSED, OPEN]
SOCKET = "/var/run/docker.sock"

SOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "worker": (".Container", WORKER),
    "worker service": (".Service", service(WORKER)),
    "redis": (".Container", REDIS),
    "flower": (".Container", FLOWER),
    "traefik": (
        ".Container",
        {
            "image": "traefik",
            "privileged": True,
            "networkMode": "host",
            "volumes": [{"hostPath": SOCKET, "containerPath": SOCKET}],
        },
    ),
    "filebeat": (
        ".Container",
        {"image": "docker.elastic.co/beats/filebeat:8.9.0", "user": "root", "volumes": [{"hostPath": SOCKET}]},
    ),
    "node": (".Container", {"image": "kindest/node:v1", "command": ["/sbin/init"], "privileged": True}),
    "socket by name": (".Container", {**WORKER, "volumes": [{"volumeName": "docker.sock", "containerPath": "/a"}]}),
}

SPEC = "taskSpec.containerSpec"
HOST_PATHS_GOOD = ["/srv/media", "/var/run/app.sock", "/run/secrets", "/var/lib/docker-data", "relative", "C:\\media"]
HOST_PATHS_BAD = [
    *(SOCKET, "/run/docker.sock", "//var/run/docker.sock", "/run/user/1000/docker.sock", "/var/run/docker.sock.raw"),
    *("/run/containerd/containerd.sock", "/run/podman/podman.sock", "/var/run/crio/crio.sock"),
    *("//./pipe/docker_engine", "\\\\.\\pipe\\docker_engine", "/home/me/.docker/run/docker.sock"),
    *("/", "/run", "/var/run/", "/var", "/run/containerd"),
]


def bind(path: str) -> list[dict[str, Any]]:
    return [{"type": "bind", "source": path, "target": "/mounted"}]


CASES = [
    Case("container-not-privileged", "worker", "privileged", [False, None], [True]),
    Case("container-not-privileged", "redis", "privileged", [False], [True]),
    Case("container-not-privileged", "flower", "privileged", [False], [True]),
    *(
        Case("container-no-host-namespaces", "worker", mode, [None, "private", "container:abc", ""], ["host"])
        for mode in ("networkMode", "pidMode", "ipcMode", "utsMode", "usernsMode")
    ),
    Case(
        "container-no-host-namespaces",
        "worker service",
        "taskSpec.networksAdvanceds",
        [[{"name": "backend"}]],
        [[{"name": "host"}]],
    ),
    Case(
        "container-no-docker-socket",
        "worker",
        "volumes",
        [[{"hostPath": path, "containerPath": "/a"}] for path in HOST_PATHS_GOOD],
        [[{"hostPath": path, "containerPath": "/a"}] for path in HOST_PATHS_BAD],
    ),
    Case("container-no-docker-socket", "worker", "volumes", [], [[{"volumeName": SOCKET, "containerPath": SOCKET}]]),
    Case(
        "container-no-docker-socket",
        "worker",
        "mounts",
        [*map(bind, HOST_PATHS_GOOD), [{"type": "volume", "source": SOCKET}], [{"type": "tmpfs", "target": SOCKET}]],
        [*map(bind, HOST_PATHS_BAD), [{"source": SOCKET, "target": SOCKET}]],
    ),
    Case("container-no-docker-socket", "worker service", f"{SPEC}.mounts", [bind("/srv")], [bind(SOCKET)]),
    Case(
        "container-drops-capabilities",
        "worker",
        "capabilities",
        [
            *({"drops": [name]} for name in ("ALL", "all", "CAP_ALL")),
            {"drops": ["ALL"], "adds": ["CAP_CHOWN", "SETUID", "net_bind_service"]},
        ],
        [
            None,
            {},
            {"drops": []},
            {"drops": ["NET_RAW"]},
            *({"drops": ["ALL"], "adds": [a]} for a in ("ALL", "SYS_ADMIN")),
        ],
    ),
    Case("container-drops-capabilities", "worker service", f"{SPEC}.capDrops", [["ALL"]], [None, ["CAP_NET_RAW"]]),
    Case(
        "container-no-new-privileges",
        "worker",
        "securityOpts",
        [["seccomp=x", "no-new-privileges"], ["no-new-privileges:true"], ["no-new-privileges=true"]],
        [None, [], ["apparmor=x"], ["no-new-privileges:false"]],
    ),
    Case("container-read-only-rootfs", "worker", "readOnly", [True], [False, None]),
    Case("container-read-only-rootfs", "worker service", f"{SPEC}.readOnly", [True], [None]),
    Case("container-resource-limits", "worker", "memory", [1], [None, 0]),
    Case("container-resource-limits", "worker", "cpus", ["2", "0.5"], [None, "0"]),
    Case("container-resource-limits", "worker service", "taskSpec.resources.limits", [], [None, {"nanoCpus": 1}]),
    Case(
        "container-resource-limits",
        "worker service",
        "taskSpec.resources",
        [{"limits": {"memoryBytes": 1}, "reservation": {"nanoCpus": 1}}],
        [None, {"reservation": {"memoryBytes": 1, "nanoCpus": 1}}, {"limits": {"memoryBytes": 1}}],
    ),
    Case(
        "image-pinned",
        "worker",
        "image",
        [
            *("shop:1", "registry.example:5000/shop:2026-11-01", f"shop@sha256:{'0' * 64}"),
            *(f"shop:latest@sha256:{'0' * 64}", "ghcr.io/a/shop:v1-latency"),
        ],
        ["shop", "shop:latest", "registry.example:5000/shop", "localhost/shop:LATEST", "shop:latest-alpine", "shop:"],
    ),
    Case("image-pinned", "redis", "image", ["redis:7"], ["redis", "redis:latest", "docker.io/library/redis"]),
    Case("image-pinned", "worker service", f"{SPEC}.image", ["shop:1"], ["shop"]),
]

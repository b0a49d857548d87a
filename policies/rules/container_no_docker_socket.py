"""container-no-docker-socket."""

import re
from collections.abc import Iterator
from dataclasses import replace

from facts.confinement import Confinement
from pack.framework import cis_docker
from pack.rule import CRITICAL, MANDATORY, rule
from pack.verdict import Finding, Verdict, reject

_SOCKET = re.compile(r"(docker|containerd|podman|crio|cri-dockerd|buildkitd)[\w.-]*\.sock|docker_engine")
_FOLDER = re.compile(r"(/var)?(/run(/user/\d+|/docker|/containerd|/podman|/crio)?)?")
"""Folders that a socket is in, up to the root of the machine."""


@rule(
    "container-no-docker-socket",
    on=Confinement,
    level=MANDATORY,
    severity=CRITICAL,
    fix="Remove the mount of /var/run/docker.sock from `volumes` or `mounts`; have another service start containers.",
    url="https://docs.docker.com/engine/security/#docker-daemon-attack-surface",
    framework=cis_docker("5.32", "Ensure that the Docker socket is not mounted inside any containers"),
)
def container_no_docker_socket(container: Confinement) -> Iterator[Verdict]:
    """Whoever writes to a container engine's socket starts a container that is root on the machine."""
    for path in container.machine_paths:
        for verdict in reject(path, is_an_engines, "no socket of a container engine"):
            yield (
                replace(verdict, seen="the engine's socket, or a folder that it is in")
                if isinstance(verdict, Finding)
                else verdict
            )


def is_an_engines(path: str) -> bool:
    """Whether a path of a machine leads to the socket of its container engine."""
    plain = re.sub(r"/+", "/", path.strip().replace("\\", "/")).rstrip("/")
    return bool(_SOCKET.search(plain.lower())) or (path.startswith("/") and bool(_FOLDER.fullmatch(plain)))

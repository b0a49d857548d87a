"""Which Docker engine there is for the tests, or what to do so that there is one."""

import os
import shutil
from contextlib import closing
from dataclasses import dataclass

import docker

from . import rootfs

STANDARD = "unix:///var/run/docker.sock"
PACKAGES = {"dockerd": "docker.io", "iptables": "iptables", "ip": "iproute2", "debootstrap": "debootstrap"}


@dataclass(frozen=True)
class Reach:
    """What was found."""

    url: str = ""
    """Of the engine that answers; empty where the tests start one of their own."""
    obstacle: str = ""
    """Why the tests cannot run, and what to do; empty where they can."""


def look() -> Reach:
    """Look for an engine: the one that DOCKER_HOST names, else this machine's, else what it takes to start one."""
    named = os.environ.get("DOCKER_HOST", "")
    if answers(named or STANDARD):
        return Reach(named or STANDARD, "" if rootfs.is_kept() else _obstacle("debootstrap"))
    if named:
        return Reach(obstacle=f"DOCKER_HOST is {named}, and no engine answers there. Start it, or unset DOCKER_HOST.")
    return Reach(obstacle=obstacle_to_own())


def obstacle_to_own() -> str:
    """Why the tests cannot start an engine, and what to do; empty where they can."""
    return _obstacle(*PACKAGES)


def answers(url: str) -> bool:
    """Whether an engine is there, and lets this user in."""
    try:
        with closing(docker.DockerClient(url, timeout=10)) as client:
            return bool(client.ping())
    except docker.errors.DockerException:
        return False


def _obstacle(*programs: str) -> str:
    if os.geteuid() != 0:
        return f"Only root can run {', '.join(programs)}."
    missing = [program for program in programs if not shutil.which(program)]
    if not missing:
        return ""
    packages = " ".join(PACKAGES[program] for program in missing)
    return f"{', '.join(missing)} not found. On Debian: apt-get install --no-install-recommends {packages}"

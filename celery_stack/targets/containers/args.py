"""Arguments that the places with containers share, and what they refuse in them."""

import re
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any, Required, TypedDict

import pulumi

from ...errors import InvalidArgumentError

USER = "10001:10001"  # a number needs no entry in the image's /etc/passwd, and is above the users of a machine
MEMORY_MEGABYTES = 512
WAIT_SECONDS = 120
LONGEST_DELETE = "24h"  # by itself the provider gives up after 20 minutes, however long the grace
REDIS_IMAGE = "redis:7.4-alpine"
REDIS_USER = "redis"
REDIS_MEGABYTES = 256
PACKAGES = ("docker", "pulumi_docker", "pulumi_random")
OF_A_PROCESS = (
    "user",
    "memory",
    "cpus",
    "networks",
    "volumes",
    "tmpfs",
    "labels",
    "constraints",
    "log",
    "wait_seconds",
)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_USER_NAME = re.compile(r"[a-z_][a-z0-9_-]*", re.IGNORECASE)
LOG_DRIVER = "json-file"
LOG_OPTIONS = {"max-size": "10m", "max-file": "3"}


class RegistryArgs(TypedDict, total=False):
    """Who may pull images from a registry."""

    address: Required[str]
    """Host name of the registry, as images are named by it; `docker.io` for Docker Hub."""
    username: Required[pulumi.Input[str]]
    """Who."""
    password: Required[pulumi.Input[str]]
    """The password or token, a Pulumi secret."""


class LogArgs(TypedDict, total=False):
    """Where the processes' output goes."""

    driver: str
    """A log driver: json-file, local, journald, syslog, gelf, fluentd, awslogs, splunk. Default: json-file."""
    options: dict[str, str]
    """The driver's options. Default: 3 files of 10 MB for json-file, else none."""


def require_packages(kind: str) -> None:
    """Raises InvalidArgumentError where the packages are missing that a place with containers needs."""
    missing = [package for package in PACKAGES if find_spec(package) is None]
    if missing:
        raise InvalidArgumentError(f"target.{kind} needs {', '.join(missing)}; pip install 'celery-stack[docker]'")


def refuse_name(name: str) -> None:
    """Raises InvalidArgumentError for a component whose name no engine takes for what it makes."""
    if not _NAME.fullmatch(name):
        raise InvalidArgumentError(f"the name {name!r} is no name for an engine; use letters, digits, `_`, `.` and `-`")


def refuse_root(user: str, argument: str) -> None:
    """Raises InvalidArgumentError where a user is root, of root's group, or nobody in particular."""
    name, _, group = user.partition(":")
    # An engine takes every spelling of a number, `+0` for one, so only the usual one is taken here.
    if any(_is_root(part) for part in (name, group or name)):
        raise InvalidArgumentError(f"{argument} is {user!r}; it must be unprivileged, for example {USER!r}")


def _is_root(part: str) -> bool:
    is_number = part.isascii() and part.isdigit() and int(part) > 0
    return not is_number and (part == "root" or not _USER_NAME.fullmatch(part))


def join(kind: str, shared: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a role that has some of its own. Raises InvalidArgumentError for those of another place."""
    for key in own:
        if key not in OF_A_PROCESS and own[key] != shared.get(key):
            raise InvalidArgumentError(
                f"target.{kind}.{key} is of the whole stack; a role of it may have its own {', '.join(OF_A_PROCESS)}"
            )
    return {**shared, **own}


def log_options(log: LogArgs) -> tuple[str, dict[str, str]]:
    """The log driver and its options, never one that fills the disk."""
    driver = log.get("driver", LOG_DRIVER)
    return driver, log.get("options", LOG_OPTIONS if driver == LOG_DRIVER else {})


def memory_of(name: str, role: str, default: int, differing: dict[str, int]) -> int:
    """Megabytes of the process `name`: its own, its role's, or the default."""
    return next((differing[key] for key in (name, role) if key in differing), default)

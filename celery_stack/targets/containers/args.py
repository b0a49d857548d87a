"""Arguments that the places with containers share, and what they refuse in them."""

import re
from typing import Required, TypedDict

import pulumi

from ...errors import InvalidArgumentError

USER = "10001:10001"  # a number needs no entry in the image's /etc/passwd, and is above the users of a machine
MEMORY_MEGABYTES = 512
WAIT_SECONDS = 120
REDIS_IMAGE = "redis:7.4-alpine"
REDIS_USER = "redis"
REDIS_MEGABYTES = 256
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


def refuse_root(user: str, argument: str) -> None:
    """Raises InvalidArgumentError where a user is root or nobody in particular."""
    name = user.partition(":")[0]
    # An engine takes every spelling of a number, `+0` for one, so only the usual one is taken here.
    if not (name.isascii() and name.isdigit() and int(name)) and (name == "root" or not _USER_NAME.fullmatch(name)):
        raise InvalidArgumentError(f"{argument} is {user!r}; it must be unprivileged, for example {USER!r}")


def log_options(log: LogArgs) -> tuple[str, dict[str, str]]:
    """The log driver and its options, never one that fills the disk."""
    driver = log.get("driver", LOG_DRIVER)
    return driver, log.get("options", LOG_OPTIONS if driver == LOG_DRIVER else {})


def memory_of(name: str, role: str, default: int, differing: dict[str, int]) -> int:
    """Megabytes of the process `name`: its own, its role's, or the default."""
    return next((differing[key] for key in (name, role) if key in differing), default)

"""A Docker engine, asked directly: is it there, has it the image, is the port free, does a container work?

Pulumi's provider makes what runs. It cannot say before it makes something that it will not work, nor why it does not.
"""

import errno
import os
import socket
from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any

import docker
from docker.auth import resolve_repository_name
from docker.errors import APIError, DockerException, ImageNotFound, NotFound

from ...checklist import is_wildcard
from ...errors import InvalidArgumentError

ANSWER_SECONDS = 30
# Not what `docker login` left on this machine: the provider does not use it, and would fail later.
NOBODY = {"username": "", "password": ""}


class Engine:
    """One engine, at the address that is given or that DOCKER_HOST names."""

    def __init__(self, host: str, argument: str) -> None:
        self.host = host or os.environ.get("DOCKER_HOST", "")
        environment = {**os.environ, **({"DOCKER_HOST": host} if host else {})}
        try:
            self.client = docker.from_env(environment=environment, timeout=ANSWER_SECONDS)
            self.client.ping()
        except (DockerException, OSError) as error:
            named = self.host or "the socket of this machine (DOCKER_HOST is not set)"
            raise InvalidArgumentError(
                f"{argument}.host is {named!r}, but no Docker engine answers there ({reason(error)}); "
                "start it, or name another"
            ) from None

    @property
    def is_local(self) -> bool:
        """Whether the engine's ports are this machine's."""
        return self.host.startswith(("unix:", "npipe:")) or not self.host

    @cached_property
    def limits_swap(self) -> bool:
        """Whether its kernel can limit a container's swap."""
        return bool(self.client.info()["SwapLimit"])

    def require_image(self, argument: str, image: str, logins: Mapping[str, Mapping[str, str]]) -> None:
        """Raises InvalidArgumentError for an image that is neither here nor where these logins, by registry, pull."""
        try:
            self.client.images.get(image)
        except ImageNotFound:
            self._require_in_registry(argument, image, logins)
        except DockerException as error:
            raise InvalidArgumentError(f"{argument} is {image!r}, which names no image ({reason(error)})") from None

    def _require_in_registry(self, argument: str, image: str, logins: Mapping[str, Mapping[str, str]]) -> None:
        try:
            registry, _ = resolve_repository_name(image)
            self.client.images.get_registry_data(image, {**NOBODY, **logins.get(registry, {})})
        except DockerException as error:
            raise InvalidArgumentError(
                f"{argument} is {image!r}, which is neither on the engine nor in its registry ({reason(error)}); "
                "name one that is, or give `registries` who may pull it"
            ) from None

    def python_path(self, image: str) -> str:
        """PYTHONPATH as the image sets it; empty where it does not, or is not on the engine yet."""
        try:
            variables = self.client.images.get(image).attrs["Config"].get("Env") or []
        except ImageNotFound:
            return ""
        return str(dict(variable.split("=", 1) for variable in variables).get("PYTHONPATH", ""))

    def is_closed(self, argument: str, network: str) -> bool:
        """Whether nobody outside reaches who is in a network. Raises InvalidArgumentError where there is none."""
        try:
            return bool(self.client.networks.get(network).attrs["Internal"])
        except NotFound:
            raise InvalidArgumentError(f"{argument} is {network!r}, but the engine has no such network") from None

    def remove_others(self, container: str, labels: Mapping[str, str]) -> None:
        """Remove what an engine made that died before it could tell the provider: nobody knows it but by its labels."""
        wanted = [f"{key}={value}" for key, value in labels.items()]
        for other in self.client.api.containers(all=True, filters={"status": "created", "label": wanted}):
            if other["Id"] != container:
                self.client.api.remove_container(other["Id"], force=True)

    def require_port(self, argument: str, address: str, port: int, mine: Mapping[str, str]) -> None:
        """Raises InvalidArgumentError for a port that others than the container with the labels `mine` publish."""
        for container in self.client.containers.list(filters={"publish": str(port)}):
            if not mine.items() <= container.labels.items():
                raise InvalidArgumentError(
                    f"{argument} is {port}, which the container {container.name!r} publishes; "
                    "choose another, or stop that one"
                )
            return
        if self.is_local and not _is_free(address, port):
            raise InvalidArgumentError(f"{argument} is {port}, on which another program listens; choose another")


@cache
def connect(host: str, argument: str) -> Engine:
    """The engine at `host`, the machine's own where it is empty; `argument` names it in errors."""
    return Engine(host, argument)


def _is_free(address: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("" if is_wildcard(address) else address, port))
        except OSError as error:
            return error.errno != errno.EADDRINUSE  # whether there is such an address is the engine's to say
        return True


def reason(error: Any) -> str:
    """The innermost words of an error: what is wrong, without the layers that passed it on."""
    if isinstance(error, APIError) and error.explanation:
        return str(error.explanation)
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__
    return str(getattr(error, "strerror", "") or error)

"""The Docker engine, with the words in which the official provider says that it cannot be reached."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import docker
from bridge import schema
from bridge.errors import ProviderError
from docker.errors import APIError, DockerException

DEFAULT_HOST = "unix:///var/run/docker.sock"
PATIENCE = 1200  # seconds; the official provider's own limit for an operation


_REGISTRY = {
    "address": schema.text(required=True),
    "username": schema.text(),
    "password": schema.text(),
    "authDisabled": schema.flag(),
    **schema.strange("configFile", "configFileContent"),
}
CONFIG = {
    "host": schema.text(),
    "registryAuth": schema.object_set(_REGISTRY, secret=True),
    "sshOpts": schema.texts(),
    "disableDockerDaemonCheck": schema.flag(),
    **schema.strange("caMaterial", "certMaterial", "certPath", "context", "keyMaterial"),
}


class Engine:
    """How to reach the engine; nothing is reached before a resource needs it, so that a preview works without."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self.host = config.get("host") or os.environ.get("DOCKER_HOST") or DEFAULT_HOST
        given = config.get("registryAuth") or []
        self._registries = json.loads(given) if isinstance(given, str) else given
        if any(not one.get("username") and not one.get("authDisabled") for one in self._registries):
            unread = "could not open config file from filePath: the stand-in opens none"
            raise ProviderError(f"1 error occurred:\n\t* Error loading registry auth config: {unread}\n\n")

    def connect(self) -> Any:
        """A docker.APIClient, whose types say too little of what it answers."""
        try:
            return docker.APIClient(self.host, version="auto", timeout=PATIENCE)
        except DockerException as error:
            raise ProviderError(
                f"failed to create Docker client: Error pinging Docker server, please make sure that {self.host} is "
                f"reachable and has a  '_ping' endpoint. Error: Cannot connect to the Docker daemon at {self.host}. "
                "Is the docker daemon running?"
            ) from error

    def credentials(self, registry: str) -> dict[str, str]:
        """What the provider's configuration has for a registry; never what is in the user's own Docker files."""
        for one in self._registries:
            if _hostname(one["address"]) == registry:
                given = {key: one.get(key, "") for key in ("username", "password")}
                return {key: key for key in given} if one.get("authDisabled") else given
        return {"username": "", "password": ""}


def _hostname(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://").partition("/")[0]


def said(error: APIError) -> str:
    """An engine's error as the official provider's client words it."""
    return f"Error response from daemon: {error.explanation}"


@contextmanager
def failing(prefix: str = "", *, let: type[APIError] | tuple[()] = ()) -> Iterator[None]:
    """What the engine refuses, told with the official provider's words before it; `let` passes."""
    try:
        yield
    except let:
        raise
    except APIError as error:
        raise ProviderError(f"{prefix}: {said(error)}" if prefix else said(error)) from error

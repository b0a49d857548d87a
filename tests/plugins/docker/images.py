"""Finding an image on the engine, or pulling it."""

from typing import Any

import docker
from bridge.errors import ProviderError
from daemon import Engine, said
from docker.errors import APIError, ImageNotFound
from docker.utils import parse_repository_tag

HUB = "registry-1.docker.io"


def local(api: docker.APIClient, name: str) -> dict[str, Any] | None:
    """The image, where the engine has it."""
    try:
        found: dict[str, Any] = api.inspect_image(name)  # type: ignore[no-untyped-call]
    except ImageNotFound:
        return None
    return found


def find(engine: Engine, api: docker.APIClient, name: str, platform: str = "") -> dict[str, Any]:
    """The image, pulled where the engine does not have it."""
    if not name:
        raise ProviderError("empty image name is not allowed")
    found = local(api, name)
    if found is None:
        _pull(engine, api, name, platform)
        found = local(api, name)
    if found is None:
        raise ProviderError(f"unable to find or pull image {name}")
    return found


def _pull(engine: Engine, api: docker.APIClient, name: str, platform: str) -> None:
    repository, tag = parse_repository_tag(name)
    try:
        # An engine starts to answer before it knows how the pull ends: what comes later is no error to the provider.
        for _ in api.pull(
            repository,
            tag or "latest",
            stream=True,
            auth_config=engine.credentials(_registry(name)),
            platform=platform or None,
        ):
            pass
    except APIError as error:
        raise ProviderError(f"unable to pull image {name}: error pulling image {name}: {said(error)}") from error


def _registry(name: str) -> str:
    first, slash, rest = name.partition("/")
    named = "/" in rest or (slash and ("." in first or ":" in first or first == "localhost"))
    return first if named else HUB


def digest_of(name: str, image: dict[str, Any]) -> str:
    """Which of an image's digests goes with its name."""
    digests: list[str] = image.get("RepoDigests") or []
    bare = name.partition(":")[0]
    return next((one for one in digests if len(digests) > 1 and one.startswith(bare)), digests[0] if digests else "")

"""Finding an image on the engine, or pulling it."""

from typing import Any

from bridge.errors import ProviderError
from daemon import Engine, said
from docker.errors import APIError, ImageNotFound
from docker.utils import parse_repository_tag

HUB = "registry-1.docker.io"


def local(api: Any, name: str) -> dict[str, Any] | None:
    """The image, where the engine has it."""
    try:
        found: dict[str, Any] = api.inspect_image(name)
    except ImageNotFound:
        return None
    return found


def find(engine: Engine, api: Any, name: str, platform: str = "") -> dict[str, Any]:
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


def _pull(engine: Engine, api: Any, name: str, platform: str) -> None:
    repository, tag = parse_repository_tag(name)
    try:
        # An engine starts to answer before it knows how the pull ends: what comes later is no error to the provider.
        for _ in api.pull(
            repository,
            tag or "latest",
            stream=True,
            auth_config=engine.credentials(registry_of(name)),
            platform=platform or None,
        ):
            pass
    except APIError as error:
        raise ProviderError(f"unable to pull image {name}: error pulling image {name}: {said(error)}") from error


def registry_of(name: str) -> str:
    """The host that an image's name begins with."""
    first, slash, rest = name.partition("/")
    named = "/" in rest or (slash and ("." in first or ":" in first or first == "localhost"))
    return first if named else HUB


def tagged(name: str) -> str:
    """A name with a tag, unless it says by a digest which image is meant."""
    exact = name.startswith("sha256:") or "@" in name or ":" in name.rpartition("/")[2]
    return name if exact else f"{name}:latest"


def pinned(api: Any, task: dict[str, Any], credentials: dict[str, str]) -> dict[str, Any]:
    """A task with the digest that the registry has for its image, and the platforms; as it is without a registry."""
    name = tagged(task["ContainerSpec"]["Image"])
    exact = {**task, "ContainerSpec": {**task["ContainerSpec"], "Image": name}}
    try:
        found = api.inspect_distribution(name, auth_config=credentials)
    except APIError:
        return exact
    if "@" not in name:
        exact["ContainerSpec"]["Image"] = f"{name}@{found['Descriptor']['digest']}"
    platforms = [{"Architecture": one["architecture"], "OS": one["os"]} for one in found["Platforms"] or ()]
    return {**exact, "Placement": {**exact["Placement"], "Platforms": platforms}} if platforms else exact


def digest_of(name: str, image: dict[str, Any]) -> str:
    """Which of an image's digests goes with its name."""
    digests: list[str] = image.get("RepoDigests") or []
    bare = name.partition(":")[0]
    return next((one for one in digests if len(digests) > 1 and one.startswith(bare)), digests[0] if digests else "")
